"""Which type and mode of PLOVER an event is: the vocabulary's entries, and where several types fit,
weights learnt from coded news sentences (training/event_types.py) over facts that a person can read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import TYPE_CHECKING

from onrecord.events.triggers import Trigger
from onrecord.events.vocabulary import Entry, vocabulary
from onrecord.schema.event import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The types that weights are learnt for: those of PLOVER, CONCEDE and RETREAT taken together as YIELD."""

_YIELD: tuple[EventType, ...] = ("CONCEDE", "RETREAT")
_FIRST = 0.7  # what the entry that fits best has over the others, as log-odds
Coding = tuple[EventType, str | None]


def code(
    trigger: Trigger, facts: Iterable[str], actor: Sequence[Token], recipient: Sequence[Token], weights: Weights
) -> Coding | None:
    """The type and the mode of the event that a trigger tells of an actor and a recipient, given the facts
    about them (features.py); None where generic words (`hit`) tell no event without a recipient."""
    entry = _best(trigger, facts, weights)
    mode = entry.mode
    if entry.type == "ASSAULT":
        with_what = vocabulary().mode_by
        mode = with_what(_lemmas(actor)) or mode or with_what(_lemmas(_means(trigger)))
    told = recipient or (actor and trigger.is_noun) or (mode and not trigger.is_noun) or trigger.light is not None
    if trigger.token.lemma_.lower() in vocabulary().needy and not told:
        return None
    if entry.type == "SUPPORT" and vocabulary().mode_by(_lemmas(actor)):
        return None  # `forces backed by tanks`
    return entry.type, mode


def _lemmas(tokens: Sequence[Token]) -> list[str]:
    return [t.lemma_.lower() for t in tokens]


def _best(trigger: Trigger, facts: Iterable[str], weights: Weights) -> Entry:
    """The entry that fits best, but for one of another type that the weights are surer of."""
    first, *others = trigger.entries
    rivals = {e.type: e for e in reversed(others) if e.type != first.type}
    if not rivals:
        return first
    odds = weights.log_probabilities(facts)
    best = max(rivals.values(), key=lambda e: odds[_number(e.type)])
    return best if odds[_number(best.type)] > odds[_number(first.type)] + _FIRST else first


def _number(kind: EventType) -> int:
    return TYPES.index("YIELD" if kind in _YIELD else kind)


def _means(trigger: Trigger) -> list[Token]:
    """The words that tell with what: `with tanks`, `drone attack`, `fired mortars`."""
    found = [t for t in trigger.token.lefts if t.dep_ in ("compound", "amod")]
    for child in trigger.token.children:
        if child.dep_ == "dobj" or (child.dep_ in ("prep", "agent") and child.lower_ in ("with", "by", "in", "from")):
            found += sorted(child.subtree, key=lambda t: t.i)
    return found


@dataclass(frozen=True, slots=True)
class Weights:
    """For each fact its weights, one per type in the order of TYPES; `bias` is every type's own."""

    facts: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]

    def log_probabilities(self, facts: Iterable[str]) -> list[float]:
        """The natural logarithms of the types' probabilities, in the order of TYPES."""
        rows = [self.bias, *(self.facts[fact] for fact in sorted(facts) if fact in self.facts)]
        totals = [sum(column) for column in zip(*rows, strict=True)]
        most = max(totals)
        whole = most + log(sum(exp(total - most) for total in totals))
        return [total - whole for total in totals]


@cache
def shipped_weights() -> Weights:
    """The weights that ship with the package."""
    table = json.loads(files("onrecord.events").joinpath("weights.json").read_text("utf8"))
    assert tuple(table["types"]) == TYPES, "the weights were learnt for other types"
    return weights_of(table["weights"])


def weights_of(table: dict[str, list[float]]) -> Weights:
    """Weights from rows by fact, `bias` among them."""
    rows = {fact: tuple(weights) for fact, weights in table.items()}
    return Weights({fact: row for fact, row in rows.items() if fact != "bias"}, rows["bias"])
