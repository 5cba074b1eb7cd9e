"""Who does it and to whom: the actor and the recipient of an event, by the parse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from onrecord.events.control import controller
from onrecord.events.grammar import listed, prepositions
from onrecord.events.triggers import SUBJECTS, Trigger, is_passive, subjects_of
from onrecord.events.vocabulary import vocabulary
from onrecord.language.analysis import Analysis
from onrecord.language.countries import Countries
from onrecord.language.noun_phrases import noun_phrase
from onrecord.language.nouns import names_people
from onrecord.lexicons.load import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_BOTH = ("between", "among")
_BEHIND = ("appos", "dep", "nsubj", "npadvmod", "conj", "nmod", "attr", "dobj")
_GIVING_UP = ("RETREAT", "MOBILIZE", "SANCTION", "AID")
_BLAMING = ("REJECT", "ACCUSE", "SUPPORT", "REQUEST")
_VERBAL = ("AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
_words = partial(listed, "participants")


@dataclass(frozen=True, slots=True)
class Participants:
    """The nouns of those who act and of those acted upon; None where the article names nobody."""

    actor: Token | None
    recipient: Token | None


def participants(trigger: Trigger, countries: Countries) -> Participants:
    """The actor and the recipient of an event."""
    if trigger.is_noun:
        return _of_noun(trigger, countries)
    return _of_verb(trigger)


def _of_verb(trigger: Trigger) -> Participants:
    verb, noun, kind = trigger.token, trigger.noun, trigger.entries[0].type
    reached = _towards(verb, trigger)
    if verb.lemma_ in _words("undergoing"):
        return Participants(_somebody(_agent(verb)), _somebody(_subject(verb)))
    if is_passive(verb):
        actor, subject = _agent(verb), _acted_upon(verb)
        told_of = subject is not None and noun is not None and subject.i == noun.i
        takes = kind not in _words("taking_nothing")
        recipient = (reached or (subject if takes else None)) if told_of else (subject or reached)
        return Participants(_somebody(actor), _somebody(recipient))
    actor = _subject(verb)
    recipient = next((c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"), None) or reached
    if noun is None or noun.dep_ in ("xcomp", "ccomp", "advcl"):
        recipient = recipient if verb.lemma_ in _words("giving") else _object(verb, trigger) or reached
        if recipient is not None and kind in _GIVING_UP and _is_own(recipient):
            recipient = reached
    elif recipient is None:
        recipient = _owner(noun) if noun.dep_ in ("dobj", "pobj") else None
        suffers = kind not in _words("taking_nothing") or trigger.entries[0].mode in _words("suffered_by_things")
        if recipient is None and suffers and vocabulary().mode_by(_names_of(noun)) is None:
            recipient = noun
    if recipient is not None and kind in _BLAMING and recipient.dep_ == "dobj":
        recipient = _party_of(recipient) or recipient
    if recipient is None and kind in _VERBAL:
        recipient = _further(verb)
    return Participants(_somebody(actor), _somebody(recipient))


def _is_own(noun: Token) -> bool:
    """`its troops`: what belongs to the actor."""
    return any(c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.lefts)


def _names_of(noun: Token) -> list[str]:
    """A noun's lemma with the words of its compound: `tear gas`."""
    return [*(c.lower_ for c in noun.lefts if c.dep_ in ("compound", "amod")), noun.lemma_.lower()]


def _party_of(noun: Token) -> Token | None:
    """`rejected Norway's offer`: whose it is, where that is somebody named."""
    return next((c for c in noun.lefts if c.dep_ == "poss" and c.pos_ == "PROPN"), None)


def _further(verb: Token) -> Token | None:
    """Whom an infinitive behind the verb reaches: `agreed to sell arms to Norway`, `refused to free her`."""
    aim = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "VERB"), None)
    return reached_by(aim) if aim is not None else None


def reached_by(verb: Token) -> Token | None:
    """Whom a verb reaches: by a preposition, as its object or the owner of it, or further on by an infinitive."""
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
    for above in (*objects, verb):
        for child in above.rights:
            if child.dep_ in ("prep", "dative") and child.lower_ in prepositions("towards", "others"):
                reached = next((c for c in child.children if c.dep_ == "pobj"), None)
                if reached is not None and not _is_time_or_place(reached, child.lower_):
                    return reached
    if objects:
        return _owner(objects[0]) or objects[0]
    return next((c for c in verb.lefts if c.dep_ in SUBJECTS), None) or _further(verb)


def _subject(verb: Token) -> Token | None:
    """A verb's subject; without one of its own that of the verb that governs or precedes it."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        if own := subjects_of(verb):
            return own[-1]
        if verb.dep_ == "acl" and verb.tag_ in ("VBG", "VB"):
            return verb.head
        if verb.dep_ == "xcomp" and verb.head.lemma_ in _words("telling"):
            told = next((c for c in verb.head.children if c.dep_ in ("dobj", "dative")), None)
            if told is not None:
                return told
        if verb.dep_ == "pcomp":
            above = controller(verb)
            if above is None or above.verb.pos_ == "NOUN":  # `talks on freeing them`: by whom is not told
                return None
            if above.preposition in listed("control", "object_does"):
                return _object_of(above.verb) or (None if is_passive(above.verb) else _subject(above.verb))
            if is_passive(above.verb):  # `killed in shelling`: not by them
                return None
            verb = above.verb
        elif verb.dep_ in ("conj", "xcomp", "acomp", "advcl", "ccomp", "dep") and verb.head.i != verb.i:
            if verb.dep_ == "conj" and is_passive(verb.head):
                return _agent(verb.head) or _acted_upon(verb.head)
            verb = verb.head
        else:
            return None
    return None


def _object_of(verb: Token) -> Token | None:
    """Those that a verb is about: its object, the subject of its passive."""
    if is_passive(verb):
        return _acted_upon(verb)
    return next((c for c in verb.children if c.dep_ == "dobj"), None)


def _acted_upon(verb: Token) -> Token | None:
    """A passive's subject, or the noun that its participle stands behind."""
    if own := subjects_of(verb):
        return own[0]
    if verb.dep_ == "acl":
        return verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl"):
        return _acted_upon(verb.head) if is_passive(verb.head) else _subject(verb.head)
    return None


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj" and c.ent_type_ not in ("DATE", "TIME")), None)
    return None


def _object(verb: Token, trigger: Trigger) -> Token | None:
    held = {t.i for t in trigger.links}
    for child in verb.children:
        is_object = child.dep_ in ("dobj", "dative") and child.pos_ != "ADP" and child.i not in held
        if is_object and child.ent_type_ not in ("DATE", "TIME"):
            return child
    for link in trigger.links:
        for child in link.children:
            if child.dep_ == "pobj" and child.i not in held:
                return child
    if verb.dep_ == "relcl" and any(c.dep_ == "dobj" and c.tag_ in ("WDT", "WP") for c in verb.children):
        return verb.head
    told = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if told is not None and verb.lemma_ in _words("telling"):  # `urged Norway to talk`
        return next((c for c in told.children if c.dep_ in SUBJECTS), None)
    return None


def _towards(verb: Token, trigger: Trigger) -> Token | None:
    """Whom the words reach by a preposition: `on`, `against`, `to` ..., behind the verb or its noun."""
    kind = trigger.entries[0].type
    places = [(verb, prepositions("towards", kind))]
    if trigger.noun is not None and trigger.noun.pos_ != "VERB":
        places.insert(0, (trigger.noun, prepositions("towards_of_nouns", kind)))
    for above, words in places:
        for child in above.rights:
            if child.dep_ in ("prep", "dative") and child.lower_ in words:
                reached = next((c for c in child.children if c.dep_ == "pobj"), None)
                if reached is None or reached.i in {t.i for t in trigger.links}:
                    continue
                if not _is_time_or_place(reached, child.lower_):
                    return reached
    return None


def _is_time_or_place(noun: Token, preposition: str) -> bool:
    if noun.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"):
        return True
    if preposition in ("in", "from"):  # a country or a body may be meant, a village is where it is
        return noun.ent_type_ not in ("GPE", "ORG", "NORP")
    if preposition in ("at", "to", "over", "into") and noun.lemma_.lower() in _place_nouns():
        return True
    return preposition in ("at", "to") and noun.ent_type_ in ("LOC", "FAC")


@cache
def _place_nouns() -> frozenset[str]:
    return frozenset(lexicon("places")["place_nouns"])


def _owner(noun: Token) -> Token | None:
    """`the blockade of the port`, `Norway's proposal`: whose or of what a frame's noun is."""
    for child in noun.rights:
        if child.lower_ == "of" and child.i == noun.i + 1 and noun.lemma_.lower() not in _place_nouns():
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return next((c for c in noun.lefts if c.dep_ == "poss" and c.pos_ != "PRON"), None)


def _of_noun(trigger: Trigger, countries: Countries) -> Participants:
    noun = trigger.token
    actor = recipient = None
    owner = next((c for c in noun.lefts if c.dep_ == "poss" and c.ent_type_ not in ("DATE", "TIME")), None)
    suffers = noun.lemma_.lower() in _words("suffered")
    of = _after(noun, ("of",))
    by = _after(noun, ("by",)) or (_after(of, ("by",)) if of is not None else None) or _agent(trigger.governor)
    pair = _after(noun, _BOTH)
    against = _after(noun, tuple(prepositions("towards_of_nouns", trigger.entries[0].type)))
    if owner is not None and suffers and of is None:
        recipient = owner
    elif owner is not None:
        actor = owner
    if of is not None and trigger.entries[0].type in _words("of_is_actor") and not suffers:
        actor = actor or of
    elif of is not None:
        recipient = recipient or of
    verb = trigger.light
    if verb is None and noun.dep_ == "dobj" and noun.head.lemma_ in _words("doing"):
        verb = noun.head
        actor = actor if actor is not of else None
    actor = by or actor or pair or _named_before(noun, countries)
    recipient = recipient or against
    if noun.dep_ == "dobj" and noun.head.lemma_ in _words("undergoing"):
        recipient = recipient or _subject(noun.head)
    if verb is not None:
        subject = _subject(verb) if not is_passive(verb) else _agent(verb)
        if actor is None and subject is not None and subject.i != noun.i:
            actor = subject
        recipient = recipient or _towards(verb, trigger)
    return Participants(_somebody(actor), _somebody(recipient))


def _after(noun: Token, prepositions: tuple[str, ...]) -> Token | None:
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None and not _is_time_or_place(found, child.lower_):
                return found
    return None


def _named_before(noun: Token, countries: Countries) -> Token | None:
    """Whose event a noun's modifier tells: `Israeli air strikes`, `police raids`, `the UN visit`."""
    for child in noun.lefts:
        if child.dep_ not in ("amod", "compound", "nmod"):
            continue
        if countries.any(child.text) or child.ent_type_ in ("NORP", "ORG") or names_people(child):
            return child
    return None


def _somebody(noun: Token | None) -> Token | None:
    if noun is None or noun.lower_ in _words("nobody") or noun.pos_ in ("SCONJ", "ADV", "PUNCT"):
        return None
    return noun


def behind_dateline(analysis: Analysis, noun: Token | None) -> Token | None:
    """The noun that the parse made a part of a dateline's place (`OSLO - Police`), if it is such a place."""
    end = analysis.in_dateline(noun.idx) if noun is not None else None
    if noun is None or end is None:
        return noun
    behind = [t for t in noun.subtree if t.idx >= end and t.pos_ in ("NOUN", "PROPN", "PRON") and t.dep_ in _BEHIND]
    return min(behind, key=lambda t: len(list(t.ancestors)), default=None)


def is_force(noun: Token | None) -> bool:
    """Whether it is something that does harm without being anybody: a storm, a disease."""
    return noun is not None and noun.lemma_.lower() in _words("forces")


def is_mishap(noun: Token | None) -> bool:
    """Whether it can do harm without meaning it: a car, a dog, inflation."""
    return noun is not None and noun.lemma_.lower() in _words("mishaps")


def is_event(noun: Token | None) -> bool:
    """Whether it is an event itself, behind which nobody is named here (`the attack killed two`)."""
    lemma = noun.lemma_.lower() if noun is not None and noun.pos_ == "NOUN" else ""
    return lemma in vocabulary().nouns and lemma in vocabulary().needy


def is_device(noun: Token | None) -> bool:
    """Whether it is a bomb or the like, behind which nobody is named."""
    return noun is not None and noun.lemma_.lower() in _words("devices")


def words_of(noun: Token | None) -> list[Token]:
    """The tokens that name a participant."""
    if noun is None:
        return []
    if noun.dep_ in ("amod", "compound", "nmod"):
        return _compounds(noun)
    words = noun_phrase(noun)
    if noun.dep_ == "poss":
        words = [t for t in words if t.dep_ != "case"]
    return words


def _compounds(noun: Token) -> list[Token]:
    return [*(c for c in noun.lefts if c.dep_ in ("compound", "amod")), noun]
