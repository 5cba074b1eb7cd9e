"""A frame put right by the parse: the verb its cue lacks, the subject it left out, the end of a
clause it cut.

The tagger decides by word pieces, and inside a content, read by itself, it has little to go by.
Each rule here adds only what grammar leaves no choice about.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.language.analysis import Analysis
from onrecord.statements.draft import Draft, Range
from onrecord.statements.occasion import takes

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

_WEAK = ("AUX", "ADV", "PART")
_OPEN_ENDED = ("DET", "ADP", "AUX", "CCONJ", "SCONJ", "PART")
_CLAUSES = ("relcl", "acl", "advcl", "ccomp", "parataxis")
_CLOSING = ('"', "”", "’", "'", "»")
_MARKS = frozenset("\"“”'‘’,;:–—")


def settle_frame(analysis: Analysis, draft: Draft) -> Draft:
    """The draft with its cue's verb, its source and its content's end in place."""
    if draft.cue is None:
        return draft
    draft = _with_agent(analysis, _outside_cue(analysis, _with_verb(analysis, draft)))
    draft = _with_clause(analysis, draft)
    draft = _without_tail(analysis, draft)
    if not draft.source:
        draft = _with_subject(analysis, draft)
    return draft


def _with_verb(analysis: Analysis, draft: Draft) -> Draft:
    """`would not | decide to strike`: a cue of auxiliaries takes their verb from the content."""
    assert draft.cue is not None
    cue = analysis.phrase(*draft.cue)
    start, end = draft.content[0]
    if any(t.pos_ not in _WEAK for t in cue) or start < draft.cue[1]:
        return draft
    first = analysis.phrase(start, end)[0]
    carries = first.pos_ == "VERB" and any(t.head.i == first.i and t.dep_ in ("aux", "auxpass", "neg") for t in cue)
    following = first.i + 1
    if not carries or following >= len(analysis.doc) or analysis.doc[following].idx >= end:
        return draft
    moved = (draft.cue[0], first.idx + len(first))
    return replace(draft, cue=moved, content=((analysis.doc[following].idx, end), *draft.content[1:]))


def _outside_cue(analysis: Analysis, draft: Draft) -> Draft:
    """The draft with its cue cut out of its content."""
    assert draft.cue is not None
    low, high = draft.cue
    cut = [p for start, end in draft.content for p in ((start, min(end, low)), (max(start, high), end))]
    parts = tuple(kept for p in cut if (kept := _stripped(analysis.text, p)))
    return replace(draft, content=parts) if parts and len(parts) != len(draft.content) else draft


def _stripped(text: str, span: Range) -> Range | None:
    """A range without blanks and commas at its ends; None where nothing is left."""
    part = text[span[0] : span[1]] if span[0] < span[1] else ""
    start = span[0] + len(part) - len(part.lstrip(" ,"))
    return (start, span[0] + len(part.rstrip(" ,"))) if part.strip(" ,") else None


def _with_agent(analysis: Analysis, draft: Draft) -> Draft:
    """The source of a passive cue stands behind its `by`: `was told by the court that ...`; its
    subject is whom it was said to, or what it is about."""
    assert draft.cue is not None
    by = _by(analysis, draft)
    if by is None:
        return draft
    agent = next((o for o in by.children if o.dep_ == "pobj"), None)
    behind = by.idx + len(by) + 1
    span = _noun_phrase(analysis, agent, len(analysis.doc)) if agent is not None else (behind, draft.content[-1][1])
    if any(span[0] < b and a < span[1] for a, b in draft.source) or span[0] >= span[1]:
        span = draft.source[0] if draft.source else span  # the tagger has it, perhaps with more words
    elif draft.source and draft.source[0][0] != behind:
        return draft
    content: list[Range] = []
    for start, end in draft.content:
        holds = start <= by.idx < end
        content += [(start, by.idx), (span[1], end)] if holds else [(start, end)]
    trimmed = tuple(kept for p in content if (kept := _stripped(analysis.text, p)))
    source = draft.source or ((span,) if span[0] < span[1] else ())
    return replace(draft, source=source, content=trimmed) if trimmed else draft


def _by(analysis: Analysis, draft: Draft) -> Token | None:
    """The `by` of a passive cue: its agent's in the parse, else one right behind a closing
    quotation mark, where it cannot be a part of what was said."""
    assert draft.cue is not None
    cue = analysis.phrase(*draft.cue)
    agents = (c for t in cue if t.tag_ == "VBN" for c in t.children if c.dep_ == "agent" and c.lower_ == "by")
    parsed = next((c for c in agents if not _is_quoted(analysis, c)), None)
    if parsed is not None or not any(t.lemma_ == "be" for t in cue):
        return parsed
    behind = [t for t in analysis.phrase(*draft.content[-1]) if t.lower_ == "by" and t.i > 0]
    return next((t for t in reversed(behind) if t.nbor(-1).text in _CLOSING and not _is_quoted(analysis, t)), None)


def _is_quoted(analysis: Analysis, token: Token) -> bool:
    return any(q.inner_start <= token.idx < q.inner_end for q in analysis.quoted_near(token.idx))


def _with_clause(analysis: Analysis, draft: Draft) -> Draft:
    """Let a content that breaks off inside its clause run to the clause's end."""
    *rest, (start, end) = draft.content
    phrase = analysis.phrase(start, end)
    last = phrase[-1]
    reach = end
    opening = phrase[0]
    if opening.lower_ in ("that", "whether") and opening.dep_ == "mark" and opening.head.i >= phrase.end:
        reach = _right_edge(opening.head, draft)
    elif last.pos_ == "CCONJ" and len(phrase) > 1:
        reach = phrase[-2].idx + len(phrase[-2])
    elif last.pos_ in _OPEN_ENDED and last.head.i >= phrase.end and last.head.sent == last.sent:
        reach = _right_edge(last.head, draft)
    if reach == end or reach <= start:
        return draft
    return replace(draft, content=(*rest, (start, reach)))


def _without_tail(analysis: Analysis, draft: Draft) -> Draft:
    """`discussed the truce | with the envoy next week`: what an object's verb has besides it, the
    addressee and the time, is no content."""
    assert draft.cue is not None
    verb = _verb(analysis.phrase(*draft.cue))
    *rest, (start, end) = draft.content
    if verb is None or start < draft.cue[1]:
        return draft
    objects = [c for c in verb.children if c.dep_ == "dobj" and start <= c.idx < end]
    for child in sorted(verb.children, key=lambda c: c.i):
        edge = child.right_edge
        if not objects or child.i <= objects[0].right_edge.i or not start < child.idx < end:
            continue
        reach = edge.idx + len(edge)
        if reach > end or (child.dep_ != "prep" and analysis.text[reach:end].strip(" ,")):
            continue
        if takes(verb, child) or _is_point_in_time(analysis, child):
            kept = len(analysis.text[start : child.left_edge.idx].rstrip(" ,"))
            return replace(draft, content=(*rest, (start, start + kept)))
    return draft


def _is_point_in_time(analysis: Analysis, token: Token) -> bool:
    """Whether a phrase tells when, and not how long: `on Friday`, but not `to nine years`."""
    if token.dep_ not in ("prep", "npadvmod") or (token.dep_ == "prep" and token.lower_ not in ("on", "in", "at")):
        return False
    first = bisect_left(analysis.times, token.left_edge.idx, key=lambda t: t.start)
    time = analysis.times[first] if first < len(analysis.times) else None
    edge = token.right_edge
    return time is not None and time.kind in ("DATE", "TIME") and time.end <= edge.idx + len(edge)


def _right_edge(head: Token, draft: Draft) -> int:
    """Where a clause ends, but before the cue or source of its own statement."""
    after = [a for a, _ in (*draft.source, *((draft.cue,) if draft.cue else ())) if a >= head.idx]
    tokens = sorted(head.subtree, key=lambda t: t.i)
    tokens = [t for t in tokens if not after or t.idx < min(after)]
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens.pop()
    return int(tokens[-1].idx + len(tokens[-1])) if tokens else 0


def _with_subject(analysis: Analysis, draft: Draft) -> Draft:
    """The subject of an active cue, where the tagger left the source out."""
    assert draft.cue is not None
    cue = analysis.phrase(*draft.cue)
    verb = _verb(cue)
    if verb is None or _is_passive(verb, cue):
        return draft
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        subject = next((c for c in verb.head.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.i >= cue.start or subject.tag_ in ("WDT", "WP", "EX", "DT"):
        return draft
    span = _noun_phrase(analysis, subject, cue.start)
    if any(a < span[1] and span[0] < b for a, b in draft.content):
        return _split_off(draft, span)
    return replace(draft, source=(span,))


def _split_off(draft: Draft, subject: Range) -> Draft:
    """Take a subject that the content begins or ends with out of it."""
    content = []
    for start, end in draft.content:
        if (start, end) == subject:
            continue
        if start == subject[0] and subject[1] < end:
            start = subject[1]
        elif end == subject[1] and start < subject[0]:
            end = subject[0]
        elif start < subject[1] and subject[0] < end:
            return draft
        content.append((start, end))
    return replace(draft, source=(subject,), content=tuple(content)) if content else draft


def _verb(cue: Phrase) -> Token | None:
    """The cue's verb that has the subject: `was` in `was concerned`, `had` in `had signed`."""
    for token in cue:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            return token
    return None


def _is_passive(verb: Token, cue: Phrase) -> bool:
    """Whether a cue tells of its subject and not of what its subject says: `was criticised`, `are
    concerns`, also where the parse has no passive."""
    marked = any(t.dep_ == "auxpass" for t in cue) or any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    be = any(t.lemma_ == "be" for t in cue)
    return marked or (be and any(t.tag_ == "VBN" or (t.pos_ == "NOUN" and t.dep_ == "attr") for t in cue))


def _noun_phrase(analysis: Analysis, noun: Token, stop: int) -> Range:
    """A subject's words, without clauses, up to its cue."""
    kept = [noun]
    for token in noun.subtree:
        path = [token]
        while path[-1].i != noun.i:
            path.append(path[-1].head)
        if token.i < stop and not any(t.dep_ in _CLAUSES or t.text in _MARKS for t in path[:-1]):
            kept.append(token)
    first, last = min(kept, key=lambda t: t.i), max(kept, key=lambda t: t.i)
    return int(first.idx), int(last.idx + len(last))
