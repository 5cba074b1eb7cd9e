"""Figures for people: the value or range, what, where, since when, and on whose count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.report.speaking import span_words, who
from onrecord.schema.figure import Figure
from onrecord.schema.record import Record
from onrecord.schema.statement import Statement

UNSOURCED = "no source given"


@dataclass(frozen=True, slots=True)
class Count:
    """One figure in words. `number` is its statement's, None where the article gives no source."""

    words: str
    value: str
    measure: str
    of: str
    where: str
    when: str
    claimant: str
    number: int | None

    @property
    def facts(self) -> str:
        """What, where and since when, on one line."""
        return " · ".join(part for part in (self.measure, self.of, self.where, self.when) if part)


def counts(record: Record) -> tuple[list[Count], list[Count]]:
    """The figures on somebody's count, and those without a source, in the order of the text."""
    numbers = {s.id: n for n, s in enumerate(record.statements, 1)}
    by_id = {s.id: s for s in record.statements}
    found = [_count(f, by_id, numbers) for f in record.figures]
    return [c for c in found if c.number is not None], [c for c in found if c.number is None]


def value_of(figure: Figure) -> str:
    """The values a figure allows: `35,000`, `at least 29`, `up to 24`, `24 to 99`."""
    return bounds(figure.low, figure.high)


def bounds(low: float | None, high: float | None) -> str:
    """The values from `low` to `high` in words; None is open."""
    if low is None and high is None:
        return "not told"
    if low == high:
        return _plain(low)
    if high is None:
        return f"at least {_plain(low)}"
    if low is None:
        return f"up to {_plain(high)}"
    return f"{_plain(low)} to {_plain(high)}"


def _plain(value: float | None) -> str:
    assert value is not None
    return f"{value:,}"


def _count(figure: Figure, statements: dict[str, Statement], numbers: dict[str, int]) -> Count:
    statement = statements.get(figure.statement or "")
    period = span_words((figure.period.span,)) if figure.period else ""
    dates = _dates(figure)
    return Count(
        words=span_words((figure.span,)),
        value=("about " if figure.approximate and figure.low == figure.high else "") + value_of(figure),
        measure=figure.measure,
        of=span_words(figure.of),
        where=span_words(figure.place),
        when=period + (f" ({dates})" if dates else ""),
        claimant=who(statement) if statement else UNSOURCED,
        number=numbers[statement.id] if statement else None,
    )


def _dates(figure: Figure) -> str:
    if figure.period is None or not (figure.period.start or figure.period.end):
        return ""
    ends: Sequence[str] = (figure.period.start or "", figure.period.end or "")
    return ends[0] if ends[0] == ends[1] else "/".join(end or ".." for end in ends)
