"""The head of a plain text: title, byline, dateline, publisher and date, each where it stands.

What is not surely a part of the head is left to the body: a first sentence is never a title,
a date in the body never the date of publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from onrecord.articles.byline import find_byline
from onrecord.articles.dateline import Dateline, find_dateline
from onrecord.articles.headlines import find_title
from onrecord.articles.imprint import Certainty, PublicationDate, find_date, find_publisher, is_furniture
from onrecord.articles.lines import Line, lines_of, split_span
from onrecord.schema.article import Detail
from onrecord.schema.span import Span

_TOP = 16
"""How many lines a head can have, at most, with the first ones of its body."""

_FOOT = 3
"""How many of the last lines can hold a mark of rights or a labelled date."""

_BETWEEN_PARTS = re.compile(r"\s*[|·•]\s*|\s+[—–-]\s+|\t+|\s{3,}")
_STANDFIRST_WORDS = 45

_LONGEST_MARK = 250
"""No line of a head has more characters; longer ones are not looked at, whatever they hold."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a text says about itself; None where it does not."""

    title: Detail | None = None
    byline: Detail | None = None
    dateline: Detail | None = None
    publisher: Detail | None = None
    published: Detail | None = None


@dataclass(slots=True)
class _Marks:
    """What has been found so far; for each the first, and for dates the surest, counts."""

    byline: Detail | None = None
    dates: tuple[PublicationDate, ...] = ()
    publishers: tuple[Detail, ...] = ()

    def add(self, other: _Marks) -> None:
        self.byline = self.byline or other.byline
        self.dates += other.dates
        self.publishers += other.publishers

    @property
    def published(self) -> Detail | None:
        """The surest of the dates, the first among equals."""
        return max(self.dates, key=lambda date: date.certainty).detail if self.dates else None


def find_head(text: str) -> Head:
    """The head of `text`; every span lies in it, in code points."""
    lines = list(islice(lines_of(text), _TOP))
    title, marks, body = _read_top(text, lines)
    dateline = find_dateline(text, lines[body].span) if body < len(lines) else None
    if dateline:
        marks.publishers = (*((dateline.publisher,) if dateline.publisher else ()), *marks.publishers)
        marks.dates += _date_of(text, dateline)
    _read_foot(text, lines[body].span.end if body < len(lines) else len(text), marks)
    publisher = marks.publishers[0] if marks.publishers else None
    return Head(title, marks.byline, dateline.detail if dateline else None, publisher, marks.published)


def _read_top(text: str, lines: list[Line]) -> tuple[Detail | None, _Marks, int]:
    """The title, what the lines before the body say, and the index of the body's first line."""
    title, marks, standfirst = None, _Marks(), False
    index = 0
    while index < len(lines):
        line = lines[index]
        found = _marks_of(text, line.span)
        if found is not None:
            marks.add(found)
        elif find_dateline(text, line.span):
            break
        elif len(line.span.text) <= _LONGEST_MARK and is_furniture(line.span):
            pass
        elif title is None and (headline := find_title(text, lines[index:], lambda line: _follows_title(text, line))):
            title, taken = headline
            index += taken
            continue
        elif title and not standfirst and _is_standfirst(text, lines[index:]):
            standfirst = True
        else:
            break
        index += 1
    return title, marks, index


def _follows_title(text: str, line: Line) -> bool:
    return _marks_of(text, line.span) is not None or find_dateline(text, line.span) is not None


def _is_standfirst(text: str, lines: list[Line]) -> bool:
    """Whether a line sums the report up between the title and a byline or a date."""
    return lines[0].words <= _STANDFIRST_WORDS and any(_marks_of(text, line.span) is not None for line in lines[1:3])


def _marks_of(text: str, span: Span) -> _Marks | None:
    """What a line says, if every part of it is a mark; None where any part is something else."""
    if len(span.text) > _LONGEST_MARK:
        return None
    whole = _mark(text, span)
    if whole is not None:
        return whole
    parts = split_span(text, span, _BETWEEN_PARTS)
    if len(parts) < 2:
        return None
    marks = _Marks()
    for part in parts:
        found = _mark(text, part)
        if found is not None:
            marks.add(found)
        elif not is_furniture(part):
            return None
    return marks if marks != _Marks() else None


def _mark(text: str, span: Span) -> _Marks | None:
    if date := find_date(text, span):
        return _Marks(dates=(date,))
    if byline := find_byline(text, span):
        return _Marks(byline.detail, publishers=(byline.publisher,) if byline.publisher else ())
    if publisher := find_publisher(text, span):
        return _Marks(publishers=(publisher,))
    return None


def _date_of(text: str, dateline: Dateline) -> tuple[PublicationDate, ...]:
    if dateline.date is None:
        return ()
    span = Span.of(text, dateline.date.start, dateline.date.end)
    return (PublicationDate(Detail(dateline.date.value, "text", span), Certainty.DATELINE),)


def _read_foot(text: str, start: int, marks: _Marks) -> None:
    """Marks of rights and labelled dates among the last lines, below everything in the head."""
    for line in list(lines_of(text, start))[-_FOOT:]:
        found = _marks_of(text, line.span)
        if found is not None:
            marks.publishers += found.publishers
            marks.dates += tuple(date for date in found.dates if date.certainty is Certainty.LABELLED)
