"""The words that tell where: place names and common nouns for places, with their preposition and
what narrows them (`in camps in north-east Syria`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.language.places.place_name import PlaceName
from onrecord.lexicons.load import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAMING = ("compound", "nmod", "poss", "amod")
_MODIFIERS = ("det", "amod", "compound", "nmod", "poss", "nummod", "advmod")


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """Words [start, end) of the text that tell where; `root` is the token of the place itself and
    `preposition` the one before it, in lower case, empty where there is none (`fled Ghent`)."""

    start: int
    end: int
    root: int
    preposition: str
    named: bool


def place_phrases(doc: Doc, names: Sequence[PlaceName]) -> tuple[PlacePhrase, ...]:
    """All of a document, in the order of the text. Of those inside another one only what follows
    its `of` is there by itself too (`the east of the city, which shelters 3,000`)."""
    spots = _spots(doc, names)
    found: list[PlacePhrase] = []
    end = 0
    for spot in sorted(spots.values(), key=lambda s: s.first):
        first, preposition = _opened(doc, spot)
        if first < end and preposition:
            continue
        last = _narrowed(doc, spot, spots)
        found.append(PlacePhrase(doc[first].idx, doc[last].idx + len(doc[last]), spot.root, preposition, spot.named))
        end = max(end, last + 1)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place's tokens [first, last]; `root` is the one that the rest hangs on."""

    first: int
    last: int
    root: int
    named: bool


def _spots(doc: Doc, names: Sequence[PlaceName]) -> dict[int, _Spot]:
    """Place names and nouns for places by the index of their root; `Hol camp` is one."""
    found: dict[int, _Spot] = {}
    taken: set[int] = set()
    for name in names:
        words = doc.char_span(name.start, name.end, alignment_mode="expand")
        if words is None:
            continue
        root, last = words.root, words.end - 1
        noun = root.head
        if root.dep_ in _NAMING and last < noun.i < last + 4 and _is_place_noun(noun):  # `the Hol camp`
            root, last = noun, noun.i
        found[root.i] = _Spot(_leftmost(doc, root, words.start), last, root.i, True)
        taken.update(range(words.start, last + 1))
    for token in doc:
        if token.i not in taken and _is_place_noun(token) and token.dep_ not in ("compound", "amod", "nmod"):
            found[token.i] = _Spot(_leftmost(doc, token, token.i), token.i, token.i, False)
    return found


def _is_place_noun(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() not in _words("place_nouns"):
        return False
    return token.lemma_.lower() not in _words("places_if_defined") or any(True for _ in token.lefts)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("places")[name])


def _leftmost(doc: Doc, root: Token, start: int) -> int:
    """Where the noun begins with its article and adjectives."""
    first = start
    for child in root.lefts:
        if child.dep_ in _MODIFIERS:
            first = min(first, child.left_edge.i)
    return max(first, root.sent.start)


def _opened(doc: Doc, spot: _Spot) -> tuple[int, str]:
    """The first token with the preposition that the place hangs on, and that preposition."""
    before = doc[spot.first - 1] if spot.first > 0 and not doc[spot.first].is_sent_start else None
    root = doc[spot.root]
    if root.dep_ in _NAMING and root.head.i > spot.last:  # `in US custody`
        return spot.first, ""
    if before is None or before.lower_ not in _words("telling_where"):
        return spot.first, ""
    first = before.i
    while first > 0 and not doc[first].is_sent_start and doc[first - 1].lower_ in _words("before_prepositions"):
        first -= 1
    return first, before.lower_


def _narrowed(doc: Doc, spot: _Spot, spots: dict[int, _Spot]) -> int:
    """The last token with the places that narrow this one: `in camps in the north of the country`."""
    last = spot.last
    while last + 2 < len(doc):
        link = doc[last + 1]
        if link.is_sent_start or not (link.lower_ == "of" or link.lower_ in _words("telling_where")):
            break
        if spot.named and link.lower_ != "of":  # `in Ghent in March`, `in Ghent near the river`: told enough
            break
        if link.head.i < spot.first or link.head.i > last:
            break
        noun = next((c for c in link.children if c.dep_ == "pobj"), None)
        inner = spots.get(noun.i) if noun is not None else None
        if inner is None and noun is not None and noun.pos_ == "PROPN" and link.lower_ == "of":
            inner = _Spot(
                noun.left_edge.i, noun.i, noun.i, True
            )  # a name that only its place tells: `the coast of Meer`
        if inner is None or inner.first != link.i + 1:
            break
        last, spot = inner.last, inner
    return last


def within(phrases: Sequence[PlacePhrase], start: int, end: int) -> Iterator[PlacePhrase]:
    """The phrases that lie in [start, end) of the text."""
    for phrase in phrases[bisect_left(phrases, start, key=lambda p: p.start) :]:
        if phrase.start >= end:
            return
        yield phrase
