"""One or more words of a phrase that a list has, or a word that no list has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.events.actors.words import PREPOSITIONS

Kind = Literal["word", "name", "people", "seat", "region", "organisation", "noun", "adjective"]

_PLACES = frozenset(("name", "people", "seat", "region"))


@dataclass(frozen=True, slots=True)
class Item:
    """Words of one kind: a `word` is in no list; `name`, `people`, `seat` and `region` tell a country."""

    kind: Kind
    text: str
    key: str
    sector: str | None = None
    country: str | None = None
    possessive: bool = False
    joined: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def of_place(self) -> bool:
        """Whether it names a country or a part of it, its people or its seat of government."""
        return self.kind in _PLACES

    @property
    def unknown_name(self) -> bool:
        """Whether it may be part of a name that no list has."""
        return self.kind == "word" and self.capital

    @property
    def preposition(self) -> bool:
        """Whether a phrase's head ends before it."""
        return self.kind == "word" and self.key in PREPOSITIONS
