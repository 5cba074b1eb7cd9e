"""Countries by the words news uses for them: names, demonyms, and seats of government."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.lexicons.load import lexicon


@dataclass(frozen=True, slots=True)
class Country:
    """One country; `name` is the short English one, `iso3` the ISO 3166 code."""

    name: str
    iso3: str


@dataclass(frozen=True, slots=True)
class Countries:
    """Look-up tables from folded words (see `fold`) to countries."""

    names: dict[str, Country]
    demonyms: dict[str, Country]
    seats: dict[str, Country]

    def named(self, words: str) -> Country | None:
        """The country of this name or alias: `the US`, `Britain`."""
        return self.names.get(fold(words))

    def people_of(self, words: str) -> Country | None:
        """The country of this demonym: `Turkish`, `Britons`."""
        return self.demonyms.get(fold(words))

    def governed_from(self, words: str) -> Country | None:
        """The country whose government news calls by this place: `Ankara`, `the Kremlin`."""
        return self.seats.get(fold(words))

    def any(self, words: str) -> Country | None:
        """By name, demonym or seat, in this order."""
        return self.named(words) or self.people_of(words) or self.governed_from(words)


def fold(words: str) -> str:
    """Lower case, without article, possessive and the points of abbreviations.

    >>> fold("The U.S.'s")
    'us'
    """
    words = words.strip().casefold().replace("’", "'")
    words = words.removeprefix("the ").removesuffix("'s").removesuffix("'")
    return " ".join(words.replace(".", "").split())


@cache
def load_countries() -> Countries:
    """The shipped table (lexicons/countries.toml)."""
    names: dict[str, Country] = {}
    demonyms: dict[str, Country] = {}
    seats: dict[str, Country] = {}
    for row in lexicon("countries")["country"]:
        country = Country(row["name"], row.get("iso3", ""))
        for words in (row["name"], *row.get("aliases", ())):
            names.setdefault(fold(words), country)
        for words in row.get("demonyms", ()):
            demonyms.setdefault(fold(words), country)
        for words in row.get("seats", ()):
            seats.setdefault(fold(words), country)
    return Countries(names, demonyms, seats)
