"""Durations: `two years`, `a 10-day truce`, `half an hour`, `decades`."""

from __future__ import annotations

import re

from onrecord.language.times.anchor import Anchor, Reading
from onrecord.language.times.rules import Rule, rule
from onrecord.language.times.values import duration
from onrecord.language.times.words import APPROXIMATE, COUNT, LIST, UNIT, amount, one_of, unit_name

_INNER = rf"(?:{one_of(LIST['inner'])} )?"
_WHICH = (
    r"(?:(?:at least|almost|nearly) )?(?:(?:(?:each|all) of )?(?:the|its|their|his|her|this|these|those) )?"
    r"(?:(?:past|last|next|first|final|coming|previous|latest|early|opening|closing|preceding|following|remaining"
    r"|year~earlier) )?"
)
_NAMED_FRACTIONS = {"hour": "PT30M", "year": "P6M", "day": "PT12H", "century": "P50Y", "decade": "P5Y", "month": "P15D"}


def _length(amount: str, unit: str) -> Reading:
    return Reading("DURATION", duration(amount, unit), names=False)


def _is_name(unit: str) -> bool:
    """`60 Minutes`: a programme."""
    return unit[0].isupper() and unit[1:].islower()


@rule(rf"{_WHICH}{APPROXIMATE}?(?P<count>{COUNT}) {_INNER}(?P<unit>{UNIT})(?:-long| or (?:so|more))?(?P<old>~olds?)?")
def counted(match: re.Match[str], at: Anchor) -> Reading | None:
    """A number of units: `nearly two years`, `the first nine months`, `several weeks`."""
    unit, count, following = unit_name(match["unit"]), match["count"].lower(), match.string[match.end() :][:6]
    if (match["old"] and unit == "year") or _is_name(match["unit"]):
        return None  # an age
    if match["unit"].lower() == "night" and count not in ("one", "1"):
        return None  # two night guards
    if match["unit"].lower() == "second" and count not in ("one", "1"):
        return None  # an ordinal
    if unit == "quarter" and count != "several" and re.match(r" of|.?mile", following):
        return None  # a fraction
    if count[0].isdigit() and match.string[max(0, match.start("count") - 1)] in "$€£.,/:-":
        return None
    return _length(amount(count), unit)


@rule(rf"(?P<count>{COUNT})(?:[-‐‑–]| (?=\w+-old)){_INNER}(?P<unit>{UNIT})(?:-long)?(?P<old>~olds?)?")
def compound(match: re.Match[str], at: Anchor) -> Reading | None:
    """A number joined to its unit: `a 10-day truce`, `an 8-month-old war`."""
    unit = unit_name(match["unit"])
    if (match["old"] and unit == "year") or match["unit"].lower() != LIST["units"][unit][0]:
        return None  # an age, or the end of a range of figures
    return _length(amount(match["count"]), unit)


_ONE = (
    r"(?:an?|another|per|the (?:full|entire|whole|additional|solid|past|last)|an? (?:full|whole|entire|additional|solid"
    r"|extra)) "
)
_HALF = r"(?P<half>half(?: of)? an? |a half |half-)"


@rule(
    rf"(?:{APPROXIMATE}(?!the ))?(?:{_HALF}|{_ONE})(?P<unit>{UNIT})"
    r"(?P<tail>-long| and a half| or (?:so|two|more))?(?!-\w)"
)
def single(match: re.Match[str], at: Anchor) -> Reading | None:
    """`a year`, `half an hour`, `nearly a decade`; not the rate in `$50 a year`."""
    unit, word = unit_name(match["unit"]), match["unit"].lower()
    if unit == "second" or word != LIST["units"][unit][0]:
        return None
    if match["half"]:
        value = _NAMED_FRACTIONS.get(unit)
        return Reading("DURATION", value, names=False) if value else None
    if unit in ("night", "quarter", "weekend"):
        return None
    if re.match(r"an? |per ", match[0], re.IGNORECASE) and _is_rate(match, at):
        return None
    return _length("1.5" if match["tail"] == " and a half" else "1", unit)


def _is_rate(match: re.Match[str], at: Anchor) -> bool:
    """`$50 a year`, `three times a day`; and `a day after`, which counts from something."""
    before, after = at.before(match.start()), at.after(match.end())
    if after is not None and after.lower_ in ("after", "before") and match["unit"].lower() == "day":
        return True
    if before is None:
        return False
    return before.like_num or before.pos_ in ("NUM", "SYM") or before.tag_ in ("NNS", "NN", "NNP") or before.text == "%"


@rule(r"(?:all-)?(?P<unit>hour|day|week|month|year|decade)(?P<many>s)?-(?P<word>long|old)")
def long(match: re.Match[str], at: Anchor) -> Reading | None:
    """`a day-long meeting`, `the decades-long war`."""
    if match["word"].lower() == "old" and not match["many"]:
        return None  # an age
    return _length("X" if match["many"] else "1", unit_name(match["unit"]))


_MANY = one_of(row[1] for unit, row in LIST["units"].items() if unit not in ("second", "night", "quarter", "weekend"))
_SOME = r"(?:the (?:(?:past|last|next|early|first|final|intervening) |(?=\w+ ahead))|many )?"


@rule(rf"{_SOME}(?P<unit>{_MANY})(?:-long| or {_MANY}| ahead)?(?: (?:ago|earlier|later))?")
def uncounted(match: re.Match[str], at: Anchor) -> Reading | None:
    """`months`, `the early years`, `weeks or months`."""
    unit, text = unit_name(match["unit"]), match.string
    if re.match(r"[\s-]old\b|[\s-]apart", text[match.end() : match.end() + 6]) or match["unit"][0].isupper():
        return None
    if unit == "hour" and re.search(r"\b(?:early|small) (?:hours)?$", text[: match.end()][-12:]):
        return None  # the early hours of a day
    if unit == "minute" and re.search(r"\bthe $", text[max(0, match.start() - 4) : match.start()], re.IGNORECASE):
        return None  # the minutes of a meeting
    if unit == "day" and re.search(
        r"\b(?:these|those|early|his|her) $", text[max(0, match.start() - 6) : match.start()]
    ):
        return None
    return _length("X", unit)


@rule(
    r"the (?:full |fiscal |whole |entire )?(?P<unit>year|month|week|weekend)(?= (?:ended|ending|to) )|the fiscal year"
)
def reported(match: re.Match[str], at: Anchor) -> Reading | None:
    """`the year ended March 31`."""
    return _length("1", (match["unit"] or "year").lower())


RULES: tuple[Rule, ...] = (counted, compound, long, single, uncounted, reported)
