"""A noun phrase: its chunk before the first preposition, and what follows that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.events.actors.chunks import chunk
from onrecord.events.actors.item import Item
from onrecord.events.actors.reading import Reading, may_own, out_of_office
from onrecord.events.actors.tables import listed
from onrecord.events.actors.words import BREAKS, CONJUNCTIONS, PLACING, RELATIVES

_BELONGING = frozenset(("of", "from", "with", "at"))


def segments(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The parts between commas, dashes and brackets, each up to its relative clause."""
    part: list[Item] = []
    clause = False
    for item in items:
        if item.text in BREAKS:
            yield part
            part, clause = [], False
        elif clause or (item.kind == "word" and item.key in RELATIVES):
            clause = True
        else:
            part.append(item)
    yield part


def read(items: Sequence[Item]) -> Reading:
    """What a noun phrase tells."""
    while items and items[0].preposition:  # `over two dozen men`
        items = items[1:]
    at = next((n for n, item in enumerate(items) if item.preposition), len(items))
    reading = _conjoined(items[:at])
    if at < len(items):
        reading = _with_complement(reading, items[at].key, items[at + 1 :])
    return out_of_office(reading) if reading.left else reading


def _conjoined(items: Sequence[Item]) -> Reading:
    """A chunk, or several joined by `and`: what they agree on."""
    parts: list[list[Item]] = [[]]
    for item in items:
        if item.kind == "word" and item.key in CONJUNCTIONS:
            parts.append([])
        else:
            parts[-1].append(item)
    parts = [part for part in parts if part]
    readings = [chunk(part) for part in parts]
    if len(readings) < 2:
        return readings[0] if readings else Reading()
    if all(_adjectival(part[-1]) for part in parts[:-1]):  # `US and British warplanes`
        readings[:-1] = [replace(r, sector=readings[-1].sector) for r in readings[:-1]]
    sector, country = _agreed(r.sector for r in readings), _agreed(r.country for r in readings)
    return replace(readings[-1], sector=sector, country=country)


def _adjectival(last: Item) -> bool:
    return last.kind in ("people", "adjective") or (last.kind == "name" and last.text.isupper())


def _agreed(values: Iterable[str | None]) -> str | None:
    found = {value for value in values if value}
    return found.pop() if len(found) == 1 else None


def _with_complement(reading: Reading, preposition: str, rest: Sequence[Item]) -> Reading:
    """A chunk with what follows its preposition: `head of the army`, `police in Nairobi`."""
    after = read(rest)
    if reading.open and _belongs(reading, preposition, after):
        return replace(reading, sector=after.sector, country=reading.country or after.country, settled=after.settled)
    if reading.country or reading.settled or preposition not in PLACING:
        return reading
    of_state = after.bare and after.country and preposition == "of" and reading.head in listed("of_states")
    return replace(reading, country=after.country, sector="GOV" if of_state else reading.sector)


def _belongs(reading: Reading, preposition: str, after: Reading) -> bool:
    """Whether an open head takes the sector of its complement."""
    if not after.sector:
        return False
    if preposition == "of" and reading.sector is None and reading.head in listed("quantities"):
        return True
    if after.bare or not may_own(after.sector, reading.sector, after.named):
        return False
    if preposition in _BELONGING or (preposition == "for" and reading.head.startswith("spokes")):
        return True
    return after.named and (preposition == "for" or preposition in PLACING)
