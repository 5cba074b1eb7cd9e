"""Statements that grammar shows by itself: claims for which nobody is named (`is feared to have
drowned`, `allegedly`, `accused of`) and attitudes (`is willing to talk`).

The tagger, which learns from whole articles, passes over many of them; the parse shows all of
them alike. A claim for which nobody is named has an empty source (record.md, section 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.language.analysis import Analysis
from onrecord.lexicons.load import lexicon
from onrecord.statements.draft import Draft, Range

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVE = ("who", "which", "that")
_MARKS = frozenset(",;:.!?–—-")


def find_claims(analysis: Analysis, drafts: Sequence[Draft]) -> list[Draft]:
    """The claims and attitudes whose cue none of the drafts has."""
    taken = {at for d in drafts if d.cue for at in range(*d.cue)}
    return [
        draft
        for token in analysis.doc
        for draft in _claims(token)
        if draft.cue is not None and taken.isdisjoint(range(*draft.cue))
    ]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("claims")[name])


def _claims(token: Token) -> Iterator[Draft]:
    if token.lower_ in _words("adverbs"):
        found = _adverb(token)
    elif token.tag_ == "VBN" and token.lemma_ in _words("passives") and token.dep_ not in ("acl", "amod"):
        found = _passive(token)
    elif token.tag_ in ("VBN", "VBD") and token.dep_ in ("acl", "advcl"):
        found = _participle(token)
    elif token.lower_ in _words("attitudes"):
        found = _attitude(token)
    else:
        found = None
    if found is not None:
        yield found


def _adverb(adverb: Token) -> Draft | None:
    """`are | allegedly | responsible for`: the cue is the adverb alone, the rest of its clause its content."""
    head = adverb.head
    if adverb.dep_ != "advmod" or head.pos_ not in ("VERB", "AUX"):
        return None
    subject = _subject(head)
    clause = _clause(head, stop=adverb.i)
    before = _trimmed(t for t in clause if t.i < adverb.i)
    after = _trimmed(t for t in clause if t.i > adverb.i)
    if subject is not None and subject.i < adverb.i:
        named = _phrase(subject, adverb)
        joined = not before or (named and before[0].i == named[-1].i + 1)
        parts = [_range([*named, *before])] if joined else [_range(named), _range(before)]
    else:
        parts = [_range(before)] if before else []
    return Draft((), _range([adverb]), (*parts, _range(after)), None) if after else None


def _passive(verb: Token) -> Draft | None:
    """`The boats | are feared | to have sunk`, `it is feared | that the boats sank`."""
    subject = next((c for c in verb.lefts if c.dep_ in _SUBJECTS), None)
    auxiliaries = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg")]
    claim = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "oprd", "advcl")), None)
    attributed = any(c.dep_ == "agent" for c in verb.children) or all(t.lemma_ != "be" for t in auxiliaries)
    if subject is None or claim is None or attributed or subject.lower_ in _RELATIVE:
        return None
    first = claim.left_edge
    if first.i != verb.i + 1 or not (first.lower_ in ("to", "that") or claim.dep_ == "oprd"):
        return None
    cue = _range([*auxiliaries, verb])
    parts = [_range(_clause(claim))]
    if subject.lower_ != "it":
        parts.insert(0, _range(_phrase(subject, auxiliaries[0])))
    elif first.lower_ == "that":
        cue = (subject.idx, cue[1])
    return Draft((), cue, tuple(parts), None)


def _participle(participle: Token) -> Draft | None:
    """`three men | accused of | spying`: the charge and those it is brought against."""
    charge = next((c for c in participle.rights if c.dep_ in ("prep", "xcomp", "prt")), None)
    if charge is None or any(c.dep_ == "agent" for c in participle.children):
        return None
    link = charge if charge.dep_ == "prep" else charge.left_edge
    if f"{participle.lower_} {link.lower_}" not in _words("participles") or link.i != participle.i + 1:
        return None
    accused = participle.head if participle.dep_ == "acl" else _subject(participle.head)
    if accused is None or accused.pos_ == "PRON":
        return None
    about = _phrase(accused, participle) if accused.i < participle.i else list(accused.subtree)
    what = [t for t in _clause(charge) if t.i > link.i]
    if not about or not what:
        return None
    return Draft((), _range([participle, link]), (_range(about), _range(what)), None)


def _attitude(adjective: Token) -> Draft | None:
    """`Norway | is not willing | to talk`."""
    verb = adjective.head
    if adjective.dep_ != "acomp" or verb.lemma_ != "be":
        return None
    aim = next((c for c in adjective.rights if c.dep_ == "xcomp"), None)
    subject = _subject(verb)
    if aim is None or subject is None or subject.i >= verb.i or any(c.dep_ == "auxpass" for c in aim.children):
        return None
    if aim.left_edge.i != adjective.i + 1 or subject.lower_ in _RELATIVE:
        return None
    before = [c for c in verb.lefts if c.dep_ in ("aux", "neg") and c.i > subject.i]
    source = _phrase(subject, before[0] if before else verb)
    return Draft((_range(source),), _range([*before, verb, adjective]), (_range(_clause(aim)),), None)


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the one that it is joined to."""
    while True:
        subject = next((c for c in verb.lefts if c.dep_ in _SUBJECTS), None)
        if subject is not None or verb.dep_ not in ("conj", "xcomp") or verb.head.pos_ not in ("VERB", "AUX"):
            return subject
        verb = verb.head


def _clause(head: Token, stop: int = 0) -> list[Token]:
    """A clause's words: those of its verb or preposition, without clauses joined to it by `and`, its
    subject where that stands before `stop`, and what only opens or closes it."""
    return _trimmed(t for t in head.subtree if not _joined(t, head, stop))


def _joined(token: Token, head: Token, stop: int) -> bool:
    while token.i != head.i:
        if token.head.i == head.i and (
            (token.dep_ in ("conj", "cc") and head.pos_ in ("VERB", "AUX") and not _shares_object(token, head))
            or (token.dep_ == "punct" and token.text in ('"', "“", "”"))
            or (token.dep_ in _SUBJECTS and head.pos_ in ("VERB", "AUX") and token.i < stop)
            or (token.dep_ == "mark" and token.lower_ not in ("that", "whether"))
        ):
            return True
        token = token.head
    return False


def _shares_object(token: Token, head: Token) -> bool:
    """`to have burned and sunk`: joined infinitives are one content."""
    return head.tag_ in ("VB", "VBN") and token.dep_ in ("conj", "cc") and any(c.dep_ == "aux" for c in head.children)


def _phrase(noun: Token, stop: Token) -> list[Token]:
    """A noun's words before `stop`, from behind the last mark that ends a sentence's part."""
    tokens: list[Token] = []
    for token in noun.subtree:
        if token.i >= stop.i:
            break
        tokens = [] if token.text in (";", ":") and token.i < noun.i else [*tokens, token]
    return _trimmed(tokens) or [noun]


def _trimmed(tokens: Iterable[Token]) -> list[Token]:
    """Without marks and blanks at both ends."""
    kept = list(tokens)
    while kept and (kept[-1].text in _MARKS or kept[-1].is_space):
        kept.pop()
    while kept and (kept[0].text in _MARKS or kept[0].is_space):
        kept.pop(0)
    return kept


def _range(tokens: Sequence[Token]) -> Range:
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return int(first.idx), int(last.idx + len(last))
