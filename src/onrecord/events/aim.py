"""At whom a statement is aimed that is an event by its act: whom its content tells to act, blames or refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.events.participants import reached_by, words_of
from onrecord.events.triggers import SUBJECTS
from onrecord.language.analysis import Analysis
from onrecord.language.noun_phrases import span_of
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = frozenset(("i", "we", "it", "he", "she", "they", "you", "there", "that", "this", "who", "which", "what"))
_CLAUSES = ("ROOT", "ccomp", "xcomp", "advcl", "pcomp", "conj", "acl")


def aimed_at(analysis: Analysis, statement: Statement) -> Span | None:
    """The words for whom a statement is aimed at: the subject of its content where that is somebody else
    (`Norway must leave`, `said that Norway lied`), else whom its verb reaches (`will not accept
    refugees`, `will send aid to Norway`); None where the content tells neither."""
    first = statement.content[0]
    words = analysis.phrase(first.start, first.end)
    verb = next((t for t in words if t.dep_ in _CLAUSES and t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        noun = words.root if words.root.pos_ in ("NOUN", "PROPN") else None
        return _span(analysis, noun)
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS and first.start <= c.idx), None)
    if subject is not None and subject.lower_ not in _OWN and not _is_speaker(subject, statement):
        return _span(analysis, subject)
    return _span(analysis, reached_by(verb))


def _is_speaker(noun: Token, statement: Statement) -> bool:
    return statement.speaker is not None and noun.text.casefold() in statement.speaker.casefold().split()


def _span(analysis: Analysis, noun: Token | None) -> Span | None:
    return Span.of(analysis.text, *span_of(words_of(noun))) if noun is not None else None
