"""One shape for whatever goes wrong below /api: `{"error": {"code": ..., "message": ...}}`.

`install` puts its handlers in front of those that the application has; addresses outside the API go on to them.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.store.errors import NoSuchReportError, QueryError, StoreError
from onrecord.web.api.sending import send_json

Code = Literal[
    "wrong_query", "unauthorized", "forbidden", "not_found", "method_not_allowed", "refused", "store_failed", "failed"
]
Handler = Callable[[Request, Any], Response | Awaitable[Response]]

_CODES: dict[int, Code] = {
    400: "wrong_query", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
    500: "failed", 503: "store_failed",
}  # fmt: skip
_WHERE_TOLD = "/api/openapi.json describes what can be asked"
_log = logging.getLogger(__name__)


class Told(BaseModel):
    """What is wrong."""

    code: Code = Field(description="What sort of error it is; stays the same over versions.")
    message: str = Field(description="What is wrong and what to do, for people.")


class Problem(BaseModel):
    """Every error of the API."""

    error: Told


class NotFoundError(Exception):
    """What is asked for is not in the store; the message says what to do."""


def problem(status: int, message: str) -> Response:
    """An error in the API's one shape."""
    return send_json({"error": {"code": _CODES.get(status, "refused"), "message": message}}, status)


def install(app: FastAPI) -> None:
    """Let errors below /api, and of /health, be told in the API's shape. To be called after all other handlers are
    in place: those still answer for all other addresses."""
    handlers: dict[type[Exception], Callable[[Request, Any], Response]] = {
        RequestValidationError: _invalid,
        QueryError: lambda request, error: problem(400, f"{error}; {_WHERE_TOLD}"),
        NotFoundError: lambda request, error: problem(404, str(error)),
        NoSuchReportError: lambda request, error: problem(
            404, f"the store {error.reason}; /api/reports and /api/search list what it holds"
        ),
        StoreError: _store_failed,
        HTTPException: _http,
        Exception: _failed,
    }
    for kind, handler in handlers.items():
        before = app.exception_handlers.get(kind)
        app.add_exception_handler(kind, _in_front(handler, before))


def _in_front(handler: Callable[[Request, Any], Response], before: Handler | None) -> Handler:
    async def handle(request: Request, error: Exception) -> Response:
        path = request.url.path
        if path.startswith("/api/") or path in ("/api", "/health"):
            return handler(request, error)
        if before is None:
            raise error
        answer = before(request, error)
        return answer if isinstance(answer, Response) else await answer

    return handle


def _invalid(request: Request, error: RequestValidationError) -> Response:
    """All parameters that are wrong, each with the reason."""
    reasons = []
    for wrong in error.errors():
        where = ".".join(str(part) for part in wrong["loc"][1:]) or "the request"
        what = "there is no such parameter" if wrong["type"] == "extra_forbidden" else wrong["msg"]
        reasons.append(f"{where}: {what}")
    return problem(400, f"{'; '.join(reasons)}; {_WHERE_TOLD}")


def _store_failed(request: Request, error: StoreError) -> Response:
    """Where the store is, is no business of whoever asks over HTTP; the log has it."""
    _log.error("%s: %s", request.url.path, error)
    return problem(503, f"the store {error.reason}")


def _http(request: Request, error: HTTPException) -> Response:
    message = {
        404: f"there is no {request.url.path}; {_WHERE_TOLD}",
        405: f"{request.url.path} can only be read, with GET",
    }.get(error.status_code, str(error.detail))
    if error.status_code == 404 and error.detail != "Not Found":
        message = str(error.detail)
    answer = problem(error.status_code, message)
    answer.headers.update(error.headers or {})
    return answer


def _failed(request: Request, error: Exception) -> Response:
    """A fault of the program; the server logs it too, with its trace."""
    return problem(500, "a fault of onrecord, which its log tells; please report it with the address that was asked")
