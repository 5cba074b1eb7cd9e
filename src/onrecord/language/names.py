"""Proper names as strings: without titles, and which name is short for which."""

from __future__ import annotations

import re
from functools import cache

from onrecord.language.countries import fold
from onrecord.lexicons.load import lexicon

_WORD = re.compile(r"[^\s-]+")
_POSSESSIVE = re.compile(r"(['’]s|(?<=s)['’])$")
_SMALL = frozenset("of the for and on in to a an at de la al el von van der bin du des di".split())


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted((t.casefold() for t in lexicon("source_nouns")["title"]), key=len, reverse=True))


def bare(name: str) -> str:
    """A name without title, article, possessive and stray marks.

    >>> bare("President Joe Biden's")
    'Joe Biden'
    """
    name = " ".join(name.split()).strip(" ,.;:—–-\"“”‘’'()[]")
    name = _POSSESSIVE.sub("", name)
    for article in ("the ", "The "):
        name = name.removeprefix(article)
    while True:
        folded = name.casefold()
        title = next((t for t in _titles() if folded.startswith(t + " ") or folded.startswith(t + ". ")), None)
        if title is None:
            return name
        name = name[len(title) :].lstrip(". ")


def title_of(name: str) -> str | None:
    """The title that a printed name begins with, in lower case."""
    folded = name.casefold()
    return next((t for t in _titles() if folded.startswith(t)), None)


def words(name: str) -> list[str]:
    """The folded words of a name, hyphens parted."""
    return _WORD.findall(fold(name))


def shortens(short: str, full: str) -> bool:
    """Whether `short` can stand for the person `full`: its last words, or its first name.

    >>> shortens("Assad", "Bashar al-Assad"), shortens("De Mistura", "Staffan de Mistura")
    (True, True)
    """
    a, b = words(short), words(full)
    return bool(a) and len(a) < len(b) and (b[-len(a) :] == a or b[: len(a)] == a)


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
