"""Is it English?"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.errors import InputError
from onrecord.lexicons.load import lexicon

FEW_WORDS = 20
"""Below so many words the guess is worth little, and only the script is judged."""

SAMPLE = 20_000
"""How many characters are looked at."""

SURELY_NOT = 0.01
"""A text whose probability of being English is lower is another language. Over some 650 English
wire reports with foreign names, cut to 20 words, the lowest was 0.2; other languages have 1e-9."""

ENGLISH_SHARE = 0.2
"""Where so many of the words are `the`, `of`, `said` ... (lexicons/languages.toml), a text is
English without a guess, whose model takes long to load; so are nearly all wire reports."""

_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\n.!?]+")


def refuse_other_languages(text: str, name: str) -> None:
    """InputError, naming the language, for a text that is mostly not in English."""
    sample = text[:SAMPLE]
    words = _WORD.findall(sample)
    if _latin_share(words) < 0.5:
        raise InputError(name, _reason(_guess(sample)[0]))
    if len(words) < FEW_WORDS or _is_plainly_english(words):
        return
    guess, english = _guess(sample)
    if guess in lexicon("languages")["english"] or english >= SURELY_NOT:
        return
    # A long foreign quotation can outweigh the report around it.
    if _english_share(sample) < 0.5:
        raise InputError(name, _reason(guess))


def _reason(code: str) -> str:
    language = lexicon("languages")["names"].get(code)
    said = f"(it looks like {language})" if language else f"(guessed language code: {code})"
    if code in lexicon("languages")["english"]:
        said = "(it is in another script)"
    return f"is not in English {said}; only English reports are read"


def _is_plainly_english(words: list[str]) -> bool:
    common = frozenset(lexicon("languages")["english_words"])
    return sum(word.lower() in common for word in words) >= ENGLISH_SHARE * len(words)


def _latin_share(words: list[str]) -> float:
    """The share of the letters that are Latin ones."""
    letters = "".join(words)
    latin = sum(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 for letter in letters)
    return latin / len(letters) if letters else 1.0


def _english_share(sample: str) -> float:
    """The share of the words that stand in pieces, about sentences, which look English."""
    english = total = 0
    for piece in _PIECE.findall(sample):
        count = len(_WORD.findall(piece))
        if count >= 5:
            total += count
            english += count if _guess(piece)[1] >= 0.5 else 0
    return english / total if total else 0.0


def _guess(text: str) -> tuple[str, float]:
    """The likeliest language, and the probability of English."""
    ranked = _identifier().rank(text)
    return ranked[0][0], dict(ranked)["en"]


@cache
def _identifier() -> Any:
    """The language guesser; about 0.7 s and 20 MB the first time."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
