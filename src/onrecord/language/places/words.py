"""The word lists of lexicons/places.toml, ready to look up."""

from __future__ import annotations

from functools import cache

from onrecord.language.countries import fold
from onrecord.lexicons.load import lexicon


@cache
def words(name: str) -> frozenset[str]:
    """One list, in lower case."""
    return frozenset(word.lower() for word in lexicon("places")[name])


@cache
def regions() -> frozenset[str]:
    """Names of parts of the world and seas, folded (see `countries.fold`)."""
    return frozenset(fold(name) for name in lexicon("places")["regions"])


@cache
def abbreviations() -> dict[str, str]:
    """`Calif.` to `California`."""
    found: dict[str, str] = lexicon("places")["abbreviations"]
    return found
