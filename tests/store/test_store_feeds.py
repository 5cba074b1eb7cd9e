"""What a watcher of feeds remembers, on both databases."""

from __future__ import annotations

from dataclasses import replace

from records_made import record

from onrecord.store.base import Feed, Store
from onrecord.store.open import open_store


def test_a_feed_is_kept_and_replaced(store: Store, where: str) -> None:
    feed = Feed("https://news.example/feed", title="News", etag='"1"', last_modified="Mon, 3 Mar 2031 10:00:00 GMT",
                next_due="2031-03-03T11:00:00Z", failures=2, gone=False, last_status=304)  # fmt: skip
    store.save_feed(feed)
    store.save_feed(replace(feed, failures=0, gone=True, last_status=410))
    with open_store(where) as again:
        (kept,) = again.feeds()
    assert replace(kept, updated_at=None) == replace(feed, failures=0, gone=True, last_status=410)
    assert kept.updated_at is not None
    assert kept.updated_at.endswith("Z")


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
