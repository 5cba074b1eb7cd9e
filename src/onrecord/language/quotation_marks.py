"""Pairing of quotation marks.

Marks are paired paragraph by paragraph, by direction: a curly mark has one, a straight one
gets it from what stands beside it. So straight marks inside straight marks pair as people
read them, and an odd mark never costs more than its own paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.paragraphs import paragraphs

_DOUBLE = re.compile(r"``|''|‘‘|’’|[\"“”„‟«»]")
_SINGLE = re.compile(r"(?<!')'(?!')|[‘’‛]")
_OPENING_SIGNS = "([{—–-/"
_CLOSING_SIGNS = ".,;:!?)]}—–-/…"
_ALWAYS_OPEN, _ALWAYS_CLOSE = ("“", "„", "‟", "«", "``", "‘‘"), ("”", "»", "’’")
_ELISION = re.compile(r"['’](?:\d0s|tis|twas|til|em|cause|round|bout|n)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One stretch of text inside quotation marks, all in code points.

    [start, end) has the marks, [inner_start, inner_end) has not; the two ends are equal where
    the closing mark is missing (`closed` is false). `depth` is 0 for the outermost marks.
    `continues` is true where the quotation goes on with an opening mark in the next paragraph.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool
    sure: bool  # a curly mark says itself which way it looks


def quoted_parts(text: str) -> tuple[Quoted, ...]:
    """Every stretch of `text` inside quotation marks, double or single, in order.

    >>> [text[q.inner_start : q.inner_end] for q in quoted_parts(text := 'He said "no" twice.')]
    ['no']
    """
    places = paragraphs(text)
    found: list[Quoted] = []
    for number, (start, end) in enumerate(places):
        following = places[number + 1][0] if number + 1 < len(places) else len(text)
        reopened = _opens_with_mark(text, following)
        doubles = _pair(text, start, end, reopened)
        found += doubles + _pair_singles(text, start, end, doubles)
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def near(quoted: tuple[Quoted, ...], start: int, end: int) -> list[Quoted]:
    """Those of an article's quoted parts that overlap or touch [start, end), in order."""
    at = bisect_right(quoted, end, key=lambda q: q.start)
    found: list[Quoted] = []
    while at > 0:
        at -= 1
        q = quoted[at]
        if q.end >= start:
            found.append(q)
        elif q.depth == 0:
            break  # outermost parts do not overlap: all before this one end sooner
    return found[::-1]


def _opens_with_mark(text: str, at: int) -> bool:
    return bool(_DOUBLE.match(text, at))


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for match in _DOUBLE.finditer(text, start, end):
        low, high = match.span()
        before = text[low - 1] if low > start else " "
        after = text[high] if high < end else " "
        if before.isdigit() and match.group() == '"' and not (after.isspace() or after in _CLOSING_SIGNS):
            continue  # 5"x7": inches
        opens = (before.isspace() or before in _OPENING_SIGNS or _is_mark(before)) and not after.isspace()
        closes = not before.isspace() and (after.isspace() or after in _CLOSING_SIGNS or _is_mark(after))
        if match.group() in _ALWAYS_OPEN:
            yield _Mark(low, high, opens=True, closes=closes and not opens, sure=True)
        elif match.group() in _ALWAYS_CLOSE:
            yield _Mark(low, high, opens=opens and not closes, closes=True, sure=True)
        else:
            yield _Mark(low, high, opens=opens, closes=closes, sure=False)


def _is_mark(character: str) -> bool:
    return character in "\"“”„‟«»'‘’`"


def _pair(text: str, start: int, end: int, reopened: bool) -> list[Quoted]:
    """Pair the double marks of one paragraph. `reopened`: the next paragraph begins with a mark."""
    marks = list(_marks(text, start, end))
    stack: list[_Mark] = []
    found: list[Quoted] = []
    for mark in marks:
        if _closes(mark, stack):
            opening = stack.pop()
            found.append(Quoted(opening.start, mark.end, opening.end, mark.start, len(stack)))
        elif mark.opens or (not mark.closes and not stack):
            stack.append(mark)
    for depth, opening in enumerate(stack):
        found.append(_unclosed(text, opening, end, depth, marks, reopened and depth == 0))
    return _drop_crossing(found)


def _closes(mark: _Mark, stack: list[_Mark]) -> bool:
    if not stack:
        return False
    if mark.closes and not mark.opens:
        return True
    if mark.opens and not mark.closes:
        return False
    return not mark.sure or mark.closes  # a straight mark with nothing beside it to tell: the nearest open one


def _unclosed(text: str, opening: _Mark, end: int, depth: int, marks: list[_Mark], continues: bool) -> Quoted:
    """A quotation whose closing mark is missing ends with its paragraph, or, where another
    one opens later on, with the sentence before that."""
    later = [m.start for m in marks if m.start > opening.start and m.opens]
    stop = end
    if later and not continues:
        ends = [m.start() + 1 for m in _SENTENCE_END.finditer(text, opening.end, later[0] + 1)]
        stop = ends[-1] if ends else later[0]
        stop = opening.end + len(text[opening.end : stop].rstrip())
    return Quoted(opening.start, stop, opening.end, stop, depth, closed=False, continues=continues)


def _drop_crossing(found: list[Quoted]) -> list[Quoted]:
    """Set depths anew by what really holds what, after unclosed ones were cut short."""
    kept = [q for q in found if q.inner_end > q.inner_start]
    return [
        replace(q, depth=sum(o.start < q.start and q.end <= o.end for o in kept if o is not q))
        for q in sorted(kept, key=lambda q: (q.start, -q.end))
    ]


def _pair_singles(text: str, start: int, end: int, doubles: list[Quoted]) -> list[Quoted]:
    """Pair single marks: an opening one needs a blank or a mark before it, and its closing one
    must not be an apostrophe."""
    found: list[Quoted] = []
    at = start
    for match in _SINGLE.finditer(text, start, end):
        low = match.start()
        before = text[low - 1] if low > start else " "
        after = text[low + 1] if low + 1 < end else " "
        opens = (before.isspace() or before in _OPENING_SIGNS or before in '"“«‘') and not after.isspace()
        if low < at or not opens or (match.group() == "’" and not before.isspace()) or _ELISION.match(text, low):
            continue
        close = _closing_single(text, low, _room(low, end, doubles))
        if close is not None:
            depth = sum(q.start <= low and close < q.end for q in doubles)
            found.append(Quoted(low, close + 1, low + 1, close, depth))
            at = close + 1
    return found


def _room(at: int, end: int, doubles: list[Quoted]) -> int:
    """A single-marked part ends no later than the double-marked one that it stands in."""
    return min((q.inner_end for q in doubles if q.inner_start <= at < q.inner_end), default=end)


def _closing_single(text: str, opening: int, end: int) -> int | None:
    """The first mark that can only close, else the first that may also be a plural's apostrophe."""
    candidates = []
    for match in _SINGLE.finditer(text, opening + 1, end):
        at = match.start()
        before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
        if not before.isspace() and not after.isalnum() and at > opening + 1:
            candidates.append(at)
    sure = [at for at in candidates if text[at - 1].lower() != "s" or text[at + 1 : at + 2] in ("", *_CLOSING_SIGNS)]
    return (sure or candidates or [None])[0]
