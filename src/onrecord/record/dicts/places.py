"""Places as plain dicts, and back."""

from __future__ import annotations

from typing import Any

from onrecord.record.dicts.spans import notes_from_list, notes_to_list, read_span
from onrecord.schema.place import Place


def place_to_dict(p: Place) -> dict[str, Any]:
    """One place in the published format."""
    return {
        "id": p.id,
        "span": [p.span.start, p.span.end],
        "geonames_id": p.geonames_id,
        "latitude": p.latitude,
        "longitude": p.longitude,
        "country": p.country,
        "literal": p.literal,
        "exact": {"span": p.span.text},
        "notes": notes_to_list(p.notes),
    }


def place_from_dict(row: dict[str, Any]) -> Place:
    """A place of the published format; ValueError, KeyError or TypeError where it is none.

    Raises:
        VerificationError: the words beside the span cannot be the span's.
    """
    span = read_span(f"place {row['id']}", row["span"], row["exact"]["span"])
    return Place(
        id=row["id"], span=span, geonames_id=row["geonames_id"], latitude=row["latitude"], longitude=row["longitude"],
        country=row["country"], literal=row["literal"], notes=notes_from_list(row["notes"]),
    )  # fmt: skip
