"""Agencies and outlets by the names that reports give them."""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicons.load import lexicon

_ACRONYM = re.compile(r"[A-Z]{2,6}")


def known_agency(words: str) -> str | None:
    """The full name of the agency that `words` name as a whole (`AP` -> `Associated Press`)."""
    words = " ".join(words.split())
    return _exact().get(words) or (_folded().get(words.casefold()) if len(words) > 5 else None)


def agency_name(words: str) -> str | None:
    """As `known_agency`, but also what reads like an agency in a dateline (`PGP`, `Halden Wire`), as it stands."""
    words = " ".join(words.split())
    if name := known_agency(words):
        return name
    generic = words.split()[-1:] and words.split()[-1] in lexicon("agencies")["generic"]
    return words if _ACRONYM.fullmatch(words) or (generic and words[:1].isupper()) else None


@cache
def _exact() -> dict[str, str]:
    table: dict[str, list[str]] = lexicon("agencies")["agencies"]
    return {spelling: name for name, spellings in table.items() for spelling in (name, *spellings)}


@cache
def _folded() -> dict[str, str]:
    return {spelling.casefold(): name for spelling, name in _exact().items()}
