"""What every request must pass, and what every response is sent with."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.errors import refusal
from onrecord.web.headers import FORM, HEADERS, SESSION

MAX_BODY = 2_000_000
"""Bytes of a request's body."""

READING = 8
"""Requests that are answered at one time; the next ones are asked to come back."""

SIGN_IN = "/token"

_SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = "/static/"
_UNCOUNTED = ("/health", "/metrics")  # whoever watches over a busy server must learn that it is there


@dataclass(frozen=True, slots=True)
class Keys:
    """The token that is demanded, if any, and the key of this process, which signs what is sent to browsers."""

    token: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def is_token(self, given: str) -> bool:
        """Whether this is the token; the time it takes tells nothing about it."""
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())

    @property
    def session(self) -> str:
        """What a browser is given for the token, so that it need not keep the token itself."""
        return self._sign(f"session {self.token}")

    def form_token(self, cookie: str) -> str:
        """What the forms of the browser with this cookie carry."""
        return self._sign(f"form {cookie}")

    def is_form_token(self, cookie: str, given: str) -> bool:
        """Whether a form was made for the browser that sends it."""
        return bool(cookie) and hmac.compare_digest(given.encode(), self.form_token(cookie).encode())

    def _sign(self, what: str) -> str:
        return hmac.new(self.secret, what.encode(), hashlib.sha256).hexdigest()


class Guard:
    """Refuses foreign hosts, requests without the token, requests that another site sends, bodies that are too large
    and more requests than can be answered; all before anything is read from the store."""

    def __init__(self, app: ASGIApp, *, keys: Keys, hosts: Sequence[str]) -> None:
        self._app, self._keys, self._hosts = app, keys, frozenset(host.lower() for host in hosts)
        self._reading = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer = self._refused(request)
        if answer is not None:
            await answer(scope, receive, _with_headers(send))
        elif request.url.path.startswith(_UNCOUNTED) or request.method not in _SAFE:
            # What adds reports waits for its turn elsewhere, where only so much may wait (web/jobs.py).
            await self._app(scope, _limited(receive), _with_headers(send))
        elif request.url.path.startswith(_OPEN):
            await self._app(scope, receive, _with_headers(send))
        elif self._reading >= READING:
            busy = refusal(request, 503, {"Retry-After": "2"})
            await busy(scope, receive, _with_headers(send))
        else:
            self._reading += 1
            try:
                await self._app(scope, _limited(receive), _with_headers(send))
            finally:
                self._reading -= 1

    def _refused(self, request: Request) -> Response | None:
        headers = request.headers
        if "*" not in self._hosts and host_of(headers.get("host", "")) not in self._hosts:
            return refusal(request, 400, why="This address is not one that the reading room answers to.")
        if self._keys.token is not None and (answer := self._unknown(request)) is not None:
            return answer
        if request.method not in _SAFE and _foreign(headers):
            return refusal(request, 403)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return refusal(request, 413)
        return None

    def _unknown(self, request: Request) -> Response | None:
        """None for a request that has the token; the token in an address is taken out of it at once."""
        keys = self._keys
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and keys.is_token(bearer.strip()):
            return None
        session = cookie_of(request.headers.get("cookie", ""), SESSION)
        if hmac.compare_digest(session.encode(), keys.session.encode()):
            return None
        if request.url.path == SIGN_IN:
            return None
        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        if request.method == "GET" and any(name == "token" and keys.is_token(value) for name, value in pairs):
            rest = urlencode([pair for pair in pairs if pair[0] != "token"])
            # A path of two slashes would be an address of another host.
            return signed_in(keys, "/" + request.url.path.lstrip("/") + (f"?{rest}" if rest else ""))
        return refusal(request, 401, {"WWW-Authenticate": "Bearer"})


def signed_in(keys: Keys, to: str) -> Response:
    """On to a page, with the cookie that stands for the token."""
    answer = RedirectResponse(to, 303)
    answer.set_cookie(SESSION, keys.session, httponly=True, samesite="strict")
    return answer


def host_of(header: str) -> str:
    """The host of a Host header, without its port; an IPv6 address keeps its brackets."""
    host = header.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def cookie_of(header: str, name: str) -> str:
    """The value of a cookie; empty where it is not sent."""
    try:
        cookies = SimpleCookie(header)
    except CookieError:
        return ""
    return cookies[name].value if name in cookies else ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a form holds: its fields, and the file that was sent with it."""

    fields: dict[str, str]
    file_name: str = ""
    file: bytes = b""


async def checked_form(request: Request, keys: Keys) -> Form:
    """The form, if this browser was given it.

    Raises:
        HTTPException: 403, it was not.
    """
    async with request.form(max_files=1, max_fields=20, max_part_size=MAX_BODY) as form:
        fields = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
        if not keys.is_form_token(request.cookies.get(FORM, ""), fields.get("form_token", "")):
            raise HTTPException(403)
        sent = next((value for value in form.values() if isinstance(value, UploadFile) and value.filename), None)
        return Form(fields, sent.filename or "", await sent.read()) if sent else Form(fields)


def _foreign(headers: Headers) -> bool:
    """Whether a browser says that another site sends it."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        return True
    return headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _limited(receive: Receive) -> Receive:
    """The body, as far as MAX_BODY: a length need not be told, and need not be true."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY:
            raise HTTPException(413)
        return message

    return limited


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sent
