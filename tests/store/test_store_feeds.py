"""What a watcher of feeds remembers, on both databases."""

from __future__ import annotations

from dataclasses import replace

from records_made import record

from onrecord.schema.feed import Feed
from onrecord.store.base import Store
from onrecord.store.open import open_store


def test_a_feed_is_kept_and_replaced(store: Store, where: str) -> None:
    feed = Feed("https://news.example/feed", title="News", etag='"1"', last_modified="Mon, 3 Mar 2031 10:00:00 GMT",
                next_due="2031-03-03T11:00:00Z", failures=2, gone=False, last_status=304,
                updated_at="2031-03-03T10:00:00Z")  # fmt: skip
    store.save_feed(feed)
    store.save_feed(replace(feed, failures=0, gone=True, last_status=410))
    with open_store(where) as again:
        (kept,) = again.feeds()
    assert kept == replace(feed, failures=0, gone=True, last_status=410)


def test_a_feed_that_was_never_looked_at(store: Store) -> None:
    store.save_feed(Feed("a"))
    assert store.feeds() == (Feed("a"),)


def test_feeds_come_in_the_order_they_are_due(store: Store) -> None:
    for address, due in (("b", "2031-03-04T00:00:00Z"), ("a", "2031-03-05T00:00:00Z"), ("c", None)):
        store.save_feed(Feed(address, next_due=due))
    assert [feed.address for feed in store.feeds()] == ["c", "b", "a"]


def test_a_feed_can_be_forgotten(store: Store) -> None:
    store.save_feed(Feed("a"))
    assert store.remove_feed("a")
    assert not store.remove_feed("a")
    assert store.feeds() == ()


def test_a_store_knows_the_addresses_it_has_seen(store: Store) -> None:
    store.add(record(url="https://news.example/1"))
    store.mark_seen("https://news.example/2")
    store.mark_seen("https://news.example/2")
    known = [store.knows(f"https://news.example/{i}") for i in (1, 2, 3)]
    assert known == [True, True, False]
