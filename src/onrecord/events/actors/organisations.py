"""Bodies by their names, as lexicons/sectors.toml has them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from onrecord.events.actors.words import keys
from onrecord.lexicons.load import lexicon

_ACRONYM = 5  # characters of a name that is matched in its own letters only


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body by one of its names; `country` is None where it has none or many."""

    name: str
    sector: str
    country: str | None


def organisation(text: str, key: tuple[str, ...]) -> Organisation | None:
    """The body of this name, if the text has it as its name is printed."""
    return next((found for found in _by_key().get(key, ()) if _printed_so(text, found.name)), None)


@cache
def _by_key() -> dict[tuple[str, ...], list[Organisation]]:
    """Of one key there may be several spellings: `NATO`, `Nato`."""
    found: dict[tuple[str, ...], list[Organisation]] = defaultdict(list)
    for row in lexicon("sectors")["organisation"]:
        for name in (row["name"], *row.get("aliases", ())):
            found[keys(name)].append(Organisation(name, row["sector"], row.get("country")))
    return dict(found)


def _printed_so(text: str, name: str) -> bool:
    """Whether a name stands in its own letters: `ICE` is not ice, `IS` no verb, but `Hamas` may be `HAMAS`."""
    text = text.removesuffix("'s").removesuffix("’s")
    if len(name) <= _ACRONYM and _has_capital(name[1:]):
        return text.replace(".", "") == name.replace(".", "")
    return _has_capital(text) or not _has_capital(name)


def _has_capital(text: str) -> bool:
    return any(c.isupper() for c in text)
