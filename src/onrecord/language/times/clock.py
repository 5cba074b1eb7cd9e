"""Times of day: `10:35 a.m.`, `8 pm`, `1030 GMT`, `nine o'clock`, `noon`, `at dawn`."""

from __future__ import annotations

import re

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.days import day_of
from onrecord.language.times.rules import Rule, rule
from onrecord.language.times.words import LIST, one_of

_ZONE = r"(?: (?:GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CET|CEST|ET|local time|Eastern(?: time)?))"
_MINUTE = r"(?P<minute>[0-5]\d)(?::[0-5]\d)?"
_ROUGHLY = r"(?:(?:around|just (?:before|after)|shortly (?:before|after)) )?"
_HOURS = one_of(word for word, number in LIST["numbers"].items() if number <= 12)
_LATE = ("afternoon", "evening")


@rule(rf"{_ROUGHLY}(?P<hour>0?\d|1[0-2])(?:[:.]{_MINUTE})? ?(?:(?P<half>[ap])(?:\.m\b\.?|m\b)){_ZONE}?")
def half_day(match: re.Match[str], at: Anchor) -> Reading | None:
    """`10:35 a.m.`, `8pm`."""
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return _time(match, hour, match["minute"], at)


@rule(rf"{_ROUGHLY}(?P<hour>[01]?\d|2[0-3]):{_MINUTE}(?![:\d]){_ZONE}?")
def whole_day(match: re.Match[str], at: Anchor) -> Reading | None:
    """`14:05`, `14:05 local time`."""
    return _time(match, int(match["hour"]), match["minute"], at)


@rule(rf"{_ROUGHLY}(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d) ?(?:GMT|UTC|hours|local time)")
def joined(match: re.Match[str], at: Anchor) -> Reading | None:
    """`1030 GMT`."""
    return _time(match, int(match["hour"]), match["minute"], at)


@rule(
    rf"(?P<hour>1[0-2]|[1-9]|{_HOURS})(?: o'clock(?: in the (?P<part>morning|afternoon|evening)| at (?P<night>night))?"
    r"| in the (?P<part2>morning|afternoon|evening)| at (?P<night2>night))"
)
def spoken(match: re.Match[str], at: Anchor) -> Reading | None:
    """`nine o'clock`, `4 in the morning`."""
    word = match["hour"].lower()
    if word == "one" and not match[0].lower().startswith("one o"):
        return None  # one in the morning is more often one of something
    hour = int(word) if word.isdigit() else LIST["numbers"][word]
    late = (match["part"] or match["part2"]) in _LATE or match["night"] or match["night2"]
    return _time(match, hour % 12 + 12 if late else hour, None, at)


def _time(match: re.Match[str], hour: int, minute: str | None, at: Anchor) -> Reading:
    day = _day_spoken_of(match.start(), at)
    return Reading("TIME", f"{day}T{hour:02}:{minute or '00'}" if day else None, names=False)


@rule(
    rf"(?P<hour>{one_of(LIST['hours'])}){_ZONE}?|(?P<twilight>{one_of(LIST['twilights'])})|mid~(?P<part>morning|afternoon)"
)
def hour_word(match: re.Match[str], at: Anchor) -> Reading | None:
    """`noon`, `at dawn`, `mid-afternoon`."""
    before, token = at.before(match.start()), at.token(match.start())
    after_preposition = before is not None and before.lower_ in LIST["beside"]["hour_prepositions"]
    if (match["twilight"] and not after_preposition) or (token.pos_ == "PROPN" and match[0][0].isupper()):
        return None
    day = _day_spoken_of(match.start(), at)
    if match["hour"]:
        return Reading("TIME", f"{day}T{LIST['hours'][match['hour'].lower()]:02}:00" if day else None, names=False)
    if match["twilight"]:
        code = LIST["twilights"][match["twilight"].lower()]
    else:
        code = LIST["day_parts"][match["part"].lower()]
    return Reading("TIME", f"{day}T{code}" if day else None, names=False)


def _day_spoken_of(where: int, at: Anchor) -> str | None:
    """The day that a time of day belongs to: one named before in the sentence, else the article's."""
    return day_of(at.mentioned_in_sentence(where)) or day_of(at.published)


RULES: tuple[Rule, ...] = (half_day, whole_day, joined, spoken, hour_word)
