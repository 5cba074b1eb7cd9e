"""Whether a date belongs to what was or to what is to come, by the verb that governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.lexicons.load import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = lexicon("calendar")["direction"]
_PLANNED, _DONE = frozenset(_WORDS["planned"]), frozenset(_WORDS["done"])
_SCHEDULED, _FUTURE = frozenset(_WORDS["scheduled"]), frozenset(_WORDS["future"])
_TELLING, _HAPPENED = frozenset(_WORDS["telling"]), frozenset(_WORDS["happened"])
PAST, UNKNOWN, FUTURE = -1, 0, 1
_PREPOSITIONS = {"until": FUTURE, "till": FUTURE, "for": FUTURE, "since": PAST, "through": UNKNOWN}
_LONGEST_WAY = 12  # tokens between a date and its verb; longer ways are parser noise


def direction(token: Token) -> int:
    """-1 past, 1 future, 0 where the parse does not say, for the date at this token."""
    if token.dep_ == "poss":
        return UNKNOWN  # Wednesday's ruling
    preposition = token.head if token.dep_ == "pobj" else None
    if preposition is None or preposition.lower_ != "by":
        told = None if preposition is None else _PREPOSITIONS.get(preposition.lower_)
        return _from_verb(token) if told is None else told
    # `by Friday` names a term, unless the verb tells that it is over.
    term_of_noun = preposition.head.pos_ in ("NOUN", "PROPN")
    return FUTURE if term_of_noun or _from_verb(token) != PAST else PAST


def _from_verb(token: Token) -> int:
    """The direction that the nearest verb above a token tells."""
    direct = True
    for _ in range(_LONGEST_WAY):
        if token.lemma_.lower() in _PLANNED and token.tag_ != "VBD":
            return FUTURE
        if token.pos_ == "NOUN" and token.lemma_.lower() in _HAPPENED:
            return PAST  # what has been done, though the answer to it may be to come
        if token.pos_ in ("VERB", "AUX"):
            told = _tense(token, direct)
            if told is not None:
                return told
        if token.head.i == token.i:
            return UNKNOWN
        token = token.head
        direct = direct and token.pos_ in ("ADP", "VERB", "AUX")
    return UNKNOWN


def _tense(verb: Token, direct: bool) -> int | None:
    """The direction a verb tells; None where the verb above it decides. `direct`: the date stands
    at this verb, with no noun between, where a present tense tells a plan ("the tender closes Friday")."""
    words = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    if words & {"have", "has", "had", "'ve", "’ve"}:
        return PAST
    if words & _FUTURE or verb.lower_ in _FUTURE:
        return FUTURE
    if "to" in words:
        if verb.dep_ == "advcl":
            return None  # a purpose: "met to mark the day on Friday"
        return PAST if verb.head.lemma_ in _DONE else FUTURE
    if verb.tag_ == "VBD" or words & {"was", "were", "did"}:
        return PAST
    if verb.tag_ == "VBG":
        return FUTURE if words & {"is", "are", "'s", "’s", "'re", "am"} else None
    if verb.tag_ == "VBN":
        return UNKNOWN if words else PAST
    if verb.tag_ == "VBZ" and direct and verb.lemma_ not in _TELLING:
        return FUTURE  # not so with VBP, which `put` and `hit` are often taken for
    if verb.tag_ in ("VBZ", "VBP"):
        return FUTURE if verb.lemma_ in _SCHEDULED else UNKNOWN
    if verb.tag_ == "VB" and verb.head.i == verb.i and not words:
        return FUTURE  # an imperative
    return None
