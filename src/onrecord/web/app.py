"""The reading room as an ASGI application."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from onrecord.reading import Reader
from onrecord.store.base import Store
from onrecord.web.answers import Answers
from onrecord.web.api import health, router
from onrecord.web.api.errors import install
from onrecord.web.errors import handle_errors
from onrecord.web.jobs import Jobs
from onrecord.web.metrics import Measured, Metrics
from onrecord.web.pages import (
    add,
    cite,
    coverage,
    figures,
    home,
    metrics,
    quotation,
    report,
    search,
    signin,
    speaker,
    styles,
)
from onrecord.web.remembering import Remembering
from onrecord.web.security import Guard, Keys

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The hosts that a request may name where the server listens on this machine alone."""


def create_app(
    store: Store, *, token: str | None = None, hosts: Sequence[str] = LOOPBACK, reader: Reader | None = None
) -> FastAPI:
    """The pages over a store.

    Args:
        store: what they show; it stays open when the app ends.
        token: demanded for every request, if given.
        hosts: the hosts that a request may name; `*` for any.
        reader: what reads the reports that are added; the shipped one, loaded when it is first needed, if not given.
    """
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    keys = Keys(token)
    app.state.store, app.state.keys, app.state.reader = store, keys, reader
    app.state.answers, app.state.jobs, app.state.metrics = Answers(store), Jobs(), Metrics(store)
    app.mount("/static", StaticFiles(packages=[("onrecord.web", "static")]), name="static")
    for pages in (home, report, search, speaker, figures, coverage, quotation, add, cite, signin, styles):
        app.include_router(pages.router, include_in_schema=False)
    app.include_router(router.router)
    app.include_router(health.router)
    app.include_router(metrics.router, include_in_schema=False)
    handle_errors(app)
    install(app)
    app.add_middleware(Remembering, store=store)
    app.add_middleware(Guard, keys=keys, hosts=hosts)
    app.add_middleware(Measured, metrics=app.state.metrics)
    return app
