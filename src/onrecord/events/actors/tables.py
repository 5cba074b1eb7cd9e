"""The nouns, adjectives, titles, regions and peoples of lexicons/sectors.toml by their keys."""

from __future__ import annotations

from functools import cache

from onrecord.events.actors.words import keys
from onrecord.lexicons.load import lexicon

Key = tuple[str, ...]

_ENDINGS = (("man", "men"), ("person", "people"), ("child", "children"), ("wife", "wives"), ("thief", "thieves"))


@cache
def nouns() -> dict[Key, tuple[str, str | None]]:
    """Nouns and their plurals: the singular, and its sector if it has one of its own."""
    rows = lexicon("sectors")
    found: dict[Key, tuple[str, str | None]] = {}
    listed = [(noun, row["code"]) for row in rows["sector"] for noun in row["nouns"]]
    for noun, sector in [*listed, *((n, None) for name in ("yielding", "of_states", "outsiders") for n in rows[name])]:
        for form in (noun, _plural(noun), noun + "s"):  # `persons` besides `people`
            found.setdefault(keys(form), (" ".join(keys(noun)), sector))
    return found


@cache
def sectors(kind: str) -> dict[Key, str]:
    """The sectors that `adjectives` or `titles` tell."""
    return {keys(word): row["code"] for row in lexicon("sectors")["sector"] for word in row.get(kind, ())}


@cache
def countries_by(kind: str) -> dict[Key, str]:
    """The countries that `regions` or `peoples` tell."""
    return {keys(word): country for country, words in lexicon("sectors")[kind].items() for word in words}


@cache
def listed(name: str) -> frozenset[str]:
    """One of the plain lists: `yielding`, `of_states`, `outsiders`, `quantities` and so on."""
    return frozenset(" ".join(keys(word)) for word in lexicon("sectors")[name])


def _plural(noun: str) -> str:
    """The plural of a noun of one or more words: `members of parliament`."""
    first, of, rest = noun.partition(" of ")
    if of:
        return _plural(first) + of + rest
    for ending, plural in _ENDINGS:
        if noun.endswith(ending):
            return noun.removesuffix(ending) + plural
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")
