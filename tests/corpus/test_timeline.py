"""What a speaker said over time, and later statements on the same matter."""

from made_records import Made

from onrecord.corpus.dates import NEVER, first_day, last_day
from onrecord.corpus.reports import Counts
from onrecord.corpus.timeline import Matter, reversals, timeline
from onrecord.schema.record import Record


def told(matters: list[Matter]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(m.first.words, m.first.condition, [(s.words, reason) for s, reason in m.later]) for m in matters]


def test_kerranes_promise_in_the_demonstration(demonstration: list[Record]) -> None:
    sayings = timeline(demonstration, "Aldric Kerrane")
    assert [first_day(s.date) for s in sayings] == sorted(first_day(s.date) for s in sayings)
    matter = next(m for m in reversals(sayings) if m.first.report.id == "northlight-kerrane-port-pledge"
                  and m.first.words.startswith('"Our navy will not close Ravick'))  # fmt: skip
    assert matter.first.condition == "so long as our grain ships pass"
    later = {s.report.id: s.words for s, _ in matter.later}
    assert "The condition was broken, and the promise went with it" in later["ledger-kerrane-condition-broken"]
    assert "he had given the order" in later["castrel-ravick-blockade"]
    order = next(s for s in sayings if "given the order" in s.words and s.date == "2031-03-07")
    assert order.counts.independent == 1


def test_denial_and_admission_in_the_demonstration(demonstration: list[Record]) -> None:
    sayings = timeline(demonstration, "Mardovel")
    first = reversals(sayings)[0]
    assert (first.first.words, first.first.date, first.first.counts) == (
        "that it had fired",
        "2031-03-05",
        Counts(3, 1),
    )
    assert [(s.report.id, s.date, reason) for s, reason in first.later] == [
        ("northlight-mardovel-admits-shelling", "2031-03-14", "deny, then admit")
    ]


def test_threats_demands_and_kept_promises_of_the_demonstration(demonstration: list[Record]) -> None:
    vesk = [s for s in timeline(demonstration, "Hadran Vesk") if s.act == "threaten" and not s.negated]
    assert "If one more Mardovelian ship is turned back" in {s.condition for s in vesk}
    dray = [s for s in timeline(demonstration, "Lisken Dray") if s.act == "demand" and not s.negated]
    assert "“If Corrava wants to talk, it must first drop this toll,”" in {s.words for s in dray}
    refused = [s for s in timeline(demonstration, "Teyla Morrand") if s.act == "refuse" and not s.negated]
    assert "northlight-kerrane-port-pledge" in {s.report.id for s in refused}
    assert timeline(demonstration, "Nobody At All") == []


def test_the_refusal_given_up() -> None:
    """Section 4 of STORY.md; by hand, as the reader gives two of these to other speakers."""
    refusal = "We will not release the crew unless Mardovel apologises for what the Grey Tern was doing in our waters,"
    offer = "If the fishermen come home, the crew will go home,"
    rows = [
        ("northlight-kerrane-port-pledge", "2031-03-03", refusal, "refuse", "unless Mardovel apologises"),
        ("castrel-convoy-let-through", "2031-03-17", offer, "commit", "If the fishermen come home"),
        ("northlight-prisoner-exchange", "2031-03-19", "An apology is a word. These are people.", "say", ""),
        ("castrel-truce-signed", "2031-03-21", "We have signed away nothing about the crew,", "say", ""),
    ]
    records = [
        Made(words, name, day).says("Teyla Morrand", words, act=act, condition=condition).record
        for name, day, words, act, condition in rows
    ]
    sayings = timeline(records[::-1], "Teyla Morrand")
    assert [s.report.id for s in sayings] == [name for name, *_ in rows]
    assert told(reversals(sayings)) == []  # one word in common: crew
    records[1] = Made(f"{offer} the crew of the Grey Tern", rows[1][0], rows[1][1]).says(
        "Teyla Morrand", f"{offer} the crew of the Grey Tern", act="commit", condition="If the fishermen come home"
    ).record  # fmt: skip
    (matter,) = reversals(timeline(records, "Teyla Morrand"))
    assert matter.first.condition == "unless Mardovel apologises"
    assert [(s.condition, reason) for s, reason in matter.later] == [
        ("If the fishermen come home", "refuse, then commit")
    ]


def test_what_is_said_again_is_no_reversal() -> None:
    def report(day: int, words: str, act: str) -> Record:
        return Made(words, f"r{day}", f"2031-03-{day:02}").says("Aldric Kerrane", words, act=act).record

    records = [
        report(3, "the navy will not close the port", "refuse"),
        report(4, "the port would not be closed by the navy", "predict"),
        report(5, "our navy sails to the port every day", "say"),
        report(6, "we will close the port with our navy", "commit"),
        report(7, "the promise about port and navy is void", "say"),
    ]
    (refusal, promise) = reversals(timeline(records, "Aldric Kerrane"))
    assert [(s.date, reason) for s, reason in refusal.later] == [
        ("2031-03-06", "refuse, then commit"),
        ("2031-03-07", "says “void”"),
    ]
    assert [(s.date, reason) for s, reason in promise.later] == [("2031-03-07", "says “void”")]


def test_copies_are_one_saying_and_said_dates_go_first() -> None:
    text = " ".join(f"word{at}" for at in range(60)) + " the port will stay open"
    one, copy = (
        Made(text, at, f"2031-03-0{day}", publisher=at).says("Hadran Vesk", "the port will stay open", said=said).record
        for at, day, said in (("a", 5, "2031-03-01"), ("b", 6, "2031-03-01"))
    )
    early = Made("He spoke of the weather", "c", "2031-03-02").says("Hadran Vesk", "of the weather").record
    sayings = timeline([copy, early, one], "Hadran Vesk")
    assert [(s.date, s.report.id, s.counts) for s in sayings] == [
        ("2031-03-01", "a", Counts(2, 1)),
        ("2031-03-02", "c", Counts(1, 1)),
    ]


def test_dates_in_order() -> None:
    dates = [None, "2031-03-10/2031-03-16", "2031", "2031-03-09", "2031-03"]
    assert sorted(dates, key=first_day) == ["2031", "2031-03", "2031-03-09", "2031-03-10/2031-03-16", None]
    assert sorted(dates, key=last_day) == ["2031-03-09", "2031-03-10/2031-03-16", "2031-03", "2031", None]
    assert first_day("") == last_day(None) == NEVER
