"""The title of a plain text: a first line that is a headline and no sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from onrecord.articles.dates import DATE
from onrecord.articles.lines import Line
from onrecord.schema.article import Detail
from onrecord.schema.span import Span

_LONGEST = 180
_WORDS = range(3, 26)
_SENTENCE_INSIDE = re.compile(r"[a-z]{5,}\.[\"”’)]?\s+[\"“‘(]?[A-Z]")

_UNFINISHED = re.compile(r"[(\[\-–—―_/|&+]$")


def find_title(text: str, lines: Sequence[Line], is_head: Callable[[Line], bool]) -> tuple[Detail, int] | None:
    """The title that `lines` begin with, and how many lines it takes (one or two).

    `is_head` tells lines that follow titles: bylines, dates, datelines. Without one of these
    after it, the line must be set off from the body. None in every doubt.
    """
    block = _block(lines)
    taken = 2 if len(block) == 2 and not is_head(block[1]) and not _is_paragraph(block[1]) else 1
    span = Span.of(text, lines[0].span.start, lines[taken - 1].span.end)
    rest = lines[taken:]
    if not rest or not _reads_as_headline(span.text) or not any(_is_paragraph(line) for line in rest):
        return None
    headed = is_head(rest[0])
    if any(line.is_question() for line in lines[:taken]):
        set_off = headed
    elif any(line.ends_sentence for line in lines[:taken]):
        set_off = False
    else:
        set_off = headed or rest[0].gap or _would_have_fitted(lines[0], rest[0])
    return (Detail(" ".join(span.text.split()), "text", span), taken) if set_off else None


def _block(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to the next blank one."""
    end = next((index for index in range(1, len(lines)) if lines[index].gap), len(lines))
    return lines[:end]


def _reads_as_headline(words: str) -> bool:
    opening = words.lstrip("\"'“‘«([")[:1]
    return (
        len(words) <= _LONGEST
        and len(words.split()) in _WORDS
        and (opening.isupper() or opening.isdigit())
        and not _SENTENCE_INSIDE.search(words)
        and not _UNFINISHED.search(words)
        and words.count("(") == words.count(")")
        and not DATE.search(words)
        and words.split()[0].casefold() != "by"
    )


def _is_paragraph(line: Line) -> bool:
    return line.words >= 8 and line.ends_sentence


def _would_have_fitted(title: Line, following: Line) -> bool:
    """Whether the line break is meant: where lines are wrapped, the next line's first word did not fit any more."""
    first = following.span.text.split()[0]
    return (
        _is_paragraph(following)
        and following.span.text[:1].isupper()
        and len(title.span.text) + 1 + len(first) <= len(following.span.text)
    )
