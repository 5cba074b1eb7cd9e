"""A rule: a pattern, and the function that reads what it matched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.words import written_out

Reader = Callable[[re.Match[str], Anchor], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`read` gives None where the matched words are no time expression after all."""

    source: str
    read: Reader

    @property
    def pattern(self) -> re.Pattern[str]:
        """The source, compiled when it is first tried: to compile all of them takes long."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def rule(pattern: str) -> Callable[[Reader], Rule]:
    """Make a rule of a reading function; see words.py for the signs of the pattern."""
    return lambda read: Rule(written_out(pattern), read)
