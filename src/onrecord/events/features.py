"""Facts about a pair of actor and recipient from which the type of their event is chosen.

Every fact is a string that a person can read: which entries of the vocabulary stand where between
the two, and what the parse makes of them. Words are facts only if the vocabulary or grammar has
them, so that the weights (training/event_types.py) hold no words of the sentences they were learnt from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.events.status import status_of
from onrecord.events.triggers import Trigger
from onrecord.events.vocabulary import vocabulary
from onrecord.language.modals import MODALS

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

_GRAMMAR = frozenset(("ADP", "AUX", "PART", "SCONJ"))
_MARKING = ("aux", "auxpass", "neg", "prt", "mark")
_LONGEST = 6  # words between the two that are told apart


def features(
    sentence: Phrase, actor: Sequence[Token], recipient: Sequence[Token], triggers: Sequence[Trigger]
) -> set[str]:
    """The facts about a pair in a sentence; `actor` and `recipient` are their tokens, either may be
    empty, `triggers` the sentence's own, in order."""
    pair = _Pair(sentence, actor, recipient)
    found = set(pair.shape())
    for trigger in triggers:
        found |= set(_of_trigger(trigger, pair))
    for token in sentence:
        if token.i not in pair.named:
            found |= set(_of_word(token, pair))
    return found


class _Pair:
    """Where the words of a sentence stand to its actor and recipient in the parse."""

    def __init__(self, sentence: Phrase, actor: Sequence[Token], recipient: Sequence[Token]) -> None:
        self.root = sentence.root
        self.actor, self.recipient = _head(actor), _head(recipient)
        self.named = {t.i for t in (*actor, *recipient)}
        self.above_actor, self.above_recipient = _verb_above(self.actor), _verb_above(self.recipient)
        self.path = {t.i for t in self._path() if t.i not in self.named}
        ends = sorted(t.i for t in (self.actor, self.recipient) if t is not None)
        self._between = range(ends[0], ends[-1]) if len(ends) == 2 else range(0)

    def _path(self) -> list[Token]:
        """The words on the way from the one to the other over their heads."""
        if self.actor is None or self.recipient is None:
            return [t for t in (self.above_actor, self.above_recipient) if t is not None]
        ups = [[t, *t.ancestors] for t in (self.actor, self.recipient)]
        others = {t.i for t in ups[1]}
        common = next((t for t in ups[0] if t.i in others), None)
        found: list[Token] = []
        for up in ups:
            for token in up:
                found.append(token)
                if common is not None and token.i == common.i:
                    break
        return found

    def places(self, token: Token) -> list[str]:
        """The names of the places where a word stands."""
        names = []
        if token.i in self.path:
            names.append("path")
        if self.above_actor is not None and token.i == self.above_actor.i:
            names.append("above actor")
        if self.above_recipient is not None and token.i == self.above_recipient.i:
            names.append("above recipient")
        if token.i == self.root.i:
            names.append("root")
        if token.head.i in self.path:
            names.append("near")
        if token.i in self._between:
            names.append("between")
        return names or ["else"]

    def shape(self) -> Iterator[str]:
        """What can be said of the pair without any word."""
        for name, token in (("actor", self.actor), ("recipient", self.recipient)):
            if token is None:
                yield f"no {name}"
            else:
                yield f"{name} {token.dep_}"
                yield f"{name} entity {token.ent_type_ or 'none'}"
        if self.actor is not None and self.recipient is not None:
            yield "actor first" if self.actor.i < self.recipient.i else "recipient first"
        yield f"path {min(len(self.path), _LONGEST)}"
        if self.above_actor is not None:
            yield f"verb {self.above_actor.tag_}"


def _of_trigger(trigger: Trigger, pair: _Pair) -> Iterator[str]:
    places = pair.places(trigger.governor)
    if trigger.token.i in pair.named:
        places = ["in the names"]
    status = status_of(trigger) or "supposed"
    for rank, entry in enumerate(trigger.entries[:4]):
        first = "" if rank == 0 else "also "
        for place in (*places, "any"):
            yield f"{first}{entry.type} {place}"
        yield f"{first}{entry.type} {entry.mode} {places[0]}"
        if rank == 0:
            yield f"{entry.type} {status} {places[0]}"
            yield f"entry {entry.head} {' '.join(entry.after)}".rstrip()


def _of_word(token: Token, pair: _Pair) -> Iterator[str]:
    places = pair.places(token)
    if token.dep_ in _MARKING and "near" in places:
        yield f"marked {MODALS.get(token.lower_, token.lower_)}"
    if token.pos_ in _GRAMMAR:
        if "path" in places or "near" in places:
            yield f"word {token.lower_} {places[0]}"
    elif (lemma := token.lemma_.lower()) in _known_words():
        yield f"word {lemma} any"
        if "path" in places or "near" in places:
            yield f"word {lemma} near"


@cache
def _known_words() -> frozenset[str]:
    """All words of the vocabulary."""
    words = vocabulary()
    return frozenset(
        word
        for table in (words.verbs, words.nouns)
        for entries in table.values()
        for entry in entries
        for text in (entry.head, *entry.after, *(entry.nouns or ()))
        for word in text.split()
    )


def _head(tokens: Sequence[Token]) -> Token | None:
    """The token of a phrase that the others hang on."""
    inside = {t.i for t in tokens}
    outward = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    return next((t for t in outward if t.pos_ in ("NOUN", "PROPN", "PRON")), outward[0] if outward else None)


def _verb_above(token: Token | None) -> Token | None:
    if token is None:
        return None
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
