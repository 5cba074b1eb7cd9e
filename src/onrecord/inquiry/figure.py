"""Who gave which figure when: the series that a figure of the store belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.corpus.copies import group_reports
from onrecord.corpus.series import Series, figure_series
from onrecord.corpus.speakers import fold_speakers
from onrecord.inquiry.gather import gather, merges_of
from onrecord.store.base import Store
from onrecord.store.query import Query


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
    gathered = gather(store, (query,))
    groups = group_reports(gathered.records)
    speakers = fold_speakers(gathered.records, merges_of(store), groups=groups)
    found = figure_series(gathered.records, groups=groups, speakers=speakers)
    wanted = tuple(s for s in found if query.measure is None or s.measure == query.measure)
    return FigureAnswer(wanted, gathered.complete)
