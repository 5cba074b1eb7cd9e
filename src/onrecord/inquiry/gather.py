"""The reports of a store that can answer a question, found by its index and not by reading them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.schema.record import Record
from onrecord.store.base import Hit, Store
from onrecord.store.query import MAX_LIMIT, Query

MOST = 500
"""Reports that one question looks at, the best or newest first; a store can hold millions."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The records that a question is answered from. `complete` is false where more reports matched than MOST."""

    records: tuple[Record, ...]
    complete: bool


def gather(store: Store, queries: Iterable[Query], most: int = MOST) -> Gathered:
    """The latest records of the reports that any of the searches finds."""
    keys: dict[str, None] = {}
    complete = True
    for query in queries:
        for hit in hits(store, query):
            if hit.report not in keys and len(keys) >= most:
                complete = False
                break
            keys.setdefault(hit.report)
    return Gathered(tuple(store.record(key) for key in keys), complete)


def hits(store: Store, query: Query) -> Iterator[Hit]:
    """All hits of a search, page after page."""
    query = replace(query, limit=MAX_LIMIT, facets=False, sort="date")  # ranking looks at the newest matches only
    page = store.search(query)
    while True:
        yield from page.hits
        if page.next is None:
            return
        page = store.search(replace(query, cursor=page.next))


def merges_of(store: Store) -> dict[str, str]:
    """The names that users of the store have merged, by name, for `fold_speakers`."""
    return {name.name: name.speaker for name in store.speaker_names()}
