"""The country and the sector of an actor.

A noun phrase is read as words of known kinds (names of countries and bodies, nouns for roles) in
their order: the last noun before a preposition is its head, and what stands before it, or after
`of`, tells whose it is. Words that no list has decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.events.actors.items import items
from onrecord.events.actors.organisations import organisation
from onrecord.events.actors.phrases import read, segments
from onrecord.events.actors.words import keys, tidy
from onrecord.language.countries import Countries


@dataclass(frozen=True, slots=True)
class ActorCode:
    """`country` is ISO 3166-1 alpha-3, `sector` a PLOVER sector code; None where words don't tell."""

    country: str | None
    sector: str | None


def actor_code(words: str, countries: Countries) -> ActorCode:
    """The country and the sector of the actor that a noun phrase names."""
    words = tidy(words.strip())
    if whole := organisation(words, keys(words)):
        return ActorCode(whole.country, whole.sector)
    readings = [read(segment) for segment in segments(items(words, countries))]
    first = next((r for r in readings if r.sector), None)  # of several parts the first that tells counts
    if first and (first.country or first.settled):
        return ActorCode(first.country, first.sector)
    country = next((r.country for r in readings if r.country), None)
    return ActorCode(country, first.sector if first else None)
