"""A chunk: the words up to a preposition. Its last noun is its head, what stands before it tells whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.events.actors.heads import country_among, of_noun, of_organisation, of_place
from onrecord.events.actors.item import Item
from onrecord.events.actors.reading import Reading
from onrecord.events.actors.tables import listed
from onrecord.events.actors.words import ARTICLES


def chunk(items: Sequence[Item]) -> Reading:
    """The head among these words and what stands before it."""
    items = _without_participle(_without_name(items))
    at = max((n for n, item in enumerate(items) if item.kind != "word"), default=-1)
    tail = [item for item in items[at + 1 :] if not item.text[:1].isdigit()]
    if at < 0:
        return _counted(tail)
    if any(not item.capital for item in tail):  # another noun is the head: `police brutality`
        return Reading(None, country_among(items), head=tail[-1].key)
    return _headed(items[at], items[:at], followed=bool(tail))


def _headed(head: Item, before: Sequence[Item], followed: bool) -> Reading:
    left = any(item.key in listed("former") for item in before)
    if head.of_place:
        return of_place(head, followed)
    if head.kind == "organisation":
        return replace(of_organisation(head, before), left=left)
    if head.kind == "noun":
        return replace(of_noun(head, before), left=left)
    return Reading(None, country_among(before))


def _without_name(items: Sequence[Item]) -> list[Item]:
    """Without the name of a country in a person's: `Foreign Minister Israel Katz`."""
    found = list(items)
    for at in range(len(found) - 2, 0, -1):
        title = found[at - 1].kind == "noun" and found[at - 1].capital
        if found[at].of_place and title and found[at + 1].unknown_name:
            found[at] = replace(found[at], kind="word")
    return found


def _without_participle(items: Sequence[Item]) -> Sequence[Item]:
    """Up to `deployed in the north`, `demanding reform` after the last known word."""
    last = max((n for n, item in enumerate(items) if item.kind in ("noun", "organisation")), default=len(items))
    return items[: next((n for n in range(last + 1, len(items)) if _participle(items[n])), len(items))]


def _participle(item: Item) -> bool:
    return (
        item.kind == "word"
        and not item.capital
        and (item.key.endswith(("ing", "ed")) or item.key in listed("participles"))
    )


def _counted(tail: Sequence[Item]) -> Reading:
    """A chunk of unknown words: open where they only count what follows."""
    head = next((item.key for item in reversed(tail) if item.key not in ARTICLES), "")
    return Reading(head=head, open=head in listed("quantities"))
