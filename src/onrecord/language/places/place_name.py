"""One place name of a text, before it becomes part of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Note = Literal["", "ambiguous", "unknown", "region"]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name in [start, end), half-open, in Unicode code points of the text.

    `geonames_id` is None where the name was not resolved; `note` then says why: `ambiguous`
    (several places remain), `unknown` (no such name in the gazetteer), `region` (a sea, a
    desert, a part of the world: no point stands for it). Latitude and longitude are degrees,
    WGS 84; `country` is the code of ISO 3166-1 alpha-3. `literal` is false where the name
    stands for a government, a people or a team (`Moscow said`).
    """

    start: int
    end: int
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    literal: bool
    note: str
