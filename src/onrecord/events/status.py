"""Whether an event happened, goes on, is planned, hangs on a condition, or is denied.

The five are the record's own; PLOVER's auxiliary modes (historical, future, hypothetical,
negation) say the same, and its manual tells of no project that has coded them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onrecord.events.control import Controller, controller
from onrecord.events.grammar import listed
from onrecord.events.triggers import Trigger
from onrecord.language.modals import MODALS
from onrecord.schema.event import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = ("conj", "xcomp", "ccomp", "pcomp", "prep", "advcl", "acl")
_HYPOTHETICAL = ("would", "could", "may")
_words = partial(listed, "status")


def status_of(trigger: Trigger) -> Status | None:
    """The status that the words tell; None for what stands in a condition, a wish or a question, which is
    not reported as an event at all."""
    verb = trigger.governor
    if trigger.is_noun and trigger.light is None:
        return _of_noun(trigger.token)
    if trigger.is_noun and verb.lemma_ in _words("planning") and not _is_negated(verb):
        return "conditional" if _has_condition(verb) else "planned"
    if trigger.is_noun and verb.lemma_ in _words("continuing") and not _is_negated(verb):
        return "ongoing"
    if _is_supposed(verb):
        return None
    if _is_untrue(verb) or _is_negated(verb) or _has_no(trigger):
        return "denied"
    modal = _modal(verb)
    conditional = _has_condition(verb)
    if modal in _HYPOTHETICAL:
        return "conditional"
    if modal in ("will", "must"):
        return "conditional" if conditional else "planned"
    above = controller(verb)
    if above is not None and above.is_one_of("to_come"):
        return "planned"
    governed = _governed(verb)
    if governed is not None:
        return "conditional" if governed == "planned" and conditional else governed
    if conditional and verb.tag_ in ("VBP", "VBZ", "VB"):
        return "conditional"
    return "ongoing" if _goes_on(verb) else "happened"


def _of_noun(noun: Token) -> Status | None:
    before = {t.lower_ for t in noun.lefts}
    verb = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if _is_asked(noun) or (verb is not None and _is_supposed(verb)):
        return None
    if _is_untrue(noun):
        return "denied"
    if "no" in before or (verb is not None and noun.dep_ in ("nsubj", "nsubjpass", "attr") and _is_negated(verb)):
        return "denied"
    if before & _words("planned_adjectives"):
        return "planned"
    if before & _words("ongoing_adjectives"):
        return "ongoing"
    if verb is not None and _is_object_of(noun, verb):
        if verb.lemma_ in _words("denying"):
            return "denied"
        if Controller(verb, "").is_one_of("averted"):
            return None if _is_negated(verb) else "denied"
        if verb.lemma_ in _words("planning") or _modal(verb) == "will":
            return "conditional" if _has_condition(verb) else "planned"
    if verb is not None and noun.dep_ in ("nsubj", "nsubjpass"):
        if _modal(verb) == "will":
            return "planned"
        if verb.lemma_ in _words("continuing"):
            return "ongoing"
    return "happened"


def _is_object_of(noun: Token, verb: Token) -> bool:
    """Whether a noun is what a verb is about: its object, or named by it (`pledged $5 million in aid`)."""
    at = noun
    while at.dep_ in ("pobj", "prep") and at.head.i != verb.i:
        at = at.head
        if at.dep_ == "prep" and at.lower_ not in ("in", "of"):
            return False
    return at.head.i == verb.i and at.dep_ in ("dobj", "nsubjpass")


def _is_supposed(verb: Token) -> bool:
    """Whether the verb stands in an `if` clause, in a question, or is only spoken of (`warned against bombing`)."""
    if _is_asked(verb):
        return True
    above = controller(verb)
    if above is not None and above.is_one_of("spoken_of") and verb.tag_ == "VBG":
        return True
    at: Token = verb
    for _ in range(6):
        marks = {c.lower_ for c in at.lefts if c.dep_ in ("mark", "advmod")}
        if at.dep_ in ("advcl", "ccomp", "pcomp") and marks & _words("conditions"):
            return True
        if at.dep_ not in _CLAUSES or at.head.i == at.i:
            return False
        at = at.head
    return False


def _is_asked(token: Token) -> bool:
    """Whether a sentence ends with a question mark."""
    doc, at = token.doc, token.sent.end - 1
    while at > token.i and (doc[at].is_space or doc[at].is_quote):
        at -= 1
    return doc[at].text == "?"


def _is_untrue(token: Token) -> bool:
    """Whether what is told is called untrue: `the report that rebels attacked was false`."""
    at = token
    for _ in range(5):
        if at.head.i == at.i:
            return False
        at = at.head
        told = [c for c in at.children if c.dep_ in ("acomp", "attr", "oprd")] if at.lemma_ == "be" else []
        if any(c.lemma_.lower() in _words("untrue") for c in told) and at.i != token.i:
            return True
    return False


def _is_negated(verb: Token) -> bool:
    if any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in verb.lefts):
        return True
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX") and verb.head.lemma_ in _words("continuing"):
        return _is_negated(verb.head)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    if any(c.lower_ in _words("nearly") for c in verb.lefts):
        return True
    above = controller(verb)
    if above is not None and above.is_one_of("averted"):
        return not _is_negated(above.verb)
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "deny":
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ in _words("denying")


def _has_no(trigger: Trigger) -> bool:
    """`no shots were fired`, `nobody was arrested`, `did not carry out`."""
    nouns = [c for c in trigger.governor.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
    nouns += [n for n in (trigger.noun, trigger.token if trigger.is_noun else None) if n is not None]
    return any(
        n.lower_ in ("nobody", "none") or any(c.lower_ in ("no", "neither", "hardly") for c in n.lefts) for n in nouns
    )


def _modal(verb: Token) -> str | None:
    for child in verb.lefts:
        if child.dep_ in ("aux", "auxpass") and (modal := MODALS.get(child.lower_)):
            return modal
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not _has_own_subject(verb):
        own = any(c.dep_ in ("aux", "auxpass") for c in verb.lefts)
        return None if own or verb.tag_ in ("VBD", "VBZ") else _modal(verb.head)
    return None


def _has_own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts)


def _has_condition(verb: Token) -> bool:
    """Whether the event's clause, or the one that governs it, has a condition beside it."""
    at = verb
    for _ in range(3):
        for child in at.children:
            if child.dep_ in ("advcl", "prep", "mark", "ccomp", "advmod"):
                opening = [t.lower_ for t in child.subtree if t.i <= child.left_edge.i + 1]
                first = {*opening, " ".join(opening)}
                if child.i != verb.i and first & _words("conditions"):
                    return True
        if at.dep_ not in ("xcomp", "ccomp", "conj") or at.head.i == at.i:
            return False
        at = at.head
    return False


def _governed(verb: Token) -> Status | None:
    """The status that a governing verb gives: `plans to`, `was due to`, `continued to`."""
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)
    at = verb
    while at.dep_ == "conj" and at.head.pos_ in ("VERB", "AUX") and at.tag_ == at.head.tag_:
        at = at.head
        infinitive = infinitive or any(c.lower_ == "to" and c.dep_ == "aux" for c in at.lefts)
    if at.dep_ not in ("xcomp", "ccomp", "acl", "advcl", "pcomp", "acomp") or at.head.i == at.i:
        return "planned" if infinitive and at.dep_ != "ROOT" else None
    head = at.head if at.dep_ != "pcomp" else at.head.head
    lemma = head.lemma_.lower()
    if lemma in _words("continuing"):
        return "ongoing"
    if lemma in _words("managing"):
        if lemma == "be" and at.dep_ != "xcomp":
            return None
        return "ongoing" if _goes_on(head) else _governed(head)
    if infinitive or (at.dep_ == "ccomp" and at.tag_ == "VB"):
        return "planned"
    return "planned" if lemma in _words("planning") and at.tag_ == "VBG" else None


def _goes_on(verb: Token) -> bool:
    """Progressive, or lasting up to now: `are shelling`, `have blocked the road since Thursday`."""
    auxiliaries = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in auxiliaries):
        return True
    if any(c.tag_ == "VBG" and c.lemma_ == "be" for c in auxiliaries):
        return True
    if verb.lemma_ == "be" and verb.tag_ in ("VBP", "VBZ"):
        return True
    adverbs = {c.lower_ for c in verb.children if c.dep_ == "advmod"}
    if "still" in adverbs:
        return True
    since = any(c.lower_ == "since" for c in verb.children)
    return since and any(c.lower_ in ("has", "have", "'ve", "’ve") for c in auxiliaries)
