"""Quotations over reports: the demonstration corpus, a table of wordings, and what must hold for any."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_records import Made

from onrecord.corpus.quotations import Quotation, find, variants
from onrecord.corpus.reports import Counts
from onrecord.corpus.wording import differences, said, tokens
from onrecord.schema.record import Record

LISTEN = (
    "We came to Fennemar to listen, and we have listened; but no Corravan government, this one or the next, can sign "
    "away the strait, and they know it,"
)
ORDERS = "Our captains have orders to stop any ship that does not answer, and to harm no one who does,"


def changes(reference: str, wording: str) -> list[tuple[str, str, str]]:
    """What is not kept, as kind, words of the reference, words of the wording."""
    found = differences(tokens(reference), tokens(wording))
    return [(d.kind, " ".join(d.reference), " ".join(d.words)) for d in found if d.kind != "kept"]


def printed(quotation: Quotation) -> dict[str, list[str]]:
    """Each variant's words with the reports that print it."""
    return {v.words: [p.report.id for p in v.printings] for v in quotation.variants}


def test_one_word_changed_stands_out(demonstration: list[Record]) -> None:
    (quotation,) = find(demonstration, "any ship that does not answer")
    assert quotation.wording == ORDERS
    assert quotation.speakers[0] == "Renna Hule"
    assert quotation.counts == Counts(5, 5)
    assert quotation.variants[0].counts == Counts(3, 3)
    assert sorted(p.report.id for p in quotation.variants[0].printings) == [
        "ledger-envoys-and-orders",
        "northlight-vesk-strait-threat",
        "radio-hospital-revises-count",
    ]
    sunk = {v.words: [(d.kind, d.reference, d.words) for d in v.silent] for v in quotation.altered}
    changed = [("changed", ("stop",), ("sink",))]
    assert sunk == {
        ORDERS.replace("stop", "sink"): changed,
        "orders to sink any ship that does not answer": changed,  # the paper's own correction
    }
    assert printed(quotation)[ORDERS.replace("stop", "sink")] == ["courier-fleet-orders"]
    for printing in (p for v in quotation.variants for p in v.printings):
        text = next(r for r in demonstration if r.article.id == printing.report.id).article.text
        assert text[printing.span.start : printing.span.end] == printing.span.text


def test_a_cut_with_a_bracket_is_no_silent_change(demonstration: list[Record]) -> None:
    (quotation,) = find(demonstration, "sign away the strait, and they know it")
    assert printed(quotation) == {
        LISTEN: ["northlight-fennemar-talks", "castrel-fennemar-summit-plan"],
        "We came to Fennemar to listen … but no Corravan government … can sign away the strait, and [the Mardovelians] "
        "know it,": ["ledger-fennemar-talks"],
    }
    assert quotation.speakers == ("Teyla Morrand",)
    cut = quotation.variants[1]
    assert [(d.kind, " ".join(d.reference)) for d in cut.differences if d.kind != "kept"] == [
        ("elided", "and we have listened"),
        ("elided", "this one or the next"),
        ("bracketed", "they"),
    ]
    assert not quotation.altered


def test_copies_count_once(demonstration: list[Record]) -> None:
    (quotation,) = find(demonstration, "I counted four, then I stopped counting and ran")
    assert quotation.counts == Counts(3, 1)
    (promise,) = find(demonstration, "so long as our grain ships pass")
    assert promise.wording.startswith("Our navy will not close Ravick, not for a day,")
    assert promise.counts == Counts(6, 3), "whole, in parts by the Ledger, in four copies of one report"


def test_against_what_was_said(demonstration: list[Record]) -> None:
    """A transcript given as text takes the place of the majority's wording."""
    transcript = "Our captains have clear orders to stop any ship that does not answer and to harm no one who does."
    (quotation,) = variants(demonstration, transcript)
    assert len(quotation.variants) == 3
    assert all(("dropped", ("clear",)) in [(d.kind, d.reference) for d in v.silent] for v in quotation.variants[:2])
    assert variants(demonstration, "nobody ever said these nine words of mine here") == []


def test_quotations_of_the_story_do_not_run_into_each_other(demonstration: list[Record]) -> None:
    several = [q for q in variants(demonstration) if len(q.variants) > 1]
    assert sorted(q.wording[:20] for q in several) == [
        "Our captains have or",
        "Our navy will not cl",
        "We came to Fennemar ",
    ]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("“We came, we saw, we left at once.”", []),
        ("WE CAME - we saw - we left at once", []),
        ("We came, we looked, we left at once", [("changed", "saw", "looked")]),
        ("We came, we left at once", [("dropped", "we saw", "")]),
        ("We came, we really saw, we left at once", [("added", "", "really")]),
        ("We came … we left at once", [("elided", "we saw", "…")]),
        ("We came . . . we left at once", [("elided", "we saw", "…")]),
        ("We came [...] we left at once", [("elided", "we saw", "…")]),
        ("[They] came, we saw, we left at once", [("bracketed", "we", "[they]")]),
        ("[W]e came, we saw, we left at once", []),
        ("we left at once", [("unquoted", "we came we saw", "")]),
        ("we saw, we left", [("unquoted", "we came", ""), ("unquoted", "at once", "")]),
        ("they saw, we left at once", [("unquoted", "we came", ""), ("changed", "we", "they")]),
        ("we saw, we left in time", [("unquoted", "we came", ""), ("changed", "at once", "in time")]),
    ],
)
def test_differences_word_by_word(wording: str, expected: list[tuple[str, str, str]]) -> None:
    assert changes("We came, we saw, we left at once.", wording) == expected


ONE = "We will never leave this harbour to the navy of another country"


@pytest.mark.parametrize(
    ("other", "speaker", "same"),
    [
        (ONE.replace("never", "not"), "Sabel Trune", True),
        (ONE.replace("never", "not"), "Hadran Vesk", True),  # long: one of the records may be wrong
        (ONE.replace("never ", ""), None, True),
        ("leave this harbour to the navy", "Sabel Trune", True),
        ("leave this harbour to the navy", "Hadran Vesk", False),  # under 8 words: not of two speakers
        ("leave this harbour to our navy", "Sabel Trune", True),
        ("leave that harbour to our navy", "Sabel Trune", False),
        ("this harbour", "Sabel Trune", False),
        ("We will never let the navy of another country tell us what to do", "Sabel Trune", False),
    ],
)
def test_which_parts_are_one_quotation(other: str, speaker: str | None, same: bool) -> None:
    one = Made(f'"{ONE}," she said.', "a").says("Sabel Trune", ONE, quoted=ONE).record
    two = Made(f"“{other}”", "b", date="2031-03-06").says(speaker, other, quoted=other).record
    assert len(variants([one, two])) == (1 if same else 2)


def test_short_quotations_need_the_same_words_and_speaker() -> None:
    def report(name: str, speaker: str, words: str) -> Record:
        return Made(f"{name}: {words}", name).says(speaker, words, quoted=words).record

    records = [
        report("a", "Casmo Ferrow", "indecent"),
        report("b", "Casmo Ferrow", "Indecent."),
        report("c", "Sabel Trune", "indecent"),
        report("d", "Casmo Ferrow", "most indecent"),
    ]
    together = sorted(sorted(p.report.id for v in q.variants for p in v.printings) for q in variants(records))
    assert together == [["a", "b"], ["c"], ["d"]]


def test_nested_statements_give_a_part_once() -> None:
    words = "I told them that I was a new arrival once"
    made = Made(f'"{words}," she said.', "a").says("Mirre", words, quoted=words)
    made.says("Mirre", "that I was a new arrival once", quoted="I was a new arrival once", parent="s1")
    (quotation,) = variants([made.record])
    assert [p.statement for v in quotation.variants for p in v.printings] == ["s1"]


WORD = st.sampled_from(
    [
        "we",
        "will",
        "not",
        "close",
        "the",
        "port",
        "as",
        "long",
        "our",
        "ships",
        "pass",
        "today",
        "never",
        "they",
        "said",
        "harbour",
    ]
)
PHRASE = st.lists(WORD, min_size=1, max_size=14).map(" ".join)


@given(st.lists(PHRASE, min_size=1, max_size=6))
def test_every_printing_is_in_one_quotation_in_any_order(phrases: list[str]) -> None:
    records = [
        Made(f"“{words}”", f"r{at}", date=f"2031-03-0{at + 1}").says("Sabel Trune", words, quoted=words).record
        for at, words in enumerate(phrases)
    ]
    found = variants(records)
    reports = sorted(p.report.id for q in found for v in q.variants for p in v.printings)
    assert reports == sorted(f"r{at}" for at in range(len(phrases)))
    assert variants(records[::-1]) == found


@given(PHRASE)
def test_a_quotation_is_a_variant_of_itself(words: str) -> None:
    record = Made(f"“{words}”", "r").says("Sabel Trune", words, quoted=words).record
    (quotation,) = variants([record])
    assert {d.kind for d in quotation.variants[0].differences} == {"kept"}
    assert find([record], words) == [quotation]
    assert variants([record], words) == [quotation]


@given(PHRASE, PHRASE)
def test_differences_tell_both_wordings(reference: str, wording: str) -> None:
    found = differences(tokens(reference), tokens(wording))
    assert [w for d in found for w in d.reference] == list(tokens(reference))
    assert [w for d in found for w in d.words] == list(tokens(wording))


@given(st.text(max_size=60))
def test_tokens_of_any_text(text: str) -> None:
    assert tokens(" ".join(said(tokens(text)))) == tuple(said(tokens(text)))


def test_thousands_of_quotations_take_seconds() -> None:
    rng = random.Random(1)
    vocabulary = [f"w{at}" for at in range(3000)]
    records = []
    for at in range(1500):
        quotes = [" ".join(rng.choices(vocabulary, k=rng.randint(6, 30))) for _ in range(3)]
        made = Made(f"r{at}: " + " ... ".join(quotes), f"r{at}")
        for words in quotes:
            made.says(f"Anna B{at % 50}", words, quoted=words)
        records.append(made.record)
    start = time.perf_counter()
    assert len(variants(records)) == 4500
    assert time.perf_counter() - start < 15  # 2 s on an idle machine of 2024
