"""A place that an article names."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.notes import Note
from onrecord.schema.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in an article, *resolved* to GeoNames where one place is clear.

    Attributes:
        id: a hash of the article's text and the span.
        span: the name.
        geonames_id: the place's number in GeoNames; None where it was not resolved (see `notes`).
        latitude: degrees north, WGS 84; None where it was not resolved.
        longitude: degrees east; None likewise.
        country: the code of ISO 3166-1 alpha-3.
        literal: false where the name stands for a government, a people or a team (`Moscow said`).
        notes: why it was not resolved.
    """

    id: str
    span: Span
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    literal: bool = True
    notes: tuple[Note, ...] = ()
