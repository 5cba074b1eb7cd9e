"""Add: a text that is pasted, an address, or a file; and the demonstration corpus for an empty store."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from onrecord.articles.inputs import InputOptions
from onrecord.errors import InputError
from onrecord.web.asking import store_of
from onrecord.web.keeping import Outcome, keep_address, keep_bytes, keep_demonstration
from onrecord.web.rendering import page_with_form
from onrecord.web.security import Form, checked_form

router = APIRouter()


@router.get("/add")
def blank(request: Request) -> Response:
    """The form."""
    return page_with_form(request, "add.html.jinja", outcomes=(), why="", given={})


@router.post("/add")
async def add(request: Request) -> Response:
    """Read what was sent and keep it; say what became of each report."""
    form = await checked_form(request, request.app.state.keys)
    given = form.fields
    try:
        outcomes = await _added(request, form)
    except InputError as error:
        return page_with_form(request, "add.html.jinja", status=400, outcomes=(), why=str(error), given=given)
    none = not any(outcome.report for outcome in outcomes)
    return page_with_form(request, "add.html.jinja", status=400 if none else 200, outcomes=outcomes, why="", given={})


@router.post("/demonstration")
async def demonstration(request: Request) -> Response:
    """Load the demonstration corpus, then show it."""
    await checked_form(request, request.app.state.keys)
    await run_in_threadpool(keep_demonstration, store_of(request), request.app.state.reader)
    return RedirectResponse("/", 303)


async def _added(request: Request, form: Form) -> list[Outcome]:
    store, reader, given = store_of(request), request.app.state.reader, form.fields
    options = InputOptions(published=given.get("published") or None, publisher=given.get("publisher") or None, limit=10)
    if given.get("text"):
        text = given["text"].encode("utf-8", "replace")
        return await run_in_threadpool(keep_bytes, store, reader, text, "pasted text", options)
    if given.get("url"):
        return await run_in_threadpool(keep_address, store, reader, given["url"], options)
    if form.file_name:
        return await run_in_threadpool(keep_bytes, store, reader, form.file, form.file_name, options)
    raise InputError("add", "nothing was given: paste a text, type an address, or choose a file")
