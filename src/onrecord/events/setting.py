"""Where and when an event is told to have been."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.events.grammar import listed
from onrecord.events.triggers import Trigger
from onrecord.language.analysis import Analysis
from onrecord.language.noun_phrases import noun_phrase, span_of
from onrecord.language.places.phrases import PlacePhrase, within
from onrecord.schema.event import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]
_FAR = 5  # words above a place or time at which nothing ties it to an event


def place_of(analysis: Analysis, trigger: Trigger, taken: set[int]) -> Range | None:
    """The words that tell where: the nearest place phrase that hangs on the event. `taken` are the
    tokens of those who take part, which tell no place."""
    sentence = trigger.token.sent
    best: tuple[int, PlacePhrase] | None = None
    for phrase in within(analysis.place_phrases, sentence.start_char, sentence.end_char):
        root = analysis.doc[phrase.root]
        if not phrase.preposition or root.i in taken:
            continue
        if not _hangs_on(root, trigger):
            continue
        distance = abs(root.i - trigger.token.i)
        if best is None or distance < best[0]:
            best = distance, phrase
    return (best[1].start, best[1].end) if best else _beside(trigger, taken)


def _beside(trigger: Trigger, taken: set[int]) -> Range | None:
    """A place that only its preposition tells: `near the mill`."""
    for above in (trigger.noun, trigger.token, trigger.governor):
        for child in above.rights if above is not None else ():
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if (
                child.dep_ != "prep"
                or child.lower_ not in listed("setting", "locative")
                or noun is None
                or noun.i in taken
            ):
                continue
            if noun.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT"):
                return span_of([child, *noun_phrase(noun)])
    return None


def date_of(analysis: Analysis, trigger: Trigger, status: Status) -> str | None:
    """When it was (EDTF): the time that hangs on the event; the day of the article for what goes on as it is
    written."""
    sentence = trigger.token.sent
    first = bisect_left(analysis.times, sentence.start_char, key=lambda t: t.start)
    best: tuple[bool, int, str] | None = None
    for time in analysis.times[first:]:
        if time.start >= sentence.end_char:
            break
        words = analysis.phrase(time.start, time.end)
        if time.edtf is None or analysis.in_dateline(time.start) or not _hangs_on(words.root, trigger):
            continue
        found = time.kind == "TIME", abs(words.root.i - trigger.token.i), time.edtf  # a day before an hour
        if best is None or found < best:
            best = found
    if best is not None:
        return best[2]
    published = analysis.article.published
    if status == "ongoing" and published is not None and _is_present(trigger.governor):
        return published.value
    return None


def _is_present(verb: Token) -> bool:
    auxiliaries = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    first = min(auxiliaries, key=lambda c: c.i, default=verb)
    return first.tag_ in ("VBP", "VBZ")


def _hangs_on(token: Token, trigger: Trigger) -> bool:
    """Whether a phrase belongs to the event's clause: its nearest verb is the event's, or one that the
    event's verb is joined to or governed by as an infinitive."""
    own = {trigger.token.i, trigger.governor.i}
    if trigger.noun is not None:
        own.add(trigger.noun.i)
    at = trigger.governor
    if trigger.is_noun and trigger.light is None:
        above = next((a for a in trigger.token.ancestors if a.pos_ in ("VERB", "AUX")), None)
        if above is not None:
            own.add(above.i)
    while at.dep_ in ("xcomp", "conj") and at.head.i != at.i and at.head.pos_ in ("VERB", "AUX"):
        at = at.head
        own.add(at.i)
    for above in list(token.ancestors)[:_FAR]:
        if above.i in own:
            return True
        if above.pos_ in ("VERB", "AUX"):
            return False
    return False
