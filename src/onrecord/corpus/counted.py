"""What figures count, folded so that figures of different reports can be laid side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.corpus.words import folded, words_of
from onrecord.language.countries import load_countries
from onrecord.lexicons.load import lexicon
from onrecord.schema.figure import Figure
from onrecord.schema.record import Record

PEOPLE = "people"

_OF_PEOPLE = ("killed", "injured", "missing", "displaced", "detained")  # count people where nothing else is told
_DEFINITE = r"(?:the|them|these|those|this|that|his|her|its|their|our|my|it|us)\b|\$"
_PART = re.compile(rf"\s*(?:of\s+(?:{_DEFINITE})|(?:more|others?|additional|further)\b)", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|a further|an additional|an extra)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What makes figures comparable: measure, what is counted, where, and whether a part of a known whole is.

    `counted` is the folded head noun, `people` for all that says no more than that; empty where no words tell it, and
    then nothing is comparable. `currency` is the sign or word of money. `place` is `geonames:<id>` or the folded words;
    empty where none are told.
    """

    measure: str
    counted: str
    currency: str
    place: str
    part: bool


def key_of(record: Record, figure: Figure) -> Key:
    """The key of a record's figure."""
    noun = head_noun(" ".join(span.text for span in figure.of[:1]))
    if (noun == "" and figure.measure in _OF_PEOPLE) or (noun and is_people(noun)):
        noun = PEOPLE
    currency = _currency(figure.span.text) if figure.measure == "money" else ""
    return Key(figure.measure, noun, currency, _place(record, figure), is_part(record.article.text, figure))


def is_part(text: str, figure: Figure) -> bool:
    """Whether a figure counts a part of a whole or an addition: `two of the dead`, `four more`, `another 12`."""
    behind = text[figure.span.end : figure.span.end + 30]
    before = text[max(figure.span.start - 15, 0) : figure.span.end]
    return bool(_PART.match(behind) or _ANOTHER.search(before))


@cache
def head_noun(words: str) -> str:
    """The noun that words for what is counted are about, folded and in the singular.

    >>> head_noun("people displaced from coastal villages"), head_noun("Corravan fishermen"), head_noun("the dead")
    ('people', 'fisherman', 'dead')
    """
    found = [w for w in words_of(words) if w not in ("the", "a", "an", "his", "her", "its", "their")]
    borders = frozenset(lexicon("corpus")["after_noun"])
    end = next((at for at, w in enumerate(found) if w in borders or (at and _is_participle(found, at))), len(found))
    return _singular(found[end - 1]) if end else ""


def _is_participle(words: Sequence[str], at: int) -> bool:
    """Whether a word ends the noun before it (`people displaced`) and stands before none (`newly displaced people`)."""
    word = words[at]
    return len(word) > 4 and word.endswith(("ed", "ing")) and not words[at - 1].endswith("ly")


@cache
def _singular(noun: str) -> str:
    table: dict[str, str] = lexicon("corpus")["singular"]
    if noun in table:
        return table[noun]
    if noun in lexicon("corpus")["people"] or len(noun) < 4 or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("shes", "ches", "xes", "sses")) else noun.removesuffix("s")


def is_people(noun: str) -> bool:
    """Whether a noun says no more of those counted than that they are people, or whose nationals."""
    return noun in lexicon("corpus")["people"] or load_countries().people_of(noun) is not None


def _currency(words: str) -> str:
    """The sign or the word of a sum's currency, folded; dollars, euros and pounds are their signs; empty for none."""
    table = lexicon("currencies")
    for sign in sorted(table["before"], key=len, reverse=True):
        if sign in words:
            return str(sign).casefold()
    found = words_of(words)
    known = {word.casefold() for word in table["after"]}
    name = next((w for w in found if w in known and len(w) > 1), "").removesuffix("s")
    return {"dollar": "$", "euro": "€", "pound": "£"}.get(name, name)


def _place(record: Record, figure: Figure) -> str:
    named = [p for p in record.places if p.id in figure.places]
    if named:
        return " ".join(sorted({f"geonames:{p.geonames_id}" if p.geonames_id else folded(p.span.text) for p in named}))
    small = frozenset(lexicon("corpus")["small"])
    return " ".join(w for span in figure.place for w in words_of(span.text) if w not in small)
