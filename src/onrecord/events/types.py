"""Which type and mode of PLOVER an event is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.events.triggers import Trigger
from onrecord.events.vocabulary import vocabulary
from onrecord.schema.event import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token


Coding = tuple[EventType, str | None]


def type_of(trigger: Trigger, actor: Sequence[Token], recipient: Sequence[Token]) -> Coding | None:
    """The type and the mode; None where generic words (`hit`) tell no event of these participants."""
    best = trigger.entries[0]
    mode = best.mode
    if best.type == "ASSAULT" and mode is None:
        mode = vocabulary().mode_by([t.lemma_.lower() for t in (*_means(trigger), *actor)])
    if trigger.token.lemma_.lower() in vocabulary().needy and not recipient and mode is None:
        return None
    return best.type, mode


def _means(trigger: Trigger) -> list[Token]:
    """The words that tell with what: `with tanks`, `drone attack`, `fired mortars`."""
    found = [t for t in trigger.token.lefts if t.dep_ in ("compound", "amod")]
    for child in trigger.token.children:
        if child.dep_ == "dobj" or (child.dep_ in ("prep", "agent") and child.lower_ in ("with", "by", "in", "from")):
            found += sorted(child.subtree, key=lambda t: t.i)
    return found
