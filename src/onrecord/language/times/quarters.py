"""Quarters and halves of a year, also as company reports name them: `the year-ago quarter`."""

from __future__ import annotations

import re

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.dates import WHICH_YEAR, year_written
from onrecord.language.times.rules import Rule, rule
from onrecord.language.times.values import (
    as_year,
    shift,
)
from onrecord.language.times.words import (
    PHASE,
    YEAR,
    one_of,
    year_number,
)

_QUARTERS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
_OF_YEAR = rf"(?: of (?:fiscal )?{WHICH_YEAR}| (?P<plain>{YEAR}))?"
_BEFORE_YEAR = (
    rf"(?:{PHASE}|the )?(?:fiscal~)?(?:(?P<early>{YEAR})(?:'s)? |(?P<side>this|last|next) year's "
    r"|(?P<ago>(?:comparable )?year~(?:ago|earlier)) )?(?:fiscal~)?"
)


@rule(
    rf"{_BEFORE_YEAR}(?P<quarter>{one_of(_QUARTERS)})(?:(?P<join>-)| )(?:fiscal )?(?P<unit>quarter|half)"
    rf"(?!~(?:century|hour|time|of the (?:game|match))){_OF_YEAR}"
)
def part_of_year(match: re.Match[str], at: Anchor) -> Reading | None:
    """`the third quarter of 2024`, `last year's fourth quarter`, `the first half of 2024`."""
    letter = "Q" if match["unit"].lower() == "quarter" else "H"
    number = _QUARTERS[match["quarter"].lower()]
    if letter == "H":
        number = min(number, 2)
        if not (match["year"] or match["plain"] or match["early"] or match["side"]):
            return None
    years = match["year"] or match["plain"] or match["early"]
    found: int | None
    if match["side"]:
        found = as_year(shift(at.published, "year", {"last": -1, "this": 0, "next": 1}[match["side"].lower()]))
    elif years:
        found = _year_of(match, years, at)
    else:
        found = _year_of_quarter(number, match, at)
    return Reading("DATE", f"{found:04}-{letter}{number}" if found else None)


@rule(rf"(?P<letter>Q|H)(?P<number>[1-4])(?:,? (?P<year>{YEAR}))?")
def short_quarter(match: re.Match[str], at: Anchor) -> Reading | None:
    """`Q3 2024`."""
    if not match["letter"].isupper() or (match["letter"] == "H" and (match["number"] > "2" or not match["year"])):
        return None
    if match["year"]:
        return Reading("DATE", f"{year_number(match['year']):04}-{match['letter']}{match['number']}")
    now = shift(at.published, "quarter", 0)
    if now is None:
        return Reading("DATE", None)
    return Reading("DATE", f"{int(now[:4]) - (match['number'] > now[-1]):04}-Q{match['number']}")


def _year_of(match: re.Match[str], years: str, at: Anchor) -> int | None:
    return year_written(match, at) if match["which"] else year_number(years)


def _year_of_quarter(number: int, match: re.Match[str], at: Anchor) -> int | None:
    """The last such quarter that has begun; one to come only where the verb says so."""
    now = shift(at.published, "quarter", 0)
    if now is None:
        return None
    year, own = int(now[:4]), int(now[-1])
    if match["ago"]:
        year -= 1
    if number > own and (at.direction(match.start("quarter")) <= 0 or match["ago"]) and number - own > 1:
        return year - 1
    comes_next = number == own % 4 + 1 and number < own and not match["join"] and not match["ago"]
    if comes_next and at.direction(match.start("quarter")) > 0:
        return year + 1
    return year


def latest_quarter(at: Anchor) -> str | None:
    """The quarter that the article speaks of, else the last one that has ended."""
    if at.mentioned is not None and re.fullmatch(r"\d{4}-Q\d", at.mentioned):
        return at.mentioned
    return shift(at.published, "quarter", -1)


@rule(
    r"(?:(?:the|its|their) )?(?:(?:comparable |same |corresponding )?(?P<ago>year~(?:ago|earlier))|latest|most recent"
    r"|(?P<year>(?:19|20)\d\d)|(?P<same>same|like|comparable|corresponding))~(?P<unit>quarter|period)"
    r"(?P<last> (?:a year (?:ago|earlier)|last year|the previous year|the year before))?"
)
def reported_quarter(match: re.Match[str], at: Anchor) -> Reading | None:
    """Quarters as company reports name them: `the year-ago quarter`, `the latest period`."""
    quarter = latest_quarter(at)
    if match["year"]:
        return Reading("DATE", f"{int(match['year'])}{quarter[4:] if quarter else ''}")
    if match["same"] and not match["last"]:
        return None
    if match["ago"] or match["last"]:
        return Reading("DATE", shift(quarter, "quarter", -4), names=False)
    return Reading("DATE", quarter)


RULES: tuple[Rule, ...] = (
    part_of_year,
    short_quarter,
    reported_quarter,
)
