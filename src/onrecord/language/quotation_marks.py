"""Pairing of quotation marks.

Marks are paired paragraph by paragraph, by direction: a curly mark has one, a straight one
gets it from what stands beside it. So straight marks inside straight marks pair as people
read them, and an odd mark never costs more than its own paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.paragraphs import paragraphs

_DOUBLE = re.compile(r"``|''|‘‘|’’|[\"“”„‟«»]")
_SINGLE = re.compile(r"(?<!')'(?!')|(?<!‘)‘(?!‘)|(?<!’)’(?!’)|‛")
_OPENING_SIGNS = "([{—–-/"
_CLOSING_SIGNS = ".,;:!?)]}—–-/…"
_ALWAYS_OPEN, _ALWAYS_CLOSE = ("“", "„", "‟", "«", "``", "‘‘"), ("”", "»", "’’")
_ELISION = re.compile(r"['’](?:\d0s|tis|twas|til|em|cause|round|bout|n|ndrangheta)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s")
_INCHES = re.compile(r'(?<!\d)\d{1,2}"\s[a-z]')


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

    >>> text = 'He said "no" twice.'
    >>> [text[q.inner_start : q.inner_end] for q in quoted_parts(text)]
    ['no']
    """
    places = paragraphs(text)
    found: list[Quoted] = []
    for number, (start, end) in enumerate(places):
        following = places[number + 1][0] if number + 1 < len(places) else len(text)
        doubles = _pair(text, start, end, _opens_with_mark(text, following))
        found += _with_depths(doubles + _pair_singles(text, (start, end), doubles, text[following : following + 1]))
    return tuple(found)


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
    for number, mark in enumerate(marks):
        if len(stack) == 1 and _is_inches(text, mark, marks[number + 1 : number + 2]):
            continue
        if _closes(mark, stack):
            opening = stack.pop()
            found.append(Quoted(opening.start, mark.end, opening.end, mark.start))
        elif mark.opens or (not mark.closes and not stack):
            stack.append(mark)
    openings = [m.start for m in marks if m.opens]
    for depth, opening in enumerate(stack):
        found.append(_unclosed(text, opening, end, openings, reopened and depth == 0))
    return _with_depths(q for q in found if q.inner_end > q.inner_start)


def _closes(mark: _Mark, stack: list[_Mark]) -> bool:
    if not stack:
        return False
    if mark.closes and not mark.opens:
        return True
    if mark.opens and not mark.closes:
        return False
    return not mark.sure or mark.closes  # a straight mark with nothing beside it to tell: the nearest open one


def _is_inches(text: str, mark: _Mark, following: list[_Mark]) -> bool:
    """`"We found a 12" gun," he said`: in a quotation, where the next mark can only close."""
    closes_next = any(m.closes and not m.opens for m in following)
    return closes_next and any(_INCHES.match(text, mark.start - digits) for digits in (1, 2))


def _unclosed(text: str, opening: _Mark, end: int, openings: list[int], continues: bool) -> Quoted:
    """A quotation whose closing mark is missing ends with its paragraph, or, where another
    one opens later on, with the sentence before that."""
    later = bisect_right(openings, opening.start)
    stop = end
    if later < len(openings) and not continues:
        ends = [m.start() + 1 for m in _SENTENCE_END.finditer(text, opening.end, openings[later] + 1)]
        stop = ends[-1] if ends else openings[later]
        stop = opening.end + len(text[opening.end : stop].rstrip())
    return Quoted(opening.start, stop, opening.end, stop, closed=False, continues=continues)


def _with_depths(parts: Iterable[Quoted]) -> list[Quoted]:
    """In order, with depths by what really holds what, after unclosed ones were cut short."""
    found: list[Quoted] = []
    around: list[int] = []  # where the parts end that hold the next one
    for q in sorted(parts, key=lambda q: (q.start, -q.end)):
        while around and around[-1] <= q.start:
            around.pop()
        found.append(replace(q, depth=len(around)))
        around.append(q.end)
    return found


def _pair_singles(text: str, paragraph: tuple[int, int], doubles: list[Quoted], reopening: str) -> list[Quoted]:
    """Pair single marks, those that stand in the same double-marked part. One that nothing
    closes is no mark but an apostrophe, unless the next paragraph begins (`reopening`) with the same."""
    found: list[Quoted] = []
    for holder, places in _by_holder(text, paragraph, doubles).items():
        after = paragraph[0]
        for number, low in enumerate(places):
            if low < after or not _opens_single(text, low, paragraph):
                continue
            close = _closing_single(text, places, number, paragraph)
            if close is None:
                if holder is None and text[low] == reopening and _begins_speech(text, paragraph[0], low):
                    end = paragraph[1]
                    found.append(Quoted(low, end, low + 1, end, closed=False, continues=True))
                break  # nor does anything close those after it
            found.append(Quoted(low, close + 1, low + 1, close))
            after = close + 1
    return found


def _by_holder(text: str, paragraph: tuple[int, int], doubles: list[Quoted]) -> dict[Quoted | None, list[int]]:
    """The places of single marks by the innermost double-marked part around them."""
    places: dict[Quoted | None, list[int]] = {}
    around: list[Quoted] = []
    number = 0
    for match in _SINGLE.finditer(text, *paragraph):
        while number < len(doubles) and doubles[number].start < match.start():
            around.append(doubles[number])
            number += 1
        while around and around[-1].inner_end <= match.start():
            around.pop()
        places.setdefault(around[-1] if around else None, []).append(match.start())
    return places


def _opens_single(text: str, at: int, paragraph: tuple[int, int]) -> bool:
    """An opening mark needs a blank, a sign or a mark before it, and is no elision."""
    before = text[at - 1] if at > paragraph[0] else " "
    after = text[at + 1] if at + 1 < paragraph[1] else " "
    empty = after in "'’" and not _ELISION.match(text, at + 1)
    if empty or after.isspace() or _ELISION.match(text, at):
        return False
    return before.isspace() or (text[at] != "’" and (before in _OPENING_SIGNS or before in '"“«‘'))


def _begins_speech(text: str, start: int, at: int) -> bool:
    """Whether a sentence, or what follows a comma or colon, begins at this mark."""
    before = text[start:at].rstrip()
    return not before or before[-1] in ".,:;!?" or _is_mark(before[-1])


def _closing_single(text: str, places: list[int], opening: int, paragraph: tuple[int, int]) -> int | None:
    """The first mark after places[opening] that can only close, else the first that may also be a plural's apostrophe
    (`boats'`); that one too where another part opens after it."""
    unsure = None
    for number in range(opening + 1, len(places)):
        at = places[number]
        before, after = text[at - 1], text[at + 1] if at + 1 < paragraph[1] else " "
        if not before.isspace() and not after.isalnum():
            if before.lower() != "s" or at + 1 == paragraph[1] or after in _CLOSING_SIGNS or _is_mark(after):
                return at
            unsure = unsure or at
        elif unsure and _opens_single(text, at, paragraph):
            return unsure
    return unsure
