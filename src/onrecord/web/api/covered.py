"""How much each outlet printed on each day, from the newest reports of a store."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.corpus.coverage import Coverage, coverage
from onrecord.inquiry.gather import MOST
from onrecord.store.base import Store
from onrecord.store.query import MAX_LIMIT


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """One row for each outlet and day with reports, by day and outlet. `looked_at` is how many reports they count;
    `complete` is false where more reports matched: the newest were looked at."""

    rows: tuple[Coverage, ...]
    looked_at: int
    complete: bool


def coverage_in(
    store: Store, publisher: str | None = None, since: str | None = None, until: str | None = None, *, most: int = MOST
) -> CoverageAnswer:
    """The coverage of some dates, by one publisher or by all.

    Raises:
        QueryError: a date is none.
        StoreError: the store cannot be read.
    """
    keys: list[str] = []
    cursor = None
    while len(keys) <= most:
        page = store.reports(publisher=publisher, since=since, until=until, limit=MAX_LIMIT, cursor=cursor)
        keys += [version.report for version in page.reports]
        if (cursor := page.next) is None:
            break
    articles = [store.article(key) for key in keys[:most]]
    return CoverageAnswer(tuple(coverage(articles)), len(articles), len(keys) <= most)
