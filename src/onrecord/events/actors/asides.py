"""Words that a hyphen makes no part of an actor: `Iran-backed militias` are not of Iran."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.events.actors.item import Item
from onrecord.events.actors.tables import listed


def without_asides(items: Sequence[Item]) -> list[Item]:
    """The items without the first of `Iran-backed`, the last of `pro-Russian`, both of `US-China`."""
    before = (None, *items)
    after = (*items[1:], None)
    return [item for b, item, a in zip(before, items, after, strict=False) if not _aside(b, item, a)]


def _aside(before: Item | None, item: Item, after: Item | None) -> bool:
    if not (item.of_place or item.kind in ("organisation", "noun")):
        return False
    if item.joined and after and (after.key in listed("attached") or (item.of_place and after.of_place)):
        return True
    if not (before and before.joined):
        return False
    return before.key in listed("attitudes") or (before.of_place and item.of_place)
