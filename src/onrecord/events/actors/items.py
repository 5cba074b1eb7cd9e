"""From the words of a phrase to items: the longest entry of the lists first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.events.actors.asides import without_asides
from onrecord.events.actors.item import Item, Kind
from onrecord.events.actors.organisations import organisation
from onrecord.events.actors.tables import Key, countries_by, listed, nouns, sectors
from onrecord.events.actors.towns import with_towns
from onrecord.events.actors.words import ARTICLES, PREPOSITIONS, Token, tokens
from onrecord.language.countries import Countries, Country

_LONGEST = 8  # words of an entry
_UNION = "EUE"  # of countries.toml; no country's code, and a union of states here


def items(words: str, countries: Countries) -> list[Item]:
    """The words by kind, without those that a hyphen makes no part of the phrase."""
    rest = tokens(words)
    found: list[Item] = []
    while rest:
        item, size = _longest(words, rest, found[-1] if found else None, countries)
        found.append(replace(item, possessive=rest[size - 1].possessive, joined=rest[size - 1].joined))
        rest = rest[size:]
    return without_asides(with_towns(found, countries))


def _longest(words: str, rest: Sequence[Token], before: Item | None, countries: Countries) -> tuple[Item, int]:
    """The item of the most words that begins here, and how many these are."""
    for size in range(min(_LONGEST, len(rest)), 0, -1):
        if size > 1 and rest[0].key in ARTICLES:
            continue
        item = _item(words[rest[0].start : rest[size - 1].end], tuple(token.key for token in rest[:size]), countries)
        if item and not (size == 1 and before and _surname(item, before)):
            return item, size
    return Item("word", rest[0].text, rest[0].key), 1


def _item(text: str, key: Key, countries: Countries) -> Item | None:
    """What a list says of these words; None where none has them."""
    joined = " ".join(key)
    if body := organisation(text, key):
        return Item("organisation", text, joined, body.sector, body.country)
    capital = text[:1].isupper()
    if capital and (place := _place(text, key, countries)):
        return place
    if key in nouns():
        singular, sector = nouns()[key]
        return Item("noun", text, singular, sector)
    if key in sectors("adjectives"):
        return Item("adjective", text, joined, sectors("adjectives")[key])
    if capital and key in sectors("titles"):
        return Item("noun", text, joined, sectors("titles")[key])
    return None


def _place(text: str, key: Key, countries: Countries) -> Item | None:
    """A people, a region or a country."""
    joined = " ".join(key)
    if key in countries_by("peoples"):
        return Item("people", text, joined, None, countries_by("peoples")[key])
    if key in countries_by("regions"):
        return Item("region", text, joined, None, countries_by("regions")[key])
    kinds: tuple[tuple[Kind, Country | None], ...] = (
        ("name", countries.named(text)), ("people", countries.people_of(text)), ("seat", countries.governed_from(text)),
    )  # fmt: skip
    for kind, country in kinds:
        if country and country.iso3 != _UNION:
            return Item(kind, text, joined, None, country.iso3 or None)
    return None


def _surname(item: Item, before: Item) -> bool:
    """Whether a word is the surname in a name: `Stephen King`, `Richard Wagner`."""
    if not before.unknown_name or before.possessive or before.key in ARTICLES or before.key in PREPOSITIONS:
        return False
    if item.text.isupper() or not item.capital:
        return False
    return item.kind == "organisation" or (item.kind == "noun" and item.key in listed("surnames"))
