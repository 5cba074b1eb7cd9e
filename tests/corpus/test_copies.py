"""Copies: the demonstration corpus, generated texts, and what must hold for any."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_records import Made

from onrecord.corpus.copies import Group, Relation, credits_another, group_reports, origins
from onrecord.corpus.coverage import coverage
from onrecord.corpus.reports import Counts, Report, counts
from onrecord.schema.record import Record

STORY = {
    "northlight-ostrey-shelling": {
        "courier-ostrey-shelling": "copy",
        "radio-ostrey-shelling": "shortened",
        "havenline-ostrey-shelling": "rewritten",
    },
    "castrel-ravick-blockade": {
        "ledger-ravick-blockade": "copy",
        "havenline-ravick-blockade": "shortened",
        "radio-ravick-blockade": "rewritten",
    },
    "ledger-mines-in-strait": {"ledger-mines-in-strait-v2": "version"},
}


def shown(groups: list[Group]) -> dict[str, dict[str, Relation]]:
    return {g.origin.id: {c.report.id: c.relation for c in g.others} for g in groups if g.others}


def sentences(seed: int, number: int) -> str:
    """Words that no other seed makes, in the shares of a language."""
    rng = random.Random(seed)
    common = [f"w{i}" for i in range(200)]
    own = [f"{seed}x{i}" for i in range(2000)]
    return " ".join(rng.choice(common) if rng.random() < 0.5 else rng.choice(own) for _ in range(number))


def related(first: str, later: str) -> Relation | None:
    groups = group_reports([Made(first, "a").article, Made(later, "b", date="2031-03-06").article])
    return groups[0].others[0].relation if groups[0].others else None


def test_the_copies_of_the_story(demonstration: list[Record]) -> None:
    groups = group_reports(record.article for record in demonstration)
    assert shown(groups) == STORY
    assert len(groups) == 36 - 7
    for copy in (c for g in groups for c in g.others):
        assert copy.source.id in STORY, "each is like the origin itself"
    every = [Report.of(record.article) for record in demonstration]
    assert counts(every, origins(groups)) == Counts(36, 29)
    ostrey = [report for report in every if report.id.endswith("ostrey-shelling")]
    assert counts(ostrey, origins(groups)) == Counts(4, 1)


def test_coverage_of_the_story(demonstration: list[Record]) -> None:
    rows = coverage(record.article for record in demonstration)
    assert sum(row.counts.reports for row in rows) == 36
    assert sum(row.counts.independent for row in rows) == 29
    by_cell = {(row.publisher, row.date): row.counts for row in rows}
    assert by_cell["Northlight Wire", "2031-03-05"] == Counts(1, 1)
    assert by_cell["The Imbry Courier", "2031-03-05"] == Counts(1, 0), "a wire copy"
    assert by_cell["Havenline", "2031-03-06"] == Counts(1, 0), "a re-write"
    assert rows == coverage(record.article for record in reversed(demonstration))


BASE = sentences(1, 300)
WORDS = BASE.split()


@pytest.mark.parametrize(
    ("later", "relation"),
    [
        (BASE, "copy"),
        (BASE.upper().replace(" ", ", "), "copy"),
        ("TESSARN (Northlight) — " + BASE, "copy"),
        (" ".join(WORDS[:200]), "shortened"),
        (" ".join(WORDS[:70]), "shortened"),
        (" ".join(WORDS[:40]), None),  # less than a fifth: a report of its own
        (BASE + " " + sentences(2, 200), "extended"),
        (" ".join("other" if at % 12 == 6 else w for at, w in enumerate(WORDS)), "rewritten"),
        (" ".join("other" if at % 4 == 2 else w for at, w in enumerate(WORDS)), None),
        (" ".join(WORDS[:60]) + " " + sentences(3, 240), None),  # a quotation in common
        (sentences(4, 300), None),
        ("", None),
    ],
)
def test_how_a_later_text_relates(later: str, relation: Relation | None) -> None:
    assert related(BASE, later) == relation


def test_texts_of_a_few_words_are_the_same_only_as_a_whole() -> None:
    assert related("Ravick is open.", "RAVICK IS OPEN") == "copy"
    assert related("Ravick is open.", "Ravick is shut.") is None
    assert related("", "") is None


def test_a_digest_of_two_reports_does_not_make_them_one() -> None:
    one, two = sentences(5, 200), sentences(6, 200)
    texts = {"one": (one, "2031-03-05"), "two": (two, "2031-03-05"), "digest": (f"{one} {two}", "2031-03-06")}
    groups = group_reports(Made(text, name, date=date).article for name, (text, date) in texts.items())
    assert sorted(len(g.reports) for g in groups) == [1, 2]


def test_the_earliest_is_the_origin_and_on_one_day_the_one_that_credits_no_other() -> None:
    copy = Made(BASE, "a", publisher="The Imbry Courier", dateline="OSTREY, Corrava (Northlight)").article
    wire = Made(BASE, "b", publisher="Northlight Wire", dateline="OSTREY, Corrava (Northlight)").article
    undated = Made(BASE, "c", date=None).article
    assert credits_another(copy)
    assert not credits_another(wire)
    assert not credits_another(Made(BASE, publisher="Associated Press", dateline="GENEVA (AP)").article)
    (group,) = group_reports([undated, copy, wire])
    assert [report.id for report in group.reports] == ["b", "a", "c"]
    assert [report.id for report in group_reports([copy, undated])[0].reports] == ["a", "c"]
    coarse = Made(BASE, "d", date="2031-03").article
    assert [report.id for report in group_reports([coarse, copy])[0].reports] == ["a", "d"]


def test_two_outlets_with_one_text_and_no_ids_are_two_reports() -> None:
    records = [Made(BASE, publisher=name).article for name in ("The Imbry Courier", "Northlight Wire")]
    assert records[0].id == records[1].id
    (group,) = group_reports([*records, records[0]])
    assert len(group.reports) == 2


def test_one_address_is_one_report_in_versions() -> None:
    records = [
        Made(sentences(7 + at, 100), f"v{at}", date=f"2031-03-0{at}", url="https://a.example/1").article
        for at in (1, 2, 3)
    ]
    (group,) = group_reports(records)
    assert [c.relation for c in group.others] == ["version", "version"]


def test_five_thousand_reports_take_seconds() -> None:
    records = []
    for at in range(1000):
        text = sentences(100 + at, 250)
        records.append(Made(text, f"{at}").article)
        records += [Made(f"{text} {n}", f"{at}-{n}", date="2031-03-06", publisher=f"P{n}").article for n in range(3)]
        records.append(Made(text[: len(text) // 2], f"{at}-cut", date="2031-03-06").article)
    start = time.perf_counter()
    groups = group_reports(records)
    assert time.perf_counter() - start < 20  # 3 s on two cores of 2024
    assert len(groups) == 1000
    assert {len(g.others) for g in groups} == {4}


def test_one_report_printed_two_thousand_times_takes_seconds() -> None:
    records = [Made(f"{BASE} {n}", f"{n}", publisher=f"P{n}").article for n in range(2000)]
    start = time.perf_counter()
    assert len(group_reports(records)) == 1
    assert time.perf_counter() - start < 10


@given(st.permutations(range(9)), st.integers(0, 3))
def test_grouping_does_not_depend_on_the_order(order: list[int], seed: int) -> None:
    texts = [sentences(20 + seed + at // 3, 60 - 15 * (at % 3)) for at in range(9)]
    made = [Made(t, f"r{at}", date=f"2031-03-0{1 + (at * 7 + seed) % 4}").article for at, t in enumerate(texts)]
    assert group_reports(made[at] for at in order) == group_reports(made)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_every_report_is_in_one_group(texts: list[str]) -> None:
    records = [Made(text, f"r{at}").article for at, text in enumerate(texts)]
    groups = group_reports(records)
    assert sorted(r.id for g in groups for r in g.reports) == sorted(f"r{at}" for at in range(len(texts)))
    for copy in (c for g in groups for c in g.others):
        assert 0 <= copy.resemblance <= min(copy.taken, copy.kept) <= 1
