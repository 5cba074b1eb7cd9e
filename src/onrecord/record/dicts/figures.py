"""Figures as plain dicts, and back."""

from __future__ import annotations

from typing import Any, get_args

from onrecord.record.dicts.spans import notes_from_list, notes_to_list, pair, pairs, read_span, read_spans
from onrecord.schema.figure import Figure, Measure, Period


def figure_to_dict(f: Figure) -> dict[str, Any]:
    """One figure in the published format."""
    period = (f.period.span,) if f.period else ()
    return {
        "id": f.id,
        "span": pair(f.span),
        "low": f.low,
        "high": f.high,
        "approximate": f.approximate,
        "measure": f.measure,
        "of": pairs(f.of),
        "place": pairs(f.place),
        "places": list(f.places),
        "period": {
            "span": pairs(period),
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
        "notes": notes_to_list(f.notes),
    }


def figure_from_dict(row: dict[str, Any]) -> Figure:
    """A figure of the published format; ValueError, KeyError or TypeError where it is none.

    Raises:
        VerificationError: the words beside a span cannot be the span's.
    """
    if row["measure"] not in get_args(Measure):
        raise ValueError(f"measure is {row['measure']!r}, not one of {', '.join(get_args(Measure))}")
    exact, period, name = row["exact"], row["period"], f"figure {row['id']}"
    of, place = (read_spans(f"{name}, {field}", row[field], exact[field]) for field in ("of", "place"))
    when = read_spans(f"{name}, period", period["span"], exact["period"])
    return Figure(
        id=row["id"], span=read_span(name, row["span"], exact["span"]),
        low=row["low"], high=row["high"], approximate=row["approximate"],
        measure=row["measure"], of=of, place=place, places=tuple(row["places"]),
        period=Period(when[0], period["from"], period["to"]) if when else None,
        statement=row["statement"], notes=notes_from_list(row["notes"]),
    )  # fmt: skip
