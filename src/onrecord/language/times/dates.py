"""Dates of the calendar: days, months, years, decades, centuries."""

from __future__ import annotations

import re

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.rules import Rule, rule
from onrecord.language.times.values import (
    as_day,
    as_month,
    as_year,
    day_value,
    distance,
    nearest_day,
    shift,
)
from onrecord.language.times.words import (
    DAY,
    DAY_PART,
    LIST,
    MONTH,
    ORDINAL,
    PHASE,
    SHORT_WEEKDAY,
    WEEKDAY_NUMBERS,
    YEAR,
    month_number,
    one_of,
    ordinal_number,
    year_number,
)

_DAY_OF_WEEK = rf"(?:(?:(?:last|next|this(?: coming| past)?) )?{SHORT_WEEKDAY},? (?:the )?)?"
_BEFORE_DAY = rf"(?:(?:around|about) )?(?:(?:the )?(?P<part>{DAY_PART}) of )?{_DAY_OF_WEEK}"
_WRITTEN_DAY = rf"(?:(?P<day>{DAY})(?:st|nd|rd|th)?|(?:the )?(?P<ordinal>{ORDINAL}))(?!:\d|[.,]\d|%)"
WHICH_YEAR = rf"(?P<year>{YEAR}|(?P<which>this|last|next) year)"
_AND_YEAR = f"(?:,? {WHICH_YEAR})?"
UNSURE_MONTHS = frozenset(LIST["unsure_months"])
TIME_PREPOSITIONS = frozenset(LIST["beside"]["time_prepositions"])
_NEAR = 32  # days: an ambiguous 05/06 this near to the article's date is read as near it


@rule(r"(?P<year>(?:1[0-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)")
def iso(match: re.Match[str], at: Anchor) -> Reading | None:
    """`2024-05-10`."""
    value = day_value(int(match["year"]), int(match["month"]), int(match["day"]))
    return Reading("DATE", value) if value else None


@rule(r"(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:1[0-9]|20)\d\d|\d\d)(?![/.\-]?\d)")
def slashed(match: re.Match[str], at: Anchor) -> Reading | None:
    """Day first or month first depends on the country: only a number above 12 tells, or the article's date."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if len(match["year"]) == 2:
        if match["mark"] != "/":
            return None  # 3-2-98: more likely a score or a code
        year += 1900 if year > 50 else 2000
    values = {v for v in (day_value(year, b, a), day_value(year, a, b)) if v}
    if len(values) == 1:
        return Reading("DATE", values.pop())
    near = [v for v in values if distance(v, at.published) < _NEAR]
    if len(near) == 1:
        return Reading("DATE", near[0])
    return Reading("DATE", None) if values else None


@rule(f"{_BEFORE_DAY}{_WRITTEN_DAY}(?: of)? (?P<month>{MONTH}){_AND_YEAR}")
def day_month(match: re.Match[str], at: Anchor) -> Reading | None:
    """`10 May 2024`, `the night of 10 May`."""
    return _day(match, at)


@rule(f"{_BEFORE_DAY}(?P<month>{MONTH}) {_WRITTEN_DAY}{_AND_YEAR}")
def month_day(match: re.Match[str], at: Anchor) -> Reading | None:
    """`Friday, May 10, 2024`, `May 10`."""
    return _day(match, at)


def _day(match: re.Match[str], at: Anchor) -> Reading | None:
    if not _is_month(match["month"]):
        return None
    month = month_number(match["month"])
    day = int(match["day"]) if match["day"] else ordinal_number(match["ordinal"])
    if day_value(2024, month, day) is None:
        return None
    if match["year"]:
        value = day_value(year_written(match, at), month, day)
    else:
        value = _nearest_day(match.start("month"), month, day, at)
    if match["part"] and value:
        return Reading("TIME", f"{value}T{LIST['day_parts'][match['part'].lower()]}")
    return Reading("DATE", value)


def year_written(match: re.Match[str], at: Anchor) -> int:
    """The year that the words give; 0 where it cannot be told."""
    if match["which"]:
        step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
        return as_year(shift(at.published, "year", step)) or 0
    return year_number(match["year"]) or 0


def _nearest_day(where: int, month: int, day: int, at: Anchor) -> str | None:
    """The day nearest to the article's date, on the side that the verb tells."""
    year, own = as_year(at.published), as_day(at.published)
    if year is None:
        return None
    if own is None:
        return day_value(year, month, day)
    days = [v for y in (year - 1, year, year + 1) if (v := day_value(y, month, day))]
    before = at.before(where)
    if before is not None and before.lower_ == "last":
        return max((v for v in days if v < own.isoformat()), default=None)
    return nearest_day(days, own, at.direction(where))


def _is_month(word: str) -> bool:
    """May and march are months in capitals only; so are abbreviations (mar, dec)."""
    return word[0].isupper() or (word.lower() not in UNSURE_MONTHS and len(word) > 4)


@rule(
    rf"(?:(?P<phase>{PHASE})|(?P<side>last|next|this(?: past| coming)?|the (?:previous|following)) )?(?P<month>{MONTH})"
    rf"(?:(?:,| of)? {WHICH_YEAR})?(?!\.? \d{{1,2}}(?!\d|:))"
)
def month(match: re.Match[str], at: Anchor) -> Reading | None:
    """`May 2024`, `mid-January`, `last May`, `in May`."""
    if not _is_month(match["month"]):
        return None
    sure = match["year"] or match["phase"] or match["side"]
    if not sure and not _is_bare_month(match, at):
        return None
    number = month_number(match["month"])
    if match["year"]:
        year = year_written(match, at)
        return Reading("DATE", f"{year:04}-{number:02}" if year else None)
    return Reading("DATE", _nearest_month(match, number, at))


def _is_bare_month(match: re.Match[str], at: Anchor) -> bool:
    word, before = match["month"].lower(), at.before(match.start())
    if at.token(match.start()).ent_type_ == "PERSON":
        return False
    if word == "mar" or (word in ("dec", "sep", "jan", "jun", "jul", "apr") and before is None):
        return False
    if word not in UNSURE_MONTHS:
        return True
    after = at.after(match.end())
    if before is None or before.lower_ not in TIME_PREPOSITIONS:
        return before is not None and before.pos_ in ("DET", "PRON") and after is not None and after.pos_ == "NOUN"
    return after is None or not after.text[:1].isupper() or after.lower_ in WEEKDAY_NUMBERS


def _nearest_month(match: re.Match[str], number: int, at: Anchor) -> str | None:
    own = as_month(at.published)
    if own is None:
        return None
    side = (match["side"] or "").lower()
    direction = {"last": -1, "next": 1, "this past": -1, "this coming": 1}.get(side)
    if side.startswith("the "):
        own = as_month(at.last_mentioned()) or own
        direction = -1 if "previous" in side else 1
    year, own_month = own
    if side == "this":
        return f"{year:04}-{number:02}"
    if direction is None:
        before = at.before(match.start())
        # `sales for September` looks back; only of days and seasons does `for` look ahead
        direction = 0 if before is not None and before.lower_ == "for" else at.direction(match.start("month"))
        if direction == 0 and abs(number - own_month) > 6:  # nearest
            direction = 1 if number < own_month else -1
        elif direction == 0:
            return f"{year:04}-{number:02}"
    elif number == own_month:
        return f"{year + direction:04}-{number:02}"
    if direction < 0 and number > own_month:
        year -= 1
    if direction > 0 and number < own_month and not (not side and own_month - number < 3):
        year += 1
    return f"{year:04}-{number:02}"


@rule(
    rf"(?:the )?(?:fiscal(?: year)?|year|financial year) (?P<year>{YEAR})"
    rf"|(?P<phase>{PHASE})?(?P<bare>{YEAR})(?: and beyond)?"
)
def year(match: re.Match[str], at: Anchor) -> Reading | None:
    """`2014`, `early 2017`, `fiscal 2024`, `nineteen ninety-six`."""
    number = year_number(match["year"] or match["bare"])
    if number is None or (match["bare"] and not match["phase"] and not _is_bare_year(match, at, number)):
        return None
    return Reading("DATE", f"{number:04}")


# What makes a number of four digits something else than a year, by the text before and after it.
_NOT_AFTER = re.compile(
    rf"([$€£¥#%&.,:/@+\-]|\d\s?|\b(?:{'|'.join(LIST['beside']['numbered'])})\.? )$",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"['’]?s?\s*[%°$€£]|-(?!era|style|based|\s)|/|\s(?:percent|per|GMT|UTC|hours?|million|billion)\b"
)
_PREFIX = re.compile(r"\b(?:post|pre|mid)-$", re.IGNORECASE)
_COUNTING = frozenset(LIST["beside"]["counting"])


def _is_bare_year(match: re.Match[str], at: Anchor, number: int) -> bool:
    """Whether a number alone is a year and not a count, a price, or a part of a name."""
    text, start = match.string, match.start()
    if _PREFIX.search(text, max(0, start - 5), start):
        return True
    if _NOT_AFTER.search(text, max(0, start - 12), start) or _NOT_BEFORE.match(text, match.end()):
        return False
    before, after = at.before(start), at.after(match.end())
    if after is not None and after.tag_ in ("NNS", "NNPS") and at.token(start).head == after:
        # `1500 people`, but `the 1989 results`, `1996 elections`
        return 1900 < number < 2050 and (number % 10 != 0 or (before is not None and before.pos_ == "DET"))
    if before is not None and before.lower_ in _COUNTING:
        return False
    if before is not None and before.lower_ in TIME_PREPOSITIONS:
        return number >= 1400
    return 1800 <= number < 2050


@rule(
    rf"(?:the )?(?P<phase>{PHASE})?(?:the )?(?:(?:(?P<century>1[0-9]|20)(?P<decade>\d)0|(?:'|‘)(?P<short>\d)0)'?s"
    rf"|(?P<spelled>{one_of(LIST['decades'])}))"
)
def decade(match: re.Match[str], at: Anchor) -> Reading | None:
    """`the 1990s`, `the late '90s`, `the nineties`."""
    if match["century"]:
        return Reading("DATE", f"{int(match['century'])}{int(match['decade'])}")
    if match["spelled"]:
        before = at.before(match.end() - len(match["spelled"]))
        his = before is not None and before.lower_ in ("his", "her", "their", "my", "your", "our")
        if his or not re.match(r"the\b", match[0], re.IGNORECASE):
            return None  # a man in his thirties
        return Reading("DATE", f"19{LIST['decades'][match['spelled'].lower()]}")
    return Reading("DATE", f"{19 if int(match['short']) > 2 else 20}{int(match['short'])}")


@rule(rf"(?P<phase>{PHASE})?(?:the )?(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th)|(?P<ordinal>{ORDINAL}))~century")
def century(match: re.Match[str], at: Anchor) -> Reading | None:
    """`the 20th century`."""
    number = int(match["number"]) if match["number"] else ordinal_number(match["ordinal"])
    return Reading("DATE", f"{number - 1:02}") if 1 <= number <= 30 else None


RULES: tuple[Rule, ...] = (
    iso,
    slashed,
    day_month,
    month_day,
    month,
    year,
    decade,
    century,
)
