"""Answers as plain dicts and lists, for JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from onrecord.record.dicts.statements import statement_to_dict
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement


def plain(value: Any, also: Callable[[Any], Mapping[str, Any]] = lambda value: {}) -> Any:
    """A frozen type, or several, as dicts and lists: a span is its pair with the words, a statement as in a record.

    `also` tells what an object has beside its own fields.
    """
    if isinstance(value, Span):
        return {"span": [value.start, value.end], "exact": value.text}
    if isinstance(value, Statement):
        return statement_to_dict(value)
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: plain(getattr(value, f.name), also) for f in fields(value) if not f.name.startswith("_")}
        return {**own, **also(value)}
    if isinstance(value, tuple | list):
        return [plain(part, also) for part in value]
    if isinstance(value, dict):
        return {str(key): plain(part, also) for key, part in value.items()}
    return value
