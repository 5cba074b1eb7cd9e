"""Numbers that are no figures: dates, ages, times, durations, distances, scores, names with
digits, the parties to a talk."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures.numbers import Number
from onrecord.language.times.time import Time
from onrecord.lexicons.load import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase

_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_HYPHEN = re.compile(r"\s?-\s?(?!odd\b|strong\b)(?=[A-Za-z])")
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages?)\s(?:of\s)?$|\b(?:[A-Z][\w’'-]+|\)),\s$")
_AGE_AFTER = re.compile(r",|\s?-?years?-old|\syears?\sof\sage|\)")
_FOLLOWING = re.compile(r"\s?(?:(?:more|other)\s)?([A-Za-z°'/]+)")
_LINE_START = re.compile(r"(?:\A|\n)\s*\Z")
_ITEM = re.compile(r"[.)]\s")
_TIED = re.compile(r"[-–:/]\d")
_TIED_BEFORE = re.compile(r"\d[-–:/]\Z")
_SMALL = 100


def is_excluded(text: str, number: Number, words: Phrase, times: Sequence[Time]) -> bool:
    """Whether a number is no figure; `words` are its tokens."""
    return (
        _is_time(number, times)
        or _is_name(text, number, words)
        or _is_age(text, number)
        or _has_unit(text, number)
        or _is_score(text, number)
        or _is_ordinal(number, words)
        or _is_pronoun(words)
        or _is_parties(number, words)
    )


def _is_time(number: Number, times: Sequence[Time]) -> bool:
    at = bisect_right(times, number.core_start, key=lambda t: t.start) - 1
    inside = at >= 0 and number.core_start < times[at].end
    year = number.low == number.high and not number.spelled and 1900 <= (number.low or 0) <= 2100 and not number.unit
    return (inside and not number.unit) or (
        year and number.core_end - number.core_start == 4 and number.core_start == number.start
    )


def _is_name(text: str, number: Number, words: Phrase) -> bool:
    """A digit in a name, or a noun that numbers: `F-16`, `Resolution 2254`, `page two`, `Camp 4`."""
    if number.unit:
        return False
    before = words.doc[words.start - 1] if words.start else None
    glued = text[number.core_start - 1 : number.core_start]
    if glued.isalnum() or (glued == "-" and text[number.core_start - 2 : number.core_start - 1].isalpha()):
        return True
    after = text[number.end : number.end + 1]
    if after.isalpha() or _ORDINAL.match(text, number.end):
        return True
    if before is None or number.start != number.core_start:
        return False
    if before.lower_ in _words("named"):
        return True
    singular = before.pos_ == "PROPN" and before.ent_type_ not in ("GPE", "DATE") and not before.is_sent_start
    followed = words.end < len(words.doc) and words.doc[words.end].pos_ in ("NOUN", "ADJ", "PROPN")
    return (
        singular and not followed and not number.spelled and (number.low or 0) < _SMALL and before.i + 1 == words.start
    )


def _is_age(text: str, number: Number) -> bool:
    if number.unit or not 0 < (number.high or 0) < 120:
        return False
    before, after = text[max(number.core_start - 24, 0) : number.core_start], text[number.end : number.end + 16]
    if re.match(r"\s?-?years?[\s-]olds?\b|\syears?\sof\sage|-month-old", after):
        return True
    found = _AGE_BEFORE.search(before)
    return bool(found) and (
        before.rstrip().endswith(("aged", "age", "ages", "of")) or bool(_AGE_AFTER.match(after) or after[:1] in ".\n")
    )


def _has_unit(text: str, number: Number) -> bool:
    """A length, a duration, or a compound: `12 km`, `two more weeks`, `two-minute`; `30-strong` is none."""
    if number.unit:
        return False
    following = _FOLLOWING.match(text, number.end)
    word = following.group(1).lower() if following else ""
    return bool(_HYPHEN.match(text, number.end)) or word in _words("length") or word in _words("time")


def _is_score(text: str, number: Number) -> bool:
    """Digits that other digits are tied to, and the number of a list's item: `3-2`, `555-0199`, `1. Talks`."""
    if number.unit or number.spelled:
        return False
    item = bool(_LINE_START.search(text, max(number.start - 4, 0), number.start) and _ITEM.match(text, number.end))
    before = _TIED_BEFORE.search(text, max(number.core_start - 2, 0), number.core_start)
    return item or bool(before or _TIED.match(text, number.end))


def _is_ordinal(number: Number, words: Phrase) -> bool:
    """`a third day` counts nothing, nor does what is cut in half; `a third of the flour` does."""
    if number.unit != "percent" or not number.spelled or words.text.lower().endswith(("percent", "cent", "point")):
        return False
    doc = words.doc
    following = doc[words.end] if words.end < len(doc) else None
    before = doc[words.start - 1] if words.start else None
    if words[-1].lower_ == "half":
        beside = before is not None and (
            before.lower_ == "in" or before.pos_ in ("ADJ", "PROPN") or before.dep_ == "poss"
        )
        return beside and (following is None or following.lower_ != "of")
    return following is not None and following.pos_ in ("NOUN", "ADJ", "NUM", "PROPN") and following.lower_ != "of"


def _is_pronoun(words: Phrase) -> bool:
    """`one` counts nothing, but in a list of counts."""
    return words.text.lower() == "one" and not _is_coordinated(words)


def _is_coordinated(words: Phrase) -> bool:
    """Whether a number stands in a list of counts: `two men and one woman`."""
    noun = words.root.head
    counted = [c for n in (noun, *noun.conjuncts) if n.i != noun.i for c in n.children]
    return words.root.dep_ == "nummod" and any(c.dep_ == "nummod" for c in counted)


def _is_parties(number: Number, words: Phrase) -> bool:
    """`the two sides`: a sum of those who talk."""
    if number.low != number.high or not number.spelled or (number.low or 0) > 10 or number.unit:
        return False
    noun = words.root.head
    before = words.doc[words.start - 1].lower_ if words.start else ""
    alone = words.root.dep_ != "nummod" or noun.i < words.start
    definite = before in ("the", "these", "those", "all", "its", "their", "both")
    return (definite and (alone or noun.lower_ in _words("parties"))) or (noun.lower_ in ("sides",) and not alone)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("figures")["excluded"][name])
