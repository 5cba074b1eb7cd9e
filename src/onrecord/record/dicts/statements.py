"""Statements as plain dicts, and back."""

from __future__ import annotations

from typing import Any, get_args

from onrecord.record.dicts.events import verbal_from_dict, verbal_to_dict
from onrecord.record.dicts.spans import notes_from_list, notes_to_list, pairs, read_spans
from onrecord.schema.statement import SPAN_FIELDS, Act, Quotation, SaidAt, SpeakerType, Statement, spans_of_field


def statement_to_dict(s: Statement) -> dict[str, Any]:
    """One statement in the published format."""
    fields = {name: spans_of_field(s, name) for name in SPAN_FIELDS}
    places = {name: pairs(spans) for name, spans in fields.items()}
    return {
        "id": s.id,
        "source": places["source"],
        "cue": places["cue"],
        "content": places["content"],
        "quotation": s.quotation,
        "verbatim": places["verbatim"],
        "speaker": s.speaker,
        "speaker_type": s.speaker_type,
        "named": s.named,
        "act": s.act,
        "negated": s.negated,
        "condition": places["condition"],
        "to": places["to"],
        "said_at": {"span": places["said_at"], "date": s.said_at.date if s.said_at else None},
        "said_in": places["said_in"],
        "parent": s.parent,
        "event": verbal_to_dict(s.event),
        "score": s.score,
        "exact": {name: [span.text for span in spans] for name, spans in fields.items()},
        "notes": notes_to_list(s.notes),
    }


def statement_from_dict(row: dict[str, Any]) -> Statement:
    """A statement of the published format; ValueError, KeyError or TypeError where it is none.

    Raises:
        VerificationError: the words beside a span cannot be the span's.
    """
    name = f"statement {row['id']}"
    places = {**row, "said_at": row["said_at"]["span"]}
    spans = {field: read_spans(f"{name}, {field}", places[field], row["exact"][field]) for field in SPAN_FIELDS}
    for field, kind in (("id", str), ("named", bool), ("negated", bool)):
        if not isinstance(row[field], kind):
            raise ValueError(f"{field} is {row[field]!r}, not a {kind.__name__}")
    if not isinstance(row["score"], int | float | None):
        raise ValueError(f"score is {row['score']!r}, not a number")
    said_at = SaidAt(spans["said_at"][0], row["said_at"]["date"]) if spans["said_at"] else None
    for field, allowed in (("quotation", Quotation), ("speaker_type", SpeakerType), ("act", Act)):
        if row[field] not in get_args(allowed):
            raise ValueError(f"{field} is {row[field]!r}, not one of {', '.join(get_args(allowed))}")
    return Statement(
        id=row["id"], source=spans["source"], cue=spans["cue"][0] if spans["cue"] else None,
        content=spans["content"], quotation=row["quotation"], verbatim=spans["verbatim"], speaker=row["speaker"],
        speaker_type=row["speaker_type"], named=row["named"], act=row["act"], negated=row["negated"],
        condition=spans["condition"], to=spans["to"], said_at=said_at, said_in=spans["said_in"],
        parent=row["parent"], event=verbal_from_dict(name, row["event"]), score=row["score"],
        notes=notes_from_list(row["notes"]),
    )  # fmt: skip
