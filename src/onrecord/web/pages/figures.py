"""Figures: a chart for each series, one line for each claimant, and all of it as tables."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.inquiry.figure import figures_in
from onrecord.report.counts import bounds
from onrecord.schema.figure import Measure
from onrecord.web.api.asked import Series
from onrecord.web.api.taking_turns import asking
from onrecord.web.asking import answers_of, asked, given
from onrecord.web.charts import chart
from onrecord.web.links import head, report_link
from onrecord.web.rendering import address, page

router = APIRouter()

_SHOWN = 12  # series of one page


@router.get("/figures")
@asking
def figures(request: Request) -> Response:
    """The figures that a search finds, as series."""
    question = asked(Series, request)
    answer = answers_of(request).to(figures_in, question.query())
    fields = {name: value for name, value in given(request).items() if name in Series.model_fields}
    first = _number(given(request).get("from", ""))
    following = first + _SHOWN
    return page(
        request,
        "figures.html.jinja",
        answer=answer,
        shown=[(series, chart(series)) for series in answer.series[first:following]],
        given=fields,
        first=first,
        more=address("/figures", **fields, **{"from": following}) if following < len(answer.series) else "",
        json=address("/api/figures", **fields),
        measures=get_args(Measure),
        bounds=bounds,
        head=head,
        report_link=report_link,
    )


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else 0
