"""The text of an article, as it is kept."""

from __future__ import annotations

import re

from onrecord.articles.decoding import MAX_BYTES, TOO_LARGE, refuse_controls
from onrecord.articles.language import refuse_other_languages
from onrecord.errors import InputError

_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]{2}")


def article_text(text: str, *, name: str) -> str:
    """`text` with LF line ends and without a byte order mark, else untouched.

    InputError where it has no words, is too large, holds halves of characters or control
    characters, or is not in English.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    refuse_surrogates(text, name, what="the text")
    if not _WORD.search(text):
        raise InputError(name, "is empty" if not text.strip() else "holds no words")
    if len(text) > MAX_BYTES or len(text.encode()) > MAX_BYTES:
        raise InputError(name, TOO_LARGE)
    refuse_controls(text, name)
    refuse_other_languages(text, name)
    return text


def refuse_surrogates(value: str, name: str, *, what: str) -> None:
    r"""InputError for half a character, which JSON can spell (`\ud800`) and no file can hold."""
    if _SURROGATE.search(value):
        raise InputError(
            name, f"{what} holds half a character (a lone surrogate such as \\ud800); write it again as UTF-8"
        )
