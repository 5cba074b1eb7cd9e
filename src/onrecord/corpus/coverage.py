"""How much each outlet printed on each day, and how much of it is its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.corpus.copies import Group, group_reports, origins
from onrecord.corpus.dates import first_day
from onrecord.corpus.reports import Counts, Report, articles_in_order
from onrecord.schema.article import Article


@dataclass(frozen=True, slots=True)
class Coverage:
    """One outlet's reports of one day (EDTF); None where the articles do not tell. `counts.independent` are those that
    come from no other report, so that the sum over all rows is the number of groups."""

    publisher: str | None
    date: str | None
    counts: Counts


def coverage(articles: Iterable[Article], *, groups: Sequence[Group] | None = None) -> list[Coverage]:
    """One row for each outlet and day with reports, by day and outlet."""
    pairs = articles_in_order(articles)
    if groups is None:
        groups = group_reports(article for _, article in pairs)
    source = origins(groups)
    cells: dict[tuple[str | None, str | None], list[Report]] = defaultdict(list)
    for report, _ in pairs:
        cells[report.publisher, report.date].append(report)
    rows = [
        Coverage(publisher, date, Counts(len(reports), sum(source.get(r, r) == r for r in reports)))
        for (publisher, date), reports in cells.items()
    ]
    return sorted(rows, key=lambda row: (first_day(row.date), row.date or "", row.publisher or ""))
