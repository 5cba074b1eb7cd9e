"""Lines that tell when and by whom a report was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from onrecord.articles.agencies import known_agency
from onrecord.articles.dates import CLOCK, date_at
from onrecord.articles.lines import subspan
from onrecord.lexicons.load import lexicon
from onrecord.schema.article import Detail
from onrecord.schema.span import Span

_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright(?:\s+(?:©|\(c\)))?)\s*(?:19|20)\d\d(?:\s?[-–]\s?(?:\d\d){1,2})?,?\s+(?:by\s+)?"
    r"(?P<name>\w[^|©\n]{1,60}?)(?:[.,;]?\s*all rights reserved)?\.?$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:source|publisher)\s*:\s*(?P<name>\S.*)", re.IGNORECASE)
_TAIL = re.compile(r"[\s,;(|–—-]*(?:last\s+)?(?:updated|modified|update)\b[^.]*", re.IGNORECASE)


class Certainty(IntEnum):
    """How well a date tells when a report was published; the highest wins."""

    UPDATED = 1
    DATELINE = 2
    BARE = 3
    LABELLED = 4


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """A date of a report's head, and how sure it is."""

    detail: Detail
    certainty: Certainty


def find_date(text: str, line: Span) -> PublicationDate | None:
    """The date that the whole of `line` gives, with its label and its time of day or without."""
    label = _labels().match(line.text)
    start = label.end() if label else 0
    date = date_at(text, line.start + start, line.end)
    if date is None:
        return None
    rest = text[date.stop : line.end].strip(" .)]")
    if rest and _TAIL.fullmatch(rest) is None:
        return None
    certainty = Certainty.BARE
    if label:
        updated = label["label"].lower() in lexicon("heads")["updated"]
        certainty = Certainty.UPDATED if updated else Certainty.LABELLED
    return PublicationDate(Detail(date.value, "text", Span.of(text, date.start, date.end)), certainty)


def find_publisher(text: str, line: Span) -> Detail | None:
    """The publisher that the whole of `line` names: an agency, or a mark of rights."""
    if name := known_agency(line.text):
        return Detail(name, "text", line)
    match = _RIGHTS.fullmatch(line.text) or _SOURCE.fullmatch(line.text)
    if match is None:
        return None
    name = match["name"]
    if match.re is _SOURCE and known_agency(name) is None:
        return None
    if match.re is _RIGHTS and not name[0].isupper():
        return None
    return Detail(known_agency(name) or name, "text", subspan(text, line, *match.span("name")))


def is_furniture(line: Span) -> bool:
    """Whether a line is a part of a page that says nothing: `Share`, `5 min read`, a time of day."""
    words = line.text.casefold().strip(" .:")
    return words in lexicon("heads")["skip"] or _furniture().fullmatch(words) is not None


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile(
        rf"\d+[\s-]*min(?:ute)?s?(?:\s+read)?|{CLOCK}|(?:image|photo) (?:credit|source)\W.{{1,60}}", re.IGNORECASE
    )


@cache
def _labels() -> re.Pattern[str]:
    words = sorted(lexicon("heads")["published"] + lexicon("heads")["updated"], key=len, reverse=True)
    return re.compile(rf"[\[(]?(?P<label>{'|'.join(words)})(?:\s*[:,–—-]\s*|\s+)", re.IGNORECASE)
