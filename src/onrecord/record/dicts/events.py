"""Events as plain dicts, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.record.dicts.spans import notes_from_list, notes_to_list, pair, pairs, read_span, read_spans
from onrecord.schema.event import EVENT_TYPES, STATUSES, Event, Mention, Participant, Verbal

_SIDES = ("actor", "recipient")


def event_to_dict(e: Event) -> dict[str, Any]:
    """One event in the published format."""
    return {
        "id": e.id,
        "span": pair(e.span),
        "type": e.type,
        "mode": e.mode,
        **_sides(actor=e.actor, recipient=e.recipient),
        "place": pairs(e.place),
        "places": list(e.places),
        "date": e.date,
        "status": e.status,
        "statement": e.statement,
        "figures": list(e.figures),
        "mentions": [{"span": pair(m.span), "statement": m.statement} for m in e.mentions],
        "exact": {
            "span": e.span.text,
            "actor": [p.span.text for p in e.actor],
            "recipient": [p.span.text for p in e.recipient],
            "place": [s.text for s in e.place],
            "mentions": [m.span.text for m in e.mentions],
        },
        "notes": notes_to_list(e.notes),
    }


def _sides(**sides: Sequence[Participant]) -> dict[str, Any]:
    """Each side's spans, and who they are: `actor` and `actors`."""
    found: dict[str, Any] = {}
    for side, people in sides.items():
        found[side] = pairs([p.span for p in people])
        found[side + "s"] = [{"name": p.name, "country": p.country, "sector": p.sector} for p in people]
    return found


def event_from_dict(row: dict[str, Any]) -> Event:
    """An event of the published format; ValueError, KeyError or TypeError where it is none.

    Raises:
        VerificationError: the words beside a span cannot be the span's.
    """
    exact, name = row["exact"], f"event {row['id']}"
    for field, allowed in (("type", EVENT_TYPES), ("status", STATUSES)):
        if row[field] not in allowed:
            raise ValueError(f"{field} is {row[field]!r}, not one of {', '.join(allowed)}")
    actor, recipient = (_people(name, row, side, exact[side]) for side in _SIDES)
    mentioned = read_spans(f"{name}, mentions", [m["span"] for m in row["mentions"]], exact["mentions"])
    return Event(
        id=row["id"], span=read_span(name, row["span"], exact["span"]), type=row["type"], status=row["status"],
        mode=row["mode"], actor=actor, recipient=recipient,
        place=read_spans(f"{name}, place", row["place"], exact["place"]), places=tuple(row["places"]),
        date=row["date"], statement=row["statement"], figures=tuple(row["figures"]),
        mentions=tuple(Mention(span, m["statement"]) for span, m in zip(mentioned, row["mentions"], strict=True)),
        notes=notes_from_list(row["notes"]),
    )  # fmt: skip


def _people(name: str, row: dict[str, Any], side: str, words: list[str]) -> tuple[Participant, ...]:
    spans = read_spans(f"{name}, {side}", row[side], words)
    return tuple(
        Participant(span, who["name"], who["country"], who["sector"])
        for span, who in zip(spans, row[side + "s"], strict=True)
    )


def verbal_to_dict(v: Verbal | None) -> dict[str, Any] | None:
    """The verbal event of a statement in the published format."""
    if v is None:
        return None
    return {
        "type": v.type,
        "mode": v.mode,
        **_sides(recipient=v.recipient),
        "exact": {"recipient": [p.span.text for p in v.recipient]},
    }


def verbal_from_dict(name: str, row: dict[str, Any] | None) -> Verbal | None:
    """The verbal event of a statement; errors as for an event."""
    if row is None:
        return None
    if row["type"] not in EVENT_TYPES:
        raise ValueError(f"type is {row['type']!r}, not one of {', '.join(EVENT_TYPES)}")
    return Verbal(row["type"], row["mode"], _people(name, row, "recipient", row["exact"]["recipient"]))
