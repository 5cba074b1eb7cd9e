"""The words of the condition under which a content is said to hold.

A condition belongs to the innermost statement whose content it governs: it stands inside that
content, or beside it in the same sentence (`Unless the order is withdrawn, he warned, ...`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.language.analysis import Analysis
from onrecord.language.modals import MODALS
from onrecord.lexicons.load import lexicon
from onrecord.statements.draft import Draft, Range
from onrecord.statements.layout import Layout

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STOPS = frozenset((";", ":", "–", "—", "”", '"', "''", "»", ")", "…"))
_LONGEST = 45  # tokens of a condition
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Marker:
    """The tokens [start, end) that begin a condition; `kind` as in lexicons/conditions.toml."""

    start: int
    end: int
    kind: str


def find_conditions(analysis: Analysis, layout: Layout) -> list[tuple[Range, ...]]:
    """The conditions of each draft, as ranges of code points, in the order of the drafts."""
    found: list[list[Range]] = [[] for _ in layout.drafts]
    for condition in _conditions(analysis.doc):
        owner = _inside(layout, condition)
        if owner is None:
            owner = _beside(analysis, layout, condition)
        if owner is not None:
            for holder in _echoed(analysis, layout, owner):
                clipped = _clipped(layout.drafts[holder], condition)
                if clipped not in layout.drafts[holder].content:  # `would say when talks resume` has none
                    found[holder].append(clipped)
    return [tuple(ranges) for ranges in found]


def _conditions(doc: Doc) -> Iterator[Range]:
    """Every condition of a text, in order; none inside another one."""
    reached = 0
    for marker in _markers(doc):
        if marker.start < reached or not _governs(doc, marker):
            continue
        end = _end(doc, marker)
        if end - marker.end + 1 >= _FEWEST:
            reached = end
            last = doc[end - 1]
            yield doc[marker.start].idx, last.idx + len(last)


def _markers(doc: Doc) -> Iterator[_Marker]:
    phrases, inverted, focus = _lexicon()
    at = 0
    while at < len(doc):
        size, kinds = _longest(doc, at, phrases)
        if size:
            start = next((at - n for n in (3, 2, 1) if at >= n and _printed(doc, at - n, n) in focus), at)
            for kind in kinds:
                yield _Marker(start, at + size, kind)
        elif doc[at].lower_ in inverted and _is_inverted(doc[at]):
            yield _Marker(at, at + 1, "inverted")
        at += max(size, 1)


def _longest(doc: Doc, at: int, phrases: dict[str, list[tuple[tuple[str, ...], str]]]) -> tuple[int, list[str]]:
    size = 0
    kinds: list[str] = []
    for parts, kind in phrases.get(doc[at].lower_, ()):
        if len(parts) >= size and _printed(doc, at, len(parts)) == " ".join(parts):
            kinds = [*kinds, kind] if len(parts) == size else [kind]
            size = len(parts)
    return size, kinds


def _printed(doc: Doc, at: int, count: int) -> str:
    return " ".join(t.lower_ for t in doc[at : at + count])


def _is_inverted(token: Token) -> bool:
    """`Should the talks fail`: an auxiliary at the start of its clause, with its subject and its
    verb behind it, and no question."""
    verb = token.head
    before = token.doc[token.i - 1].text if token.i else "."
    subject = any(token.i < c.i < verb.i and c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    asks = token.sent.text.rstrip('"”’ ').endswith("?")
    opens = token.is_sent_start or before in (",", ".", "“", '"', ";", "—", "–") or token.lower_ == "should"
    if token.lower_ == "should":
        return subject and token.dep_ == "aux" and not asks and verb.tag_ in ("VB", "VBN", "VBG")
    return subject and opens and not asks and token.dep_ in ("aux", "auxpass") and verb.dep_ == "advcl"


def _governs(doc: Doc, marker: _Marker) -> bool:
    """Whether the words are a condition, and no question (`asked if`) and no plain time."""
    first = doc[marker.end - 1]
    if marker.kind == "clause":
        return not (first.lower_ == "if" and _is_question(first))
    if marker.kind == "inverted" or marker.kind == "phrase":
        return True
    following = doc[marker.end] if marker.end < len(doc) else None
    if following is None or following.is_punct:
        return False
    clause = _clause_verb(doc, marker)
    if marker.kind == "tensed":
        return clause is not None and clause.dep_ not in ("ccomp", "pcomp") and _is_to_come(clause, marker)
    return clause is None and following.ent_type_ not in ("DATE", "TIME") and _is_denied_or_to_come(doc, marker)


def _is_question(mark: Token) -> bool:
    """`if` that means `whether`: it opens what a verb of asking or knowing takes."""
    return mark.head.dep_ in ("ccomp", "pcomp") or mark.head.head.lemma_ in ("ask", "wonder", "know", "see")


def _clause_verb(doc: Doc, marker: _Marker) -> Token | None:
    """The verb of the clause that a marker opens."""
    mark = doc[marker.end - 1]
    if mark.dep_ in ("mark", "advmod") and mark.head.i > mark.i and mark.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        return mark.head
    if mark.dep_ == "prep":
        return next((c for c in mark.children if c.dep_ == "pcomp" and c.tag_ != "VBG"), None)
    return None


def _is_to_come(verb: Token, marker: _Marker) -> bool:
    """Whether the clause tells of what has not happened: in the present under a modal, an
    infinitive or a denial, or in the past under `would`."""
    main = verb.head
    modal = next((c.lower_ for c in main.lefts if c.lower_ in MODALS), None)
    past = verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_ in ("aux", "auxpass"))
    denied = any(c.dep_ == "neg" or c.lower_ in ("no", "never", "nothing") for c in (*main.children, *_subjects(main)))
    infinitive = main.tag_ == "VB"
    first = verb.doc[marker.end - 1].lower_
    if first in ("until", "till", "once"):
        return not past or modal is not None or denied or infinitive
    if past:
        return modal in ("would", "'d", "’d", "could", "might") and first not in ("while", "after")
    return (modal is not None or infinitive) and first not in ("while",)


def _subjects(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            yield from child.lefts


def _is_denied_or_to_come(doc: Doc, marker: _Marker) -> bool:
    """Whether a phrase stands under a modal and a denial: `will not sign without guarantees`."""
    mark = doc[marker.end - 1]
    if mark.lower_ == "with":
        return marker.start < marker.end - 1
    main = mark.head
    while main.pos_ not in ("VERB", "AUX") and main.head.i != main.i:
        main = main.head
    modal = any(c.lower_ in MODALS for c in main.lefts)
    denied = any(c.dep_ == "neg" for c in main.children) or any(t.lower_ in ("no", "nothing") for t in _subjects(main))
    if mark.lower_ == "without":
        return modal or denied or mark.is_sent_start or main.tag_ == "VB"
    return denied and (modal or main.tag_ == "VB")


def _end(doc: Doc, marker: _Marker) -> int:
    """The token after the condition's last."""
    head = doc[marker.end - 1]
    sentence = head.sent
    limit = min(sentence.end, marker.end + _LONGEST)
    verb = doc[marker.end - 1].head if marker.kind == "inverted" else _clause_verb(doc, marker)
    if verb is None and head.dep_ == "mark":
        verb = head.head
    anchor = verb if verb is not None and verb.i > head.i else head
    reach = max([anchor.i, *(t.i for t in anchor.subtree)]) + 1
    stop = _stop(doc, marker.end, limit)
    if marker.start == sentence.start or doc[marker.start - 1].text in (",", "“", '"', "that"):
        # A condition before its main clause ends with the comma between the two.
        comma = next((t.i for t in doc[marker.end + 1 : stop] if t.text == "," and _splits(doc, t, anchor)), None)
        if comma is not None:
            return comma
    if anchor is head and verb is None and marker.kind in ("clause", "tensed"):
        reach = next((t.i for t in doc[marker.end : stop] if t.text == ","), stop)
    end = min(reach, stop)
    while end > marker.end and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return end


def _stop(doc: Doc, start: int, limit: int) -> int:
    """The first token that no condition goes beyond; a quotation that opens inside it does not
    end it."""
    opened = False
    for token in doc[start:limit]:
        if token.text in ("“", "«") or (
            token.text == '"' and not opened and token.i + 1 < limit and not token.whitespace_
        ):
            opened = True
        elif token.text in ("”", '"', "»") and opened:
            opened = False
        elif token.text in _STOPS:
            return int(token.i)
    return limit


def _splits(doc: Doc, comma: Token, anchor: Token) -> bool:
    """Whether a comma ends a clause: its verb stands before it, and what follows is not
    joined to it by `and` or `or`."""
    following = doc[comma.i + 1] if comma.i + 1 < len(doc) else comma
    return comma.i > anchor.i and following.lower_ not in ("and", "or", "which", "who")


def _inside(layout: Layout, condition: Range) -> int | None:
    """The innermost draft whose content holds a condition, else holds its beginning: what ends in the middle of a
    condition is not governed by it."""
    at, end = condition
    holders = [
        (reached < end, reached - start, i)
        for i in layout.beside(at)
        for start, reached in layout.drafts[i].content
        if start <= at < reached
    ]
    return min(holders)[2] if holders else None


def _echoed(analysis: Analysis, layout: Layout, owner: int) -> list[int]:
    """A draft, and those above it that say the same: who speaks is also the subject of an adverbial participle, so
    `they will leave if it rains, she said, echoing his words` is her condition and his."""
    found = [owner]
    draft = layout.drafts[owner]
    while draft.parent is not None and _is_participle(analysis, draft):
        found.append(draft.parent)
        draft = layout.drafts[draft.parent]
    return found


def _is_participle(analysis: Analysis, draft: Draft) -> bool:
    """Whether a draft's cue stands behind its content as an adverbial participle (`echoing`, `repeating`)."""
    if draft.cue is None or not draft.content or draft.cue[0] < draft.content[0][1]:
        return False
    root = analysis.phrase(*draft.cue).root
    return root.tag_ == "VBG" and root.dep_ in ("advcl", "acl") and not any(c.dep_ == "aux" for c in root.lefts)


def _beside(analysis: Analysis, layout: Layout, condition: Range) -> int | None:
    """The outermost draft of the same sentence whose content comes next, else the one before."""
    sentence = analysis.phrase(*condition).sent
    same = [(i, d) for i in layout.beside(condition[0]) if (d := layout.drafts[i]).parent is None]
    same = [(i, d) for i, d in same if d.cue is None or sentence.start_char <= d.cue[0] < sentence.end_char]
    after = [(min(s for s, _ in d.content), i) for i, d in same if min(s for s, _ in d.content) >= condition[1]]
    before = [(-max(e for _, e in d.content), i) for i, d in same if max(e for _, e in d.content) <= condition[0]]
    return min(after)[1] if after else (min(before)[1] if before else None)


def _clipped(draft: Draft, condition: Range) -> Range:
    """A condition cut where the content that holds it ends."""
    for start, end in draft.content:
        if start <= condition[0] < end:
            return condition[0], min(condition[1], end)
    return condition


@cache
def _lexicon() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], frozenset[str], frozenset[str]]:
    table = lexicon("conditions")
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in ("clause", "tensed", "phrase", "tensed_phrase"):
        for phrase in table[kind]:
            parts = tuple(phrase.split())
            phrases.setdefault(parts[0], []).append((parts, kind))
    return phrases, frozenset(table["inverted"]), frozenset(table["focus"])
