"""Which statement stands inside which other one's content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.statements.draft import Draft


def with_parents(drafts: Sequence[Draft]) -> list[Draft]:
    """Give each draft its parent: the innermost other one whose content holds its cue.

    A parent's content is always longer than its child's, so that no two can hold each other.
    One sweep over the text, so the cost grows with the text and not with its square.
    """
    sizes = [sum(end - start for start, end in d.content) for d in drafts]
    contents = sorted((start, end, i) for i, d in enumerate(drafts) for start, end in d.content)
    found = list(drafts)
    open_now: list[tuple[int, int, int]] = []
    following = 0
    for i in sorted(range(len(drafts)), key=lambda i: drafts[i].anchor):
        start, end = drafts[i].anchor
        while following < len(contents) and contents[following][0] <= start:
            open_now.append(contents[following])
            following += 1
        open_now = [c for c in open_now if c[1] > start]
        holders = [(high - low, j) for low, high, j in open_now if j != i and end <= high and sizes[j] > sizes[i]]
        found[i] = replace(found[i], parent=min(holders)[1] if holders else None)
    return found
