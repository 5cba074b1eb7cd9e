"""What sort of count a figure is: by its sign, by what is counted, by the verb that governs it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures.counted import Counted
from onrecord.figures.numbers import Number
from onrecord.language.countries import Countries
from onrecord.language.nouns import nouns
from onrecord.lexicons.load import lexicon
from onrecord.schema.figure import Measure

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

_HARM: tuple[Measure, ...] = ("killed", "injured", "missing", "displaced", "detained")
_NEAR = 6  # tokens between a noun and the clause that tells of it
_PASSIVES = ("nsubjpass", "dobj", "pobj", "nsubj", "attr", "conj", "appos")


def measure_of(number: Number, words: Phrase, counted: Counted, countries: Countries) -> Measure:
    """The measure of a number; the nearest sign decides."""
    if number.unit == "money":
        return "money"
    if number.unit == "percent":
        return "percent"
    noun = counted.noun or (counted.anchor if counted.anchor.pos_ in ("NOUN", "PROPN") else None)
    people = noun is None or _is_people(noun, countries)
    shown = [(m, token) for token in _signs(words, counted) if (m := _sign(token)) is not None]
    # Only people are killed, displaced, detained: `12 lorries were seized` counts things.
    shown = [(m, token) for m, token in shown if people or (noun is not None and token.i == noun.i)]
    if shown:  # hostages who were murdered are dead
        return "killed" if any(m == "killed" and t.pos_ in ("VERB", "ADJ") for m, t in shown) else shown[0][0]
    if noun is not None and people:
        return "people"
    return "things" if noun is not None else _alone(words)


def _sign(token: Token) -> Measure | None:
    """What a word, with its particle or preposition (`driven out`, `forced from`), says befell
    those counted."""
    lemma = token.lemma_.casefold()
    for child in token.children:
        if child.dep_ in ("prt", "prep", "dobj") and (found := _table().get(f"{lemma} {child.lower_}")):
            return found
    return _table().get(token.lower_) or _table().get(lemma)


def _signs(words: Phrase, counted: Counted) -> Iterator[Token]:
    """The tokens that can tell what befell those counted, the nearest first."""
    noun = counted.noun
    following = words.doc[words.end : words.end + 1]
    if noun is None:
        yield from following  # `300 wounded`
    else:
        yield noun
        yield from (t for t in noun.lefts if t.i >= words.end)
        for token in noun.rights:
            if token.dep_ in ("acl", "amod") or (token.dep_ == "relcl" and token.i - noun.i < _NEAR):
                yield from _deed(token)
        for prep in (t for t in noun.children if t.dep_ == "prep" and t.lower_ in ("in", "of", "among")):
            yield from (c for c in prep.children if c.dep_ == "pobj")
    top = noun if noun is not None else counted.anchor
    for _ in range(3):
        head = top.head
        if head.i == top.i or (top.dep_ in ("nsubj",) and _has_object(head)):
            return  # the subject of a deed suffers nothing by it
        if top.dep_ not in (*_PASSIVES, "prep", "nummod", "acomp"):
            return
        if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            yield from _deed(head)
        if head.pos_ in ("VERB",):
            return
        top = head


def _deed(verb: Token) -> Iterator[Token]:
    """A verb with what completes it: `are in custody`, `are reported to have died`, `forced to flee`."""
    yield verb
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "acomp", "attr", "oprd", "advcl") and child.i > verb.i:
            yield child
        elif child.dep_ == "prep" and child.lower_ in ("in", "into", "of") and verb.pos_ in ("VERB", "AUX"):
            yield from (c for c in child.children if c.dep_ == "pobj")


def _has_object(verb: Token) -> bool:
    """Whether a verb acts on somebody: `3 gunmen killed him`; `fled the town` is no such deed."""
    measure = _table().get(verb.lemma_.casefold())
    return measure != "displaced" and any(c.dep_ == "dobj" for c in verb.children)


def _is_people(noun: Token, countries: Countries) -> bool:
    if noun.pos_ == "PRON":
        return noun.lower_ in ("us", "them", "you", "who", "whom")
    demonym = noun.text[:1].isupper() and countries.people_of(noun.text) is not None
    listed = noun.lower_ in _people() or noun.lemma_.casefold() in _people()
    return demonym or listed or noun.ent_type_ == "NORP" or _sign(noun) is not None


def _alone(words: Phrase) -> Measure:
    """A number without a noun counts people where it is the subject of a deed that people do."""
    root = words.root
    verb = root.head
    return "people" if root.dep_ in ("nsubj", "nsubjpass") and verb.pos_ == "VERB" else "things"


@cache
def _people() -> frozenset[str]:
    """Nouns for people: those that reports count, those who speak."""
    listed = (*lexicon("figures")["measure"]["people"], *nouns()["person"])
    return frozenset(listed) | {word for word in nouns()["group"] if word.endswith(("s", "men"))}


@cache
def _table() -> dict[str, Measure]:
    measures = lexicon("figures")["measure"]
    return {word: measure for measure in reversed(_HARM) for word in measures[measure]}
