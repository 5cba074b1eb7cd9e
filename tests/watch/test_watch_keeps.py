"""A watcher whose state is a store: what is kept is not fetched again, also after a restart."""

from __future__ import annotations

from pathlib import Path

from onrecord.reading import read
from onrecord.schema.article import Article
from onrecord.store.open import open_store

from .newsroom import running_newsroom


def test_a_restart_goes_on_where_it_ended(tmp_path: Path) -> None:
    with running_newsroom() as room:
        room.page("/a", "/b")
        address = room.feed("/feed", "/a")
        for _ in range(2):
            with open_store(tmp_path / "s.sqlite") as store:
                for article in room.watcher(store).watch([address], once=True):
                    assert isinstance(article, Article)
                    store.add(read(article))
            room.clock.time += 16 * 60
        room.feed("/feed", "/b", "/a")
        with open_store(tmp_path / "s.sqlite") as store:
            found = [a.name for a in room.watcher(store).watch(once=True)]
            assert found == [room.url("/b")]
            assert store.stats().reports == 1
            (feed,) = store.feeds()
            assert (feed.address, feed.last_status) == (address, 200)
        assert [r.path for r in room.requests].count("/a") == 1
