"""Figures as plain dicts, and back."""

from __future__ import annotations

from typing import Any, get_args

from onrecord.errors import SpanError, VerificationError
from onrecord.notes import Note
from onrecord.schema.figure import Figure, Measure, Period
from onrecord.schema.span import Span


def figure_to_dict(f: Figure) -> dict[str, Any]:
    """One figure in the published format."""
    period = (f.period.span,) if f.period else ()
    return {
        "id": f.id,
        "span": [f.span.start, f.span.end],
        "low": f.low,
        "high": f.high,
        "approximate": f.approximate,
        "measure": f.measure,
        "of": [[s.start, s.end] for s in f.of],
        "place": [[s.start, s.end] for s in f.place],
        "places": list(f.places),
        "period": {
            "span": [[s.start, s.end] for s in period],
            "from": f.period.start if f.period else None,
            "to": f.period.end if f.period else None,
        },
        "statement": f.statement,
        "exact": {
            "span": f.span.text,
            "of": [s.text for s in f.of],
            "place": [s.text for s in f.place],
            "period": [s.text for s in period],
        },
        "notes": [{"code": n.code, "detail": n.detail} for n in f.notes],
    }


def figure_from_dict(row: dict[str, Any]) -> Figure:
    """A figure of the published format; ValueError, KeyError or TypeError where it is none.

    Raises:
        VerificationError: the words beside a span cannot be the span's.
    """
    if row["measure"] not in get_args(Measure):
        raise ValueError(f"measure is {row['measure']!r}, not one of {', '.join(get_args(Measure))}")
    exact, period = row["exact"], row["period"]
    try:
        start, end = row["span"]
        span = Span(start, end, exact["span"])
        of, place = (tuple(Span(a, b, words) for (a, b), words in zip(row[k], exact[k], strict=True)) for k in _MANY)
        when = tuple(Span(a, b, words) for (a, b), words in zip(period["span"], exact["period"], strict=True))
    except SpanError as error:
        raise VerificationError([f"figure {row['id']}: {error}"]) from error
    return Figure(
        id=row["id"], span=span, low=row["low"], high=row["high"], approximate=row["approximate"],
        measure=row["measure"], of=of, place=place, places=tuple(row["places"]),
        period=Period(when[0], period["from"], period["to"]) if when else None,
        statement=row["statement"], notes=tuple(Note(n["code"], n["detail"]) for n in row["notes"]),
    )  # fmt: skip


_MANY = ("of", "place")
