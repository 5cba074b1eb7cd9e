"""The building blocks of time patterns, made from the word list, and what the words are worth.

Patterns are written as plain regular expressions with two signs of their own: a blank stands
for any white space short of a paragraph break, and `~` for that or a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.lexicons.load import lexicon

LIST = lexicon("calendar")
# Bounded, so that no run of blanks or digits costs more than its length.
BLANK = r"(?:[^\S\n]{1,8}\n?[^\S\n]{0,8}|\n[^\S\n]{0,8})"
HYPHEN = "-‐‑–"

MONTH_NUMBERS = {name: number for number, names in enumerate(LIST["months"], 1) for name in names}
WEEKDAY_NUMBERS = {name: number for number, names in enumerate(LIST["weekdays"], 1) for name in names}
UNIT_NAMES = {word: unit for unit, (one, many, _) in LIST["units"].items() for word in (one, many)}
VAGUE_COUNTS = (
    r"several|a few|few|many|countless|(?:a )?couple(?: of)?|(?:a )?number of|(?:tens|dozens|scores|hundreds|thousands)"
    r" of|(?:a )?matter of"
)


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, longest first."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=len, reverse=True)) + ")"


def written_out(pattern: str) -> str:
    """A rule's pattern, of whole words, with its blanks and `~` written out."""
    pattern = pattern.replace("~", rf"(?: |[{HYPHEN}])").replace(" ", BLANK).replace("'", "['’]")
    return rf"(?:{pattern})(?!\w)"


_NAMED_MONTHS = one_of(row[0] for row in LIST["months"])
_SHORT_MONTHS = one_of(short for row in LIST["months"] for short in row[1:])
MONTH = rf"(?:{_NAMED_MONTHS}\b|{_SHORT_MONTHS}\b\.?)"
_NAMED_WEEKDAYS = one_of(row[0] for row in LIST["weekdays"])
WEEKDAY = rf"(?:{_NAMED_WEEKDAYS}\b)"
SHORT_WEEKDAY = rf"(?:{_NAMED_WEEKDAYS}|{one_of(short for row in LIST['weekdays'] for short in row[1:])}\b\.?)"
UNIT = rf"(?:{one_of(UNIT_NAMES)}\b)"
SEASON = one_of(LIST["seasons"])
DAY_PART = one_of(LIST["day_parts"])
APPROXIMATE = rf"(?:{one_of(LIST['approximate'])} )"
ORDINAL = one_of(LIST["ordinals"])

_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}|\d{1,9}(?:\.\d{1,4})?"
_ONES = one_of(LIST["numbers"])
_WORDS = rf"{_ONES}(?:~{_ONES})?(?: {one_of(LIST['multiples'])})?|(?:a ){one_of(LIST['multiples'])}"
_FRACTION = r"(?: 1/2| ½|½|~and~a~half)"
NUMBER = rf"(?:(?:{_WORDS}|{_DIGITS}){_FRACTION}?)"
COUNT = rf"(?:{NUMBER}(?:(?: to | or | and |[{HYPHEN}]){NUMBER})?|{VAGUE_COUNTS})"

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TENS = one_of(word for word, number in LIST["numbers"].items() if number >= 10)
_SPELLED = (
    rf"(?:(?:eighteen|nineteen|twenty)~(?:hundred|oh~{_ONES}|{_TENS}(?:~{_ONES})?)"
    rf"|two thousand(?: (?:and )?{_ONES})?)"
)
YEAR = rf"(?:(?:1[0-9]|20)\d\d(?![\d]|[.,:/]\d)|{_SPELLED})"

# Words that tell an early or late part of a period; they never change the value here.
PHASE = (
    r"(?:(?:the )?(?:early|earlier|late|later|mid)(?:~)(?:in |part of |days of )?(?:the )?|"
    r"(?:the )?(?:very )?(?:beginning|start|end|middle|close|turn|rest|remainder|latter part|first days|last days)"
    r" of (?:the )?|sometime )"
)


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return MONTH_NUMBERS[word.rstrip(".").lower()]


def weekday_number(word: str) -> int:
    """1 (Monday) to 7 for a weekday's name or abbreviation."""
    return WEEKDAY_NUMBERS[word.rstrip(".").lower()]


def year_number(words: str) -> int | None:
    """The year of `1996`, `nineteen ninety-six`, `two thousand one`; None where the words make none."""
    if words.isdigit():
        return int(words)
    numbers: dict[str, int] = LIST["numbers"]
    parts = [p for p in re.split(r"[\s\-‐‑–]+", words.lower()) if p not in ("and", "oh", "hundred")]
    if parts[:2] == ["two", "thousand"]:
        return 2000 + sum(numbers[p] for p in parts[2:])
    if len(parts) == 1 and "hundred" not in words.lower():
        return None
    rest = sum(numbers[p] for p in parts[1:])
    return numbers[parts[0]] * 100 + rest if rest < 100 else None


def amount(words: str) -> str:
    """The number of a count as a decimal string, the lower one of a range; `X` where it is vague.

    >>> amount("twenty-two"), amount("2 1/2"), amount("several"), amount("two to three")
    ('22', '2.5', 'X', '2')
    """
    words = re.sub(r"\s+", " ", words.lower()).strip()
    if re.fullmatch(VAGUE_COUNTS, words):
        return "2" if "couple" in words else "X"
    words = re.split(rf" to | or | and (?!a)|(?<=\d)[{HYPHEN}](?=\d)", words)[0]
    half = re.search(r"1/2|½|a[ -]half", words)
    total = 0.5 if half else 0.0
    for part in re.split(rf"[{HYPHEN}\s]+", words[: half.start()] if half else words):
        if part in LIST["multiples"]:
            total = max(total, 1) * LIST["multiples"][part]
        elif part in LIST["numbers"]:
            total += LIST["numbers"][part]
        elif re.fullmatch(r"[\d,.]*\d[\d,.]*", part):
            total += float(part.replace(",", ""))
    return f"{total:g}" if total < 10**6 else "X"


def ordinal_number(words: str) -> int:
    """The number of an ordinal (`twenty-first` -> 21)."""
    number: int = LIST["ordinals"][re.sub(rf"[\s{HYPHEN[1:]}]+", "-", words.lower())]
    return number


def unit_name(word: str) -> str:
    """The unit of a word, in the singular (`weeks` -> `week`)."""
    unit: str = UNIT_NAMES[word.lower()]
    return unit
