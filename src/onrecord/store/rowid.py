"""Row numbers that sort by date.

A row's number holds the day of its report, its version and its place in the record:

    day (20 bits, 0 for no date) | version (27 bits) | position (16 bits)

So the newest rows are the highest numbers in every index, a range of dates is a range of numbers, and the
rows of one version stand together; no index by date is needed anywhere, and a search for a very common word
can stop after the newest matches.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

POSITIONS = 1 << 16
"""How many rows of a kind one version of a report can have."""

_VERSIONS = 1 << 27
_DAYS = 1 << 20
LAST = _DAYS * _VERSIONS * POSITIONS - 1

_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def days(edtf: str) -> tuple[int, int]:
    """The first and the last day that a date (`2024`, `2024-05`, `2024-05-09`) allows, as ordinals.

    Raises:
        ValueError: not such a date, or a day that no calendar has.
    """
    if not (match := _EDTF.fullmatch(edtf)):
        raise ValueError(f"{edtf!r} is no date like 2024-05-09, 2024-05 or 2024")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError as error:
        raise ValueError(f"no calendar has {edtf!r} ({error})") from error
    return first.toordinal(), last.toordinal()


def first_row(published: str | None, version: int) -> int:
    """The number of the first row of a version; a date that is none counts as no date."""
    try:
        day = days(published)[0] if published else 0
    except ValueError:
        day = 0
    return (min(day, _DAYS - 1) * _VERSIONS + version) * POSITIONS


def version_of(row: int) -> int:
    """The version that a row is of."""
    return row // POSITIONS % _VERSIONS


def rows_of_days(since: str | None, until: str | None) -> tuple[int, int]:
    """The first and the last row number of reports published from `since` to `until`, both included.

    Raises:
        ValueError: one of them is no date.
    """
    if since is None and until is None:
        return 0, LAST
    # Reports without a date have day 0: they are in no range of dates. Later days than fit have the last number, as in
    # `first_row`.
    first = min(days(since)[0], _DAYS - 1) if since else 1
    last = min(days(until)[1], _DAYS - 1) if until else _DAYS - 1
    return first * _VERSIONS * POSITIONS, (last + 1) * _VERSIONS * POSITIONS - 1
