"""Which of the gazetteer's places of a name an article means.

Names are weighed by the logarithm of their places' population (Leidner 2007: the most populous is
the best single guess), by the countries that the article names, and by how near the places are
to those already resolved. What follows a comma (`Paris, Texas`) must hold the place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from onrecord.language.places.gazetteer import Candidate

EARTH = 6371.0  # kilometres, mean radius
SAME = 161.0  # 100 miles: within these two places count as one in the field's evaluations
_COUNTRY = 3.0  # what a country named by the article adds, at most
_DIVISION = 1.5
_NEAR = 1.0
_KIND = {"continent": 6.0, "country": 4.0, "division": -0.7, "city": 0.0}
_CAPITAL = 1.5
_OTHER_NAME = -0.7  # a name that is not the place's own
_CHIEF = 0.1  # of a division's people, who live in the town that it is called by
_MARGIN = 0.35  # a smaller lead than this leaves the name ambiguous


@dataclass(slots=True)
class Setting:
    """What the article tells so far of where it plays."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[int] = field(default_factory=Counter)
    points: list[tuple[float, float]] = field(default_factory=list)

    def add(self, place: Candidate) -> None:
        """Note a place that is resolved."""
        if place.country:
            self.countries[place.country] += 1
        if place.division:
            self.divisions[place.division] += 1
        if place.kind == "city" and len(self.points) < 50:
            self.points.append((place.latitude, place.longitude))


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points (latitude, longitude in degrees) on a sphere."""
    latitude, other = math.radians(a[0]), math.radians(b[0])
    east = math.radians(b[1] - a[1])
    chord = math.sin((other - latitude) / 2) ** 2 + math.cos(latitude) * math.cos(other) * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(chord)))


def choose(
    candidates: Sequence[Candidate], setting: Setting, is_capital: Callable[[Candidate], bool]
) -> tuple[Candidate | None, bool]:
    """The place meant, and whether several remain (then None)."""
    if not candidates:
        return None, False
    weighed = sorted(
        ((_weight(c, setting) + _CAPITAL * is_capital(c), c) for c in candidates), key=lambda pair: -pair[0]
    )
    best, place = weighed[0]
    for weight, other in weighed[1:]:
        if best - weight >= _MARGIN:
            break
        if distance((place.latitude, place.longitude), (other.latitude, other.longitude)) > SAME:
            return None, True
    return _chief_town(place, candidates), False


def _chief_town(place: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """The town that a division of the same name is called by: `in Kandahar` is in the town, if that
    is where a good part of the division's people live."""
    if place.kind != "division":
        return place
    towns = (c for c in candidates if c.kind == "city" and c.division == place.division)
    return next((c for c in towns if c.population >= place.population * _CHIEF), place)


def _weight(place: Candidate, setting: Setting) -> float:
    weight = math.log10(place.population + 10) + _KIND[place.kind] + (0.0 if place.main else _OTHER_NAME)
    if place.country and (count := setting.countries[place.country]):
        weight += _COUNTRY * math.sqrt(count / max(setting.countries.values()))
    if place.division and (count := setting.divisions[place.division]):
        weight += _DIVISION * math.sqrt(count / max(setting.divisions.values()))
    if place.kind == "city" and any(distance((place.latitude, place.longitude), p) < SAME for p in setting.points):
        weight += _NEAR
    return weight


def within(candidates: Sequence[Candidate], holder: Candidate) -> list[Candidate]:
    """Those that lie in a country or division."""
    if holder.kind == "country":
        return [c for c in candidates if c.country == holder.country and c.kind != "country"]
    return [c for c in candidates if c.division == holder.division and c.kind == "city"]
