"""What a search finds, on both databases."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_made import PROVENANCE, article, event, figure, record

from onrecord.schema.event import Participant
from onrecord.schema.figure import Period
from onrecord.schema.place import Place
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.store import searching
from onrecord.store.base import Store
from onrecord.store.errors import QueryError
from onrecord.store.query import Query
from onrecord.store.rows import EventRow, FigureRow, StatementRow


def found(store: Store, **asked: Any) -> list[str]:
    """The reports that a search finds, each once, in alphabetical order."""
    return sorted({hit.report for hit in store.search(Query(**asked)).hits})


def test_all_words_must_stand_in_the_content(store: Store) -> None:
    store.add(record("that apples and pears fell", key="both"))
    store.add(record("that apples fell", key="apples"))
    assert found(store, words="apples") == ["apples", "both"]
    assert found(store, words="pears apples") == ["both"]
    assert found(store, words="Lee") == []  # the source is not the content
    assert found(store, words="") == ["apples", "both"]


def test_words_are_found_in_any_form_case_and_accent(store: Store) -> None:
    store.add(record("that the négotiations in Zürich were failing"))
    for words in ("NEGOTIATION", "négotiations", "negotiations zurich", "fail", "failed", "ne\u0301gotiations"):
        assert found(store, words=words) == ["a1"], words
    for word in ("the", "that", "in", "were"):
        assert found(store, words=word) == ["a1"], f"no word is left out, {word} neither"


def test_a_phrase_is_found_as_it_stands(store: Store) -> None:
    store.add(record("that the port of Ravick is closed", key="a"))
    store.add(record("that Ravick port is of no use, closed or not", key="b"))
    assert found(store, words='"port of Ravick"') == ["a"]
    assert found(store, words="“port of” closed") == ["a"]
    assert found(store, words="port Ravick of closed") == ["a", "b"]


def test_a_word_with_a_hyphen_or_an_apostrophe_is_a_phrase(store: Store) -> None:
    store.add(record("that the cease-fire doesn't hold", key="a"))
    store.add(record("that they cease their fire at 3.5 km", key="b"))
    assert found(store, words="cease-fire") == ["a"]
    assert found(store, words="doesn't") == ["a"]
    assert found(store, words="3.5") == ["b"]


def test_the_words_are_marked_in_the_text(store: Store) -> None:
    store.add(record("that “the ships” — shipping, 😀 the ship — won't sail"))
    (hit,) = store.search(Query(words='ship "won\'t sail"')).hits
    marked = [hit.text[start:end] for start, end in hit.marks]
    assert [m for m in marked if m.startswith("ship")] == ["ships", "shipping", "ship"]
    assert "".join(marked[3:]).replace(" ", "") == "won'tsail"
    assert hit.text == "that “the ships” — shipping, 😀 the ship — won't sail"


HOSTILE = [
    '"', '""', "'", "*", "a*", "a OR b", "NOT", "NEAR(a b)", "words:a", "{words keys}: a", "a AND", "(", ")", "-a",
    "^a", "a + b", "%", "_", "\\", ";", "--", "a'; DROP TABLE reports; --", "a & b", "a | !b", "a <-> b", "a:*",
    "\x00", "\ud800", "😀", "\u0301", "“", '"a" "', "a" * 5000, "a " * 5000, '"' + "a " * 500 + '"', "?", "%s", "$1",
    "keys : latestyes0",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_a_search(story: Store, words: str) -> None:
    for kind in ("statements", "figures", "events"):
        story.search(Query(kind=kind, words=words, speaker=words or None, place=words or None))
        story.search(Query(kind=kind, words=words))  # type: ignore[arg-type]


@given(st.text(max_size=60))
def test_any_text_can_be_searched_for(story: Store, words: str) -> None:
    page = story.search(Query(words=words))
    assert page.total <= 700


def test_syntax_is_not_obeyed(store: Store) -> None:
    store.add(record("that a falls", key="a"))
    store.add(record("that b or a falls", key="ab"))
    assert found(store, words="a OR b") == ["ab"]
    assert found(store, words="a NOT b") == []
    assert found(store, words="keys:latestyes0") == []
    assert found(store, words="latestyes0") == []


def test_each_filter_finds_its_own(store: Store) -> None:
    store.add(record("x", key="a", speaker="Ann Lee", act="deny", quotation="direct", named=True, publisher="Radio"))
    store.add(record("x", key="b", speaker="a senior official", act="say", quotation="mixed", named=False))
    assert found(store, speaker="ann  LEE") == ["a"]
    assert found(store, speaker="Ann") == []
    assert found(store, speaker="A senior official") == ["b"]
    assert found(store, act="deny") == ["a"]
    assert found(store, quotation="mixed") == ["b"]
    assert (found(store, named=True), found(store, named=False)) == (["a"], ["b"])
    assert (found(store, publisher="radio"), found(store, publisher="The Ledger")) == (["a"], ["b"])
    assert found(store, publisher="rad") == []
    assert found(store, act="deny", named=False) == []
    assert found(store, act="deny", publisher="Radio", words="x", speaker="Ann Lee") == ["a"]


def test_names_that_differ_in_their_ending_are_not_mixed_up(store: Store) -> None:
    # The words of an index are stemmed; what is filtered by must not be.
    store.add(record("x", key="a", publisher="Times"))
    store.add(record("x", key="b", publisher="Time"))
    assert (found(store, publisher="Times"), found(store, publisher="Time")) == (["a"], ["b"])


def test_unknown_speakers_are_askable(store: Store) -> None:
    store.add(record("x", key="known"))
    store.add(replace(record("x", key="he"), statements=(replace(record("x").statements[0], speaker=None),)))
    store.add(record("x", key="it is feared", speaker=None))
    assert found(store, speaker_unknown="unresolved") == ["he"]
    assert found(store, speaker_unknown="nobody") == ["it is feared"]
    assert found(store, speaker_unknown=True) == ["he", "it is feared"]
    with pytest.raises(QueryError, match="speaker_unknown"):
        Query(speaker="Ann", speaker_unknown=True)


def test_dates_include_their_first_and_last_day(store: Store) -> None:
    for day in ("2031-02-28", "2031-03-01", "2031-03-31", "2031-04-01", "2032-01-01", None):
        store.add(record("x", key=str(day), date=day))
    assert found(store, since="2031-03", until="2031-03") == ["2031-03-01", "2031-03-31"]
    assert found(store, since="2031-03-01", until="2031-03-01") == ["2031-03-01"]
    assert found(store, until="2031-02") == ["2031-02-28"]
    assert found(store, since="2032") == ["2032-01-01"]
    assert found(store, since="2031", until="2031", words="x") == [
        "2031-02-28",
        "2031-03-01",
        "2031-03-31",
        "2031-04-01",
    ]
    assert found(store, since="2031-04", until="2031-03") == []
    assert "None" in found(store)


def test_the_last_years_that_a_date_can_have_are_searched_too(store: Store) -> None:
    for day in ("2031-02-28", "9999-12-31"):
        store.add(record("x", key=day, date=day))
    assert found(store, since="9999") == ["9999-12-31"]
    assert found(store, until="9999-12-31") == found(store, since="0001") == ["2031-02-28", "9999-12-31"]


def shelling() -> Record:
    """A report with a figure and an event, both told by a statement, and a figure and an event of its own."""
    text = "Ann Lee said at least 29 people were killed in Gaza City.\nRebels shelled Ravick on Monday; 4 fled.\n"
    said = record("x").statements[0]
    place = Place("p1", Span.of(text, 47, 56), 281133, 31.5, 34.4, "PSE")
    content = Span.of(text, 13, 56)
    statement = replace(said, id="s1", source=(Span.of(text, 0, 7),), cue=Span.of(text, 8, 12), content=(content,))
    return Record(
        article(text, "shelling"),
        (statement,),
        PROVENANCE,
        (
            figure(text, "at least 29", low=29, high=None, statement="s1", places=("p1",), of=(Span.of(text, 25, 31),),
                   period=Period(Span.of(text, 32, 36), "2031-03", None)),
            figure(text, "4", measure="displaced", low=4, high=4.5),
        ),
        (place,),
        (
            event(text, "killed", statement="s1", status="denied", places=("p1",)),
            event(text, "shelled", mode="artillery", actor=(Participant(Span.of(text, 58, 64), "Rebels", None, "REB"),),
                  place=(Span.of(text, 73, 79),), date="2031-03-03"),
        ),
    )  # fmt: skip


def test_figures_are_found_by_what_they_count_and_who_gives_them(store: Store) -> None:
    store.add(shelling())
    (hit,) = store.search(Query(kind="figures", measure="killed", speaker="Ann Lee", words="people gaza")).hits
    assert isinstance(hit.row, FigureRow)
    assert hit.text == "Ann Lee said at least 29 people were killed in Gaza City."
    assert hit.text[hit.starts - hit.row.words_start : hit.ends - hit.row.words_start] == "at least 29"
    assert (hit.row.low, hit.row.high, hit.row.approximate, hit.row.counted) == (29, None, False, "people")
    assert (hit.row.period, hit.row.period_from, hit.row.statement, hit.speaker) == ("were", "2031-03", "s1", "Ann Lee")
    (own,) = store.search(Query(kind="figures", speaker_unknown="nobody")).hits
    assert (own.row.measure, own.row.high, own.speaker) == ("displaced", 4.5, None)  # type: ignore[union-attr]
    assert found(store, kind="figures", act="say", named=True, quotation="indirect") == ["shelling"]


def test_events_are_found_by_type_status_and_place(store: Store) -> None:
    store.add(shelling())
    (hit,) = store.search(Query(kind="events", type="ASSAULT", status="happened")).hits
    assert isinstance(hit.row, EventRow)
    assert (hit.row.span, hit.row.mode, hit.row.date) == ("shelled", "artillery", "2031-03-03")
    assert (hit.row.actor, hit.row.actor_countries, hit.row.actor_sectors) == (("Rebels",), (None,), ("REB",))
    assert hit.row.recipient == ()
    assert store.search(Query(kind="events", place="ravick")).hits == (hit,)
    assert [h.row.span for h in store.search(Query(kind="events", place="Gaza City")).hits] == ["killed"]  # type: ignore[union-attr]


def test_a_place_is_found_by_name_and_by_its_number(store: Store) -> None:
    store.add(shelling())
    for place in ("gaza city", "geonames:281133"):
        assert [store.search(Query(kind=kind, place=place)).total for kind in ("statements", "figures", "events")] == [
            1, 1, 1,
        ], place  # type: ignore[arg-type]  # fmt: skip
    assert store.search(Query(place="Ravick")).total == 0  # no statement names it
    assert store.search(Query(place="geonames:281134")).total == 0


def test_a_hit_tells_its_report_and_its_place_there(story: Store) -> None:
    for kind in ("statements", "figures", "events"):
        page = story.search(Query(kind=kind, limit=200))  # type: ignore[arg-type]
        assert page.hits
        for hit in page.hits:
            kept = story.record(hit.report, hit.version)
            text = kept.article.text
            row = hit.row
            words = row.words.split(" … ")[0] if isinstance(row, StatementRow) else row.span
            assert text[hit.starts : hit.ends].startswith(words)
            assert hit.date == kept.article.published.value  # type: ignore[union-attr]
            assert hit.title == kept.article.title.value  # type: ignore[union-attr]


def test_pages_follow_each_other_without_gaps(story: Store) -> None:
    for asked in (Query(limit=37), Query(words="the", limit=20), Query(words="the", sort="date", limit=20, named=True)):
        whole = story.search(replace(asked, limit=200))
        seen = []
        query: Query | None = asked
        while query:
            page = story.search(query)
            assert page.total == whole.total
            seen += page.hits
            query = replace(asked, cursor=page.next) if page.next else None
        assert len(seen) == whole.total
        assert seen[:200] == list(whole.hits)
        assert len({(h.report, h.row.position) for h in seen}) == len(seen)


def test_a_page_is_not_moved_by_newer_reports(store: Store) -> None:
    for i in range(6):
        store.add(record(f"ship {'ship ' * i}", key=f"k{i}", date=f"2031-03-0{i + 1}"))
    for sort in ("rank", "date"):
        first = store.search(Query(words="ship", sort=sort, limit=3))  # type: ignore[arg-type]
        expected = store.search(Query(words="ship", sort=sort)).hits[3:]  # type: ignore[arg-type]
        store.add(record("ship ship ship ship ship ship ship", key=f"new {sort}", date="2031-04-01"))
        assert store.search(Query(words="ship", sort=sort, limit=3, cursor=first.next)).hits[:2] == expected[:2]  # type: ignore[arg-type]


def test_a_cursor_of_another_search_is_refused(story: Store) -> None:
    cursor = story.search(Query(words="the", limit=2)).next
    for wrong in (cursor, "?", "", "AAAA", "é", "W10", "bnVsbA"):
        with pytest.raises(QueryError, match="cursor"):
            story.search(Query(words="of", cursor=wrong))


def test_a_cursor_made_by_hand_does_no_harm(story: Store) -> None:
    query = Query(words="the", limit=2)
    cursor = story.search(query).next
    assert cursor
    told = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    for numbers in ([10**30, 1], [1, 10**30], [-1, 1], ["1", 1], [1.5, 1], [True, 1]):
        forged = base64.urlsafe_b64encode(json.dumps([told[0], *numbers]).encode()).decode()
        with pytest.raises(QueryError, match="cursor"):
            story.search(replace(query, cursor=forged))


def test_the_order_is_by_date_or_by_rank(store: Store) -> None:
    store.add(record("that a ship and much else besides of no weight at all went by", key="long", date="2031-03-09"))
    store.add(record("ship ship", key="short", date="2031-03-01"))
    assert [h.report for h in store.search(Query(words="ship")).hits] == ["short", "long"]
    assert [h.report for h in store.search(Query(words="ship", sort="date")).hits] == ["long", "short"]
    assert [h.report for h in store.search(Query(sort="rank")).hits] == ["long", "short"]


def test_facets_count_all_matches(store: Store) -> None:
    store.add(record("x", "x", key="a", act="deny", date="2031-03-05"))
    store.add(record("x", key="b", speaker=None, date="2031-04", publisher=None))
    store.add(record("y", key="c", speaker="Bo"))
    page = store.search(Query(words="x", limit=1))
    assert {name: [(f.value, f.count) for f in facets] for name, facets in page.facets.items()} == {
        "speaker": [("Ann Lee", 2), (None, 1)],
        "act": [("deny", 2), ("say", 1)],
        "quotation": [("indirect", 3)],
        "named": [(True, 2), (False, 1)],
        "publisher": [("The Ledger", 2), (None, 1)],
        "month": [("2031-03", 2), ("2031-04", 1)],
    }
    assert (page.total, page.total_exact, page.facets_exact, page.ranked) == (3, True, True, None)
    assert store.search(Query(facets=False)).facets == {}
    assert set(store.search(Query(kind="figures")).facets) == {"measure", "speaker", "publisher", "month"}
    assert set(store.search(Query(kind="events")).facets) == {"type", "status", "speaker", "publisher", "month"}


def test_a_facet_has_ten_values(store: Store) -> None:
    list(store.add_all(record("x", key=f"k{i}", speaker=f"Speaker {i}") for i in range(12)))
    store.add(record("x", key="more", speaker="Speaker 11"))
    speakers = store.search(Query()).facets["speaker"]
    assert len(speakers) == 10
    assert (speakers[0].value, speakers[0].count) == ("Speaker 11", 2)


def test_a_page_says_where_its_numbers_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "COUNTED", 8)
    monkeypatch.setattr(searching, "SAMPLED", 5)
    list(store.add_all(record("ship", key=f"k{i}", date=f"2031-03-0{i + 1}") for i in range(9)))
    page = store.search(Query(words="ship", limit=4))
    assert (page.total, page.total_exact, page.facets_exact, page.ranked) == (8, False, False, 5)
    assert sum(f.count for f in page.facets["act"]) == 5
    assert {f.count for f in page.facets["month"]} == {5}
    rest = store.search(Query(words="ship", limit=4, cursor=page.next))
    assert sorted(h.report for h in (*page.hits, *rest.hits)) == [f"k{i}" for i in range(4, 9)]  # the newest
    assert rest.next is None
    by_date = store.search(Query(words="ship", limit=200, sort="date"))
    assert len(by_date.hits) == 9
    assert by_date.ranked is None
    exact = store.search(Query(words="ship", until="2031-03-08"))
    assert (exact.total, exact.total_exact) == (8, True)


def test_pages_by_date_go_on_past_what_is_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "COUNTED", 4)
    list(store.add_all(record("ship", key=f"k{i}", date=f"2031-03-0{i + 1}") for i in range(9)))
    seen = []
    query: Query | None = Query(limit=3)
    while query:
        page = store.search(query)
        seen += [hit.report for hit in page.hits]
        query = replace(query, cursor=page.next) if page.next else None
    assert seen == [f"k{i}" for i in reversed(range(9))]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "claims"}, "kind: 'claims' is none of statements, figures, events"),
        ({"act": "lie"}, "act: 'lie' is none of silent"),
        ({"quotation": "full"}, "quotation"),
        ({"kind": "figures", "measure": "dead"}, "measure"),
        ({"kind": "events", "type": "WAR"}, "type"),
        ({"kind": "events", "status": "maybe"}, "status"),
        ({"measure": "killed"}, "measure: only figures have one, not statements"),
        ({"kind": "figures", "status": "happened"}, "status: only events have one, not figures"),
        ({"since": "May 2024"}, "'May 2024' is no date like"),
        ({"until": "2024-02-30"}, "since, until: no calendar has '2024-02-30'"),
        ({"limit": 0}, "limit: 0 is not from 1 to 200"),
        ({"limit": 201}, "limit"),
        ({"sort": "size"}, "sort"),
        ({"speaker_unknown": "all"}, "speaker_unknown"),
    ],
)
def test_a_query_that_makes_no_sense_says_why(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        Query(**wrong)


def test_the_demonstration_is_found(story: Store) -> None:
    assert story.search(Query(speaker="Aldric Kerrane", words="close Ravick")).total > 0
    assert {h.speaker for h in story.search(Query(speaker="Teyla Morrand", limit=200)).hits} == {"Teyla Morrand"}
    assert story.search(Query(kind="events", type="ASSAULT", words="Ostrey")).total > 0
    assert story.search(Query(kind="figures", measure="killed", publisher="Castrel Press")).total > 0


def test_reports_with_a_match_each_once_the_newest_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_MATCHES", 2)
    for day, key in ((1, "a"), (3, "b"), (2, "c")):
        store.add(record("that rain fell", "that rain came", "that snow fell", key=key, date=f"2031-03-0{day}"))
    assert list(store.reports_with(Query(words="rain"))) == ["b", "c", "a"]
    assert list(store.reports_with(Query(words="rain", until="2031-03-02"))) == ["c", "a"]
    assert list(store.reports_with(Query(words="hail"))) == []
