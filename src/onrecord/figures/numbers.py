"""Numbers as they are printed, with the values they allow.

A number is a core (digits, spelled words, or a vague count such as `dozens`) with its multiplier;
two of them can make a range (`two or three`, `between 50 and 60`); around it stand a sign of money
or of per cent and the words that qualify it (`about`, `at least`, `or so`). Spelled numbers are
valued by text2num, the words are in lexicons/numbers.toml and lexicons/currencies.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from onrecord.lexicons.load import lexicon

Value = int | float

_PERCENT = re.compile(r"\s*(?:%|per\s?cent(?:age\spoints?)?\b|(?:a\s)?percentage\spoints?\b|pct\b)", re.IGNORECASE)
_TO = re.compile(r"\s*[-–—]\s*|\s+(?:to|or)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_LONGEST = 30  # characters before a number in which its qualifiers stand


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text: [start, end) in code points, with qualifier, multiplier and sign.

    `low` and `high` are the least and the most it allows, None where it is open; `unit` is
    `percent`, `money` or empty; [core_start, core_end) leaves the qualifiers out; `spelled` is
    true where it is written in words.
    """

    start: int
    end: int
    low: Value | None
    high: Value | None
    approximate: bool
    unit: str
    core_start: int
    core_end: int
    spelled: bool


def find_numbers(text: str) -> Iterator[Number]:
    """Every number of a text, in order, whatever it counts."""
    reached = 0
    for match in _cores().finditer(text):
        if match.start() < reached:
            continue
        number = _core(text, match)
        if number is not None:
            number = _with_qualifiers(text, _with_unit(text, _with_range(text, number)), reached)
            reached = number.end
            yield number


def _core(text: str, match: re.Match[str]) -> Number | None:
    """A number without anything around it but its multiplier."""
    table = lexicon("numbers")
    words = _folded(match.group())
    start, end = match.span()
    spelled = not words[0].isdigit()
    if words in table["vague"]:
        low, high = table["vague"][words]
        return Number(start, end, low, high, True, "", start, end, True)
    if words in table["share"]:
        share = table["share"][words]
        if point := re.compile(r"\s+a\s+percentage\s+point\b", re.IGNORECASE).match(text, end):
            share, end = share / 100, point.end()
        return Number(start, end, share, share, False, "percent", start, end, True)
    value = _plain(words)
    if value is None:
        return None
    if times := _times().match(text, end):
        value = _whole(value * table["multiplier"][times.group(1).casefold()])
        end = times.end()
    return Number(start, end, value, value, False, "", start, end, spelled)


def _with_range(text: str, number: Number) -> Number:
    """The range that a number opens: `10-15`, `two or three`, `between 5 and 6 million`."""
    join = _TO.match(text, number.end)
    if join is None and _BETWEEN.search(text, max(number.start - _LONGEST, 0), number.start):
        join = _AND.match(text, number.end)
    if join is None or number.approximate:
        return number
    at = join.end()
    if sign := _signs().match(text, at):
        at = sign.end()
    following = _cores().match(text, at)
    second = _core(text, following) if following else None
    if second is None or number.low is None or second.high is None or second.unit:
        return number
    low = number.low
    last = re.split(r"[\s-]+", text[second.start : second.end].casefold())[-1]
    factor = lexicon("numbers")["multiplier"].get(last.lstrip("0123456789.,"), 1)
    if low * factor < second.high:
        low = _whole(low * factor)  # `5 to 6 million`
    if not low < second.high:
        return number
    start = number.start
    if opening := _BETWEEN.search(text, max(start - _LONGEST, 0), start):
        start = opening.start()
    elif opening := _FROM.search(text, max(start - _LONGEST, 0), start):
        number = replace(number, core_start=opening.end())
    return replace(number, start=start, low=low, high=second.high, end=second.end, core_end=second.end)


def _with_unit(text: str, number: Number) -> Number:
    """The number with its sign of money, its currency or its per cent."""
    for sign in _signs().finditer(text, max(number.start - 5, 0), number.start):
        if sign.end() == number.start:
            return replace(number, start=sign.start(), unit="money")
    if percent := _PERCENT.match(text, number.end):
        return replace(number, end=percent.end(), core_end=percent.end(), unit="percent")
    if currency := _currency().match(text, number.end):
        return replace(number, end=currency.end(), core_end=currency.end(), unit="money")
    return number


def _with_qualifiers(text: str, number: Number, reached: int) -> Number:
    """The number with the words that qualify it before and behind."""
    table = lexicon("numbers")
    while before := _qualifier().search(text, max(number.start - _LONGEST, reached), number.start):
        number = replace(_qualified(number, _kind(_folded(before.group(1)))), start=before.start(1))
    for kind, phrases in table["after"].items():
        for phrase in phrases:
            gap = r"\s*" if phrase.startswith("-") else r"\s+"
            if behind := re.compile(rf"{gap}{re.escape(phrase)}(?!\w)", re.IGNORECASE).match(text, number.end):
                return replace(_qualified(number, kind), end=behind.end())
    return number


def _qualified(number: Number, kind: str) -> Number:
    if kind == "at_least":
        return replace(number, high=None)
    if kind == "at_most":
        return replace(number, low=None)
    return replace(number, approximate=True) if kind == "about" else number


@cache
def _kind(phrase: str) -> str:
    table = lexicon("numbers")
    return next(kind for kind in ("at_least", "at_most", "about", "exact") if phrase in table[kind])


def _plain(words: str) -> Value | None:
    """The value of digits, of spelled words or of a count such as `a dozen`."""
    if words[:1].isdigit():
        digits = words.replace(",", "")
        return float(digits) if "." in digits else int(digits)
    counts: dict[str, Value] = lexicon("numbers")["counts"]
    if words in counts:
        return counts[words]
    from text_to_num import text2num

    words = words.replace("-", " ")
    head, _, last = words.rpartition(" ")
    try:
        if last == "dozen":
            return int(text2num(head, "en")) * 12
        if last == "hundred" and head and 10 < (tens := int(text2num(head, "en"))) < 100:
            return tens * 100  # `eleven hundred`, which text2num does not know
        return int(text2num(words, "en"))
    except ValueError:
        return None


def _whole(value: Value) -> Value:
    return round(value) if abs(value - round(value)) < 1e-6 else value


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _any(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered)


@cache
def _cores() -> re.Pattern[str]:
    table = lexicon("numbers")
    small = "|".join(table["small"])
    large = "(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))"  # `and` only behind these
    spelled = rf"(?:{small})(?:(?:-|\s+|{large}\s+and\s+)(?:{small}|dozen))*"
    fixed = _any([*table["vague"], *table["share"], *table["counts"]])
    digits = r"(?<![\w.,/:-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|(?<![\w.,/:])\d+(?:\.\d+)?"
    return re.compile(rf"{digits}|(?<![\w-])(?:{fixed}|{spelled})(?![\w])", re.IGNORECASE)


@cache
def _times() -> re.Pattern[str]:
    multipliers = lexicon("numbers")["multiplier"]
    long = _any(m for m in multipliers if len(m) > 3)
    short = _any(m for m in multipliers if len(m) <= 3)
    return re.compile(rf"(?:[\s-]+(?={long})|(?={short}))({long}|{short})(?!\w)", re.IGNORECASE)


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(lexicon('currencies')['before'])})\s?", re.IGNORECASE)


@cache
def _currency() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_any(lexicon('currencies')['after'])})(?!\w)", re.IGNORECASE)


@cache
def _qualifier() -> re.Pattern[str]:
    table = lexicon("numbers")
    phrases = _any([*table["about"], *table["at_least"], *table["at_most"], *table["exact"]])
    return re.compile(rf"(?<![\w-])({phrases})\s*$", re.IGNORECASE)
