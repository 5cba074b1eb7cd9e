"""The places of a report for people: where each lies, or why that is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.report.speaking import line
from onrecord.schema.place import Place


@dataclass(frozen=True, slots=True)
class Located:
    """One place that the article names `times` times. `where` is words for people: country and
    coordinates, or why the name is not resolved; `geonames_id` None then."""

    name: str
    times: int
    where: str
    geonames_id: int | None


def located(places: Iterable[Place]) -> list[Located]:
    """The places meant as places, the most named first, names that stand for a government left out."""
    counts: Counter[tuple[str, int | None, str]] = Counter()
    for place in places:
        if place.literal:
            counts[line(place.span.text), place.geonames_id, _where(place)] += 1
    return [Located(name, times, where, number) for (name, number, where), times in counts.most_common()]


def _where(place: Place) -> str:
    if place.geonames_id is None or place.latitude is None or place.longitude is None:
        return "; ".join(note.sentence for note in place.notes)
    north, east = ("N" if place.latitude >= 0 else "S"), ("E" if place.longitude >= 0 else "W")
    point = f"{abs(place.latitude):.2f}°{north} {abs(place.longitude):.2f}°{east}"
    return " ".join(part for part in (place.country, point) if part)
