"""Texts with their heads marked, so that a table of cases shows the places and the tests know the offsets.

`⟦title|Talks stall⟧` marks a detail; marks may stand inside each other.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"⟦(\w+)\||⟧")

Place = tuple[int, int, str]


def unmark(marked: str) -> tuple[str, dict[str, Place]]:
    """The text without its marks, and for each mark where it stands in it and what it covers."""
    text, open_marks, places, end = "", [], {}, 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        end = match.end()
        if match[1]:
            open_marks.append((match[1], len(text)))
        else:
            name, start = open_marks.pop()
            places[name] = (start, len(text), text[start:])
    return text + marked[end:], places
