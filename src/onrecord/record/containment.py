"""What stands inside what: the statement that holds a span, the places that some words name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.schema.place import Place
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement


def innermost(statements: Sequence[Statement], spans: Sequence[Span]) -> list[str | None]:
    """For each span (in the order of the text) the id of the innermost statement whose content holds it, or
    None: nothing cleverer, so that anybody can check it. One sweep over the text."""
    contents = sorted((span.start, span.end, s.id) for s in statements for span in s.content)
    found: list[str | None] = []
    open_now: list[tuple[int, int, str]] = []
    following = 0
    for span in spans:
        while following < len(contents) and contents[following][0] <= span.start:
            open_now.append(contents[following])
            following += 1
        open_now = [c for c in open_now if c[1] > span.start]
        holders = [(high - low, identifier) for low, high, identifier in open_now if span.end <= high]
        found.append(min(holders)[1] if holders else None)
    return found


def named_in(words: Sequence[Span], places: Sequence[Place]) -> tuple[str, ...]:
    """The ids of the places (in the order of the text) named in some words."""
    found: list[str] = []
    for span in words:
        first = bisect_left(places, span.start, key=lambda p: p.span.start)
        end = bisect_right(places, span.end, key=lambda p: p.span.end)
        found += [p.id for p in places[first:end]]
    return tuple(found)
