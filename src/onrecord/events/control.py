"""Which verb a gerund or an infinitive belongs to, and what that makes of it: `refrained from bombing` bombs nobody,
`accused them of bombing` says that they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.events.grammar import listed

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Controller:
    """The verb above a gerund (`accused` of `accused them of bombing`), or the noun (`talks on freeing them`), and
    the preposition between, in lower case; `words` are its lemma with it and with a particle (`rule out`)."""

    verb: Token
    preposition: str

    @property
    def words(self) -> frozenset[str]:
        lemma = self.verb.lemma_.lower()
        particles = [c.lower_ for c in self.verb.children if c.dep_ in ("prt", "advmod", "acomp")]
        return frozenset((lemma, f"{lemma} {self.preposition}", *(f"{lemma} {p}" for p in particles)))

    def is_one_of(self, name: str) -> bool:
        """Whether it is in a list of lexicons/event_grammar.toml, [control]."""
        return not self.words.isdisjoint(listed("control", name))


def controller(verb: Token) -> Controller | None:
    """The verb or noun that a gerund behind a preposition, or the verb that a gerund or infinitive that is its object,
    belongs to."""
    if verb.dep_ == "pcomp":
        preposition = verb.head
        above = preposition.head
        if above.dep_ in ("acomp", "advmod", "prt") and above.head.i != above.i:  # `came close to bombing`
            above = above.head
        return Controller(above, preposition.lower_) if above.pos_ in ("VERB", "AUX", "NOUN") else None
    if verb.dep_ in ("xcomp", "dobj", "ccomp", "csubj") and verb.head.pos_ in ("VERB", "AUX") and verb.head.i != verb.i:
        return Controller(verb.head, "")
    return None
