"""Words and names as they are compared: what a user types, what a row is found by.

Both databases index words the same way: runs of letters and digits, without case and accents, stemmed.
What is filtered by (a speaker, an act) is indexed beside the words, as *keys*: one short token a value.
So a search is one intersection of sorted lists, however many filters it has.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

MAX_TERMS = 64
"""How many words and phrases of a search count; the ones after them are left out."""

_TOKEN = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')
_SHORT = re.compile(r"[a-z]{1,12}")

Phrase = tuple[str, ...]


def fold(name: str) -> str:
    """A name without case, accents and surplus spaces: what two spellings of one name share."""
    return " ".join(unaccented(name).casefold().split())


def unaccented(text: str) -> str:
    """The text without accents."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def phrases(text: str) -> tuple[Phrase, ...]:
    """What a user's words ask for: each word, and each "quoted phrase", as its tokens.

    All must be found. A word with a hyphen or an apostrophe is a phrase of its parts; signs that are no
    letters and digits count for nothing, so that no syntax can get through. A quotation mark without its
    partner is left out.
    """
    found: dict[Phrase, None] = {}
    for quoted, word in _QUOTED.findall(unaccented(text)):
        if tokens := tuple(_TOKEN.findall((quoted or word).lower())):
            found[tokens] = None
    return tuple(found)[:MAX_TERMS]


def tokens_with_places(text: str) -> list[tuple[str, int, int]]:
    """The tokens of a text, each with its start and end."""
    return [(unaccented(m.group()).lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def key(field: str, value: str) -> str:
    """The token that rows with this value of this field are found by; the value's case and accents do not count.

    Short plain values are readable (`actsay0`), others a hash, which is longer than any readable one. The
    digit at the end keeps the stemmer away, to which `times` and `time` are the same.
    """
    folded = fold(value)
    if not _SHORT.fullmatch(folded):
        folded = blake2b(folded.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{field}{folded}0"


def clean(text: str) -> str:
    """The text as both databases can hold it, of the same length: without NUL, control signs and lone surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
