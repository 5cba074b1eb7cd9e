"""The clauses of a content: whose doing each is, in which mood, and whether denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.language.analysis import Analysis
from onrecord.language.countries import Countries, fold
from onrecord.language.mentions.discourse import Speaker
from onrecord.language.modals import MODALS
from onrecord.language.names import words

if TYPE_CHECKING:
    from spacy.tokens import Token

Doer = Literal["we", "own", "you", "other", "none"]
"""`we`: the speaker in the first person; `own`: a pronoun or name that can mean the speaker's
side; `none`: no subject (`to go on`, an imperative)."""

_FIRST = frozenset(("i", "we", "us", "me"))
_SECOND = frozenset(("you",))
_THIRD = {
    "person": frozenset(("he", "she")),
    "organisation": frozenset(("it", "they")),
    "group": frozenset(("they",)),
    "document": frozenset(("it",)),
    "none": frozenset[str](),
}
_SEMI = {"have": "must", "need": "must", "go": "will"}  # have to, need to, going to
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "nothing", "none"))


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb of a content. `mood` is the modal's, else the tense: past, present, bare."""

    doer: Doer
    mood: str
    negated: bool
    depth: int  # verbs above it inside the content
    verb: Token


def clauses(tokens: Sequence[Token], speaker: Speaker, analysis: Analysis) -> Iterator[Clause]:
    """The clauses whose verbs are among the tokens, in the order of the text."""
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
            continue
        yield Clause(
            _doer(token, speaker, analysis),
            _mood(token),
            any(c.lower_ in _NEGATIONS and c.dep_ in ("neg", "preconj", "advmod", "det") for c in token.children)
            or _subject_denies(token),
            sum(1 for a in token.ancestors if a.i in inside and a.pos_ in ("VERB", "AUX")),
            token,
        )


def _subject(verb: Token) -> Token | None:
    """A verb's subject; a verb joined by `and` has its first one's, `to do` its governor's."""
    for _ in range(3):
        for child in verb.lefts:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl"):
                return child
        if verb.dep_ != "conj" and not (verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX", "ADJ")):
            return None
        verb = verb.head
    return None


def _subject_denies(verb: Token) -> bool:
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and any(t.lower_ in _NEGATIONS for t in (subject, *subject.lefts))


def _doer(verb: Token, speaker: Speaker, analysis: Analysis) -> Doer:
    subject = _subject(verb)
    if subject is None:
        return "none"
    form = subject.lower_
    if form in _FIRST or any(t.lower_ in ("our", "my") for t in subject.lefts):
        return "we"
    if form in _SECOND:
        return "you"
    quoted = any(q.inner_start <= subject.idx < q.inner_end for q in analysis.quoted_near(subject.idx))
    # In their own words, speakers call themselves `we` and never `they`.
    if (form in _THIRD[speaker.type] and not quoted) or _is_side(subject, speaker, analysis.countries):
        return "own"
    return "other"


def _is_side(subject: Token, speaker: Speaker, countries: Countries) -> bool:
    """Whether a subject names the speaker, or the country or body that the speaker speaks for."""
    if subject.pos_ not in ("PROPN", "NOUN") or not speaker.name:
        return False
    phrase = " ".join(t.text for t in (*subject.lefts, subject) if t.pos_ in ("PROPN", "ADJ", "NOUN"))
    named = {w for w in words(phrase) if len(w) > 1}
    sides = speaker.sides or (speaker.party.sides if speaker.party else ())
    mine = {w for name in (speaker.name, *sides) for w in words(name)}
    own_countries = {c.iso3 for name in (speaker.name, *sides) if (c := countries.any(name))}
    theirs = {c.iso3 for part in (phrase, *phrase.split()) if (c := countries.any(fold(part)))}
    return bool(own_countries & theirs) or (subject.pos_ == "PROPN" and bool(named & mine))


def _mood(verb: Token) -> str:
    for child in verb.lefts:
        if child.dep_ == "aux" and child.lower_ in MODALS:
            return MODALS[child.lower_]
    head = verb.head
    if verb.dep_ == "xcomp" and any(t.lower_ == "to" for t in verb.lefts) and head.lemma_ in _SEMI:
        return _SEMI[head.lemma_]
    if verb.tag_ == "VB":
        return "to" if any(t.lower_ == "to" for t in verb.lefts) else "bare"
    return "past" if verb.tag_ in ("VBD", "VBN") else "present"
