"""Where spans begin and end: whole words, whole quotations, no stray marks.

The tagger decides which words; these rules, those of record.md, settle the characters.
"""

from __future__ import annotations

import re

from onrecord.language.quotation_marks import Quoted, near
from onrecord.statements.draft import Range

_LEADING = re.compile(r"[\s,;:.!?)\]}—–-]+")
_TRAILING = re.compile(r"[\s,;:(\[{—–-]+\Z")
_MARKS = "\"“”„«»'‘’`"
_JOINERS = "-'’"
_ARTICLES = ("a", "an", "the")
_REACH = 3  # characters between a span's end and a mark that belongs to it: `,"`


def whole_words(text: str, span: Range) -> Range:
    """Grow a span that cuts a word."""
    start, end = span
    while start > 0 and _goes_on(text, start):
        start -= 1
    while end < len(text) and _goes_on(text, end):
        end += 1
    return start, end


def _goes_on(text: str, at: int) -> bool:
    """Whether a word runs over this place; a hyphen or an apostrophe inside one does not end it
    (`al-Qaida`, `don't`)."""
    before, after = text[at - 1], text[at]
    if before in _JOINERS:
        return after.isalnum() and at > 1 and text[at - 2].isalnum()
    if after in _JOINERS:
        return before.isalnum() and text[at + 1 : at + 2].isalnum()
    return before.isalnum() and after.isalnum()


def tidy_source(text: str, span: Range) -> Range | None:
    """A source's words without the white space and marks around them. The comma that closes
    an apposition stays (`Jan Egeland, an adviser,`)."""
    found = _trim(text, whole_words(text, span), keep=",")
    return None if found and text[found[0] : found[1]].lower() in _ARTICLES else found


def tidy_cue(text: str, span: Range) -> Range | None:
    """A cue's words; a colon after it belongs to it."""
    trimmed = _trim(text, whole_words(text, span), keep=":")
    if trimmed and text[trimmed[1] : trimmed[1] + 1] == ":":
        return trimmed[0], trimmed[1] + 1
    return trimmed


def tidy_content(text: str, span: Range, quoted: tuple[Quoted, ...]) -> Range | None:
    """A content's words with the quotation marks that belong to them, without the comma that
    parts it from its cue and the period that ends its sentence."""
    start, end = _whole_quotations(text, whole_words(text, span), quoted)
    trimmed = _trim(text, (start, end), keep="")
    if trimmed is None:
        return None
    start, end = trimmed
    quoted_on = any(q.start >= start and q.inner_start < end <= q.inner_end for q in near(quoted, start, end))
    if text[end - 1] == "." and not quoted_on and not _is_abbreviation(text, start, end):
        end -= 1
    return _trim(text, (start, end), keep="")


def joined(text: str, spans: list[Range]) -> tuple[Range, ...]:
    """Spans with nothing but blanks between them as one; a paragraph break parts them."""
    found: list[Range] = []
    for start, end in sorted(spans):
        gap = text[found[-1][1] : start] if found else ""
        if found and (start <= found[-1][1] or (gap.isspace() and "\n" not in gap)):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _trim(text: str, span: Range, *, keep: str) -> Range | None:
    start, end = span
    part = text[start:end]
    if leading := _LEADING.match(part):
        start += leading.end()
    part = text[start:end]
    if trailing := _TRAILING.search(part):
        cut = trailing.start()
        end = start + cut + (1 if keep and part[cut : cut + 1] == keep else 0)
    return (start, end) if end > start and any(c.isalnum() for c in text[start:end]) else None


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the final period belongs to an abbreviation: `U.S.`, `a.m.`"""
    word = re.split(r"\s", text[start:end])[-1]
    return bool(re.fullmatch(r"[^\w]*(?:\w\.)+\w\.", word)) or word.endswith("...")


def _whole_quotations(text: str, span: Range, quoted: tuple[Quoted, ...]) -> Range:
    """Move a border that cuts a quotation to the quotation's own, where the rest of it is
    not more than its marks, or where the span has its opening mark."""
    start, end = span
    for q in near(quoted, start, end):
        if q.end <= start or q.start >= end or (q.depth > 0 and q.start < start):
            continue
        if q.start < start <= q.inner_start + _REACH and end >= q.inner_end - _REACH:
            start = q.start
        if start <= q.start and q.inner_end - _REACH <= end < q.end:
            end = q.end
        if q.inner_end <= end - 1 and q.end == end and q.start < start and q.closed:
            end = q.inner_end  # the closing mark of a quotation that began before this span
    return start, end
