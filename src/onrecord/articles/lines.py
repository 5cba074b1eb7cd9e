"""The lines at the top of a text, with the places they stand at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.schema.span import Span

_FILLED = re.compile(r"\S[^\n]*")
_TERMINAL = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it, without the space around; `gap` tells that a blank line is before it."""

    span: Span
    gap: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.span.text.split())

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence or a part of one does, seen through closing marks."""
        return _TERMINAL.search(self.span.text) is not None

    def is_question(self) -> bool:
        """Whether it ends as a question or an exclamation."""
        return self.span.text.rstrip("\"'”’»)]").endswith(("?", "!"))


def lines_of(text: str, start: int = 0) -> Iterator[Line]:
    """The lines of `text` from `start` on that are not blank."""
    end = start
    for match in _FILLED.finditer(text, start):
        gap = text.count("\n", end, match.start()) > 1
        yield Line(Span.of(text, match.start(), match.start() + len(match.group().rstrip())), gap)
        end = match.end()


def subspan(text: str, span: Span, start: int, end: int) -> Span | None:
    """The part [start, end) of a span's own text, without the space around; None where nothing is left."""
    piece = span.text[start:end]
    left = span.start + start + len(piece) - len(piece.lstrip())
    return Span.of(text, left, left + len(piece.strip())) if piece.strip() else None


def split_span(text: str, span: Span, mark: re.Pattern[str]) -> list[Span]:
    """The pieces of a span between what `mark` matches."""
    cuts = [0]
    for match in mark.finditer(span.text):
        cuts += [match.start(), match.end()]
    cuts.append(len(span.text))
    pieces = [subspan(text, span, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return [piece for piece in pieces if piece is not None]
