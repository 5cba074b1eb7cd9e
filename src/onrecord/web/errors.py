"""What goes wrong, as a page that says what to do."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.errors import InputError, OnrecordError
from onrecord.store.errors import NoSuchReportError, QueryError, StoreError
from onrecord.web.api.errors import problem
from onrecord.web.headers import HEADERS
from onrecord.web.rendering import render

_LOG = logging.getLogger("onrecord.web")

TITLES = {
    400: ("This cannot be asked", "Change what the message names, or begin with a new search."),
    401: ("A token is needed", "Open the address that `onrecord serve` printed, or enter its token here."),
    403: (
        "Nothing was changed",
        "The form was not made by this page, or is old. Open the page anew and send it again.",
    ),
    404: ("There is no such page", "Look for the report in the list of reports, or search for its words."),
    405: ("This page takes no such request", "Open it from the page that links to it."),
    413: ("Too large", "At most 2 MB are taken. Use `onrecord add` for larger files."),
    500: ("A fault of onrecord", "The log of `onrecord serve` has the details. Please report it."),
    503: ("Too many are reading", "Try again in a few seconds."),
}
"""By status, what happened and what to do."""


def refusal(request: Request, status: int, headers: Mapping[str, str] | None = None, *, why: str = "") -> Response:
    """The page of an error; for the API an object with the same words."""
    title, advice = TITLES.get(status, TITLES[500])
    if request.url.path.startswith("/api"):
        told = problem(status, f"{why or title}. {advice}")
        told.headers.update(headers or {})
        return told
    page = render("error.html.jinja", title=title, why=why, advice=advice, status=status)
    return HTMLResponse(page, status, headers=headers)


def handle_errors(app: FastAPI) -> None:
    """Let the app answer errors with pages."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for kind in (OnrecordError, QueryError, NoSuchReportError, StoreError):  # the API puts its own in front of each
        app.add_exception_handler(kind, _ours)
    app.add_exception_handler(Exception, _fault)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    why = error.detail if isinstance(error.detail, str) and request.url.path.startswith("/api") else ""
    return refusal(request, error.status_code, error.headers, why=why)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
    return refusal(request, 400, why=told)


def _ours(request: Request, error: Exception) -> Response:
    if isinstance(error, NoSuchReportError):
        return refusal(request, 404, why="The store holds no such report, or no such version of it.")
    if isinstance(error, QueryError | InputError):
        return refusal(request, 400, why=str(error))
    if isinstance(error, StoreError):
        _LOG.error("%s", error)
        return refusal(request, 503, {"Retry-After": "5"}, why=error.reason)
    return refusal(request, 500, why=str(error))


def _fault(request: Request, error: Exception) -> Response:
    _LOG.error("a page failed", exc_info=error)
    return refusal(request, 500, HEADERS)  # it is sent from outside the guard
