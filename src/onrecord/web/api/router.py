"""The addresses below /api: each asks the store one question and answers as the command line does with `--json`.

The application gives the store as `app.state.store`, includes `router` and `health.router`, and calls
`errors.install`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameters
from starlette.responses import Response

from onrecord.inquiry.figure import figures_in
from onrecord.inquiry.names import report_key
from onrecord.inquiry.quotation import quotation_in
from onrecord.inquiry.report import report_in
from onrecord.inquiry.speaker import speaker_in
from onrecord.record.serialise import record_schema, to_dict
from onrecord.report.hits import page_to_csv, page_to_dict
from onrecord.report.plain import plain
from onrecord.store.base import Store
from onrecord.web.answers import Answers
from onrecord.web.api import asked, models
from onrecord.web.api.covered import coverage_in
from onrecord.web.api.errors import NotFoundError
from onrecord.web.api.sending import send_csv, send_json
from onrecord.web.api.taking_turns import asking, reading
from onrecord.web.asking import answers_of, store_of

_SEARCHING, _ASKING, _ABOUT = "searching", "questions over many reports", "about the store"

router = APIRouter(prefix="/api", dependencies=[Depends(asked.each_once)])


TheStore = Annotated[Store, Depends(store_of)]
TheAnswers = Annotated[Answers, Depends(answers_of)]


@router.get(
    "/search",
    tags=[_SEARCHING],
    summary="Search statements, figures or events",
    response_description="The hits of one page, and how often the matches have each speaker, act and so on.",
    response_model=models.Found,
    responses=models.errors(400),
)
@reading
def search(store: TheStore, question: Annotated[asked.Searched, Parameters()]) -> Response:
    """What the latest versions of all reports hold that fulfils every condition given; without any, all of it.

    Pages stay as they are when reports are added meanwhile: follow `next`.
    """
    return send_json(page_to_dict(store.search(question.query())))


@router.get(
    "/search.csv",
    tags=[_SEARCHING],
    summary="Search, as a table",
    response_class=Response,
    response_description="The hits of one page, a head row first. `Link` tells where the next page is.",
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}, **models.errors(400)},
)
@reading
def search_csv(request: Request, store: TheStore, question: Annotated[asked.Searched, Parameters()]) -> Response:
    """The hits of the same search as CSV in UTF-8. A cell that a spreadsheet would compute begins with `'`."""
    page = store.search(question.model_copy(update={"facets": False}).query())
    following = None
    if page.next is not None:
        url = request.url.include_query_params(cursor=page.next)
        following = f"{url.path}?{url.query}"
    return send_csv(page_to_csv(page.hits), f"{question.kind}.csv", following)


@router.get(
    "/reports",
    tags=[_SEARCHING],
    summary="List the reports",
    response_description="The heads of one page of reports, the newest first.",
    response_model=models.Reports,
    responses=models.errors(400),
)
@reading
def reports(store: TheStore, wanted: Annotated[asked.Listed, Parameters()]) -> Response:
    """The reports, each by its latest version, the newest first."""
    return send_json(plain(store.reports(**dict(wanted))))


@router.get(
    "/report",
    tags=[_SEARCHING],
    summary="Read one report",
    response_description="The record, all versions of the report, and its copies.",
    response_model=models.OneReport,
    responses=models.errors(400, 404),
)
@reading
def report(store: TheStore, wanted: Annotated[asked.OneReportAsked, Parameters()]) -> Response:
    """One report with its record, its versions, and the reports that are the same wire copy."""
    key = report_key(store, wanted.key)
    if key is None:
        raise NotFoundError(f"the store holds no report {wanted.key!r}; /api/reports lists those it holds")
    answer = report_in(store, key, wanted.version)
    return send_json(
        {"record": to_dict(answer.record), "versions": plain(answer.versions), "copies": plain(answer.group)}
    )


@router.get(
    "/speaker",
    tags=[_ASKING],
    summary="What a speaker said over time",
    response_description="The speaker, their statements by day, and those that later ones can turn round.",
    response_model=models.OneSpeaker,
    responses=models.errors(400, 404),
)
@asking
def speaker(answers: TheAnswers, wanted: Annotated[asked.OneSpeakerAsked, Parameters()]) -> Response:
    """A speaker's statements in the order of time. Where the name can be more than one person's, `speaker` is null
    and `candidates` says whose it can be."""

    found = answers.to(speaker_in, wanted.name)
    if found.speaker is None and not found.candidates:
        raise NotFoundError(f"nobody called {wanted.name!r} speaks in the store; /api/search counts who does")
    return send_json(plain(found))


@router.get(
    "/figures",
    tags=[_ASKING],
    summary="Who gave which figure when",
    response_description="Series of figures, those with most points first, one line for each claimant.",
    response_model=models.Figures,
    responses=models.errors(400),
)
@asking
def figures(answers: TheAnswers, question: Annotated[asked.Series, Parameters()]) -> Response:
    """The figures that a search finds, laid side by side; never merged over claimants."""
    return send_json(plain(answers.to(figures_in, question.query())))


@router.get(
    "/quotation",
    tags=[_ASKING],
    summary="Every wording of a quotation",
    response_description="The quotations that have the words, the best match first, each with its variants.",
    response_model=models.Quotations,
    responses=models.errors(400),
)
@asking
def quotation(answers: TheAnswers, wanted: Annotated[asked.QuotationAsked, Parameters()]) -> Response:
    """Who printed which words of a quotation, and the words that differ. None found is an empty list."""
    return send_json(plain(answers.to(quotation_in, wanted.words)))


@router.get(
    "/coverage",
    tags=[_ASKING],
    summary="How much each outlet printed on each day",
    response_description="One row for each outlet and day; of the newest 500 reports where there are more.",
    response_model=models.Covered,
    responses=models.errors(400),
)
@asking
def coverage(answers: TheAnswers, wanted: Annotated[asked.OfDates, Parameters()]) -> Response:
    """How many reports each outlet printed on each day, and how many of them come from no other report."""
    return send_json(plain(answers.to(coverage_in, wanted.publisher, wanted.since, wanted.until)))


@router.get(
    "/stats",
    tags=[_ABOUT],
    summary="How much the store holds",
    response_description="Counts of the latest versions, the first and the last date, and bytes on disk.",
    response_model=models.Held,
    responses=models.errors(400),
)
@reading
def stats(store: TheStore, nothing: Annotated[asked.Nothing, Parameters()]) -> Response:
    """How many reports, statements, figures and events there are, of how many publishers, from when to when."""
    return send_json(plain(store.stats()))


@router.get(
    "/schema",
    tags=[_ABOUT],
    summary="The record's JSON Schema",
    response_description="A JSON Schema (draft 2020-12).",
    response_model=dict[str, Any],
    responses=models.errors(400),
)
def schema(nothing: Annotated[asked.Nothing, Parameters()]) -> Response:
    """The format of `record` in /api/report, and of each line of `onrecord read --json`."""
    return send_json(record_schema())
