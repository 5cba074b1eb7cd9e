"""Names of towns and provinces that tell a country: `Shanghai police`, `the mayor of Mariupol`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.events.actors.item import Item
from onrecord.events.actors.tables import listed
from onrecord.events.actors.words import ARTICLES, PLACING
from onrecord.language.countries import Countries
from onrecord.language.places.gazetteer import load_gazetteer

_LEAST_PEOPLE = 20_000  # in a town whose name tells a country
_MARGIN = 5  # times as many as in any other country's place of this name


def with_towns(items: Sequence[Item], countries: Countries) -> list[Item]:
    """The items, a town before a local body or after a preposition of place as a region of its country."""
    found: list[Item] = []
    rest = list(items)
    while rest:
        size = next((n for n, item in enumerate(rest) if not item.unknown_name), len(rest))
        name, rest = rest[:size] or rest[:1], rest[size or 1 :]
        if size and (_local(rest) or _placed(found)):
            name = _town(name, countries)
        found += name
    return found


def _local(after: Sequence[Item]) -> bool:
    return bool(after) and after[0].kind == "noun" and after[0].key in listed("local")


def _placed(before: Sequence[Item]) -> bool:
    """Whether a preposition of place stands before, an article between them or not."""
    before = before[:-1] if len(before) > 1 and before[-1].key in ARTICLES else before
    return bool(before) and before[-1].key in PLACING


def _town(name: list[Item], countries: Countries) -> list[Item]:
    """The words of a name as one region, if it is a town's or province's; else as they are."""
    text = " ".join(item.text for item in name)
    country = _country(text.removesuffix("'s").removesuffix("’s"), countries)
    return [replace(name[-1], kind="region", text=text, country=country)] if country else name


def _country(name: str, countries: Countries) -> str | None:
    """The country of a town or province, where its name means hardly any other one's."""
    found = [c for c in load_gazetteer().look_up(name, countries) if c.kind in ("city", "division") and c.country]
    if not found or found[0].population < _LEAST_PEOPLE:
        return None
    others = max((c.population for c in found if c.country != found[0].country), default=0)
    return found[0].country if found[0].population >= _MARGIN * others else None
