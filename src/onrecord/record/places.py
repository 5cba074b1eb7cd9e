"""Places as plain dicts, and back."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from onrecord.errors import SpanError, VerificationError
from onrecord.language.places.place_name import PlaceName
from onrecord.notes import Code, Note
from onrecord.schema.article import Article
from onrecord.schema.place import Place
from onrecord.schema.span import Span

_REASONS: dict[str, Code] = {
    "ambiguous": "place-ambiguous",
    "unknown": "place-unknown",
    "region": "place-region",
}


def placed(article: Article, names: Sequence[PlaceName]) -> tuple[Place, ...]:
    """The place names of an article as parts of its record."""
    return tuple(_place(article, name) for name in names)


def _place(article: Article, name: PlaceName) -> Place:
    return Place(
        id="p" + sha256(f"{article.sha256} {name.start} {name.end}".encode()).hexdigest()[:12],
        span=Span.of(article.text, name.start, name.end),
        geonames_id=name.geonames_id,
        latitude=name.latitude,
        longitude=name.longitude,
        country=name.country,
        literal=name.literal,
        notes=(Note(_REASONS[name.note]),) if name.note else (),
    )


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
        "notes": [{"code": n.code, "detail": n.detail} for n in p.notes],
    }


def place_from_dict(row: dict[str, Any]) -> Place:
    """A place of the published format; ValueError, KeyError or TypeError where it is none.

    Raises:
        VerificationError: the words beside the span cannot be the span's.
    """
    try:
        start, end = row["span"]
        span = Span(start, end, row["exact"]["span"])
    except SpanError as error:
        raise VerificationError([f"place {row['id']}: {error}"]) from error
    notes = tuple(Note(n["code"], n["detail"]) for n in row["notes"])
    return Place(
        id=row["id"], span=span, geonames_id=row["geonames_id"], latitude=row["latitude"], longitude=row["longitude"],
        country=row["country"], literal=row["literal"], notes=notes,
    )  # fmt: skip
