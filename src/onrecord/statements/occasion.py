"""To whom a statement was said, and where or how.

Both hang on the cue: its object or complement (`told Sky News`, `appealed to the council`), its
passive's subject, and the prepositional phrases that name an occasion, a medium or a place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.language.analysis import Analysis
from onrecord.lexicons.load import lexicon
from onrecord.statements.acts.phrases import forms
from onrecord.statements.draft import Draft, Range

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACES = ("GPE", "LOC", "FAC")
_TIMES = ("DATE", "TIME")
_CLAUSES = ("relcl", "acl", "ccomp", "xcomp", "advcl", "parataxis", "appos")
_MEANS = ("by", "via", "through", "during", "after", "over", "under", "before")
_WHERE = ("in", "at", "on", "outside", "inside", "from", "near", "aboard")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Ranges of code points: whom it was said to, and where or how."""

    to: tuple[Range, ...] = ()
    said_in: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    object: frozenset[str]
    preposition: dict[str, frozenset[str]]
    dative: frozenset[str]
    occasion: frozenset[str]
    idle: frozenset[str]
    audience: frozenset[str]
    channel: frozenset[str]
    at: frozenset[str]


def find_occasion(analysis: Analysis, draft: Draft, taken: Sequence[Range]) -> Occasion:
    """The addressee and occasion of one draft; `taken` are the contents of statements that are
    no ancestors of it, whose words are not its own."""
    if draft.cue is None:
        return Occasion()
    cue = list(analysis.phrase(*draft.cue))
    free = _Free(draft, taken)
    to: list[Range] = []
    said_in: list[Range] = []
    for phrase in _phrases(cue, free):
        if _is_occasion(phrase, cue):
            said_in.append(free.cut(phrase))
            to += _audience(phrase, free)
    if not to and (addressee := _addressee(cue, free)) and not _covers(said_in, addressee[0]):
        split = next((n for n, t in enumerate(addressee) if n and t.dep_ == "prep" and t.lower_ in _WHERE), None)
        if split is not None:  # told journalists | in the courtyard
            said_in.append(free.cut(addressee[split:]))
            addressee = addressee[:split]
        to.append(free.cut(addressee))
    return Occasion(_tidy(to), _tidy(said_in))


class _Free:
    """Which words a statement's own frame may take: those outside its source and its content, and
    outside other statements' contents."""

    def __init__(self, draft: Draft, taken: Sequence[Range]) -> None:
        self.cue = draft.cue or (0, 0)
        self.content = (*draft.content, *taken)
        self.closed = (*draft.source, *self.content)

    def holds(self, token: Token) -> bool:
        return not any(start <= token.idx < end for start, end in self.closed)

    def cut(self, tokens: Sequence[Token]) -> Range:
        """The tokens' range, up to the first that the statement may not take."""
        kept: list[Token] = []
        for token in tokens:
            if not self.holds(token):
                break
            kept.append(token)
        while kept and (kept[-1].is_punct or kept[-1].is_space or kept[-1].dep_ == "prep" or kept[-1].lower_ == "by"):
            kept.pop()
        return (kept[0].idx, kept[-1].idx + len(kept[-1])) if kept else (0, 0)


def _verbs(cue: Sequence[Token]) -> list[Token]:
    """The cue's words that can have complements, the last first."""
    return [t for t in reversed(cue) if t.pos_ in ("VERB", "NOUN", "ADJ", "AUX") and t.dep_ not in ("aux", "auxpass")]


def _phrases(cue: Sequence[Token], free: _Free) -> Iterator[list[Token]]:
    """The prepositional phrases of the cue: inside it, or hanging on it."""
    inside = {t.i for t in cue}
    seen: set[int] = set()
    heads = [*_verbs(cue), *(a for t in _verbs(cue)[:1] for a in t.ancestors if t.dep_ == "conj" and a.pos_ == "VERB")]
    for token in [*cue, *(c for head in heads for c in head.children)]:
        opens = token.dep_ in ("prep", "agent", "advcl") or token.pos_ == "ADP"
        if token.i in seen or not opens or token.lower_ not in _lexicon().at or takes(token.head, token):
            continue
        if token.i not in inside and not free.holds(token):
            continue
        phrase = _subtree(token)
        if token.i in inside:  # what follows in the cue belongs to it: `in a letter to the council`
            phrase = sorted({*phrase, *(t for t in cue if t.i > token.i)}, key=lambda t: t.i)
            phrase = _without_time(phrase)
        if len(phrase) > 1 and not any(t.i in seen for t in phrase):
            seen.update(t.i for t in phrase)
            yield phrase


def _subtree(token: Token) -> list[Token]:
    """A phrase as it runs, without a time expression at its end and what comes after a comma."""
    found = sorted(token.subtree, key=lambda t: t.i)
    found = [t for t in found if t.i >= token.i]
    comma = next((n for n, t in enumerate(found) if t.text in (",", ";", ":", "–", "—", "“", '"', "(")), len(found))
    return _without_time(found[:comma])


def _without_time(found: list[Token]) -> list[Token]:
    for n, t in enumerate(found):
        if n and t.lower_ in ("on", "in", "at", "late", "early", "last", "this") and _is_time(found[n:]):
            return found[:n]
        if n and t.ent_type_ in _TIMES and t.ent_iob_ == "B" and _is_time(found[n:]):
            return found[:n]
    return found


def _is_time(tokens: Sequence[Token]) -> bool:
    return all(t.ent_type_ in _TIMES or t.pos_ in ("ADP", "DET", "ADV", "ADJ") for t in tokens) and any(
        t.ent_type_ in _TIMES for t in tokens
    )


def _is_occasion(phrase: Sequence[Token], cue: Sequence[Token]) -> bool:
    """Whether a prepositional phrase names an occasion, a medium or a place; what stands in a
    cue behind its verb does anyhow (`said from the rostrum`)."""
    words = _lexicon()
    inside = {t.i for t in cue}
    complement = next((t for t in phrase[1:] if t.dep_ in ("pobj", "pcomp")), None)
    if complement is None or complement.ent_type_ in _TIMES:
        return False
    if phrase[0].lower_ == "using":
        return True
    if forms(complement) & words.idle:
        return False
    behind_verb = any(t.pos_ == "VERB" and t.i < phrase[0].i for t in cue)
    if complement.i in inside and phrase[0].i in inside and behind_verb and phrase[0].dep_ != "agent":
        return phrase[0].lower_ in _WHERE or phrase[0].lower_ in _MEANS
    named = complement.lower_ in words.channel or bool(forms(complement) & words.occasion)
    if phrase[0].lower_ in ("with", "after", "before"):
        return False
    follows = phrase[0].i > cue[0].i
    where = (
        follows
        and complement.ent_type_ in _PLACES
        and phrase[0].lower_ in ("in", "at", "outside", "inside", "near", "aboard")
    )
    return named or where


def _audience(phrase: Sequence[Token], free: _Free) -> Iterator[Range]:
    """Those spoken to on an occasion: `during a briefing with reporters`."""
    for token in phrase[1:]:
        if token.lower_ == "with" and token.dep_ == "prep" and forms(token.head) & _lexicon().audience:
            people = _subtree(token)[1:]
            if people and people[-1].ent_type_ not in _TIMES:
                yield free.cut(people)


def _addressee(cue: Sequence[Token], free: _Free) -> list[Token]:
    """The words for whom the cue's verb or noun is directed to, if it says so."""
    words = _lexicon()
    for head in _verbs(cue):
        lemmas = forms(head)
        passive = _is_passive(head)
        takes_object = bool(lemmas & words.object)
        if (
            passive
            and lemmas & (words.object | words.dative)
            and (subject := _passive_subject(head)) is not None
            and free.holds(subject)
        ):
            return _noun_phrase(subject)
        for child in head.children:
            direct = takes_object and not passive and child.dep_ in ("dobj", "dative", "obj")
            dative = child.dep_ == "dative" and lemmas & words.dative
            if (direct or dative) and child.pos_ in ("NOUN", "PROPN", "PRON") and free.holds(child):
                return _noun_phrase(child)
            verbs = words.preposition.get(child.lower_, frozenset())
            if child.dep_ in ("prep", "dative") and lemmas & verbs:
                complement = next((c for c in child.children if c.dep_ == "pobj" and free.holds(c)), None)
                if complement is not None and not _is_medium(complement):
                    return _noun_phrase(complement)
        if takes_object and not passive and (after := _between(cue, free)):
            return after
        if behind := _behind(head, free):
            return behind
    return []


def _behind(head: Token, free: _Free) -> list[Token]:
    """The complement that stands behind the content: `discussed the truce with the envoy`."""
    doc = head.doc
    after = doc.char_span(*free.content[0], alignment_mode="expand")
    if after is None or after.end >= len(doc) or after.start < head.i:
        return []
    token = doc[after.end]
    if not free.holds(token) or not forms(head) & _lexicon().preposition.get(token.lower_, frozenset()):
        return []
    complement = next((c for c in token.children if c.dep_ == "pobj" and free.holds(c)), None)
    if complement is None or _is_medium(complement) or complement.ent_type_ in _TIMES:
        return []
    return _noun_phrase(complement)


def takes(verb: Token, preposition: Token) -> bool:
    """Whether a preposition after this verb (or noun) introduces whom it is addressed to."""
    return preposition.dep_ in ("prep", "dative") and bool(
        forms(verb) & _lexicon().preposition.get(preposition.lower_, frozenset())
    )


def _is_medium(noun: Token) -> bool:
    """Whether a noun is for what people speak through; Island Radio is somebody to speak to."""
    return noun.pos_ != "PROPN" and bool(forms(noun) & _lexicon().occasion)


def _is_passive(verb: Token) -> bool:
    """`had been told`; also `Asked whether ..., she`, a participle without its auxiliary."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not any(c.dep_ == "aux" for c in verb.children)


def _passive_subject(verb: Token) -> Token | None:
    subjects = ("nsubjpass", "nsubj")
    own = next((c for c in verb.children if c.dep_ in subjects), None)
    if own is not None or verb.dep_ != "advcl":
        return own
    return next((c for c in verb.head.children if c.dep_ in subjects), None)


def _between(cue: Sequence[Token], free: _Free) -> list[Token]:
    """The noun phrase between a cue and its content, or right after a cue that ends the sentence."""
    doc = cue[-1].doc
    at = cue[-1].i + 1
    if at >= len(doc) or not free.holds(doc[at]) or doc[at].pos_ not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"):
        return []
    noun = doc[at]
    while noun.dep_ in ("det", "compound", "amod", "poss", "nummod", "nmod", "case") and noun.head.i > noun.i:
        noun = noun.head
    if noun.ent_type_ in _TIMES or not free.holds(noun) or noun.pos_ not in ("NOUN", "PROPN", "PRON"):
        return []
    return [t for t in _noun_phrase(noun) if t.i >= at]


def _noun_phrase(noun: Token) -> list[Token]:
    """A noun with what modifies it, up to a clause."""
    found: list[Token] = []
    for token in sorted(noun.subtree, key=lambda t: t.i):
        chain = [token, *token.ancestors]
        path = chain[: chain.index(noun)] if noun in chain else chain
        named = any(t.dep_ == "appos" and t.pos_ == "PROPN" for t in path)
        if any(t.dep_ in _CLAUSES and t.i > noun.i for t in path) and not named:
            continue
        found.append(token)
    named = any(t.dep_ == "appos" and t.pos_ == "PROPN" for t in found)
    marks = (":", "“", '"') if named else (",", ":", "“", '"')
    stop = next((n for n, t in enumerate(found) if t.i > noun.i and t.text in marks), len(found))
    return found[:stop]


def _covers(ranges: Sequence[Range], token: Token) -> bool:
    return any(start <= token.idx < end for start, end in ranges)


def _tidy(ranges: Sequence[Range]) -> tuple[Range, ...]:
    return tuple(dict.fromkeys(r for r in ranges if r[1] > r[0]))


@cache
def _lexicon() -> _Words:
    table = lexicon("occasions")
    return _Words(
        frozenset(table["object"]),
        {word: frozenset(verbs) for word, verbs in table["preposition"].items()},
        frozenset(table["dative"]),
        frozenset(table["words"]["occasion"]),
        frozenset(table["words"]["idle"]),
        frozenset(table["words"]["audience"]),
        frozenset(table["words"]["channel"]),
        frozenset(table["words"]["at"]),
    )
