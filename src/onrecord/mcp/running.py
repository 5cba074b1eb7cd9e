"""Serving: over standard input and output, or over Streamable HTTP behind a token."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/mcp"


async def serve_stdio(server: Server[Any]) -> None:
    """Answer on standard output until standard input ends."""
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def http_app(server: Server[Any], *, token: str | None, hosts: Sequence[str]) -> ASGIApp:
    """The server as an ASGI application at PATH.

    Args:
        server: what answers.
        token: demanded with every request as `Authorization: Bearer ...`, if given.
        hosts: the hosts that a request may name, at any port, and whose pages may send one; `*` for any, where the
            token alone decides.
    """
    named = [host for host in hosts if host != "*"]
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=named == list(hosts),
        allowed_hosts=[part for host in named for part in (host, f"{host}:*")],
        allowed_origins=[f"http://{part}" for host in named for part in (host, f"{host}:*")],
    )
    # Nothing is remembered between two requests: each asks the store one question.
    app = server.streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=security
    )
    return app if token is None else _Demanding(app, token)


class _Demanding:
    """Refuses every request that does not carry the token; the time it takes tells nothing about it."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._has_token(Headers(scope=scope)):
            answer = PlainTextResponse(
                "a token is needed: send it as `Authorization: Bearer TOKEN`\n", 401, {"WWW-Authenticate": "Bearer"}
            )
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _has_token(self, headers: Headers) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), self._token)
