"""Times that come again: `every day`, `each Thursday`, `weekly`, `twice a year`."""

from __future__ import annotations

import re

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.rules import Rule, rule
from onrecord.language.times.values import duration
from onrecord.language.times.words import (
    COUNT,
    DAY_PART,
    LIST,
    MONTH,
    SEASON,
    UNIT,
    WEEKDAY,
    amount,
    month_number,
    one_of,
    unit_name,
    weekday_number,
)


def _set(value: str) -> Reading:
    return Reading("SET", value, names=False)


@rule(
    rf"(?:almost |nearly )?(?:every|each)(?P<other> other)?(?: single)? (?:(?P<count>{COUNT}) )?(?:(?P<unit>{UNIT})"
    rf"|(?P<weekday>{WEEKDAY})s?|(?P<month>{MONTH})|(?P<season>{SEASON})|(?P<part>{DAY_PART}))"
    rf"(?: (?P<late>{DAY_PART}))?"
)
def every(match: re.Match[str], at: Anchor) -> Reading | None:
    """`every day`, `every two years`, `each Thursday`, `each July`."""
    if match["unit"]:
        count = amount(match["count"]) if match["count"] else "2" if match["other"] else "1"
        return _set(duration(count, unit_name(match["unit"])))
    if match["weekday"]:
        return _set(_weekday_set(match["weekday"], match["late"]))
    if match["month"]:
        return _set(f"XXXX-{month_number(match['month']):02}")
    if match["season"]:
        return _set(f"XXXX-{LIST['seasons'][match['season'].lower()][1]}")
    return _set(f"XXXX-XX-XXT{LIST['day_parts'][match['part'].lower()]}")


_PARTS = one_of(word for word in LIST["day_parts"] if word.endswith("s"))


@rule(rf"(?P<weekday>{WEEKDAY})s?(?: (?P<late>{_PARTS}))|(?P<plain>{WEEKDAY})s")
def weekdays(match: re.Match[str], at: Anchor) -> Reading | None:
    """`Tuesday nights`, `Sundays`."""
    return _set(_weekday_set(match["weekday"] or match["plain"], match["late"]))


def _weekday_set(word: str, part: str | None) -> str:
    return f"XXXX-WXX-{weekday_number(word)}" + (f"T{LIST['day_parts'][part.lower()]}" if part else "")


@rule(
    rf"(?P<often>{one_of(LIST['often'])})"
    rf"|(?:once|twice|three times) (?:a|an|each|every|per) (?P<unit>{UNIT})"
)
def often(match: re.Match[str], at: Anchor) -> Reading | None:
    """`daily`, `once a week`."""
    if match["unit"]:
        return _set(duration("1", unit_name(match["unit"])))
    after = at.after(match.end())
    named = after is not None and after.pos_ == "PROPN" and match["often"].lower() != "annually"
    if named or at.token(match.start()).pos_ in ("PROPN", "NOUN"):
        return None  # the Daily Mail, a weekly
    return _set(LIST["often"][match["often"].lower()])


RULES: tuple[Rule, ...] = (every, weekdays, often)
