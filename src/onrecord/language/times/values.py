"""Calendar arithmetic on TIMEX3 values.

A date is kept as its value (`2024`, `2024-05`, `2024-05-09`, `2024-W19`, `2024-Q2`), because
the value says by itself how exact it is. Nothing here makes a value finer than it was: what
cannot be told from a month alone is None.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.lexicons.load import lexicon

FIRST_YEAR, LAST_YEAR = 1000, 2999  # years outside are left alone: news does not write them so
_NEAR_PAST, _NEAR_FUTURE = 100, 90  # days: so near, a date without year is meant whatever the tense


def day_value(year: int, month: int, day: int) -> str | None:
    """The value of a day; None where the calendar has no such day.

    >>> day_value(2024, 2, 30) is None
    True
    """
    try:
        return date(year, month, day).isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def as_day(value: str | None) -> date | None:
    """The day of a value that is a day, or a time of day; None for all others."""
    if value is None or not re.match(r"\d{4}-\d\d-\d\d", value):
        return None
    return date.fromisoformat(value[:10])


def as_month(value: str | None) -> tuple[int, int] | None:
    """Year and month of a value at least that exact; None for others."""
    if value is None or not re.match(r"\d{4}-\d\d", value):
        return None
    return int(value[:4]), int(value[5:7])


def as_year(value: str | None) -> int | None:
    """The year of a value at least that exact; None for others."""
    if value is None or not re.match(r"\d{4}", value):
        return None
    return int(value[:4])


def shift(value: str | None, unit: str, by: int) -> str | None:
    """The period `by` units after the one of this `unit` that holds `value`, no finer than the unit.

    >>> shift("2024-05-10", "month", -6), shift("2024-05", "day", 1)
    ('2023-11', None)
    """
    try:
        return _shifted(value, unit, by)
    except (ValueError, OverflowError):
        return None


def _shifted(value: str | None, unit: str, by: int) -> str | None:
    if unit == "fortnight":
        unit, by = "week", by * 2
    if unit in ("day", "night"):
        day = as_day(value)
        return None if day is None else (day + timedelta(by)).isoformat()
    if unit in ("week", "weekend"):
        return _week(value, by, weekend=unit == "weekend")
    if unit in ("month", "quarter"):
        return _months(value, unit, by)
    year = as_year(value)
    if year is None:
        return None
    if unit == "year":
        return _year(year + by)
    if unit in ("decade", "century"):
        digits, length = (3, 10) if unit == "decade" else (2, 100)
        moved = _year(year + by * length)
        return None if moved is None else moved[:digits]
    return None


def _year(year: int) -> str | None:
    return f"{year:04}" if FIRST_YEAR <= year <= LAST_YEAR else None


def _week(value: str | None, by: int, weekend: bool) -> str | None:
    monday = as_day(value)
    if monday is None and value is not None and (match := re.match(r"(\d{4})-W(\d\d)", value)):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    if monday is None:
        return None
    year, week, _ = (monday + timedelta(7 * by)).isocalendar()
    return f"{year:04}-W{week:02}" + ("-WE" if weekend else "")


def _months(value: str | None, unit: str, by: int) -> str | None:
    month = as_month(value)
    if unit == "quarter" and value is not None and (match := re.match(r"(\d{4})-Q(\d)", value)):
        month = int(match[1]), int(match[2]) * 3
    if month is None:
        return None
    months = month[0] * 12 + month[1] - 1
    if unit == "month":
        months += by
        return f"{months // 12:04}-{months % 12 + 1:02}"
    quarters = months // 3 + by
    return f"{quarters // 4:04}-Q{quarters % 4 + 1}"


def season(value: str | None, code: str, direction: int) -> str | None:
    """The season nearest to `value` that has begun (direction 0 or less) or is to come (1)."""
    month = as_month(value)
    if month is None:
        return None
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year = month[0]
    if direction <= 0 and month[1] < begins:
        year -= 1
    if direction > 0 and month[1] > begins + 2:
        year += 1
    return f"{year:04}-{code}"


def weekday(value: str | None, number: int, direction: int, own_day: bool = True) -> str | None:
    """The nearest weekday (1 is Monday) at (if `own_day`) or before `value`, after it where direction is 1."""
    day = as_day(value)
    if day is None:
        return None
    step = (number - day.isoweekday()) % 7 if direction > 0 else -((day.isoweekday() - number) % 7)
    if step == 0 and not own_day:
        step = 7 if direction > 0 else -7
    try:
        return (day + timedelta(step)).isoformat()
    except OverflowError:
        return None


def nearest_day(days: list[str], own: date, direction: int) -> str | None:
    """The nearest of these days; where the verb tells a side and no day is near on the other, that side's."""
    nearest = min(days, key=lambda v: abs((date.fromisoformat(v) - own).days), default=None)
    if nearest is None or direction == 0:
        return nearest
    ahead = (date.fromisoformat(nearest) - own).days * direction
    if ahead >= 0 or -ahead < (_NEAR_PAST if direction > 0 else _NEAR_FUTURE):
        return nearest
    return next((v for v in sorted(days, reverse=direction < 0) if (v > own.isoformat()) == (direction > 0)), nearest)


def distance(value: str, other: str | None) -> int:
    """The days between two days; a very large number where one is not that exact."""
    one, two = as_day(value), as_day(other)
    return 10**6 if one is None or two is None else abs((one - two).days)


def holiday(rule: str, year: int) -> str | None:
    """The day of a holiday in a year, by a rule of lexicons/calendar.toml."""
    if match := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return day_value(year, int(match[1]), int(match[2]))
    if rule.startswith("easter"):
        return (easter(year) + timedelta(int(rule.split()[1]))).isoformat()
    month, number, nth, *plus = rule.split()
    first = date(year, int(month), 1)
    if int(nth) < 0:
        first = date(year + int(month) // 12, int(month) % 12 + 1, 1)
    step = (int(number) - first.isoweekday()) % 7 + 7 * (int(nth) - (1 if int(nth) > 0 else 0))
    return (first + timedelta(step + sum(map(int, plus)))).isoformat()


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian algorithm, Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def duration(amount: str, unit: str) -> str:
    """The value of a duration: `amount` is a number, or `X` where it is not told.

    >>> duration("2", "decade"), duration("X", "hour"), duration("2.5", "year")
    ('P20Y', 'PTXH', 'P2Y6M')
    """
    letter = lexicon("calendar")["units"][unit][2]
    time, letter = ("T", letter[1]) if letter.startswith("T") else ("", letter)
    if letter == "WE":
        return "P2D" if amount == "1" else f"P{amount}WE"
    if amount == "X":
        return f"P{time}X{letter[-1]}"
    number = float(amount)
    factor = int(letter[:-1]) if len(letter) > 1 else 1
    whole, rest = divmod(number * factor, 1)
    smaller = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S")}.get(time + letter[-1])
    halves = f"{round(rest * smaller[0])}{smaller[1]}" if rest and smaller else ""
    if rest and not smaller:
        return f"P{time}{number:g}{letter[-1]}"
    return f"P{time}{f'{whole:.0f}{letter[-1]}' if whole else ''}{halves}"
