"""docs/reference/record.md: every field of the record, from the types' own docstrings and the notes' sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from onrecord.lexicons.load import lexicon
from onrecord.notes import SENTENCES
from onrecord.schema.article import Article, Detail
from onrecord.schema.event import Event, Mention, Participant, Verbal
from onrecord.schema.figure import Figure, Period
from onrecord.schema.place import Place
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import SaidAt, Statement

TYPES: tuple[type[Any], ...] = (
    Record, Article, Detail, Statement, SaidAt, Figure, Period, Event, Participant, Verbal, Mention, Place, Span,
    Provenance,
)  # fmt: skip

_HEAD = """# The record

This page is made from the types themselves (`python -m documentation`).

One article gives one record: a line of JSON from `onrecord read --json`, an `onrecord.Record` in Python. Offsets are
half-open and count Unicode code points of the article's text, which is kept as it was read (only CRLF became LF). In
JSON a span is `[start, end]`, and `exact` beside the spans of a statement holds their words.
`onrecord.record_schema()` is the JSON Schema.

A field that cannot be decided is empty, and a note says why. Fields marked *resolved* are worked out; all others are
words of the article.
"""


def record_page() -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *(line for kind in TYPES for line in _section(kind)), *_modes(), *_notes()]) + "\n"


def _section(kind: type[Any]) -> Iterator[str]:
    assert is_dataclass(kind)
    about, told = _parted(kind.__doc__ or "")
    yield f"## {kind.__name__}\n"
    yield about + "\n"
    hints = get_type_hints(kind)
    yield "| field | values | meaning |"
    yield "| --- | --- | --- |"
    for field in fields(kind):
        yield f"| `{field.name}` | {_values(hints[field.name])} | {told.get(field.name, '')} |"
    yield ""


def _parted(docstring: str) -> tuple[str, dict[str, str]]:
    """A docstring's text, and what its `Attributes:` say of each field."""
    about, _, attributes = docstring.partition("Attributes:")
    about, attributes = about.partition(">>>")[0], attributes.partition(">>>")[0]
    told: dict[str, str] = {}
    name = ""
    for line in attributes.splitlines():
        if match := re.match(r"        (\w+): (.*)", line):
            name = match[1]
            told[name] = match[2]
        elif name and line.strip():
            told[name] += " " + line.strip()
    return " ".join(about.split()), {name: text.replace("|", "\\|") for name, text in told.items()}


def _values(hint: Any) -> str:
    """A type in words."""
    if get_origin(hint) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint))
    if get_origin(hint) is tuple:
        return f"several: {_values(get_args(hint)[0])}"
    parts = get_args(hint)
    if type(None) in parts:
        return " or ".join(_values(part) for part in parts if part is not type(None)) + ", or none"
    if is_dataclass(hint):
        name = hint.__name__  # type: ignore[union-attr]
        return f"[{name}](#{name.lower()})" if hint in TYPES else name
    plain = {str: "text", int: "whole number", float: "number", bool: "yes or no"}
    return plain.get(hint, getattr(hint, "__name__", str(hint)))


def _modes() -> Iterator[str]:
    yield "## Types of events\n"
    yield "Types and modes of PLOVER 2.0 (Open Event Data Alliance, CC BY-SA 4.0), told in our words.\n"
    yield "| type | mode | meaning |"
    yield "| --- | --- | --- |"
    for row in lexicon("plover")["type"]:
        yield f"| `{row['name']}` | | {row['meaning']} |"
        for mode, meaning in row.get("modes", {}).items():
            yield f"| | `{mode}` | {meaning} |"
    yield ""


def _notes() -> Iterator[str]:
    yield "## Notes\n"
    yield "Why a field is empty or doubtful.\n"
    yield "| code | meaning |"
    yield "| --- | --- |"
    for code, sentence in SENTENCES.items():
        yield f"| `{code}` | {sentence} |"
