"""Days named by a weekday or from today, and their parts: `Friday night`, `yesterday`, `this morning`."""

from __future__ import annotations

import re

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.rules import Rule, rule
from onrecord.language.times.values import (
    as_day,
    shift,
    weekday,
)
from onrecord.language.times.words import (
    DAY_PART,
    LIST,
    PHASE,
    SHORT_WEEKDAY,
    one_of,
    weekday_number,
)

STEPS = {"last": -1, "this": 0, "next": 1, "current": 0, "past": -1, "previous": -1, "coming": 1, "following": 1}
_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


def part_value(day: str | None, part: str | None) -> Reading:
    """The reading of a day, or of a part of it where one is named."""
    if part is None:
        return Reading("DATE", day)
    part = part.lower()
    if part in LIST["hours"]:
        return Reading("TIME", f"{day}T{LIST['hours'][part]:02}:00" if day else None)
    return Reading("TIME", f"{day}T{LIST['day_parts'][part]}" if day else None)


@rule(
    rf"(?P<phase>{PHASE})?(?:(?P<side>last|next|this(?: past| coming)?|the (?:previous|following|next)) )?"
    rf"(?P<weekday>{SHORT_WEEKDAY})(?: (?P<part>{DAY_PART}))?(?: (?P<week>last|next|this) week)?"
)
def day_of_week(match: re.Match[str], at: Anchor) -> Reading | None:
    """`Monday`, `last Friday`, `Friday night`, `Monday next week`."""
    word, where = match["weekday"], match.start("weekday")
    if not word[0].isupper() or not _is_weekday(match, at):
        return None
    number = weekday_number(word)
    if match["week"]:
        day = as_day(shift(at.published, "day", 7 * STEPS[match["week"].lower()]))
        value = shift(day.isoformat(), "day", number - day.isoweekday()) if day else None
        return part_value(value, match["part"])
    side = (match["side"] or "").lower()
    if side in ("the previous", "the following", "the next"):
        return part_value(weekday(at.last_mentioned(), number, -1 if "previous" in side else 1, False), match["part"])
    if side in ("last", "next"):
        return part_value(weekday(at.published, number, STEPS[side], own_day=False), match["part"])
    direction = {"this past": -1, "this coming": 1}.get(side, at.direction(where))
    if _as_early_as(where, at):
        direction = direction or 1
    return part_value(weekday(at.published, number, direction), match["part"])


def _is_weekday(match: re.Match[str], at: Anchor) -> bool:
    before, word = at.before(match.start()), match["weekday"].rstrip(".").lower()
    if before is not None and before.lower_ in LIST["name_openers"] and before.text[0].isupper():
        return False
    named = match["part"] or match["side"] or match["phase"] or match["week"]
    if len(word) <= 5 and not named and not match["weekday"].endswith("."):
        return before is not None and before.lower_ in ("on", "since", "until", "by") and word not in ("sun", "sat")
    return True


def _as_early_as(where: int, at: Anchor) -> bool:
    return re.search(r"as (?:early|soon|late) as $", at.text[max(0, where - 12) : where]) is not None


@rule(rf"(?P<phase>{PHASE})?(?P<word>{one_of(_DEICTIC)})(?: (?P<part>{DAY_PART}))?")
def deictic(match: re.Match[str], at: Anchor) -> Reading | None:
    """`today`, `late yesterday`, `tomorrow morning`."""
    word = re.sub(r"\s+", " ", match["word"].lower())
    return part_value(shift(at.published, "day", _DEICTIC[word]), match["part"])


@rule(
    rf"(?P<phase>{PHASE})?(?:(?P<side>last|this|that|the (?:following|next|previous|same)|the)"
    rf" (?P<part>{DAY_PART}|weekend)|(?P<tonight>tonight|overnight))"
)
def part_of_day(match: re.Match[str], at: Anchor) -> Reading | None:
    """`tonight`, `last night`, `this morning`, `the next morning`."""
    if match["tonight"]:
        return part_value(shift(at.published, "day", 0), "night")
    side, part = match["side"].lower(), match["part"].lower()
    if part == "weekend":
        return weekend(side, match.start("part"), at)
    if part == "overnight":
        return None
    if side == "the":
        # bare: the part of the day spoken of, where a time preposition stands before it
        before = at.before(match.start())
        if before is None or before.lower_ not in ("in", "during", "through", "until", "since", "into", "for"):
            return None
        after = at.after(match.end())
        if after is not None and after.pos_ in ("NOUN", "PROPN"):
            return None  # the evening news
        return part_value(day_of(at.mentioned_in_sentence(match.start())), part)
    if side in ("last", "this"):
        return part_value(shift(at.published, "day", -1 if side == "last" else 0), part)
    step = {"that": 0, "the same": 0, "the previous": -1}.get(side, 1)
    return part_value(shift(at.last_mentioned(), "day", step), part)


def day_of(value: str | None) -> str | None:
    """The day of a value; None where it is not that exact."""
    day = as_day(value)
    return day.isoformat() if day else None


def weekend(side: str, where: int, at: Anchor) -> Reading | None:
    """The weekend that `side` (`the`, `last`, `the following`) picks; bare, by the tense."""
    if side in ("the following", "the next", "the previous", "that", "the same"):
        step = {"that": 0, "the same": 0, "the previous": -1}.get(side, 1)
        return Reading("DATE", shift(at.last_mentioned(), "weekend", step))
    day = as_day(at.published)
    step = STEPS.get(side, 0)
    if day and side == "the":
        direction, number = at.direction(where), day.isoweekday()
        step = 0 if direction > 0 or number >= 6 or (number == 5 and direction == 0) else -1
    return Reading("DATE", shift(at.published, "weekend", step))


RULES: tuple[Rule, ...] = (
    day_of_week,
    deictic,
    part_of_day,
)
