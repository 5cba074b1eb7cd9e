"""Dates as they are written at the head of a report, and their EDTF values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"

_AMPM = r"[ap]\.?m\b\.?"
_CLOCK = rf"(?:[t\s,]*(?:at\s+)?\d{{1,2}}(?:[:.]\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:{_AMPM})?|\s*{_AMPM}))"
_ZONE = r"(?:\s*(?:z\b|utc\b|gmt\b|[a-z]{1,3}[sd]?t\b|\(?(?:utc|gmt)?\s?[+-]\d{1,2}:?(?:\d\d)?\)?))"

CLOCK = rf"{_CLOCK}{_ZONE}?"
DATE = re.compile(
    rf"""(?:{CLOCK}[\s,]*(?:on\s+)?)?(?:{WEEKDAY},?\s+)?
    (?P<date>(?P<iso>\d{{4}}-\d\d-\d\d)
      |(?P<month1>{MONTH})\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year1>\d{{4}})
      |(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{MONTH}),?\s+(?P<year2>\d{{4}})
      |(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark)(?P<year3>\d{{4}}))
    (?!\d)(?:{CLOCK})?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A whole date in a text: its EDTF value, the range [start, end) of its day, month and year,
    and the `stop` of the time of day that may follow."""

    value: str
    start: int
    end: int
    stop: int


def is_edtf_date(value: str) -> bool:
    """Whether `value` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD` and in the calendar."""
    if re.fullmatch(r"[1-9][0-9]{3}(-[0-9]{2}){0,2}", value) is None:
        return False
    year, month, day = [int(part) for part in value.split("-")] + [1] * (2 - value.count("-"))
    return _edtf(year, month, day) is not None


def given_date(value: str) -> str | None:
    """The EDTF date of an ISO date or time (`2024-05-10T08:00:00Z` -> `2024-05-10`); None for others."""
    value = value.strip()
    if is_edtf_date(value):
        return value
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", value) is None:
        return None
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        return None


def date_at(text: str, start: int = 0, end: int | None = None) -> WrittenDate | None:
    """The date that begins at `start`, with its year; None where there is none or it is ambiguous (`05/06/2024`)."""
    match = DATE.match(text, start, len(text) if end is None else end)
    value = _value(match) if match else None
    if match is None or value is None:
        return None
    return WrittenDate(value, match.start("date"), match.end("date"), match.end())


def _value(match: re.Match[str]) -> str | None:
    if iso := match["iso"]:
        return iso if is_edtf_date(iso) else None
    if name := match["month1"] or match["month2"]:
        month = MONTHS[name.rstrip(".").lower()]
        return _edtf(int(match["year1"] or match["year2"]), month, int(match["day1"] or match["day2"]))
    first, second, year = int(match["first"]), int(match["second"]), int(match["year3"])
    # Day first or month first depends on the country; only a number above 12 tells.
    if first > 12:
        return _edtf(year, second, first)
    if second > 12:
        return _edtf(year, first, second)
    return _edtf(year, first, second) if first == second else None


def _edtf(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= 1000 else None
    except ValueError:
        return None
