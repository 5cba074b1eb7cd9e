"""Where a text's paragraphs end, told apart from lines that a program only wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_WRAPPED = range(45, 101)  # line lengths, in characters, at which mail and terminals wrap


def breaks(text: str) -> Iterator[tuple[int, int]]:
    """The white space between paragraphs, as half-open ranges of `text`.

    An empty line always parts two paragraphs. A single line break does too, unless the next
    line goes on in lower case, or the line is as long as a wrapped one and ends in mid-sentence. The
    first line of a text, if nothing ends it, is a headline.
    """
    for match in _BREAK.finditer(text):
        if match.group().count("\n") == 1:
            after = text[match.end() : match.end() + 1]
            before = text[max(match.start() - 1, 0) : match.start()]
            line = match.start() - (text.rfind("\n", 0, match.start()) + 1)
            headline = match.start() == line and not after.islower() and before not in '.,;:!?—-"”'
            wrapped = line in _WRAPPED and (before.islower() or before in ",;—-")
            if not headline and (after.islower() or wrapped):
                continue
        yield match.span()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of `text` as half-open ranges, without the white space around them."""
    found, start = [], 0
    for low, high in (*breaks(text), (len(text), len(text))):
        begin = start + len(text[start:low]) - len(text[start:low].lstrip())
        end = begin + len(text[begin:low].rstrip())
        if end > begin:
            found.append((begin, end))
        start = high
    return found
