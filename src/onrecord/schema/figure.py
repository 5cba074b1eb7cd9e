"""How many or how much: one figure of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.notes import Note
from onrecord.schema.span import Span

Measure = Literal["killed", "injured", "missing", "displaced", "detained", "people", "money", "percent", "things"]


@dataclass(frozen=True, slots=True)
class Period:
    """Since or during when a figure holds.

    Attributes:
        span: the words.
        start: *resolved*: the first date (EDTF; `from` in JSON); None where it does not follow from the text.
        end: *resolved*: the last date (`to` in JSON); None likewise.
    """

    span: Span
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, exact or vague, that says how many or how much of something.

    Attributes:
        id: a hash of the article's text and the span.
        span: the number with its qualifier and multiplier.
        low: the least it allows; None where it is open.
        high: the most it allows; None where it is open.
        approximate: whether the words say that it is not exact.
        measure: what sort of count it is.
        of: the words for what is counted.
        place: the words that tell where it holds.
        places: the ids of the named places in those words.
        period: since or during when it holds.
        statement: the id of the innermost statement whose content holds it; None: the article
            gives no source for it.
        notes: why a field is empty or doubtful.
    """

    id: str
    span: Span
    low: int | float | None
    high: int | float | None
    approximate: bool
    measure: Measure
    of: tuple[Span, ...] = ()
    place: tuple[Span, ...] = ()
    places: tuple[str, ...] = ()
    period: Period | None = None
    statement: str | None = None
    notes: tuple[Note, ...] = ()
