"""Whether a place name means the place, or the government, people or team that is called by it.

The categories are those of Gritta, Pilehvar and Collier (2020, "A pragmatic guide to geoparsing
evaluation"): literal are names of where something is or happens, also as a modifier; not literal
are metonymy and modifiers that tell whose something is. The parse decides, by the name's head.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.language.places.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MODIFIERS = frozenset(("compound", "nmod", "amod", "nummod"))
_SUBJECTS = frozenset(("nsubj", "csubj"))


def is_literal(doc: Doc, start: int, end: int) -> bool:
    """For the name of tokens [start, end)."""
    root = _first_of_list(doc[start:end].root)
    follows = doc[end] if end < len(doc) else None
    before = doc[start - 1] if start else None
    if root.dep_ in _MODIFIERS and root.head.i >= end:
        return _modifier(root, doc, end)
    if root.dep_ == "poss" or (follows is not None and follows.tag_ == "POS"):
        return _belongs(root.head)
    if before is not None and before.lower_ in words("locative") and root.dep_ not in _SUBJECTS:
        return True
    if root.dep_ in _SUBJECTS:
        return _subject(root)
    if root.dep_ == "nsubjpass":
        return True
    if root.dep_ in ("pobj", "pcomp"):
        return _after_preposition(root.head)
    if root.dep_ in ("dobj", "dative", "oprd"):
        return root.head.lemma_.lower() in words("reaching")
    return root.dep_ != "agent"


def _first_of_list(token: Token) -> Token:
    """Names in a list are all used alike."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _modifier(root: Token, doc: Doc, end: int) -> bool:
    head = root.head
    between = {doc[i].lower_ for i in range(end, min(head.i + 1, end + 4))}
    return not between.isdisjoint(words("spatial") | words("events"))


def _belongs(thing: Token) -> bool:
    return thing.lower_ in words("spatial") or thing.lower_ in words("possessed") or thing.lower_ in words("events")


def _subject(root: Token) -> bool:
    return root.head.lemma_.lower() in words("states")


def _after_preposition(preposition: Token) -> bool:
    word = preposition.lower_
    if word in words("acting"):
        return preposition.head.lower_ in words("spatial")
    if word == "of":
        return preposition.head.lower_ not in words("bodies")
    if word == "for":
        return preposition.head.pos_ in ("VERB", "NOUN") and preposition.head.lemma_ in ("leave", "head", "depart")
    return True
