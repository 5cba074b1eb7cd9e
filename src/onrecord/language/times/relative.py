"""Dates told from another date: `last week`, `two years ago`, `the following day`, `recently`."""

from __future__ import annotations

import re

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.dates import month_day
from onrecord.language.times.days import STEPS, weekend
from onrecord.language.times.quarters import latest_quarter
from onrecord.language.times.rules import Rule, rule
from onrecord.language.times.values import (
    as_year,
    duration,
    shift,
)
from onrecord.language.times.words import (
    APPROXIMATE,
    COUNT,
    LIST,
    PHASE,
    UNIT,
    amount,
    one_of,
    unit_name,
)

_PERIODS = "(?:day|week|month|quarter|year|decade|century)"
_REFERENCES = {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}
_VAGUE = {words: _REFERENCES[side] for side, row in LIST["vague"].items() for words in row}
_AFTER_MOMENT = frozenset(("at", "for"))


@rule(
    rf"(?P<phase>{PHASE})?(?P<side>last|this(?: past| coming)?|next|(?:the|its) current|the (?:past|coming))"
    rf"(?: fiscal| financial| calendar| school)?~(?P<unit>day|week|weekend|fortnight|month|quarter|year|decade|century)"
)
def period(match: re.Match[str], at: Anchor) -> Reading | None:
    """`last week`, `early next year`, `the past year`, `the coming weekend`."""
    unit, side = match["unit"].lower(), re.sub(r"\s+", " ", match["side"].lower())
    if unit == "weekend":
        return weekend(side.split()[-1], match.start("unit"), at)
    step = STEPS[side.split()[-1]]
    if match["unit"][0].isupper() and match["unit"][1:].islower():
        return None  # a name: ABC's "This Week"
    if side == "the past":
        return Reading("DURATION", duration("1", unit), names=False)
    return Reading("DATE", shift(at.published, unit, step))


@rule(rf"(?P<phase>{PHASE})?(?P<side>the|that same|that|the same|the very) (?P<unit>{_PERIODS})")
def that_period(match: re.Match[str], at: Anchor) -> Reading | None:
    """`that day`, `the end of the year`, `earlier in the day`, `the quarter`."""
    unit, side = match["unit"].lower(), re.sub(r"\s+", " ", match["side"].lower())
    if side in ("that", "that same", "the same", "the very"):
        return Reading("DATE", shift(at.last_mentioned(), unit, 0))
    if unit == "quarter":
        if side == "the" and re.match(r" (?:of|point|century|mile|final)", match.string[match.end() : match.end() + 9]):
            return None
        return Reading("DATE", latest_quarter(at)) if _is_quarter(match, at) else None
    if not match["phase"]:
        before = at.before(match.start())
        if before is None or before.lower_ not in ("of", "for", "in", "during") or unit in ("decade", "century"):
            return None
        if before.lower_ in ("of", "in", "during") and unit not in ("year", "month"):
            return None
        if re.match(r"\s+(?:ended|ending|to)\b", match.string[match.end() : match.end() + 10]):
            return None
    return Reading("DATE", shift(at.published, unit, 0))


def _is_quarter(match: re.Match[str], at: Anchor) -> bool:
    """A quarter of a year, not of a town."""
    before = at.before(match.start())
    return at.mentioned is not None or (before is not None and before.lower_ in ("in", "for", "during", "of"))


@rule(
    rf"{APPROXIMATE}?(?:(?P<count>{COUNT})|an?) (?P<unit>{UNIT})(?: or (?:so|two|more))?"
    r" (?P<side>ago|earlier|later|before|previously|afterward|afterwards|from now|prior)"
)
def offset(match: re.Match[str], at: Anchor) -> Reading | None:
    """`two weeks ago`, `a year earlier`, `three days later`."""
    side, unit = match["side"].lower(), unit_name(match["unit"])
    if side in ("before", "prior", "later") and not _is_offset(match, at):
        return None
    count = amount(match["count"]) if match["count"] else "1"
    forward = side in ("later", "afterward", "afterwards", "from now")
    from_article = side in ("ago", "from now")
    if count == "X":
        return Reading("DATE", "FUTURE_REF" if forward else "PAST_REF", names=False)
    if unit in ("second", "minute", "hour"):
        return Reading("TIME", None, names=False)
    steps = round(float(count)) * (1 if forward else -1)
    if unit == "year" and side in ("ago", "earlier") and steps > -4:
        return Reading("DATE", years_before(side, -steps, at), names=False)
    if from_article:
        return Reading("DATE", shift(at.published, unit, steps))
    # what came later came after something told before, never after the article
    return Reading("DATE", shift(at.mentioned if forward else at.last_mentioned(), unit, steps))


def years_before(side: str, years: int, at: Anchor) -> str | None:
    """That many years before; a quarter where the article last spoke of one, as company reports do."""
    mentioned = at.mentioned if at.mentioned else at.published
    if mentioned and re.fullmatch(r"\d{4}-Q\d", mentioned):
        return shift(mentioned, "quarter", -4 * years)
    return shift(at.published if side == "ago" else mentioned, "year", -years)


def _is_offset(match: re.Match[str], at: Anchor) -> bool:
    """`two days before` counts from a date, `two days before the vote` from an event."""
    if match["side"].lower() == "later":
        return True
    after = at.after(match.end())
    return after is None or after.is_punct


@rule(
    rf"(?P<phase>{PHASE})?the (?P<side>following|next|previous|preceding|prior)(?: fiscal| business| trading)?"
    rf" (?P<unit>{_PERIODS})"
    rf"|the (?P<unit2>day|week|month|year|night) (?P<side2>before|after|earlier)"
)
def neighbour(match: re.Match[str], at: Anchor) -> Reading | None:
    """`the following day`, `the previous month`, `the day after`."""
    side = (match["side"] or match["side2"]).lower()
    if match["side2"] and not _is_last(match, at):
        return None
    before = at.before(match.start())
    if side == "next" and before is not None and before.lower_ in ("over", "within", "during", "for", "in"):
        return Reading("DURATION", duration("1", match["unit"].lower()), names=False)
    step = 1 if side in ("following", "next", "after") else -1
    return Reading("DATE", shift(at.last_mentioned(), (match["unit"] or match["unit2"]).lower(), step))


def _is_last(match: re.Match[str], at: Anchor) -> bool:
    after = at.after(match.end())
    return after is None or after.is_punct or match["side2"].lower() == "earlier"


@rule(r"(?:around )?year(?:'s)?~end")
def year_end(match: re.Match[str], at: Anchor) -> Reading | None:
    """`year-end`, `year's end`: the article's year."""
    own = as_year(at.published)
    return Reading("DATE", f"{own:04}" if own else None)


@rule(r"(?:the )?week of (?P<date>[A-Z]\w+\.? \d{1,2})")
def week_of(match: re.Match[str], at: Anchor) -> Reading | None:
    """`the week of March 6`."""
    inner = month_day.pattern.match(match.string, match.start("date"))
    reading = month_day.read(inner, at) if inner else None
    return Reading("DATE", shift(reading.value, "week", 0)) if reading else None


@rule(
    r"(?:the (?=recent|coming))?(?P<side>recent|coming|past) (?P<units>days|weeks|months|years|quarters|decades)"
    rf"|(?P<words>{one_of(_VAGUE)})"
)
def vague(match: re.Match[str], at: Anchor) -> Reading | None:
    """`now`, `recently`, `the future`, `recent years`."""
    if match["units"]:
        side = match["side"].lower()
        if side == "past" and not re.match("the", match[0], re.IGNORECASE):
            return Reading("DATE", "PAST_REF", names=False)
        return Reading("DATE", "FUTURE_REF" if side == "coming" else "PAST_REF", names=False)
    words = re.sub(r"\s+", " ", match["words"].lower())
    if not _is_vague(words, match, at):
        return None
    return Reading("DATE", _VAGUE[words], names=False)


def _is_vague(words: str, match: re.Match[str], at: Anchor) -> bool:
    before, token = at.before(match.start()), at.token(match.start("words"))
    if words in ("the moment", "the present", "the present time"):
        return before is not None and before.lower_ in _AFTER_MOMENT
    if words in ("the past", "the recent past"):
        after = at.after(match.end())
        return token.head.pos_ != "VERB" or after is None or after.pos_ not in ("NOUN", "NUM", "ADJ")
    if words == "soon":
        after = at.after(match.end())
        return after is None or after.lower_ not in ("as", "after", "afterwards", "before")
    return words != "current" or token.pos_ == "ADJ"


@rule(r"(?:the )?year~(?:ago|earlier)")
def year_ago(match: re.Match[str], at: Anchor) -> Reading | None:
    """`a year-earlier loss`."""
    if " " in match[0].removeprefix("the ").removeprefix("The "):
        return None
    return Reading("DATE", years_before("ago", 1, at), names=False)


RULES: tuple[Rule, ...] = (
    period,
    that_period,
    offset,
    year_ago,
    neighbour,
    year_end,
    week_of,
    vague,
)
