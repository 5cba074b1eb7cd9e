"""Records go into a store and come out again, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from records_made import PROVENANCE, article, event, figure, record

from onrecord.record.serialise import from_json, to_dict, to_json
from onrecord.schema.record import Record
from onrecord.schema.statement import Statement
from onrecord.store.base import Added, Store
from onrecord.store.errors import NoSuchReportError, QueryError, StoreError
from onrecord.store.open import open_store
from onrecord.store.query import Query


def test_a_record_comes_out_as_it_went_in(store: Store) -> None:
    kept = record("that rain fell", "“that” snow — too", url="https://news.example/1")
    assert store.add(kept) == Added("https://news.example/1", 1, "added")
    assert to_dict(store.record("https://news.example/1")) == to_dict(kept)


def test_all_of_the_demonstration_comes_out_as_it_went_in(story: Store, reports: list[Record]) -> None:
    latest = {(r.article.url or r.article.id): r for r in reports}
    assert {r.article.url: to_json(r) for r in story.records()} == {key: to_json(r) for key, r in latest.items()}
    some = reports[0]
    assert story.record(str(some.article.url)) == from_json(to_json(some), str(some.article.url))


def test_a_report_without_an_address_is_known_by_its_id(store: Store) -> None:
    assert store.add(record(key="given-id")).report == "given-id"
    assert store.record("given-id").article.id == "given-id"


def test_adding_twice_writes_nothing(store: Store) -> None:
    store.add(record())
    before = store.versions("a1")
    assert store.add(record()) == Added("a1", 1, "unchanged")
    assert store.add(replace(record(), provenance=replace(PROVENANCE, model="newer"))).state == "unchanged"
    assert store.versions("a1") == before
    assert store.stats().statements == 1


def test_a_changed_text_is_a_new_version_and_the_old_one_can_be_shown(store: Store) -> None:
    store.add(record("that apples fell"))
    assert store.add(record("that pears fell")) == Added("a1", 2, "changed")
    assert [(v.number, v.latest) for v in store.versions("a1")] == [(1, False), (2, True)]
    assert "apples" in store.record("a1", 1).article.text
    assert "pears" in store.record("a1").article.text
    assert store.search(Query(words="apples")).total == 0
    assert [hit.version for hit in store.search(Query(words="pears")).hits] == [2]
    assert (store.stats().reports, store.stats().versions, store.stats().statements) == (1, 2, 1)


def test_a_text_that_an_earlier_version_had_is_no_new_version(store: Store) -> None:
    store.add(record("that apples fell"))
    store.add(record("that pears fell"))
    assert store.add(record("that apples fell")) == Added("a1", 1, "unchanged")
    assert store.search(Query(words="pears")).total == 1


def test_a_new_reading_replaces_the_rows_of_its_version_only_when_asked(store: Store) -> None:
    store.add(record("that apples fell"))
    newer = record("that apples fell", act="deny", date="2031-04-01", provenance=replace(PROVENANCE, model="newer"))
    assert store.add(newer).state == "unchanged"
    assert store.search(Query(act="deny")).total == 0
    assert store.add(newer, reread=True) == Added("a1", 1, "changed")
    assert store.add(newer, reread=True) == Added("a1", 1, "unchanged")
    assert store.search(Query(act="say")).total == 0
    assert store.search(Query(act="deny", words="apples", since="2031-04")).total == 1
    assert [v.model for v in store.versions("a1")] == ["newer"]
    assert to_json(store.record("a1")) == to_json(newer)


def test_a_new_reading_of_an_earlier_version_is_not_searched(store: Store) -> None:
    store.add(record("that apples fell"))
    store.add(record("that pears fell"))
    again = record("that apples fell", act="deny")
    assert store.add(again, reread=True) == Added("a1", 1, "changed")
    assert store.search(Query(words="apples")).total == 0
    assert store.record("a1", 1).statements[0].act == "deny"


def test_what_a_store_cannot_find_it_says(store: Store) -> None:
    store.add(record())
    with pytest.raises(NoSuchReportError, match="does not hold the report 'b'"):
        store.record("b")
    with pytest.raises(NoSuchReportError, match="does not hold version 2 of the report 'a1'"):
        store.record("a1", 2)
    for number in (0, -1, 10**30):
        with pytest.raises(NoSuchReportError, match="does not hold version"):
            store.record("a1", number)
    with pytest.raises(NoSuchReportError, match="does not hold the report 'b'"):
        store.versions("b")


def test_add_all_yields_each_record_after_it_is_kept(store: Store, where: str) -> None:
    with open_store(where) as other:
        for number, added in enumerate(store.add_all(record(f"number {i}", key=f"k{i}") for i in range(40))):
            assert added == Added(f"k{number}", 1, "added")
            assert f"number {number}" in other.record(f"k{number}").article.text


def test_add_all_keeps_what_came_before_an_error(store: Store) -> None:
    def some() -> Iterator[Record]:
        yield record(key="k1")
        yield record(key="k2")
        raise OSError("the disk is gone")

    adding = store.add_all(some())
    assert [next(adding).report, next(adding).report] == ["k1", "k2"]
    with pytest.raises(OSError, match="the disk is gone"):
        next(adding)
    assert store.stats().reports == 2


def test_the_same_report_twice_in_one_batch(store: Store) -> None:
    batch = [record("that apples fell"), record("that pears fell"), record("that pears fell")]
    assert [(a.version, a.state) for a in store.add_all(batch)] == [(1, "added"), (2, "changed"), (2, "unchanged")]


def test_threads_share_a_store(store: Store) -> None:
    failed: list[BaseException] = []

    def work(thread: int) -> None:
        try:
            for i in range(10):
                store.add(record(f"thread {thread} number {i}", key=f"k{i}"))
                store.search(Query(words="number"))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert [len(store.versions(f"k{i}")) for i in range(10)] == [4] * 10


def test_text_that_no_database_takes_is_kept_exactly_and_searched_without(store: Store) -> None:
    odd = record("that \x00 nul and \ud800 half a pair \x02 fell", title="\x00")
    store.add(odd)
    assert to_json(store.record("a1")) == to_json(odd)
    (hit,) = store.search(Query(words="nul pair")).hits
    assert len(hit.text) == hit.ends - hit.starts
    assert [hit.text[a:b] for a, b in hit.marks] == ["nul", "pair"]


def test_numbers_larger_than_a_database_has(store: Store) -> None:
    text = "It cost 5 of all.\n"
    huge = Record(article(text), (), PROVENANCE, (figure(text, "5", low=10**30, high=None, measure="money"),))
    store.add(huge)
    (hit,) = store.search(Query(kind="figures")).hits
    assert hit.row.low == pytest.approx(10**30)  # type: ignore[union-attr]
    assert store.record("a1").figures[0].low == 10**30


def test_more_rows_than_a_version_can_have_are_refused(store: Store) -> None:
    one = record()
    many = replace(one, statements=one.statements * 65_537)
    with pytest.raises(StoreError, match="65537 statements, more than 65536"):
        store.add(many)


def test_an_address_of_any_length(store: Store) -> None:
    url = "https://news.example/" + "x" * 20_000
    assert store.add(record(url=url)).report == url
    assert store.add(record(url=url)).state == "unchanged"
    assert store.knows(url)
    store.mark_seen(url + "y")
    store.mark_seen(url + "y")
    assert store.knows(url + "y")


def test_reports_are_listed_by_date_and_in_pages(store: Store) -> None:
    days = ["2031-03-05", None, "2031-03-07", "2031", "2031-03-06", "no date"]
    list(store.add_all(record(key=f"k{i}", date=day, title=f"Title {i}") for i, day in enumerate(days)))
    listed = store.reports(limit=4)
    assert [v.date for v in listed.reports] == ["2031-03-07", "2031-03-06", "2031-03-05", "2031"]
    rest = store.reports(limit=4, cursor=listed.next)
    assert {v.date for v in rest.reports} == {None, "no date"}
    assert rest.next is None
    assert [v.report for v in store.reports(since="2031-03-06", until="2031-03").reports] == ["k2", "k4"]


def test_reports_are_found_by_title_and_publisher(store: Store) -> None:
    titles = ["100% of ships", "1000 ships", "Snake_case", "Snakes case", "back\\slash"]
    list(store.add_all(record(key=f"k{i}", title=title) for i, title in enumerate(titles)))
    store.add(record(key="other", title="100 times", publisher="Radio"))
    store.add(record(key="accent", title="Élan d'été", publisher="L'Écho"))

    def found(**asked: str) -> list[str | None]:
        return sorted(str(v.title) for v in store.reports(**asked).reports)  # type: ignore[arg-type]

    assert found(title="100%") == ["100% of ships"]
    assert found(title="e_c") == ["Snake_case"]
    assert found(title="\\") == ["back\\slash"]
    assert found(title="SHIPS") == ["100% of ships", "1000 ships"]
    assert found(publisher="radio") == ["100 times"]
    assert found(title="élan", publisher="L'ÉCHO") == ["Élan d'été"]
    for wrong in ({"cursor": "?"}, {"cursor": "AAAA"}, {"limit": 0}, {"limit": 201}, {"since": "May"}):
        with pytest.raises(QueryError):
            store.reports(**wrong)  # type: ignore[arg-type]


def test_stats_count_the_latest_versions(store: Store) -> None:
    empty = store.stats()
    assert (empty.reports, empty.statements, empty.first_date, empty.last_date) == (0, 0, None, None)
    text = "Ann said 3 died.\nRebels shelled the port.\n"
    base = record("x", key="a", date="2031-03-01")
    full = replace(base, article=article(text, "b", publisher="Radio"), statements=(),
                   figures=(figure(text, "3"),), events=(event(text, "shelled"),))  # fmt: skip
    store.add(base)
    store.add(full)
    held = store.stats()
    assert (held.reports, held.versions, held.statements, held.figures, held.events) == (2, 2, 1, 1, 1)
    assert (held.publishers, held.first_date, held.last_date) == (2, "2031-03-01", "2031-03-05")
    assert held.bytes > 10_000


def test_a_statement_without_content_or_words_is_kept(store: Store) -> None:
    bare = record()
    empty = Statement(id="s", source=(), cue=bare.statements[0].cue, content=(), quotation="indirect")
    store.add(replace(bare, statements=(empty,)))
    (hit,) = store.search(Query()).hits
    assert (hit.text, hit.starts, hit.ends) == ("", 8, 12)


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.stats()


def test_a_text_that_is_kept_need_not_be_read_again(store: Store) -> None:
    kept = record("that rain fell", url="https://news.example/1")
    store.add(kept)
    assert store.has(kept.article)
    assert not store.has(record("that snow fell", url="https://news.example/1").article)
    assert not store.has(record("that rain fell", url="https://other.example/1").article)


def test_reports_are_found_by_article_and_by_figure(store: Store) -> None:
    kept = record("that rain fell", url="https://news.example/1", key="given-id")
    with_figure = replace(kept, figures=(figure(kept.article.text, "rain"),))
    store.add(with_figure)
    assert store.key_of("given-id") == "https://news.example/1"
    assert store.key_of("other-id") is None
    assert store.report_of_figure(with_figure.figures[0].id) == "https://news.example/1"
    assert store.report_of_figure("f000000000000") is None


def test_the_article_comes_out_without_its_record(store: Store) -> None:
    kept = record("that rain fell", url="https://news.example/1")
    store.add(kept)
    assert replace(store.article("https://news.example/1"), name="") == kept.article
    with pytest.raises(NoSuchReportError):
        store.article("https://news.example/2")


def test_what_was_read_back_is_never_older_than_the_store(where: str) -> None:
    with open_store(where) as store, open_store(where) as other:
        store.add(record("that apples fell"))
        assert "apples" in store.record("a1").article.text
        other.add(record("that pears fell"))
        assert "pears" in store.record("a1").article.text
        assert "pears" in store.article("a1").text


def test_the_revision_is_another_after_every_change_and_only_then(where: str) -> None:
    with open_store(where) as store, open_store(where) as other:
        seen = [store.revision()]
        store.search(Query(words="rain"))
        assert store.revision() == seen[0]
        for change in (
            lambda: store.add(record("that apples fell")),
            lambda: other.add(record("that pears fell")),
            lambda: store.merge_speakers("Pia Lund", "Pia Lund-Berg"),
            lambda: other.unmerge_speaker("Pia Lund"),
        ):
            change()
            seen.append(store.revision())
        assert len(set(seen)) == len(seen)
    with pytest.raises(StoreError, match="closed"):
        store.revision()
