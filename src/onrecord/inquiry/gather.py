"""The reports of a store that can answer a question, found by its index and not by reading them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from onrecord.corpus.copies import Group, group_reports
from onrecord.corpus.speakers import Speakers, fold_speakers
from onrecord.schema.record import Record
from onrecord.store.base import Hit, Store
from onrecord.store.query import MAX_LIMIT, Query

MOST = 500
"""Reports that one question looks at, the best or newest first; a store can hold millions."""


@dataclass(frozen=True)
class Gathered:
    """The records that a question is answered from.

    Attributes:
        records: the latest one of each report.
        complete: false where more reports matched than MOST.
        merges: the names that users of the store have merged, by name.
    """

    records: tuple[Record, ...]
    complete: bool
    merges: Mapping[str, str]

    @cached_property
    def groups(self) -> list[Group]:
        """Which of the reports are copies."""
        return group_reports(record.article for record in self.records)

    @cached_property
    def speakers(self) -> Speakers:
        """Who speaks in them, with the users' merges."""
        return fold_speakers(self.records, self.merges, groups=self.groups)


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of reports, in the order of the searches; not `complete` where more matched."""

    reports: tuple[str, ...]
    complete: bool


def found(store: Store, queries: Iterable[Query], most: int = MOST) -> Found:
    """The reports that any of the searches finds, `most` at most."""
    keys: dict[str, None] = {}
    complete = True
    for query in queries:
        for key in store.reports_with(query):
            if key not in keys and len(keys) >= most:
                complete = False
                break
            keys.setdefault(key)
    return Found(tuple(keys), complete)


def gather(store: Store, queries: Iterable[Query], most: int = MOST) -> Gathered:
    """The latest records of the reports that any of the searches finds."""
    which = found(store, queries, most)
    merges = {name.name: name.speaker for name in store.speaker_names()}
    return Gathered(tuple(map(store.record, which.reports)), which.complete, merges)


def hits(store: Store, query: Query) -> Iterator[Hit]:
    """All hits of a search, page after page."""
    query = replace(query, limit=MAX_LIMIT, facets=False, sort="date")  # ranking looks at the newest matches only
    page = store.search(query)
    while True:
        yield from page.hits
        if page.next is None:
            return
        page = store.search(replace(query, cursor=page.next))
