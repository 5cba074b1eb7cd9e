"""What the choice of a speech act looks at, as strings: each is a fact about the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.language.analysis import Analysis
from onrecord.language.mentions.discourse import Speaker
from onrecord.schema.statement import Quotation
from onrecord.statements.acts.clauses import Clause, clauses
from onrecord.statements.acts.phrases import cue_phrases, labels, sign_phrases
from onrecord.statements.draft import Draft, Range

if TYPE_CHECKING:
    from spacy.tokens import Token

_OVER = 3  # words of the content that a cue's phrase may go on over
_QUESTION_WORDS = frozenset(("whether", "if", "how", "why", "what", "who", "when", "where", "which"))
_WORDS = 100  # of a content whose clauses are looked at
_CONTENT = ("sign ", "own", "we", "other", "form", "relays", "none ", "you")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is settled of a statement before its act: `children` are the statements inside
    its content, whose words are not the speaker's own act."""

    draft: Draft
    speaker: Speaker
    quotation: Quotation
    negated: bool
    children: tuple[Draft, ...] = ()


def features(analysis: Analysis, reading: Reading) -> set[str]:
    """The facts about one statement that its act can depend on."""
    draft = reading.draft
    cue = list(analysis.phrase(*draft.cue)) if draft.cue else []
    content = [t for span in draft.content for t in analysis.phrase(*span) if not t.is_space]
    own = [t for t in content if not _within(t.idx, reading.children)]
    found = {
        f"quotation {reading.quotation}",
        f"speaker {reading.speaker.type}",
        *(["negated"] if reading.negated else []),
        *(["relays"] if _relays(content, reading.children) else []),
        *_of_cue(cue, content, draft),
        *_of_source(analysis, draft),
        *_of_form(analysis.text, content, draft.content),
        *(f"sign {label}" for label in labels(sign_phrases(), own)),
    }
    for clause in clauses(content[:_WORDS], reading.speaker, analysis):
        if clause.doer in ("we", "own"):
            found.update(_of_own(clause))
        if not _within(clause.verb.idx, reading.children):
            found.update(_of_clause(clause))
    acts = [f for f in found if f.startswith("cue ")]
    shown = [f for f in found if f.startswith(_CONTENT)]
    if len(acts) <= 4:  # what the content shows means another thing under another cue
        found.update(f"{act} & {sign}" for act in acts for sign in shown)
    found.update(f"{a} & {b}" for a in shown for b in shown if a < b)
    return found


def _of_cue(cue: Sequence[Token], content: Sequence[Token], draft: Draft) -> Iterator[str]:
    """The acts that the cue's words can be, and its words."""
    after = [t for t in content if draft.cue and t.idx >= draft.cue[1]][:_OVER]
    joined = [*cue, *after]
    acts = cue_phrases().longest(joined, last=len(cue) - 1)
    yield from (f"cue {act}" for act in acts)
    if not acts:
        yield "cue unknown" if cue else "cue none"
    for token in cue:
        if token.pos_ in ("VERB", "NOUN", "ADJ", "ADP"):
            yield f"word {token.lemma_.casefold()}"
        if token.dep_ == "auxpass" or (token.lemma_ == "be" and token.i + 1 < len(token.doc)):
            yield "cue passive"
        if token.dep_ == "aux" and token.tag_ == "MD":
            yield f"cue {token.lower_}"


def _of_source(analysis: Analysis, draft: Draft) -> Iterator[str]:
    for span in draft.source:
        if "authority" in labels(sign_phrases(), list(analysis.phrase(*span))):
            yield "source authority"


def _of_form(text: str, content: Sequence[Token], spans: Sequence[Range]) -> Iterator[str]:
    """Questions, infinitives, imperatives, and the word that the content begins with."""
    if text[spans[-1][0] : spans[-1][1]].rstrip("\"”’'» ")[-1:] == "?":
        yield "form question"
    first = next((t for t in content if t.is_alpha), None)
    if first is None:
        return
    word = first.lower_
    if word in _QUESTION_WORDS:
        yield "form question word"
    if word == "to" and first.tag_ == "TO":
        yield "form infinitive"
    elif first.tag_ == "VB" and first.dep_ in ("ROOT", "ccomp", "parataxis", "conj"):
        yield "form imperative"
    elif first.pos_ in ("DET", "NOUN", "PROPN") and not any(t.pos_ in ("VERB", "AUX") for t in content):
        yield "form noun phrase"
    if word in ("that", "for", "not", "no", "let", "as", "but", "yes"):
        yield f"form {word}"
    if first.tag_ == "VBG":
        yield "form gerund"


def _of_clause(clause: Clause) -> Iterator[str]:
    denied = " not" if clause.negated else ""
    yield f"{clause.doer} {clause.mood}{denied}"
    if clause.depth == 0:
        yield f"{clause.doer} {clause.mood}{denied} first"


def _of_own(clause: Clause) -> Iterator[str]:
    """The act of the speaker's own words inside the content: `said he hoped ...`, `"We urge ..."`."""
    verb = clause.verb
    tokens = [verb.doc[i] for i in range(max(verb.i - 3, 0), min(verb.i + 4, len(verb.doc)))]
    at = tokens.index(verb)
    for act in cue_phrases().longest(tokens, first=at, last=at):
        yield f"own act {act}" + (" not" if clause.negated else "")


def _within(at: int, children: Sequence[Draft]) -> bool:
    return any(start <= at < end for child in children for start, end in child.content)


def _relays(content: Sequence[Token], children: Sequence[Draft]) -> bool:
    """Whether the content is, first of all, somebody else's statement."""
    for token in content[:8]:
        for child in children:
            if child.cue and child.cue[0] <= token.idx < child.cue[1]:
                return True
    return False
