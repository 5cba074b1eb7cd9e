"""What a name given by a user stands for: a report or a figure of the store."""

from __future__ import annotations

import re

from onrecord.schema.record import Record
from onrecord.store.base import Store
from onrecord.store.errors import NoSuchReportError
from onrecord.store.query import Query

_FIGURE = re.compile(r"f[0-9a-f]{12}")


def report_key(store: Store, name: str) -> str | None:
    """The key of the report that has this key, or whose article has this id; None where there is none."""
    try:
        store.versions(name)
        return name
    except NoSuchReportError:
        return store.key_of(name)


def figure_query(store: Store, name: str) -> Query | None:
    """A search for the figures that are comparable with the one of this id: of its measure, and of its place where
    it has one; None where the name is no figure's."""
    if not _FIGURE.fullmatch(name) or (key := store.report_of_figure(name)) is None:
        return None
    record = store.record(key)
    figure = next((f for f in record.figures if f.id == name), None)
    if figure is None:
        return None
    return Query(kind="figures", measure=figure.measure, place=_place(record, figure.places))


def _place(record: Record, places: tuple[str, ...]) -> str | None:
    named = [p for p in record.places if p.id in places]
    if not named:
        return None
    return f"geonames:{named[0].geonames_id}" if named[0].geonames_id else named[0].span.text
