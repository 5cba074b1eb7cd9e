"""Seasons and holidays: `last summer`, `the spring of 2024`, `Christmas Day`."""

from __future__ import annotations

import re

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.dates import WHICH_YEAR, year_written
from onrecord.language.times.rules import Rule, rule
from onrecord.language.times.values import (
    as_day,
    as_year,
    holiday,
    nearest_day,
    season,
    shift,
)
from onrecord.language.times.words import (
    LIST,
    PHASE,
    SEASON,
    YEAR,
    one_of,
    year_number,
)


@rule(
    rf"(?:(?P<phase>{PHASE})|(?P<side>the (?:past|previous|following|coming)|this(?: past| coming)?|last|next|the) )?"
    rf"(?P<season>{SEASON})(?:(?: of|,)? {WHICH_YEAR})?"
)
def season_of_year(match: re.Match[str], at: Anchor) -> Reading | None:
    """`last summer`, `the spring of 2024`, `in autumn`."""
    word, code = match["season"].lower(), LIST["seasons"][match["season"].lower()][1]
    side = (match["side"] or "").lower()
    if match["year"]:
        year = year_written(match, at)
        return Reading("DATE", f"{year:04}-{code}" if year else None)
    if not match["phase"] and side in ("", "the"):
        before = at.before(match.start("season"))
        if before is None or before.lower_ not in LIST["beside"]["season_prepositions"]:
            return None
        if word in ("fall", "spring") and before.lower_ in ("the", "for"):
            return None  # the fall of a town
    if at.token(match.start("season")).pos_ == "VERB":
        return None
    year_now = as_year(at.published)
    if side == "this" and year_now:
        return Reading("DATE", f"{year_now:04}-{code}")
    directions = {"last": -1, "this past": -1, "the past": -1, "the previous": -1, "next": 1, "the coming": 1}
    direction = directions.get(side)
    if direction is None:
        direction = at.direction(match.start("season")) or (1 if side == "this coming" else 0)
    return Reading("DATE", season(at.published, code, direction))


@rule(
    rf"(?:(?P<side>last|next|this(?: past| coming)?) )?(?P<name>{one_of(LIST['holidays'])})(?P<week>~week)?"
    rf"(?:,? (?P<year>{YEAR}))?"
)
def feast(match: re.Match[str], at: Anchor) -> Reading | None:
    """A holiday; its year is the nearest one, on the side that the verb tells."""
    name = re.sub(r"\s+", " ", match["name"].lower()).replace("’", "'")
    if not match["name"][0].isupper() and not match["name"].startswith("the"):
        return None
    own = as_year(at.published)
    written = year_number(match["year"]) if match["year"] else None
    if not written and own is None:
        return Reading("DATE", None)
    years = [written] if written else [own - 1, own, own + 1] if own else []
    days = [v for y in years if 1800 < y < 2200 and (v := holiday(LIST["holidays"][name], y))]
    side = (match["side"] or "").lower()
    direction = {"last": -1, "this past": -1, "next": 1, "this coming": 1}.get(side, at.direction(match.start("name")))
    today = as_day(at.published)
    value = days[len(days) // 2] if days else None
    if not written and today is not None:
        if side:
            days = [v for v in days if (v > today.isoformat()) == (direction > 0)]
        value = nearest_day(days, today, direction)
    return Reading("DATE", shift(value, "week", 0) if match["week"] else value)


RULES: tuple[Rule, ...] = (
    season_of_year,
    feast,
)
