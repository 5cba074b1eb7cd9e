"""The text cut at the borders of all marked spans, so that marks may overlap in any way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.paragraphs import paragraphs
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement, spans_of_field

Role = Literal["source", "cue", "content", "verbatim", "condition", "circumstance"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What some words are: a part, named by `role`, of the statement with the id `statement`."""

    role: Role
    statement: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A half-open range of code points that carries the same marks throughout, outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...] = ()


def marks_of(statement: Statement) -> Iterator[tuple[Span, Mark]]:
    """Every marked span of one statement."""
    cue = (statement.cue,) if statement.cue else ()
    places: tuple[tuple[Role, tuple[Span, ...]], ...] = (
        ("content", statement.content),
        ("verbatim", statement.verbatim),
        ("source", statement.source),
        ("cue", cue),
        ("condition", statement.condition),
        ("circumstance", (*statement.to, *spans_of_field(statement, "said_at"), *statement.said_in)),
    )
    for role, spans in places:
        for span in spans:
            yield span, Mark(role, statement.id)


def cut(length: int, marked: Iterable[tuple[Span, Mark]], borders: Iterable[int] = ()) -> list[Segment]:
    """Cut a text of `length` code points at the borders of the marked spans and at `borders`.

    The segments tile the text. One sweep: the cost grows with the number of spans, and with
    how many of them cover the same place, not with the square of either the text or the spans.
    """
    waiting = sorted(marked, key=lambda pair: (pair[0].start, -pair[0].end))
    edges = {0, *borders, *(edge for span, _ in waiting for edge in (span.start, span.end))}
    places = [*sorted(edge for edge in edges if 0 <= edge < length), length]
    segments: list[Segment] = []
    active: list[tuple[Span, Mark]] = []
    following = 0
    for start, end in pairwise(places):
        while following < len(waiting) and waiting[following][0].start <= start:
            active.append(waiting[following])
            following += 1
        active = [pair for pair in active if pair[0].end > start]
        segments.append(Segment(start, end, tuple(dict.fromkeys(mark for _, mark in active))))
    return segments


def cut_paragraphs(text: str, statements: Sequence[Statement]) -> list[list[Segment]]:
    """The segments of each paragraph; the white space between paragraphs is in none."""
    limits = paragraphs(text)
    marked = [pair for statement in statements for pair in marks_of(statement)]
    segments = iter(cut(len(text), marked, (edge for limit in limits for edge in limit)))
    found: list[list[Segment]] = []
    for start, end in limits:
        inside: list[Segment] = []
        # Every limit is a border, so the segment that ends a paragraph ends exactly there.
        while not inside or inside[-1].end < end:
            segment = next(segments)
            if segment.start >= start:
                inside.append(segment)
        found.append(inside)
    return found
