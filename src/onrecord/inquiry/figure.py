"""Who gave which figure when: the series that a figure of the store belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from onrecord.corpus.series import Point, Series, figure_series
from onrecord.inquiry.gather import gather, hits
from onrecord.store.base import Store
from onrecord.store.query import Query
from onrecord.store.rows import FigureRow


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """Series of figures, those with most points first. `complete` is false where more reports matched than were
    looked at."""

    series: tuple[Series, ...]
    complete: bool


def figures_in(store: Store, query: Query) -> FigureAnswer:
    """The figures that a search finds as series, one line for each claimant.

    Raises:
        StoreError: the store cannot be read.
    """
    found = tuple(hits(store, query))
    gathered = gather(store, (query,))
    wanted = {(hit.report, hit.starts): hit.row.span for hit in found if isinstance(hit.row, FigureRow)}
    every = figure_series(gathered.records, groups=gathered.groups, speakers=gathered.speakers)
    kept = (_of(series, wanted) for series in every)
    return FigureAnswer(tuple(series for series in kept if series.lines), gathered.complete)


def _of(series: Series, wanted: Mapping[tuple[str, int], str]) -> Series:
    """A series with the points that a search found; what it says of pairs of points stays where both are left."""
    lines = []
    for line in series.lines:
        points = tuple(p for p in line.points if _is_wanted(p, wanted))
        corrections = tuple(c for c in line.corrections if c.before in points and c.after in points)
        if points:
            lines.append(replace(line, points=points, corrections=corrections))
    left = [p for line in lines for p in line.points]
    both = tuple(c for c in series.contradictions if c.one[1] in left and c.other[1] in left)
    return replace(series, lines=tuple(lines), contradictions=both)


def _is_wanted(point: Point, wanted: Mapping[tuple[str, int], str]) -> bool:
    """Whether a search found a point in the report it is from, or one of the same words at its place in a copy."""
    return any(wanted.get((r.url or r.id, point.span.start)) == point.span.text for r in point.reports)
