"""Find the time expressions of an article.

The words of an article that occur in no pattern part it into short runs; rules are tried only
inside runs that hold a word of time or a figure. So cost grows with the article's length and
not with the number of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.language.times import clock, dates, days, lengths, quarters, relative, seasons, sets
from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.rules import Rule
from onrecord.language.times.time import Time
from onrecord.language.times.words import BLANK, LIST, MONTH_NUMBERS, UNIT_NAMES, WEEKDAY_NUMBERS

if TYPE_CHECKING:
    from spacy.tokens import Doc

RULES = (
    *dates.RULES, *quarters.RULES, *seasons.RULES, *days.RULES, *relative.RULES, *clock.RULES,
    *lengths.RULES, *sets.RULES,
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+|\d+")


def find_times(doc: Doc, published: str | None) -> list[Time]:
    """The time expressions of a parsed article, in order and apart from each other.

    `published` is the article's date in EDTF (`2024-05-10`, `2024-05`) or None; without it
    relative expressions are found too, but have no value.
    """
    at = Anchor(doc, published)
    text = at.text
    found: list[Time] = []
    done = 0
    for start, trigger in _starts(text):
        if start < done:
            continue
        best = _longest(start, _RULES_OF[trigger], at)
        if best is None:
            continue
        end, reading = best
        found.append(Time(start, end, reading.kind, reading.value))
        done = end
        if reading.names and reading.value is not None:
            at.mentioned, at.mentioned_at = reading.value, end
    return _joined(text, found)


def _longest(start: int, rules: tuple[Rule, ...], at: Anchor) -> tuple[int, Reading] | None:
    """The end and the reading of the longest expression that begins here; the first rule's of equals."""
    best: tuple[int, Reading] | None = None
    for rule in rules:
        match = rule.pattern.match(at.text, start)
        if match is None or (best is not None and match.end() <= best[0]):
            continue
        reading = rule.read(match, at)
        if reading is not None:
            best = match.end(), reading
    return best


def _last_words() -> frozenset[str]:
    """The words that no expression can do without (besides figures)."""
    phrases = [*LIST["holidays"], *(words for row in LIST["vague"].values() for words in row)]
    own = ["today", "yesterday", "tomorrow", "tonight", "ago", "earlier", "later", "period", "clock", "end"]
    single = [
        *MONTH_NUMBERS,
        *WEEKDAY_NUMBERS,
        *UNIT_NAMES,
        *LIST["seasons"],
        *LIST["day_parts"],
        *LIST["hours"],
        *LIST["twilights"],
    ]
    single += [*LIST["often"], *LIST["decades"], "twenty", "nineteen", "thousand"]
    single += [f"{word}s" for word in WEEKDAY_NUMBERS]
    return frozenset([*single, *own, *(_WORD.findall(p)[-1] for p in phrases)])


_TRIGGERS = _last_words()
_FIGURE = "0"  # stands for all figures
# Whatever a rule can match is written in its pattern, so its words can be read from there.
_WORDS_OF = [(rule, frozenset(_WORD.findall(rule.source.lower()))) for rule in RULES]
_VOCABULARY = frozenset().union(*(words for _, words in _WORDS_OF))
# An expression holds the first trigger at or after its beginning: only rules with that word can match.
_RULES_OF = {trigger: tuple(rule for rule, words in _WORDS_OF if trigger in words) for trigger in _TRIGGERS}
_RULES_OF[_FIGURE] = tuple(rule for rule in RULES if re.search(r"\\d|\[1-9\]", rule.source))


def _starts(text: str) -> Iterator[tuple[int, str]]:
    """Where an expression may begin, with the word of time, or figure, at or after it."""
    run: list[int] = []
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word in _TRIGGERS or word[0].isdigit():
            trigger = word if word in _TRIGGERS else _FIGURE
            run.append(match.start())
            yield from ((start, trigger) for start in run)
            run = []
        elif word in _VOCABULARY:
            run.append(match.start())
        else:
            run = []


_BESIDE = re.compile(rf",?{BLANK}(?:the\s)?")
_NEAR = re.compile(rf"\)?(?:{BLANK}\([^()]*\))?{BLANK}(?:\(|on{BLANK})?")


def _joined(text: str, found: list[Time]) -> list[Time]:
    """Times of day with the day beside them: `9 a.m. Tuesday` is one, `9 a.m. (1300 GMT) on Tuesday`
    stays three, but both hours are of that Tuesday."""
    joined: list[Time] = []
    for time in found:
        before = joined[-1] if joined else None
        if before and _BESIDE.fullmatch(text, before.end, time.start) and (both := _together(before, time)):
            joined[-1] = Time(before.start, time.end, "TIME", both)
            continue
        joined.append(time)
        if time.kind == "DATE":
            _date_hours_before(text, joined)
    return joined


def _date_hours_before(text: str, times: list[Time]) -> None:
    """Put the times of day that stand right before the last date on its day."""
    number, day = len(times) - 2, times[-1]
    while number >= 0 and times[number].kind == "TIME":
        both = _together(times[number], day)
        if not both or not _NEAR.fullmatch(text, times[number].end, times[number + 1].start):
            break
        times[number] = replace(times[number], value=both)
        number -= 1


def _together(one: Time, other: Time) -> str | None:
    """The value of a time of day with a day; None where they are not one of each."""
    clock_time, day = (one, other) if one.kind == "TIME" else (other, one)
    if clock_time.kind != "TIME" or not (clock_time.value and day.value):
        return None
    if day.kind == "TIME" and not re.search(r"T[A-Z]", day.value):
        return None
    if not re.match(r"\d{4}-\d\d-\d\d", day.value) or not re.search(r"T\d", clock_time.value):
        return None
    return day.value[:10] + clock_time.value[10:]
