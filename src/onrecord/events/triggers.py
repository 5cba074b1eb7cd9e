"""The verbs and nouns that report events, and which entry of the vocabulary each fits best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from onrecord.events.grammar import listed
from onrecord.events.vocabulary import Entry, Vocabulary, vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVE = ("WDT", "WP")
_REACH = 7  # tokens behind a verb in which the words that belong to it are looked for
_NO_EVENTS = ("PERSON", "WORK_OF_ART", "DATE", "TIME")
_ATTRIBUTES = ("amod", "compound", "nmod")
_words = partial(listed, "triggers")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports an event.

    `token` is the verb or noun; `links` the words that belong to a verb (`open fire on`: fire, on),
    `noun` the object that a frame needs (`closed the border`: border), for a noun the verb that
    only carries it is `light`. `entries` are the fitting ones, the most specific first.
    """

    token: Token
    entries: tuple[Entry, ...]
    links: tuple[Token, ...] = ()
    noun: Token | None = None
    light: Token | None = None

    @property
    def is_noun(self) -> bool:
        """Whether the event is told by a noun."""
        return self.token.pos_ in ("NOUN", "PROPN")

    @property
    def governor(self) -> Token:
        """The verb that has the event's subject, time and status: a noun's light verb."""
        return self.light if self.light is not None else self.token


def find_triggers(doc: Doc) -> list[Trigger]:
    """All triggers of a document in order; a noun that a verb's frame holds is no trigger of its own."""
    words = vocabulary()
    verbs = [t for token in doc if (t := _verb(token, words))]
    held = {t.noun.i for t in verbs if t.noun is not None and t.noun.pos_ != "VERB"}
    held |= {link.i for t in verbs for link in t.links}
    within = {(t.noun.i, t.entries[0].type) for t in verbs if t.noun is not None}  # `allowed monitors to enter` is one
    verbs = [t for t in verbs if (t.token.i, t.entries[0].type) not in within]
    nouns = [t for token in doc if token.i not in held and (t := _noun(token, words))]
    carried = {t.light.i for t in nouns if t.light is not None}
    return sorted((*(t for t in verbs if t.token.i not in carried), *nouns), key=lambda t: t.token.i)


def _verb(token: Token, words: Vocabulary) -> Trigger | None:
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", *_ATTRIBUTES):
        return None
    known = words.verbs.get(_hyphenated(token)) or words.verbs.get(token.lemma_.lower(), [])
    fits = [(entry, *fit) for entry in known if (fit := _fit(token, entry))]
    if not fits:
        return None
    fits.sort(key=lambda f: -f[0].weight)
    best, links, noun = fits[0]
    if best.kind == "figurative":
        return None
    entries = tuple(f[0] for f in fits if f[0].kind != "figurative")
    return Trigger(token, entries, tuple(links), noun)


def _hyphenated(token: Token) -> str:
    """`test-fire`, `cease-fire`: the lemma with what a hyphen ties to it."""
    tied = token.i > 1 and token.nbor(-1).text == "-"
    return f"{token.nbor(-2).lower_}-{token.lemma_.lower()}" if tied else ""


def _fit(verb: Token, entry: Entry) -> tuple[list[Token], Token | None] | None:
    """The tokens that an entry's words are, and its noun; None where it does not fit."""
    links = _links(verb, entry.after)
    if links is None:
        return None
    if entry.nouns is None:
        return links, None
    among = list(_with_conjuncts(iter(subjects_of(verb)))) if entry.kind == "subject" else list(_objects(verb, links))
    noun = next((n for n in among if _is_one_of(n, entry.nouns)), None)
    if noun is None:
        return None
    return links, noun if entry.kind != "subject" else None


def _links(verb: Token, after: Sequence[str]) -> list[Token] | None:
    found: list[Token] = []
    at = verb.i
    doc = verb.doc
    for word in after:
        near = doc[at + 1 : min(at + _REACH, verb.sent.end)]
        link = next((t for t in near if word in (t.lower_, t.lemma_) and _hangs_on(t, verb)), None)
        if link is None:
            return None
        found.append(link)
        at = link.i
    return found


def _hangs_on(token: Token, verb: Token) -> bool:
    for _ in range(3):
        token = token.head
        if token.i == verb.i:
            return True
        if token.pos_ == "VERB":
            return token.dep_ in ("xcomp", "ccomp") and token.head.i == verb.i
    return False


def subjects_of(verb: Token) -> list[Token]:
    """A verb's own subjects (a dateline may look like one more); a relative pronoun's noun in its place."""
    return [_antecedent(child, verb) for child in verb.lefts if child.dep_ in SUBJECTS]


def _antecedent(pronoun: Token, verb: Token) -> Token:
    if pronoun.tag_ in ("WDT", "WP") or (pronoun.lower_ == "that" and verb.dep_ == "relcl"):
        clause = verb
        while clause.dep_ == "conj" and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return pronoun


def _objects(verb: Token, links: Sequence[Token]) -> Iterator[Token]:
    """What can be the noun of a frame: the object, the passive's subject, the object of the last
    linking preposition, the infinitive behind a last `to`, the noun that a participle defines."""
    if links and links[-1].lower_ == "to":
        yield from (c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > links[-1].i)
    if links and links[-1].dep_ in ("prep", "agent", "dative", "prt", "advmod"):
        yield from _with_conjuncts(c for c in links[-1].children if c.dep_ == "pobj")
    if not links or links[-1].dep_ not in ("prep", "agent"):
        yield from _with_conjuncts(c for c in verb.children if c.dep_ in ("dobj", "attr", "nsubjpass", "oprd"))
        if is_passive(verb) and verb.dep_ in ("conj", "xcomp"):
            yield from (c for c in verb.head.children if c.dep_ == "nsubjpass")
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            yield verb.head
        if verb.dep_ == "relcl" and any(c.dep_ in ("dobj", "nsubjpass") and c.tag_ in _RELATIVE for c in verb.children):
            yield verb.head


def _with_conjuncts(tokens: Iterator[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.conjuncts
        if token.dep_ == "pobj" or token.lemma_ in _words("quantities"):
            yield from (c for of in token.children if of.lower_ == "of" for c in of.children if c.dep_ == "pobj")


def _is_one_of(noun: Token, nouns: frozenset[str]) -> bool:
    """Whether a noun, alone or with the words before it, is one of an entry's."""
    lemma = noun.lemma_.lower()
    if lemma in nouns or noun.lower_ in nouns:
        return True
    before = [noun.doc[i].lower_ for i in range(max(noun.i - 2, 0), noun.i)]
    return any(" ".join((*before[-n:], end)) in nouns for n in (1, 2) for end in (lemma, noun.lower_))


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive, also as a participle behind its noun."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "ccomp" and verb.head.lemma_ in ("have", "get", "see"):  # `had him extradited`
        return True
    if verb.dep_ == "conj":
        return is_passive(verb.head) and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)
    return verb.dep_ in ("acl", "advcl") and not any(c.dep_ == "aux" for c in verb.children)


def _noun(token: Token, words: Vocabulary) -> Trigger | None:
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in _ATTRIBUTES or token.ent_type_ in _NO_EVENTS:
        return None
    lemma = _hyphenated(token) or token.lemma_.lower()
    light = _light(token, words)
    entries = [e for e in (*words.nouns.get(lemma, ()), *words.nouns.get(token.lower_, ())) if _compound(token, e)]
    entries += [
        e for e in words.verbs.get(lemma, ()) if e.kind == "subject" and not e.after and _done_by(token, light, e)
    ]
    if not entries:
        return None
    entries.sort(key=lambda e: -e.weight)
    return Trigger(token, tuple(dict.fromkeys(entries)), light=light)


def _done_by(noun: Token, light: Token | None, entry: Entry) -> bool:
    """Whether a noun that is a verb's too is the doing of those whose verb it is: `a strike by dockers`."""
    doers = [c for c in noun.lefts if c.dep_ in ("poss", "compound")]
    doers += [o for c in noun.rights if c.lower_ in ("by", "of") for o in c.children if o.dep_ == "pobj"]
    doers += subjects_of(light) if light is not None else []
    return any(_is_one_of(d, entry.nouns or frozenset()) for d in doers)


def _compound(noun: Token, entry: Entry) -> bool:
    """Whether the words of an entry stand before its last one: `air strike`."""
    size = len(entry.after)
    if not size:
        return True
    start = noun.i - size
    return start >= 0 and [noun.doc[i].lower_ for i in range(start, noun.i)] == list(entry.after)


def _is_told_of(verb: Token) -> bool:
    """`The strike was a mistake` tells no strike."""
    return verb.lemma_ == "be" and not any(c.dep_ == "expl" for c in verb.children)


def _light(noun: Token, words: Vocabulary) -> Token | None:
    """The verb that only carries a noun's event (`staged a protest`), or tells that it begins or ends."""
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in words.light:
        return verb
    if (
        noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")
        and verb.lemma_ in _words("aspect")
        and not _is_told_of(verb)
    ):
        return verb
    return None
