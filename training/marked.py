"""Statements written with their parts marked in the text.

    refuse<TAB>{s The ministry} {c said} {t it would not open the crossing}.

`s` source, `c` cue, `t` content (in two parts where the cue interrupts it). So sentences for
training and for tests can be read and written by people.
"""

from __future__ import annotations

import re

from onrecord.statements.draft import Draft, Range

_PART = re.compile(r"\{(\w+) |\}")


def unmark(marked: str) -> tuple[str, dict[str, tuple[Range, ...]]]:
    """The plain text, and the ranges of code points that each mark covers; marks may nest.

    Raises:
        ValueError: a brace without its partner.
    """
    text = ""
    found: dict[str, list[Range]] = {}
    opened: list[tuple[str, int]] = []
    reached = 0
    for match in _PART.finditer(marked):
        text += marked[reached : match.start()]
        reached = match.end()
        if match.group(1):
            opened.append((match.group(1), len(text)))
        elif opened:
            label, start = opened.pop()
            found.setdefault(label, []).append((start, len(text)))
        else:
            raise ValueError(f"a closing brace too many: {marked!r}")
    if opened:
        raise ValueError(f"a brace is never closed: {marked!r}")
    return text + marked[reached:], {label: tuple(sorted(ranges)) for label, ranges in found.items()}


def marked_draft(marked: str) -> tuple[str, Draft]:
    """The text of a marked statement and its draft."""
    text, parts = unmark(marked)
    cue = parts.get("c", ())
    return text, Draft(parts.get("s", ()), cue[0] if cue else None, parts["t"], None)
