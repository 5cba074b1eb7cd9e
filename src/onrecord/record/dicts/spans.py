"""Spans and notes as plain lists, and back: every pair of offsets stands beside the words it covers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.errors import SpanError, VerificationError
from onrecord.notes import CODES, Note
from onrecord.schema.span import Span


def pair(span: Span) -> list[int]:
    """`[start, end)`."""
    return [span.start, span.end]


def pairs(spans: Sequence[Span]) -> list[list[int]]:
    """The pairs of several spans."""
    return [pair(span) for span in spans]


def read_span(name: str, place: list[int], words: str) -> Span:
    """A span from its pair and its words; `name` says whose it is.

    Raises:
        VerificationError: the words cannot be the span's.
    """
    start, end = place
    try:
        return Span(start, end, words)
    except SpanError as error:
        raise VerificationError([f"{name}: {error}"]) from error


def read_spans(name: str, places: list[list[int]], words: list[str]) -> tuple[Span, ...]:
    """Several spans; VerificationError as for one, ValueError where their numbers differ."""
    return tuple(read_span(name, place, exact) for place, exact in zip(places, words, strict=True))


def notes_to_list(notes: Sequence[Note]) -> list[dict[str, str]]:
    """Notes in the published format."""
    return [{"code": n.code, "detail": n.detail} for n in notes]


def notes_from_list(rows: list[dict[str, Any]]) -> tuple[Note, ...]:
    """Notes of the published format; ValueError where a code is none."""
    notes = tuple(Note(n["code"], n["detail"]) for n in rows)
    if unknown := [n.code for n in notes if n.code not in CODES]:
        raise ValueError(f"no note has the code {unknown[0]!r}")
    return notes
