"""The first page: what the store holds, its reports, and a welcome to an empty one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web.api.asked import Listed
from onrecord.web.asking import asked, given, store_of
from onrecord.web.rendering import page, page_with_form

router = APIRouter()


@router.get("/")
def home(request: Request) -> Response:
    """The reports, the newest first."""
    store, wanted = store_of(request), asked(Listed, request)
    stats = store.stats()
    if not stats.reports:
        return page_with_form(request, "welcome.html.jinja")
    reports = store.reports(**{**dict(wanted), "limit": min(wanted.limit, 50)})
    return page(request, "home.html.jinja", stats=stats, reports=reports, given=given(request))
