"""Quotation type: which parts of a content are inside quotation marks."""

from __future__ import annotations

import re

from onrecord.language.quotation_marks import Quoted, near
from onrecord.schema.statement import Quotation
from onrecord.statements.draft import Range

_WORD = re.compile(r"\w+")
_MARGIN = 4  # characters beside a mark that are looked at
_NAME_WORDS = 6  # quoted names and titles are short
_SMALL = frozenset(["of", "the", "for", "and", "on", "in", "to", "a", "an", "at", "by", "with", "from"])


def verbatim_parts(text: str, content: tuple[Range, ...], quoted: tuple[Quoted, ...]) -> tuple[Range, ...]:
    """The outermost stretches inside quotation marks within each content span, marks left
    out; marks around a name, a title or a nickname do not count."""
    found: list[Range] = []
    for start, end in content:
        covered = start
        for q in near(quoted, start, end):
            if q.start < covered or q.inner_start < start or q.start >= end:
                continue
            stop = min(q.inner_end, end)
            inner = _stripped(text, q.inner_start, stop)
            if inner and not is_name(text, q, inner):
                found.append(inner)
                covered = q.end
    return tuple(found)


def quotation_type(text: str, content: tuple[Range, ...], verbatim: tuple[Range, ...]) -> Quotation:
    """`direct` where every word of the content is inside marks, `mixed` where some are."""
    inside = sum(len(_WORD.findall(text[a:b])) for a, b in verbatim)
    total = sum(len(_WORD.findall(text[a:b])) for a, b in content)
    if inside == 0:
        return "indirect"
    return "direct" if inside >= total else "mixed"


def is_name(text: str, q: Quoted, inner: Range) -> bool:
    """Whether marks hold a name, a title or a nickname: a few capitalised words amid a
    sentence, with no mark of their own that would end a quotation."""
    words = _WORD.findall(text[inner[0] : inner[1]])
    if not 0 < len(words) <= _NAME_WORDS or text[inner[1] - 1] in ".!?,":
        return False
    capitalised = all(w[0].isupper() or w[0].isdigit() or w.lower() in _SMALL for w in words)
    before = text[max(q.start - _MARGIN, 0) : q.start].rstrip(" ")[-1:]
    after = text[q.end : q.end + _MARGIN].lstrip()[:1]
    if not capitalised or not words[0][0].isupper():
        return False
    begins_sentence = before in ("", ".", ":", "!", "?", "\n")
    return not begins_sentence and (len(words) > 1 or after.isupper())


def _stripped(text: str, start: int, end: int) -> Range | None:
    part = text[start:end]
    low = start + len(part) - len(part.lstrip())
    high = start + len(part.rstrip())
    return (low, high) if high > low and _WORD.search(text, low, high) else None
