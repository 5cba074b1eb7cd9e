"""The source that a passive cue puts behind its quotation: `described as "..." by the UN`."""

from __future__ import annotations

import re

from onrecord.statements.draft import Range

_BY = re.compile("[\"”'’»]\\s+by\\s+(?=[\\w“])")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\b", re.IGNORECASE)


_LEFT_BY = re.compile("(?<=[\"”'’»])\\s+by\\Z")


def without_by(text: str, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content without the `by` between its closing quotation mark and its source."""
    *rest, (start, end) = content
    left = _LEFT_BY.search(text[start:end])
    return (*rest, (start, start + left.start())) if left else content


def split_by_phrase(text: str, cue: Range | None, content: tuple[Range, ...]) -> tuple[Range | None, tuple[Range, ...]]:
    """For a passive cue without a source: the words after `by`, and the content without them.

    Only behind a closing quotation mark, where `by` cannot be a part of what was said.
    """
    if cue is None or not _PASSIVE.search(text, *cue):
        return None, content
    start, end = content[-1]
    found = list(_BY.finditer(text, start, end))
    if not found or end - found[-1].end() < 2:
        return None, content
    return (found[-1].end(), end), (*content[:-1], (start, found[-1].start() + 1))
