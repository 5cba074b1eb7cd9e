"""Answers and errors as a tool gives them back."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from mcp_types import CallToolResult, ResourceLink, TextContent
from pydantic import ValidationError

from onrecord.errors import OnrecordError
from onrecord.mcp.answers import JsonObject
from onrecord.store.errors import NoSuchReportError, StoreError

_log = logging.getLogger(__name__)


def answered(told: JsonObject, links: Sequence[ResourceLink] = ()) -> CallToolResult:
    """An answer as structured content; as text for clients that read no other; and links to the reports in it."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return CallToolResult(content=[TextContent(text=text), *links], structured_content=told)


def refused(error: Exception) -> CallToolResult:
    """An error of a tool, which tells a model what to do. Where the store is, and what a fault of the program looks
    like from inside, is told to the log alone."""
    return CallToolResult(content=[TextContent(text=reason_of(error))], is_error=True)


def reason_of(error: Exception) -> str:
    """What is wrong and what to do, for whoever asked."""
    if isinstance(error, ValidationError):
        return f"{'; '.join(map(_wrong, error.errors()))}; the tool's input schema says what it takes"
    if isinstance(error, NoSuchReportError):
        return f"the store {error.reason}; search finds what it holds"
    if isinstance(error, StoreError):
        _log.error("%s", error)
        return f"the store {error.reason}"
    if isinstance(error, OnrecordError):
        return str(error)
    _log.error("a tool failed", exc_info=error)
    return "a fault of onrecord, which its log tells; please report it with what was asked"


def _wrong(error: object) -> str:
    assert isinstance(error, dict)
    where = ".".join(str(part) for part in error["loc"]) or "the arguments"
    return f"{where}: {'there is no such argument' if error['type'] == 'extra_forbidden' else error['msg']}"
