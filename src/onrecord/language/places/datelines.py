"""Datelines inside a text: `TUNIS, Tunisia (Agency) —` at the beginning of a paragraph."""

from __future__ import annotations

import re

_WORD = r"[A-Z][\w’'.-]*"
_DATE = r"(?:\d{1,2} \w+|[A-Z][a-z]+\.? \d{1,2})(?:,? \d{4})?"
DATELINE = re.compile(
    rf"^[(\[* \t]*(?P<name>{_WORD}(?: {_WORD}){{0,3}}?)(?P<more>, {_WORD}(?: {_WORD})?)?[)\]]?"
    rf"(?:,? ?{_DATE})?(?:,? ?\([^()\n]{{1,40}}\))? ?(?:--|—|–|- |: )",
    re.MULTILINE,
)
"""`(Red Oak) --`, `TUNIS, Tunisia (Agency) —`, `OSLO, March 5, 2031 (Agency) -`, `Muscat: The`."""


def datelines(text: str) -> list[tuple[int, int]]:
    """The ranges of what is certainly a dateline: its place is in capitals, or an agency stands in brackets."""
    return [m.span() for m in DATELINE.finditer(text) if m["name"].isupper() or "(" in m[0]]
