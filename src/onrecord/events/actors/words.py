"""The words of a phrase, the keys they are looked up by, and the small words that part it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ARTICLES = frozenset(("the", "a", "an"))
BREAKS = frozenset(",;:()[]—–-")
CONJUNCTIONS = frozenset(("and", "or", "&", "plus"))
RELATIVES = frozenset(("who", "whom", "whose", "that", "which", "where", "when", "while"))
PREPOSITIONS = frozenset((
    "of", "in", "at", "from", "for", "to", "with", "on", "near", "by", "against", "inside", "outside", "across",
    "within", "throughout", "under", "over", "between", "among", "amid", "around", "after", "before", "during",
    "behind", "into", "toward", "towards", "about", "as", "than", "named", "called", "via", "off",
))  # fmt: skip
# after these stands where somebody is or is from
PLACING = frozenset(("of", "in", "from", "at", "across", "inside", "within", "throughout", "near", "around", "outside"))

_TOKEN = re.compile(r"[^\W_]+(?:[.'’&]+[^\W_]+)*\.?['’]?|[,;:()\[\]—–]|-(?=\s)")
_HYPHENS = ("-", "‑")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as printed; `key` is what it is looked up by, `joined` whether a hyphen ties it to the next."""

    start: int
    end: int
    text: str
    key: str
    possessive: bool
    joined: bool


def tidy(words: str) -> str:
    """The words with each possessive `'s` at its word, where a tokenizer had cut it off."""
    return re.sub(r"\s+(['’]s\b)", r"\1", words)


def tokens(words: str) -> list[Token]:
    """The words and the marks that part them (see `BREAKS`)."""
    return [_token(words, match) for match in _TOKEN.finditer(words)]


def keys(words: str) -> tuple[str, ...]:
    """What a name or noun is looked up by: no accents, capitals, apostrophes, points and hyphens.

    >>> keys("Da'esh"), keys("al-Nusra Front's")
    (('daesh',), ('al', 'nusra', 'front'))
    """
    return tuple(token.key for token in tokens(words) if token.key not in BREAKS)


def _token(words: str, match: re.Match[str]) -> Token:
    text, end = match.group(), match.end()
    plain = _plain(text)
    key = plain.removesuffix("'").removesuffix("'s").replace("'", "")
    joined = words[end : end + 1] in _HYPHENS and words[end + 1 : end + 2].isalnum()
    return Token(match.start(), end, text, key, plain.endswith(("'s", "'")), joined)


def _plain(text: str) -> str:
    """Small letters without accents and points, and one sort of apostrophe."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return letters.casefold().replace("’", "'").replace(".", "")
