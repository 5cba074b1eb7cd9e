"""EDTF dates put in order: by the first or the last day that they allow."""

from __future__ import annotations

NEVER = "9999-99-99"
"""Sorts behind every date: where there is none."""


def first_day(date: str | None) -> str:
    """The first day of an EDTF date or interval, to sort by; NEVER where there is none.

    >>> first_day("2031-03"), first_day("2031-03-10/2031-03-16")
    ('2031-03-01', '2031-03-10')
    """
    day = date.split("/")[0] if date else ""
    return (day + "-01-01"[len(day) - 4 :] if 4 <= len(day) < 10 else day) or NEVER


def last_day(date: str | None) -> str:
    """The last day of an EDTF date or interval, to sort by (`31` stands for the end of any month); NEVER where
    there is none.

    >>> last_day("2031"), last_day("2031-02"), last_day("2031-03-10/2031-03-16")
    ('2031-12-31', '2031-02-31', '2031-03-16')
    """
    day = date.split("/")[-1] if date else ""
    return (day + "-12-31"[len(day) - 4 :] if 4 <= len(day) < 10 else day) or NEVER
