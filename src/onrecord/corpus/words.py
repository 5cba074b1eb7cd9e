"""Words without what outlets print differently: case, accents, punctuation, the style of marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[^\W_]+")
_APOSTROPHES = "’‘ʼ`´"
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_POINTS = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.N., J.R.
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_POINTED = re.compile(r"\.[^\W\d_]\.")  # what every such abbreviation has in it, looked for in a tenth of the time
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")


def folded(text: str) -> str:
    """A text in lower case without accents, with plain apostrophes and without the points of abbreviations.

    >>> folded("The U.N.’s José")
    "the un's jose"
    """
    for mark in _APOSTROPHES:
        text = text.replace(mark, "'")
    if _POINTED.search(text):
        text = _POINTS.sub(lambda m: m.group().replace(".", ""), text)
    if text.isascii():
        return text.casefold()
    return _FOREIGN.sub(lambda m: _plain(m.group()), text.casefold())


@lru_cache(maxsize=4096)
def _plain(foreign: str) -> str:
    """A run of characters outside ASCII without accents."""
    parted = unicodedata.normalize("NFKD", foreign.translate(_LETTERS))
    return "".join(c for c in parted if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """The folded words of a text; `3,200` and `don't` are one word each, hyphens part words.

    >>> words_of("“Don’t ship 3,200 half-loaves!”")
    ["don't", 'ship', '3,200', 'half', 'loaves']
    """
    return _WORD.findall(folded(text))


def stem(word: str) -> str:
    """A folded word without the commonest endings, to compare matters and not forms (`closed`, `close`)."""
    return _ENDING.sub("", word)
