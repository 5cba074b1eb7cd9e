"""From the words that report events to events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from onrecord.events.actors.code import actor_code
from onrecord.events.coding import Weights, code, shipped_weights
from onrecord.events.features import features
from onrecord.events.participants import (
    behind_dateline,
    is_device,
    is_event,
    is_force,
    is_mishap,
    participants,
    words_of,
)
from onrecord.events.setting import date_of, place_of
from onrecord.events.status import status_of
from onrecord.events.triggers import Trigger, find_triggers
from onrecord.events.vocabulary import vocabulary
from onrecord.language.analysis import Analysis
from onrecord.language.mentions.resolve import SpeakerResolver
from onrecord.language.noun_phrases import span_of
from onrecord.schema.event import Event, Participant
from onrecord.schema.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 6  # tokens between a verb and its noun that the event's words may run over


def find_events(analysis: Analysis, weights: Weights | None = None) -> list[Event]:
    """The events of an article in the order of the text, not yet joined to statements, figures and each other;
    `weights` choose between the types that fit (the shipped ones, if none are given)."""
    weights = weights or shipped_weights()
    resolver = SpeakerResolver(analysis)
    triggers = find_triggers(analysis.doc)
    beside: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        beside.setdefault(trigger.token.sent.start, []).append(trigger)
    found = [_event(analysis, resolver, t, beside[t.token.sent.start], weights) for t in triggers]
    return [event for event in found if event is not None]


def _event(
    analysis: Analysis, resolver: SpeakerResolver, trigger: Trigger, beside: Sequence[Trigger], weights: Weights
) -> Event | None:
    status = status_of(trigger)
    if status is None:
        return None
    who = participants(trigger, analysis.countries)
    who = replace(who, actor=behind_dateline(analysis, who.actor))
    generic = trigger.token.lemma_.lower() in vocabulary().needy
    if is_force(who.actor) or is_force(who.recipient) or (generic and is_mishap(who.actor)):
        return None
    nobody = is_device(who.actor) or is_event(who.actor)
    actor = [] if nobody else words_of(who.actor)
    recipient = words_of(who.recipient)
    several = len({entry.type for entry in trigger.entries}) > 1
    facts = features(trigger.token.sent, actor, recipient, beside) if several else ()
    coded = code(trigger, facts, actor, recipient, weights)
    if coded is None:
        return None
    kind, mode = coded
    taken = {t.i for t in (*actor, *recipient)}
    place = place_of(analysis, trigger, taken)
    if not (actor or recipient or (trigger.is_noun and (trigger.light is not None or place))):
        return None
    start, end = _words(trigger)
    text = analysis.text
    return Event(
        id="e" + sha256(f"{analysis.article.sha256} {start} {end}".encode()).hexdigest()[:12],
        span=Span.of(text, start, end),
        type=kind,
        mode=mode,
        actor=_participants(analysis, resolver, who.actor, actor),
        recipient=_participants(analysis, resolver, who.recipient, recipient),
        place=(Span.of(text, *place),) if place else (),
        date=date_of(analysis, trigger, status),
        status=status,
    )


def _words(trigger: Trigger) -> tuple[int, int]:
    """The words that report an event: the verb with its auxiliaries and what belongs to it, or the noun
    with the verb that carries it."""
    if trigger.is_noun and (trigger.light is None or trigger.token.i < trigger.light.i):
        return span_of(trigger.token.nbor(-n) for n in range(len(trigger.entries[0].after) + 1))
    first = last = trigger.governor
    for child in sorted(trigger.governor.lefts, key=lambda c: -c.i):
        if child.i == first.i - 1 and child.dep_ in ("aux", "auxpass", "neg", "advmod") and child.lower_ != "to":
            first = child
    while first.dep_ == "advmod" and first.i < trigger.governor.i:
        first = first.nbor(1)
    tokens = [first, last, *(t for t in trigger.links if t.i <= trigger.governor.i + _NEAR)]
    for noun in (trigger.noun, trigger.token):
        if noun is not None and abs(noun.i - trigger.governor.i) <= _NEAR:
            tokens.append(noun)
    return span_of(tokens)


def _participants(
    analysis: Analysis, resolver: SpeakerResolver, noun: Token | None, words: Sequence[Token]
) -> tuple[Participant, ...]:
    """Those of one side, resolved and coded; several joined by `and` are one stretch of words."""
    if noun is None or not words:
        return ()
    start, end = span_of(words)
    span = Span.of(analysis.text, start, end)
    who = resolver.resolve(((start, end),), None)
    code = actor_code(span.text if noun.pos_ != "PRON" else (who.name or ""), analysis.countries)
    return (Participant(span, who.name, code.country, code.sector),)
