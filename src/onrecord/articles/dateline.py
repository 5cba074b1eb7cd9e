"""The dateline: place and agency before the first sentence (`CAIRO, May 9 (AP) —`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.articles.agencies import agency_name, known_agency
from onrecord.articles.dates import MONTH, WEEKDAY, WrittenDate, date_at
from onrecord.articles.lines import subspan
from onrecord.lexicons.load import lexicon
from onrecord.schema.article import Detail
from onrecord.schema.span import Span

_LONGEST = 160
"""How many characters of a line are looked at; keeps odd lines from taking long."""

_DASH = r"(?:\s+--?(?:\s+|$)|\s*(?:—|–|―|--|_)\s*)"
_PLACE = r"(?P<place>\w(?:[^\n()/|:;“”\"?!]|/(?=\w)){1,60}?)"
_DAY = (
    rf"(?P<day>,?\s+(?i:(?:{WEEKDAY},?\s+)?{MONTH}\s+\d{{1,2}}(?:,\s+\d{{4}})?\b"
    rf"|\d{{1,2}}\s+{MONTH}(?:\s+\d{{4}})?)|,\s+(?i:{WEEKDAY}))"
)
_AGENCY = r"(?:\s*\((?P<agency>[^()\n]{2,40})\)|\s*/(?P<slashed>[^/\n]{2,30})/)"

_KNOWN = r"AFP|AP|Reuters|UPI|Xinhua"

_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE}{_DAY}?{_AGENCY}?(?P<end>{_DASH})",
        rf"{_PLACE}{_DAY}?{_AGENCY}(?P<end>\s*:\s*)",
        rf"{_PLACE}{_DAY}(?P<end>:\s+|\.\s+){_AGENCY}?(?(agency)\.?\s*)(?(slashed)\.?\s*)",
        # No dash at all, or one that was lost on the way.
        rf"{_PLACE}{_DAY}?\s*\((?P<agency>{_KNOWN})\)(?P<end>\s*(?:[^\w\s]\s+)?)(?=\S)",
        rf"\((?P<place>[^()\n]{{3,40}})\)(?P<end>{_DASH})",
    )
)
_AGENCY_ONLY = re.compile(
    rf"\((?P<agency>[^()\n]{{2,40}})\)(?P<end>{_DASH})|(?P<slashed>[^/\n]{{2,30}}?)(?P<end2>/\s+)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence; `date` only where its year does too."""

    detail: Detail
    publisher: Detail | None
    date: WrittenDate | None


def find_dateline(text: str, line: Span) -> Dateline | None:
    """The dateline at the beginning of `line`; None where the line begins with its sentence."""
    if match := _AGENCY_ONLY.match(line.text, 0, _LONGEST):
        found = _agency_only(text, line, match)
        if found:
            return found
    for form in _FORMS:
        match = form.match(line.text, 0, _LONGEST)
        if match and _begins_body(_after(text, line, match)) and _is_place(match):
            return _dateline(text, line, match)
    return None


def _agency_only(text: str, line: Span, match: re.Match[str]) -> Dateline | None:
    group = "agency" if match["agency"] else "slashed"
    # An acronym in brackets is an agency only if it is a known one: `(NASA) - ...` is none.
    name = known_agency(match[group]) or (agency_name(match[group]) if group == "slashed" else None)
    if name is None or not _begins_body(_after(text, line, match)):
        return None
    whole = match.end("agency") + 1 if group == "agency" else match.end("slashed")
    span = subspan(text, line, 0, whole)
    publisher = _detail(text, line, match.span(group), name)
    return Dateline(Detail(span.text, "text", span), publisher, None) if span else None


def _dateline(text: str, line: Span, match: re.Match[str]) -> Dateline:
    groups = match.groupdict()
    ends = [match.end("place")] + [match.end(name) for name in ("day", "agency", "slashed") if groups.get(name)]
    end = max(ends)
    # The bracket or stroke that closes an agency or a place belongs to it.
    end += line.text[end : end + 1] in (")", "/") and end > 0
    span = Span.of(text, line.start, line.start + end)
    group = next((name for name in ("agency", "slashed") if groups.get(name)), None)
    name = agency_name(match[group]) if group else None
    publisher = _detail(text, line, match.span(group), name) if group and name else None
    return Dateline(Detail(span.text, "text", span), publisher, _whole_date(text, line, match))


def _whole_date(text: str, line: Span, match: re.Match[str]) -> WrittenDate | None:
    if not match.groupdict().get("day"):
        return None
    start = line.start + match.start("day") + len(match["day"]) - len(match["day"].lstrip(", "))
    return date_at(text, start, line.start + match.end("day"))


def _detail(text: str, line: Span, place: tuple[int, int], value: str) -> Detail:
    return Detail(value, "text", subspan(text, line, *place))


def _after(text: str, line: Span, match: re.Match[str]) -> str:
    """What follows a dateline: the rest of its line, or the next one where it stands alone."""
    rest = line.text[match.end() :] or text[line.end :].lstrip()
    return rest.partition("\n")[0]


def _begins_body(rest: str) -> bool:
    """Whether a sentence follows: it begins as one does, and is no part of a headline in capitals."""
    first = rest[:1]
    return (
        (first.isupper() or first.isdigit() or first in "\"'“‘«[€$£") and len(rest.split()) >= 4 and not rest.isupper()
    )


def _is_place(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    first, *regions = [part.strip() for part in match["place"].split(",")]
    if len(regions) > 2 or not all(_is_region(region) for region in regions):
        return False
    words = re.split(r"[\s/]+", first)
    if words[0].casefold() == "by":
        return False
    if not 1 <= len(words) <= 4 or any(character.isdigit() for character in first):
        return False
    labels = lexicon("heads")["not_places"]
    label = first.casefold() in labels or all(word.casefold() in labels for word in words)
    if label or sum(character.isalpha() for character in first) < 3:
        return False
    if all(_is_capitals(word) for word in words) and words[0].isupper():
        return True
    # A place in small letters needs an agency beside it: `Lisk — the city ...` begins a sentence.
    # One that stands before a word in capitals is something else (`Mira Holt. LISK (AP)`).
    if any(word.isupper() and len(word) > 3 for word in match["place"].split()):
        return False
    return bool(groups.get("agency")) and known_agency(match["agency"]) is not None and _is_region(first)


def _is_region(words: str) -> bool:
    return 1 <= len(words.split()) <= 4 and words[:1].isupper()


def _is_capitals(word: str) -> bool:
    particles = (*lexicon("heads")["particles"], "of", "and", "st.")
    return word.isupper() or word.casefold() in particles or word.startswith(("al-", "el-", "Al-", "El-", "Mc"))
