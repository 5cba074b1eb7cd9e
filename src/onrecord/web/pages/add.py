"""Add: a text that is pasted, an address, or a file; and the demonstration corpus for an empty store."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from onrecord.articles.inputs import InputOptions
from onrecord.errors import InputError
from onrecord.web.asking import store_of
from onrecord.web.jobs import Job, Jobs, TooManyJobsError
from onrecord.web.keeping import DEMONSTRATION, Outcome, keep_address, keep_bytes, keep_demonstration
from onrecord.web.rendering import page, page_with_form
from onrecord.web.security import Form, checked_form

router = APIRouter()


@router.get("/add")
def blank(request: Request) -> Response:
    """The form."""
    return page_with_form(request, "add.html.jinja", outcomes=(), why="", given={})


@router.post("/add")
async def add(request: Request) -> Response:
    """Read what was sent and keep it; say what became of each report, or how far it is."""
    form = await checked_form(request, request.app.state.keys)
    try:
        name, outcomes = _asked(request, form)
        job = await run_in_threadpool(_jobs(request).start, Job(name), outcomes)
    except (InputError, TooManyJobsError) as error:
        status = 503 if isinstance(error, TooManyJobsError) else 400
        return page_with_form(request, "add.html.jinja", status=status, outcomes=(), why=str(error), given=form.fields)
    if not job.done:
        return RedirectResponse(f"/add/{job.id}", 303)
    none = not any(outcome.report for outcome in job.outcomes)
    return page_with_form(
        request, "add.html.jinja", status=400 if none else 200, outcomes=job.outcomes, why=job.why,
        given=form.fields if job.why else {},
    )  # fmt: skip


@router.get("/add/{number}")
def progress(request: Request, number: str) -> Response:
    """How far a job is, and what became of each report; asks again by itself until it is done."""
    job = _jobs(request).find(number)
    if job is None:
        raise HTTPException(404)
    return page(request, "job.html.jinja", job=job, done=job.done, outcomes=tuple(job.outcomes))


@router.post("/demonstration")
async def demonstration(request: Request) -> Response:
    """Load the demonstration corpus, then show it."""
    await checked_form(request, request.app.state.keys)
    outcomes = keep_demonstration(store_of(request), request.app.state.reader)
    job = await run_in_threadpool(_jobs(request).start, Job("the demonstration", DEMONSTRATION), outcomes)
    return RedirectResponse("/" if job.done and not job.why else f"/add/{job.id}", 303)


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


def _asked(request: Request, form: Form) -> tuple[str, Iterator[Outcome]]:
    """What is to be read, in words, and its reading."""
    store, reader, given = store_of(request), request.app.state.reader, form.fields
    options = InputOptions(published=given.get("published") or None, publisher=given.get("publisher") or None, limit=10)
    if given.get("text"):
        text = given["text"].encode("utf-8", "replace")
        return "the pasted text", keep_bytes(store, reader, text, "pasted text", options)
    if given.get("url"):
        return given["url"], keep_address(store, reader, given["url"], options)
    if form.file_name:
        return form.file_name, keep_bytes(store, reader, form.file, form.file_name, options)
    raise InputError("add", "nothing was given: paste a text, type an address, or choose a file")
