"""Coverage: how many reports each outlet has of each day, and how many of them are independent."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.corpus.coverage import Coverage
from onrecord.corpus.reports import Counts
from onrecord.web.api.asked import OfDates
from onrecord.web.api.covered import coverage_in
from onrecord.web.api.taking_turns import asking
from onrecord.web.asking import answers_of, asked, given
from onrecord.web.rendering import address, page

router = APIRouter()

NOT_TOLD = "outlet not told"
UNDATED = "no date"


@dataclass(frozen=True, slots=True)
class Grid:
    """Days by outlets; None where an outlet has no report of a day."""

    outlets: tuple[str, ...]
    days: tuple[tuple[str, tuple[Counts | None, ...], Counts], ...]
    totals: tuple[Counts, ...]
    total: Counts


@router.get("/coverage")
@asking
def coverage(request: Request) -> Response:
    """The reports of some dates by outlet and day."""
    wanted = asked(OfDates, request)
    answer = answers_of(request).to(coverage_in, wanted.publisher, wanted.since, wanted.until)
    fields = {name: value for name, value in given(request).items() if name in OfDates.model_fields}
    return page(
        request, "coverage.html.jinja", answer=answer, grid=grid(answer.rows), given=fields,
        json=address("/api/coverage", **fields), undated=UNDATED,
    )  # fmt: skip


def grid(rows: tuple[Coverage, ...]) -> Grid:
    """The rows as a table, with the sums of both counts."""
    cells = {(row.date or UNDATED, row.publisher or NOT_TOLD): row.counts for row in rows}
    outlets = tuple(sorted({outlet for _, outlet in cells}))
    days = tuple(dict.fromkeys(day for day, _ in cells))
    table = []
    for day in days:
        here = tuple(cells.get((day, outlet)) for outlet in outlets)
        table.append((day, here, _sum(here)))
    totals = tuple(_sum(tuple(cells.get((day, outlet)) for day in days)) for outlet in outlets)
    return Grid(outlets, tuple(table), totals, _sum(totals))


def _sum(counts: tuple[Counts | None, ...]) -> Counts:
    told = [c for c in counts if c is not None]
    return Counts(sum(c.reports for c in told), sum(c.independent for c in told))
