"""Who has been spoken of so far, and whom a later pronoun or `the officials` can mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.language.analysis import Analysis
from onrecord.language.mentions.phrase import description_of, kind_of
from onrecord.language.nouns import names_people
from onrecord.language.parties import Gender, Party, is_subject
from onrecord.notes import Note
from onrecord.schema.statement import SpeakerType

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase

Number = Literal["singular", "plural"]

_REACH = 1500  # characters: how far back a pronoun is looked up
# Weights of a mention that is no subject, of one that spoke, and of each sentence back.
_OTHER_THAN_SUBJECT, _SPOKE, _STALE = 0.75, 1.3, 0.55
_SAME_NUMBER = 1.2
_NEAR = 0.95  # the share of the best score that makes a second candidate as good


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source. `name` is None where nobody could be chosen; `notes` then say why."""

    name: str | None
    type: SpeakerType
    named: bool
    notes: tuple[Note, ...] = ()
    party: Party | None = None
    sides: tuple[str, ...] = ()


NOBODY = Speaker(None, "none", False)


@dataclass(frozen=True, slots=True)
class Form:
    """What a pronoun or anaphoric noun asks of whom it means."""

    gender: Gender | None
    number: Number
    types: tuple[SpeakerType, ...]


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody spoken of at a place of the text."""

    at: int
    speaker: Speaker
    number: Number
    is_subject: bool
    spoke: bool
    is_sure: bool = True

    def agrees(self, form: Form) -> bool:
        """Whether a word of this form can mean it."""
        known = self.speaker.party.gender if self.speaker.party else None
        if self.speaker.type not in form.types or (form.gender and known and form.gender != known):
            return False
        return form.number == "plural" or self.number == "singular"


def _position(referent: Referent) -> int:
    return referent.at


class Discourse:
    """The referents of one article by position and by the noun that describes them, so that
    the cost of a look-up does not grow with the article."""

    def __init__(self, analysis: Analysis) -> None:
        self._sentences = [s.start_char for s in analysis.doc.sents]
        self._referents: list[Referent] = []
        self._by_noun: dict[str, list[Referent]] = {}
        for m in analysis.parties.mentions:
            self.add(Referent(m.start, as_speaker(m.party), "singular", m.is_subject, False, m.is_sure))
        for chunk in analysis.doc.noun_chunks:
            if speaker := _unnamed(chunk):
                number: Number = "plural" if speaker.type == "group" else "singular"
                self.add(Referent(chunk.start_char, speaker, number, is_subject(chunk.root), False))

    def add(self, referent: Referent) -> None:
        """Take up somebody spoken of."""
        insort(self._referents, referent, key=_position)
        if referent.speaker.name and (noun := last_noun(referent.speaker.name)):
            insort(self._by_noun.setdefault(noun, []), referent, key=_position)

    def latest(self, at: int, form: Form, excluded: str | None = None) -> Speaker:
        """Whoever was spoken of last before `at` and agrees with a form, subjects and speakers
        first; nobody, with a note, where two fit as well. `excluded` names who it cannot be."""
        scores: dict[str, float] = {}
        best: dict[str, Speaker] = {}
        low = bisect_left(self._referents, at - _REACH, key=_position)
        high = bisect_left(self._referents, at, key=_position)
        for referent in self._referents[low:high]:
            name = referent.speaker.name
            if name is None or name == excluded or not referent.is_sure or not referent.agrees(form):
                continue
            distance = bisect_right(self._sentences, at) - bisect_right(self._sentences, referent.at)
            weight = (1.0 if referent.is_subject else _OTHER_THAN_SUBJECT) * (_SPOKE if referent.spoke else 1.0)
            weight *= _SAME_NUMBER if form.number == referent.number == "plural" else 1.0
            scores[name] = max(scores.get(name, 0.0), weight * _STALE**distance)
            best[name] = referent.speaker
        return _choose(scores, best, form.types[0])

    def described(self, at: int, noun: str, kind: SpeakerType) -> Speaker | None:
        """Who was spoken of before `at` by this noun (a lemma): the latest whose description
        says more than the noun, else the latest."""
        before = [
            r
            for printed in forms_of(noun)
            for r in self._by_noun.get(printed, ())
            if r.at < at and r.speaker.type == kind
        ]
        before.sort(key=_position, reverse=True)
        fuller = (r.speaker for r in before if r.speaker.name and " " in r.speaker.name)
        return next(fuller, before[0].speaker if before else None)


def _unnamed(chunk: Phrase) -> Speaker | None:
    """People spoken of by a plural noun, whom `they` can mean: `the marchers`."""
    head = chunk.root
    if head.tag_ != "NNS" or chunk[0].dep_ == "poss" or not is_subject(head) or not names_people(head):
        return None
    return Speaker(description_of(chunk, head), "group", False) if kind_of(chunk, head) == "group" else None


def as_speaker(party: Party) -> Speaker:
    """A named party as a speaker."""
    return Speaker(party.name, party.kind, True, party=party)


def _choose(scores: dict[str, float], best: dict[str, Speaker], kind: SpeakerType) -> Speaker:
    """The clear winner, or nobody with a note that says who was near."""
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked:
        return Speaker(None, kind, False, (Note("speaker-unresolved"),))
    if len(ranked) > 1 and scores[ranked[1]] > _NEAR * scores[ranked[0]]:
        named = best[ranked[0]].named and best[ranked[1]].named
        return Speaker(None, best[ranked[0]].type, named, (Note("speaker-ambiguous", ", ".join(sorted(ranked[:2]))),))
    return best[ranked[0]]


def last_noun(name: str) -> str:
    """The noun that a description or a body's name ends in, as printed, in lower case.

    >>> last_noun("Association of Nurses"), last_noun("two senior officials")
    ('association', 'officials')
    """
    last = name.split(",")[0].split(" of ")[0].split(" for ")[0].split()
    return last[-1].casefold() if last else ""


def forms_of(noun: str) -> tuple[str, ...]:
    """A lemma with its plurals."""
    return tuple(dict.fromkeys((noun, noun + "s", noun + "es", noun[:-1] + "ies", noun.replace("man", "men"))))
