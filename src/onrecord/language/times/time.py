"""One time expression with its TIMEX3 value, and that value as EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from onrecord.lexicons.load import lexicon

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression of an article.

    [start, end) is half-open, in Unicode code points of the text. `value` is the TIMEX3 value
    (`2024-05-09`, `2024-W19`, `2024-Q3`, `199`, `2024-05-09TNI`, `PRESENT_REF`, `P2Y`);
    None where the words alone do not tell it.
    """

    start: int
    end: int
    kind: Kind
    value: str | None

    @property
    def edtf(self) -> str | None:
        """The EDTF of a date or time of day, no finer than a day; None for all others.

        >>> Time(0, 9, "DATE", "2024-W19").edtf
        '2024-05-06/2024-05-12'
        """
        if self.kind not in ("DATE", "TIME") or self.value is None:
            return None
        return edtf(self.value)


def edtf(value: str) -> str | None:
    """The EDTF of a TIMEX3 value; None for references, durations and sets."""
    value = value.split("T")[0]
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return value
    if re.fullmatch(r"\d{2,3}", value):  # a century or a decade
        return value + "X" * (4 - len(value))
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return _week(int(match[1]), int(match[2]), weekend=match[3] is not None)
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        length = 3 if match[2] == "Q" else 6
        last = int(match[3]) * length
        return f"{match[1]}-{last - length + 1:02}/{match[1]}-{last:02}"
    if match := re.fullmatch(r"(\d{4})-(S[PU]|FA|WI)", value):
        numbers = {code: number for number, code in lexicon("calendar")["seasons"].values()}
        return f"{match[1]}-{numbers[match[2]]}"
    return None


def _week(year: int, week: int, weekend: bool) -> str | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
        first, last = monday + timedelta(5 if weekend else 0), monday + timedelta(6)
    except (ValueError, OverflowError):
        return None
    return f"{first.isoformat()}/{last.isoformat()}"
