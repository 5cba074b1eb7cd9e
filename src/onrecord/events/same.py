"""Whether two events of an article are one event told twice."""

from __future__ import annotations

from onrecord.events.grammar import listed
from onrecord.schema.event import Event, Participant

_LASTING = frozenset(("happened", "ongoing"))


def is_same(first: Event, later: Event) -> bool:
    """Whether a later event of the text is one that was told before: of one type, with nothing that
    speaks against it in mode, status, date and place, and with the same people on both sides; the
    later telling may leave one side out (`the arrests`), as reports do."""
    if first.type != later.type or not _agree(first.mode, later.mode):
        return False
    if first.status != later.status and not {first.status, later.status} <= _LASTING:
        return False
    if not _agree(first.date, later.date) or not _agree(_place(first), _place(later)):
        return False
    sides = (_compare(first.actor, later.actor), _compare(first.recipient, later.recipient))
    return False not in sides and True in sides


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _place(event: Event) -> str | None:
    return event.place[0].text.casefold() if event.place else None


def _compare(first: tuple[Participant, ...], later: tuple[Participant, ...]) -> bool | None:
    """Whether two sides are the same people; None where the later telling names nobody."""
    if not later:
        return None
    if not first:
        return False
    return any(_same_people(a, b) for a in first for b in later)


def _same_people(one: Participant, other: Participant) -> bool:
    if one.name and other.name and one.name.casefold() == other.name.casefold():
        return True
    words, others = _words(one.span.text), _words(other.span.text)
    if not words or not others or words[-1] != others[-1] or _numbers(words) != _numbers(others):
        return False
    return set(words) <= set(others) or set(others) <= set(words)


def _words(text: str) -> list[str]:
    return [w for w in text.casefold().replace("’", "'").split() if w not in listed("same", "small")]


def _numbers(words: list[str]) -> set[str]:
    """12 soldiers are not 40 soldiers."""
    return {w for w in words if any(c.isdigit() for c in w)}
