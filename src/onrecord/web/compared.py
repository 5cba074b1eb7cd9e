"""Two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PARTS = re.compile(r"\n\s*|[^\S\n]+|[^\s]+")
_MOST = 20_000  # words of a text that are compared one by one; the alignment takes the square of them at worst


@dataclass(frozen=True, slots=True)
class Change:
    """Words that both versions have, or one of them."""

    kind: Literal["kept", "removed", "added"]
    text: str


def compared(before: str, after: str) -> list[Change]:
    """What was kept, removed and added, in order."""
    old, new = _parts(before), _parts(after)
    return list(_changes(old, new))


def _parts(text: str) -> list[str]:
    found = _PARTS.findall(text)
    return found if len(found) <= _MOST else text.splitlines(keepends=True)


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=len(old) > _MOST // 4).get_opcodes():
        if tag == "equal":
            yield Change("kept", "".join(old[i1:i2]))
            continue
        if i2 > i1:
            yield Change("removed", "".join(old[i1:i2]))
        if j2 > j1:
            yield Change("added", "".join(new[j1:j2]))
