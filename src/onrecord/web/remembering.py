"""Pages that are sent again as they were, for as long as the store and the day stay the same."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.store.base import Store
from onrecord.web.rendering import today

REMEMBERED = 32_000_000
"""Bytes of all bodies together; those longest not asked for go first."""

_LARGEST = 1_000_000  # bytes of one body
_PATHS = ("/report", "/search", "/speaker", "/figures", "/coverage", "/quotation", "/compare", "/api/")

Key = tuple[str, bytes, bytes]


@dataclass(frozen=True, slots=True)
class _Sent:
    start: Message
    body: bytes
    route: object  # what the numbers of the server count it under


class Remembering:
    """Answers a request that was answered since the store was last changed, by whomever, without asking the store.

    It stands behind what guards the store. Only what is the same for all who ask is kept: answers that set no cookie,
    by host, address and parameters (a page tells its own address and the day).
    """

    def __init__(self, app: ASGIApp, *, store: Store) -> None:
        self._app, self._store = app, store
        self._state: tuple[str, str] = ("", "")
        self._sent: OrderedDict[Key, _Sent] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(_PATHS):
            await self._app(scope, receive, send)
            return
        state = (await run_in_threadpool(self._revision), today())
        if state != self._state:
            self._state, self._bytes = state, 0
            self._sent.clear()
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        key = (scope["path"], scope["query_string"], host)
        sent = self._sent.get(key)
        if sent is not None:
            self._sent.move_to_end(key)
            scope["route"] = sent.route
            await send({**sent.start, "headers": list(sent.start["headers"])})
            await send({"type": "http.response.body", "body": sent.body})
            return
        begun: list[Message] = []
        parts: list[bytes] = []

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append({**message, "headers": list(message["headers"])})
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, noting)
        if begun and _is_for_all(begun[0]):
            self._remember(state, key, _Sent(begun[0], b"".join(parts), scope.get("route")))

    def _revision(self) -> str:
        try:
            return self._store.revision()
        except Exception:  # the store cannot be read: asked for anything, it will say why
            return ""

    def _remember(self, state: tuple[str, str], key: Key, sent: _Sent) -> None:
        if not state[0] or state != self._state or len(sent.body) > _LARGEST:
            return
        if (before := self._sent.pop(key, None)) is not None:
            self._bytes -= len(before.body)
        self._sent[key] = sent
        self._bytes += len(sent.body)
        while self._bytes > REMEMBERED:
            self._bytes -= len(self._sent.popitem(last=False)[1].body)


def _is_for_all(start: Message) -> bool:
    return start["status"] == 200 and not any(name.lower() == b"set-cookie" for name, _ in start["headers"])
