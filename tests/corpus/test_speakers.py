"""Speakers over reports: who is put together, why, and who is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_records import Made

from onrecord.corpus.names import fold_name, is_generic, owned, without_place
from onrecord.corpus.speakers import Speakers, fold_speakers
from onrecord.schema.record import Record


def reports_of(speakers: Speakers, name: str) -> set[str]:
    speaker = speakers.named(name)
    assert speaker is not None, [s.name for s in speakers.speakers]
    return {report.id for report in speaker.reports}


def saying(*speakers: str, text: str = "", name: str = "", **more: object) -> Record:
    """A report in which these speakers say something, their names as sources."""
    made = Made(text or "; ".join(f"{s} said it" for s in speakers), name or "-".join(speakers))
    for speaker in speakers:
        made.says(speaker, made.text, source=speaker if speaker in made.text else "", **more)
    return made.record


def partition(*records: Record, merges: dict[str, str] | None = None) -> dict[str, tuple[str, ...]]:
    return {s.name: s.names for s in fold_speakers(records, merges).speakers}


def test_the_speakers_of_the_story(demonstration: list[Record]) -> None:
    speakers = fold_speakers(demonstration)
    teyla = speakers.named("Teyla Morrand")
    assert teyla is not None
    assert teyla.names == ("Morrand", "Teyla Morrand", "Teyla Morrand of Corrava")
    assert {"northlight-kerrane-port-pledge", "castrel-ostrey-toll", "northlight-fennemar-talks"} <= reports_of(
        speakers, "Teyla Morrand"
    )
    harl = reports_of(speakers, "Harl Morrand")
    assert {"radio-dockers-strike", "castrel-convoy-let-through"} <= harl
    assert {"radio-dockers-strike", "castrel-convoy-let-through"} <= reports_of(speakers, "Teyla Morrand")
    assert speakers.named("Teyla Morrand") != speakers.named("Harl Morrand")
    assert {"courier-ravick-arrests", "northlight-mardovel-admits-shelling"} <= reports_of(speakers, "Renna Hule")
    assert {"castrel-ravick-blockade", "castrel-convoy-let-through"} <= reports_of(speakers, "Tavo Orrado")
    assert {"northlight-ostrey-shelling", "castrel-ostrey-toll", "radio-hospital-revises-count"} <= reports_of(
        speakers, "UNOMLS"
    )
    observers = speakers.named("UN Observer Mission")
    assert observers is not None
    assert observers.names == ("UN Observer Mission", "UN observer mission", "UN observers", "UNOMLS")
    assert "havenline-tillen-arrivals" in reports_of(speakers, "Joint Relief Office")
    assert "ledger-fennemar-talks" in reports_of(speakers, "Lisken Dray")


def test_what_the_story_leaves_open(demonstration: list[Record]) -> None:
    """The records do not say who `Vesk` is in a report that prints no first name, nor whose ministry one is."""
    speakers = fold_speakers(demonstration)
    vesk = speakers.named("Vesk (surname only)")
    assert vesk is not None
    assert vesk.candidates == ("Hadran Vesk",)
    assert [report.id for report in vesk.reports] == ["castrel-fennemar-summit-plan"]
    ministry = speakers.named("Interior Ministry (owner not told)")
    assert ministry is not None
    assert ministry.candidates == ("Corrava's Interior Ministry",)
    officials = [s.name for s in speakers.speakers if "official" in s.name]
    assert "a senior Corravan official (northlight-kerrane-port-pledge)" in officials
    by_hand = fold_speakers(
        demonstration, {"Vesk (surname only)": "Hadran Vesk", ministry.name: ministry.candidates[0]}
    )
    assert by_hand.named("Vesk") == by_hand.named("Hadran Vesk")
    assert "radio-first-ship-docks" in reports_of(by_hand, "Corrava's Interior Ministry")
    assert {m.reason for m in by_hand.log if m.printed == "Vesk"} == {"put together by hand"}
    assert fold_speakers(demonstration[::-1]) == speakers


@pytest.mark.parametrize(
    ("names", "together"),
    [
        (("Joe Biden", "President Joe Biden", "JOE BIDEN"), True),
        (("José García", "Jose Garcia"), True),
        (("Lech Wałęsa", "Lech Walesa"), True),
        (("Ban Ki-moon", "Ban Ki Moon"), True),
        (("J. R. Smith", "J.R. Smith"), True),
        (("the World Food Programme", "World Food Programme"), True),
        (("Joe Biden", "Joe R. Biden"), True),
        (("Joe Biden", "J. Biden"), True),
        (("Joe Biden", "Joseph Biden"), False),
        (("Joe Biden", "Jill Biden"), False),
        (("Teyla Morrand", "Harl Morrand"), False),
        (("George Bush", "George W. Bush", "George H. Bush"), False),
        (("Joe Biden", "Jill Biden", "J. Biden"), False),
        (("Joe Biden", "Biden"), False),
        (("Hamas", "Fatah"), False),
    ],
)
def test_full_names(names: tuple[str, ...], together: bool) -> None:
    found = partition(*(saying(name) for name in names))
    assert len(found) == (1 if together else len(names))


def test_a_bare_surname_is_the_one_whom_its_report_names_in_full() -> None:
    alone = saying("Morrand", name="alone")
    named = saying("Morrand", text="Morrand said it. She is Teyla Morrand, the minister.", name="named")
    two = saying("Morrand", text="Morrand said it. Teyla Morrand is not Harl Morrand.", name="two")
    other = saying("Morrand", text="Morrand said it. So did Ulla Morrand, who is no speaker.", name="other")
    speakers = fold_speakers([alone, named, two, other, saying("Teyla Morrand"), saying("Harl Morrand")])
    assert reports_of(speakers, "Teyla Morrand") == {"Teyla Morrand", "named"}
    bare = speakers.named("Morrand (surname only)")
    assert bare is not None
    assert [report.id for report in bare.reports] == ["alone", "other", "two"]
    assert bare.candidates == ("Harl Morrand", "Teyla Morrand")
    (line,) = speakers.log
    assert (line.printed, line.speaker, line.report and line.report.id) == ("Morrand", "Teyla Morrand", "named")


def test_one_word_names_of_bodies_and_countries_are_names() -> None:
    found = fold_speakers([saying("Hamas", kind="organisation"), saying("France"), saying("Mirre")])
    assert [s.name for s in found.speakers] == ["France", "Hamas", "Mirre (surname only)"]
    assert {s.name: s.type for s in found.speakers}["France"] == "organisation"


def test_an_acronym_is_a_name_only_where_a_report_says_so() -> None:
    def body(name: str, source: str, at: str) -> Record:
        return Made(f"{source} said so", at).says(name, "said so", source=source, kind="organisation").record

    full = body("Joint Relief Office", "The Joint Relief Office (JRO)", "a")
    short, unexplained = body("JRO", "JRO", "b"), body("Joint Relief Office", "The Joint Relief Office", "c")
    assert partition(full, short) == {"Joint Relief Office": ("JRO", "Joint Relief Office")}
    assert set(partition(short, unexplained)) == {"JRO", "Joint Relief Office"}
    apposed = body("UN observer mission", "The UN observer mission, UNOMLS,", "d")
    assert set(partition(apposed, body("UNOMLS", "UNOMLS", "e"))) == {"UN observer mission"}
    australian = body("Australian Defence Force", "The Australian Defence Force (ADF)", "f")
    allied = body("Allied Democratic Forces", "The Allied Democratic Forces (ADF)", "g")
    two = (australian, allied, body("ADF", "The ADF", "h"))
    assert set(partition(*two)) == {"ADF", "Allied Democratic Forces", "Australian Defence Force"}


def test_a_common_bodys_name_belongs_to_the_owner_that_the_report_prints() -> None:
    def body(text: str, at: str, name: str = "Defence Ministry") -> Record:
        return Made(text, at).says(name, text, source=name, kind="organisation").record

    russia = body("On Monday Russia's Defence Ministry said so. The Defence Ministry added to it.", "a")
    printed = body("Russia’s Defence Ministry said so", "b", "Russia’s Defence Ministry")
    adjective = body("The Russian Defence Ministry said so", "c", "Russian Defence Ministry")
    israel = body("The Israeli Defence Ministry said so", "d")
    both = body("Russia's Defence Ministry and Israel's Defence Ministry: the Defence Ministry said so", "e")
    nobody = body("The Defence Ministry said so", "f")
    speakers = fold_speakers([russia, printed, adjective, israel, both, nobody])
    assert {s.name: [r.id for r in s.reports] for s in speakers.speakers} == {
        "Russia's Defence Ministry": ["a", "b", "c"],
        "Israel's Defence Ministry": ["d"],
        "Defence Ministry (owner not told)": ["e", "f"],
    }
    bare = speakers.named("Defence Ministry (owner not told)")
    assert bare is not None
    assert bare.candidates == ("Israel's Defence Ministry", "Russia's Defence Ministry")


def test_the_unnamed_are_one_in_a_report_and_its_copies_only() -> None:
    text = " ".join(f"word{at}" for at in range(60)) + " an official said so"
    one, copy = (Made(text, at, publisher=f"P{at}").says("an official", "said so", named=False).record for at in "ab")
    other = Made("An official said so elsewhere", "c").says("an official", "said so", named=False).record
    speakers = fold_speakers([one, copy, other])
    assert [[r.id for r in s.reports] for s in speakers.speakers] == [["a", "b"], ["c"]]
    assert [s.name for s in speakers.speakers] == ["an official (a)", "an official (c)"]


def test_the_users_merges_overrule_all_else() -> None:
    records = [saying("Joseph Biden"), saying("Joe Biden"), saying("Jill Biden"), saying("JOE BIDEN")]
    assert set(partition(*records, merges={"Joseph Biden": "Joe Biden"})) == {"Joe Biden", "Jill Biden"}
    assert set(partition(*records, merges={"JOE BIDEN": "Another Biden"})) == {
        "Another Biden", "Jill Biden", "Joe Biden", "Joseph Biden",
    }  # fmt: skip
    chain = partition(*records, merges={"Joseph Biden": "Joe Biden", "Joe Biden": "Joseph R. Biden"})
    assert set(chain) == {"Jill Biden", "Joseph R. Biden"}
    assert partition(*records, merges={"a": "b", "b": "a"}) == partition(*records)


def test_names_that_are_parted() -> None:
    parts = owned("the British Foreign Office")
    assert parts is not None
    assert (parts.owner, parts.body) == ("British", "Foreign Office")
    assert owned("Ravick Dockworkers' Union") is None
    assert owned("Aldric Kerrane") is None
    assert without_place("Lisken Dray of Mardovel") == "Lisken Dray"
    assert without_place("Ministry of Health of Gaza") is None
    assert is_generic("the Supreme Court")
    assert not is_generic("Hallane Lines")


NAME = st.sampled_from(
    (
        "Joe Biden", "President Joe Biden", "J. Biden", "Jill Biden", "Biden", "Joe R. Biden", "JRO", "Vesk",
        "Hadran Vesk", "Russia's Defence Ministry", "Defence Ministry", "Russian Defence Ministry", "José García",
        "Jose Garcia", "France",
    )
)  # fmt: skip


@given(st.lists(st.lists(NAME, min_size=1, max_size=4, unique=True), min_size=1, max_size=6), st.randoms())
def test_folding_does_not_depend_on_the_order(reports: list[list[str]], rng: object) -> None:
    records = [saying(*names, name=f"r{at}") for at, names in enumerate(reports)]
    shuffled = list(records)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold_speakers(shuffled) == fold_speakers(records)


@given(st.lists(NAME, min_size=1, max_size=8, unique=True))
def test_folding_is_idempotent(names: list[str]) -> None:
    """The names shown, as speakers of new records, are put together no further."""
    shown = [s.name for s in fold_speakers([saying(n, name=f"r{at}") for at, n in enumerate(names)]).speakers]
    full = [n for n in shown if not n.endswith(")")]
    again = fold_speakers([saying(n, name=f"r{at}") for at, n in enumerate(full)])
    assert [s.name for s in again.speakers] == full


@given(st.text(max_size=30))
def test_a_folded_name_folds_to_itself(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
