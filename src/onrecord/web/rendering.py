"""Templates to pages. Escaping is always on: nothing of an article reaches a page as HTML."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.report.acts import VERBS
from onrecord.report.events import STATUS_WORDS
from onrecord.report.speaking import counted, line
from onrecord.web.headers import FORM

_UNSHOWABLE = re.compile("[\0\ud800-\udfff]")  # no HTML file can hold them


@cache
def environment() -> Environment:
    """The templates of the pages, and that of the self-contained page, whose macros they use."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader("onrecord.web"), PackageLoader("onrecord.report", ".")]),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(sections=(), joined=0, status_words=STATUS_WORDS, verbs=VERBS)  # page.html.jinja needs them
    found.globals.update(address=address, counted=counted)
    found.filters["line"] = line
    return found


def render(template: str, **values: Any) -> str:
    """A page as text. `form_token` and `here` are empty where the page has no request."""
    values = {"form_token": "", "here": "", "retrieved": today(), **values}
    return _UNSHOWABLE.sub("\ufffd", environment().get_template(template).render(**values))


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of an address, the same for all who ask."""
    return HTMLResponse(render(template, here=str(request.url), **values), status)


def page_with_form(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page whose forms are signed for the browser that asks for it."""
    cookie = request.cookies.get(FORM, "") or secrets.token_urlsafe(24)
    token = request.app.state.keys.form_token(cookie)
    answer = page(request, template, status=status, form_token=token, **values)
    if request.cookies.get(FORM) != cookie:
        answer.set_cookie(FORM, cookie, httponly=True, samesite="strict")
    return answer


def address(path: str, **parameters: object) -> str:
    """An address of the reading room; what is empty is left out."""
    given = {name: value for name, value in parameters.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(given)}" if given else path


def today() -> str:
    """The day (UTC) for a citation."""
    return datetime.now(UTC).date().isoformat()
