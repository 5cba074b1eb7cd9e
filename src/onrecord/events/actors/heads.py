"""What the head of a chunk tells: a country, a body by its name, or a noun for a role."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.events.actors.item import Item
from onrecord.events.actors.reading import Reading, may_own
from onrecord.events.actors.tables import listed

_OF_NONE = frozenset(("IGO", "NGO"))  # an aid agency's staff are of no country


def country_among(items: Sequence[Item]) -> str | None:
    """The country named last among these."""
    return next((item.country for item in reversed(items) if item.of_place), None)


def of_place(head: Item, followed: bool) -> Reading:
    """A country, its people or its seat alone; with a name after it (`Israel Katz`) nothing."""
    if head.possessive or (followed and head.kind == "people"):
        return Reading(None, head.country)
    if followed:
        return Reading()
    sector = {"people": "CVL", "region": None}.get(head.kind, "GOV")
    return Reading(sector, head.country, bare=head.kind != "people", settled=True)


def of_organisation(head: Item, before: Sequence[Item]) -> Reading:
    """A body by its name; its country, or the one before it: `Ugandan Red Cross`."""
    if head.sector == "IGO":
        return Reading(head.sector, head.country, settled=True, named=True)
    beside = before[-1].country if before and before[-1].of_place and not before[-1].possessive else None
    country = beside or head.country or country_among(before)
    return Reading(head.sector, country, settled=_settles(head), named=True)


def of_noun(head: Item, before: Sequence[Item]) -> Reading:
    """A role: its own sector, or that of what it belongs to."""
    if head.key in listed("outsiders"):
        before = [item for item in before if not item.possessive]
    yields = head.key in listed("yielding")
    if yields and (owner := _owner(head, before)):
        settled = _settles(owner)
        return Reading(owner.sector, _whose(before, settled), settled=settled, head=head.key)
    country = _whose(before, False)
    sector = "GOV" if country and head.key in listed("of_states") else head.sector
    return Reading(sector, country, head=head.key, open=yields or head.key in listed("quantities"))


def _whose(before: Sequence[Item], settled: bool) -> str | None:
    """The country that is named before a noun, or that of the body before it."""
    body = next((item for item in reversed(before) if item.kind == "organisation"), None)
    if settled and body and body.sector == "IGO":
        return None
    return country_among(before) or (body.country if body else None)


def _settles(item: Item) -> bool:
    """Whether no country besides a body's own counts."""
    return item.kind == "organisation" and (item.sector in _OF_NONE or bool(item.country))


def _owner(head: Item, before: Sequence[Item]) -> Item | None:
    """The word before a yielding noun that tells its sector."""
    for at in range(len(before) - 1, -1, -1):
        item = before[at]
        named = item.kind == "organisation"
        if named and item.sector == "IGO" and head.sector and country_among(before[:at]):
            return None  # `Russia's UN envoy`
        if item.sector == "IGO" and head.sector == "MIL" and not head.key.startswith("peacekeep"):
            continue  # `NATO warplanes`
        if item.sector and may_own(item.sector, head.sector, named):
            return item
    return None
