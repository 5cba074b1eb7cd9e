"""The place names of an article as parts of its record."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

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
