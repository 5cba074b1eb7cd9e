"""A rule: a pattern, and the function that reads what it matched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.words import compiled

Reader = Callable[[re.Match[str], Anchor], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`read` gives None where the matched words are no time expression after all."""

    pattern: re.Pattern[str]
    read: Reader


def rule(pattern: str) -> Callable[[Reader], Rule]:
    """Make a rule of a reading function; see words.py for the signs of the pattern."""
    return lambda read: Rule(compiled(pattern), read)
