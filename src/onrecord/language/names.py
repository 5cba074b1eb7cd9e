"""Proper names as strings: without titles, and which name is short for which."""

from __future__ import annotations

import re
from functools import cache

from onrecord.language.countries import fold
from onrecord.lexicons.load import lexicon

_WORD = re.compile(r"[^\s-]+")
_POSSESSIVE = re.compile(r"(['’]s|(?<=s)['’])$")
_SMALL = frozenset(("of", "the", "for", "and", "on", "in", "to", "a", "an", "at", "de", "la", "al", "el"))


PARTICLES = frozenset(
    ("de", "da", "di", "du", "del", "della", "la", "le", "van", "von", "der", "den", "ter", "al", "el", "bin", "ibn")
)  # small words that a family name can begin with
PEERAGE = frozenset(("lord", "lady", "baron", "baroness", "viscount", "earl", "dame"))  # parts of the name


@cache
def _titles() -> re.Pattern[str]:
    titles = (t.casefold() for t in lexicon("source_nouns")["title"] if t.casefold() not in PEERAGE)
    ordered = sorted((re.escape(t.rstrip(".")) for t in titles), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(ordered)})\b\.?\s*", re.IGNORECASE)


@cache
def organisation_words() -> frozenset[str]:
    """Words that show a name to be a body's (lexicons/source_nouns.toml)."""
    return frozenset(w.casefold() for w in lexicon("source_nouns")["organisation_words"])


def has_organisation_word(name: str) -> bool:
    """Whether a name has a word that only bodies have: `Ministry of Health`."""
    return any(word in organisation_words() for word in words(name))


def bare(name: str) -> str:
    """A name without title, article, possessive and stray marks.

    >>> bare("President Joe Biden's")
    'Joe Biden'
    """
    name = " ".join(name.split()).split(" (")[0].strip(" ,.;:—–-\"“”‘’'()[]")
    name = _POSSESSIVE.sub("", name)
    for article in ("the ", "The "):
        name = name.removeprefix(article)
    while (first := name.split(" ", 1)[0]).islower() and first not in PARTICLES and " " in name:
        name = name.split(" ", 1)[1]  # `driver Oksana Pell`
    while not has_organisation_word(name):
        rest = _titles().sub("", name, count=1) if _titles().match(name) else name
        if rest == name or not rest[:1].isupper():
            break
        name = rest
    return name


def title_of(name: str) -> str | None:
    """The title that a printed name begins with, in lower case."""
    found = re.match(r"\w+", name.casefold()) if _titles().match(name) else None
    return found.group() if found else None


def words(name: str) -> list[str]:
    """The folded words of a name, hyphens parted."""
    return _WORD.findall(fold(name))


def short_forms(full: str) -> set[tuple[str, ...]]:
    """What can stand for a person of this full name, as folded words: its last words or its
    first ones.

    >>> sorted(short_forms("Staffan de Mistura"))
    [('de', 'mistura'), ('mistura',), ('staffan',), ('staffan', 'de')]
    """
    parts = words(full)
    return {tuple(part) for at in range(1, len(parts)) for part in (parts[:at], parts[at:])}


def initials(name: str) -> set[str]:
    """The acronyms that the words of a name can make: `International Committee of the Red
    Cross` gives ICRC, and with the small words ICOTRC."""
    parts = [w for w in re.split(r"[\s-]+", name) if w[:1].isalnum()]
    every = "".join(w[0] for w in parts).upper()
    large = "".join(w[0] for w in parts if w.lower() not in _SMALL).upper()
    return {every, large} if len(large) > 1 else set()


def is_acronym(name: str) -> bool:
    """Whether a name is made of capitals: `WHO`, `U.N.`, `YPG`."""
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 7 and letters.isalpha() and letters.isupper()
