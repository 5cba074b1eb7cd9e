"""Who speaks in a record, for people: named, unnamed, not clear, or nobody given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

NO_SOURCE = "no source given"
UNCLEAR = "not clear who"
SORTS = ("named", "unnamed", UNCLEAR, NO_SOURCE)
_BLANK = re.compile(r"\s+")
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks, and the numbers of the statements."""

    name: str
    kind: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Speakers of one sort (of SORTS), the most frequent first; `total` counts their statements."""

    sort: str
    speakers: tuple[Speaker, ...]

    @property
    def total(self) -> int:
        return sum(len(speaker.numbers) for speaker in self.speakers)


def counted(count: int, noun: str) -> str:
    """A count with its noun, in the singular or the plural."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def line(text: str) -> str:
    """A text on one line, without signs that steer a terminal or turn the direction of writing."""
    return printable(text).strip()


def printable(text: str) -> str:
    """Blanks as one blank each; control characters and marks of direction left out."""
    return _STEERING.sub("", _BLANK.sub(" ", text))


def span_words(spans: Sequence[Span]) -> str:
    """The words of several spans on one line."""
    return line(" … ".join(span.text for span in spans))


def who(s: Statement) -> str:
    """The speaker; the source's own words where nobody could be told."""
    if s.speaker:
        return s.speaker
    return f"“{span_words(s.source)}”" if s.source else NO_SOURCE


def sort_of(s: Statement) -> str:
    """Which of SORTS a statement's speaker is."""
    if s.speaker is None:
        return UNCLEAR if s.source else NO_SOURCE
    return "named" if s.named else "unnamed"


def who_speaks(statements: Sequence[Statement]) -> Iterator[Group]:
    """The speakers by sort; sorts without any are left out. Statements count from 1."""
    found: dict[str, dict[tuple[str, str], list[int]]] = {sort: {} for sort in SORTS}
    names: dict[tuple[str, str], str] = {}
    for number, s in enumerate(statements, 1):
        sort = sort_of(s)
        name = "" if sort == NO_SOURCE else who(s)
        key = (name.casefold(), s.speaker_type)
        names.setdefault(key, name)
        found[sort].setdefault(key, []).append(number)
    for sort, speakers in found.items():
        if speakers:
            frequent = sorted(speakers.items(), key=lambda item: -len(item[1]))
            yield Group(sort, tuple(Speaker(names[key], _kind(key[1]), tuple(n)) for key, n in frequent))


def _kind(speaker_type: str) -> str:
    return "" if speaker_type == "none" else speaker_type
