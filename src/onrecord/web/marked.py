"""The text of a report with its figures and events marked too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.paragraphs import paragraphs
from onrecord.report.counts import value_of
from onrecord.report.events import STATUS_WORDS, kind_of
from onrecord.report.page import Piece
from onrecord.schema.record import Record


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike throughout: a piece of the self-contained page, cut at figures and events as well.

    `told` says in words what the figure or the event is.
    """

    text: str
    classes: str = ""
    numbers: tuple[tuple[int, bool], ...] = ()
    ground: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    name: str
    told: str


def marked(record: Record, pieces: Sequence[Sequence[Piece]]) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs of the self-contained page, whose pieces tile them, with figures and events."""
    marks = sorted(_marks(record), key=lambda mark: mark.start)
    limits = paragraphs(record.article.text)
    return tuple(tuple(_runs(start, found, marks)) for (start, _), found in zip(limits, pieces, strict=True))


def _marks(record: Record) -> Iterator[_Mark]:
    for f in record.figures:
        sourced = "figure" if f.statement else "figure unsourced"
        told = f"Figure: {value_of(f)}, {f.measure}" + ("" if f.statement else ", no source given")
        yield _Mark(f.span.start, f.span.end, sourced, told)
    for e in record.events:
        yield _Mark(e.span.start, e.span.end, "event", f"Event: {kind_of(e)}, {STATUS_WORDS[e.status]}")


def _runs(start: int, pieces: Sequence[Piece], marks: Sequence[_Mark]) -> Iterator[Run]:
    at = start
    for piece in pieces:
        end = at + len(piece.text)
        near = [mark for mark in marks if mark.start < end and mark.end > at]
        edges = sorted({at, end, *(e for mark in near for e in (mark.start, mark.end) if at < e < end)})
        for low, high in pairwise(edges):
            here = [mark for mark in near if mark.start <= low and mark.end >= high]
            drop = {"open" if low > at else "", "close" if high < end else ""}
            names = [*(name for name in piece.classes.split() if name not in drop), *(mark.name for mark in here)]
            first = low == at
            yield Run(
                text=piece.text[low - at : high - at],
                classes=" ".join(names),
                numbers=piece.numbers if first else (),
                ground=piece.ground if first else "",
                told="; ".join(mark.told for mark in here),
            )
        at = end
