"""Figures as series: what each claimant said how many there were, and when; never merged over claimants.

A series holds the figures of one measure, of the same counted thing at the same place; each claimant has a line of
points in it. A point is dated by when the claim was made (`said_at`, else the report's day), not by the period it
is about: three counts of the dead of one day are three points, in the order in which they were given. Periods are
kept beside it, and figures of different periods are not held against each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from onrecord.corpus.copies import Group, origins
from onrecord.corpus.counted import Key, key_of
from onrecord.corpus.dates import first_day, last_day
from onrecord.corpus.reports import Counts, Report, counts, in_order
from onrecord.corpus.speakers import Speakers, groups_and_speakers
from onrecord.corpus.words import words_of
from onrecord.lexicons.load import lexicon
from onrecord.schema.figure import Figure, Measure, Period
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

NO_SOURCE = "no source given"
UNKNOWN = "unknown speaker"

_NEAR = 90  # characters on each side of a figure in which a word for a correction is looked for


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, as one report and its copies print it.

    Attributes:
        date: when the claim was made (EDTF); None where neither statement nor report is dated.
        period: since or during when it holds, as the record has it.
        low, high: the values that the words allow; None where open.
        approximate: whether the words say that it is not exact.
        words: the figure as printed, with what is counted.
        span: the figure's place in `report`.
        report: the earliest report that prints it; `reports` all of them, copies too.
        counts: how many they are.
        statement: the id of the statement in `report` on whose account it is; None: the report's own.
        recalled: whether the report gives it beside a newer figure of the claimant, who gave it on an earlier day
            (`corrected its count from 18 to 17`); it is then no claim of this date.
    """

    date: str | None
    period: tuple[str | None, str | None]
    low: int | float | None
    high: int | float | None
    approximate: bool
    words: str
    span: Span
    report: Report
    reports: tuple[Report, ...]
    counts: Counts
    statement: str | None
    recalled: bool = False

    def overlaps(self, other: Point) -> bool:
        """Whether some value fits both."""
        return not (_below(self, other) or _below(other, self))


@dataclass(frozen=True, slots=True)
class Correction:
    """A later figure of one claimant that takes an earlier one's place; `reason` is `lower` or the printed word.

    A lower count of the displaced, detained or missing can also mean that there are fewer now; the words tell.
    """

    before: Point
    after: Point
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """The points of one claimant, in the order in which they were given."""

    claimant: str
    points: tuple[Point, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claimants' figures of one date that no value fits both; none is said to be right."""

    date: str
    one: tuple[str, Point]
    other: tuple[str, Point]


@dataclass(frozen=True, slots=True)
class Series:
    """All figures that can be laid side by side.

    Attributes:
        measure: what sort of count it is.
        counted: the folded noun, `people` where no more is told; empty where nothing is, and then its figures are
            not held against each other.
        currency: the sign or word of money, empty for other measures.
        place: `geonames:<id>` or the folded words; empty where no place is told.
        part: whether they count a part of a whole or an addition (`two of the dead`, `four more`).
        lines: one for each claimant, most points first.
        contradictions: pairs of figures of one date.
    """

    measure: Measure
    counted: str
    currency: str
    place: str
    part: bool
    lines: tuple[Line, ...]
    contradictions: tuple[Contradiction, ...]

    def line(self, claimant: str) -> Line | None:
        """The line of a claimant."""
        return next((line for line in self.lines if line.claimant == claimant), None)


def figure_series(
    records: Iterable[Record], *, groups: Sequence[Group] | None = None, speakers: Speakers | None = None
) -> list[Series]:
    """The figures of some records as series, those with most points first.

    `groups` and `speakers` are those of `group_reports` and `fold_speakers`; found here if not given.
    """
    pairs = in_order(records)
    groups, speakers = groups_and_speakers((record for _, record in pairs), groups, speakers)
    source = origins(groups)
    found: dict[Key, dict[str, list[_Printed]]] = defaultdict(lambda: defaultdict(list))
    for report, record in pairs:
        by_id = {s.id: s for s in record.statements}
        for figure in record.figures:
            statement = by_id.get(figure.statement or "")
            claimant = _claimant(report, statement, by_id, speakers)
            printed = _Printed(report, record, figure, _said(statement, by_id) or report.date)
            found[key_of(record, figure)][claimant].append(printed)
    every = [_series(key, claimants, source) for key, claimants in found.items()]
    return sorted(every, key=lambda s: (-sum(len(x.points) for x in s.lines), s.measure, s.counted, s.place, s.part))


@dataclass(frozen=True, slots=True, eq=False)
class _Printed:
    report: Report
    record: Record
    figure: Figure
    date: str | None


def _claimant(report: Report, statement: Statement | None, by_id: Mapping[str, Statement], speakers: Speakers) -> str:
    """Whose count it is; a statement without a source stands for the one that it is part of."""
    while statement is not None and not statement.source and statement.speaker is None:
        statement = by_id.get(statement.parent or "")
    if statement is None:
        return NO_SOURCE
    speaker = speakers.of(report, statement)
    return speaker.name if speaker else UNKNOWN


def _said(statement: Statement | None, by_id: Mapping[str, Statement]) -> str | None:
    """When a statement was made: its own date, else that of the one it is part of."""
    for _ in range(len(by_id)):
        if statement is None:
            return None
        if statement.said_at and statement.said_at.date:
            return statement.said_at.date
        statement = by_id.get(statement.parent or "")
    return None


def _series(key: Key, claimants: Mapping[str, Sequence[_Printed]], source: Mapping[Report, Report]) -> Series:
    lines = []
    about: dict[Report, frozenset[str]] = {}
    for claimant, printed in claimants.items():
        points = _points(printed, source)
        line = _ordered([point for point, _ in points])
        texts = {owner.report: owner.record.article.text for _, owner in points}
        about.update((owner.report, _matter(owner.record)) for _, owner in points)
        corrections = _corrections(claimant, line, texts) if key.counted else ()
        lines.append(Line(claimant, tuple(line), tuple(corrections)))
    lines.sort(key=lambda line: (-len(line.points), line.claimant))
    against = tuple(_contradictions(lines, about, anywhere=key.place != "")) if key.counted else ()
    measure: Measure = claimants[lines[0].claimant][0].figure.measure
    return Series(measure, key.counted, key.currency, key.place, key.part, tuple(lines), against)


def _points(printed: Iterable[_Printed], source: Mapping[Report, Report]) -> list[tuple[Point, _Printed]]:
    """One point for what a report and its copies print, with the printing that it is taken from."""
    same: dict[tuple[object, ...], list[_Printed]] = defaultdict(list)
    for p in printed:
        f = p.figure
        origin = source.get(p.report, p.report)
        same[origin, f.low, f.high, f.approximate, tuple(words_of(f.span.text)), _noun(f)].append(p)
    found = []
    for group in same.values():
        first = min(group, key=lambda p: (p.report != source.get(p.report), p.report.order, p.figure.span))
        f = first.figure
        reports = tuple(sorted({p.report for p in group}, key=lambda report: report.order))
        words = first.record.article.text[f.span.start : max((s.end for s in _beside(f)), default=f.span.end)]
        point = Point(
            first.date, _span_of(f.period), f.low, f.high, f.approximate, " ".join(words.split()), f.span, first.report,
            reports, counts(reports, source), f.statement,
        )  # fmt: skip
        found.append((point, first))
    return found


def _noun(figure: Figure) -> tuple[str, ...]:
    return tuple(word for span in figure.of for word in words_of(span.text))


def _beside(figure: Figure) -> list[Span]:
    """The words for what is counted that follow the figure at once."""
    return [s for s in figure.of if 0 <= s.start - figure.span.end <= 8]


def _span_of(period: Period | None) -> tuple[str | None, str | None]:
    return (period.start, period.end) if period else (None, None)


def _ordered(points: Sequence[Point]) -> list[Point]:
    """By date; within one, what is recalled stands first."""
    earlier = {
        (p.low, p.high): first_day(p.date) for p in sorted(points, key=lambda p: first_day(p.date), reverse=True)
    }

    def is_recalled(p: Point) -> bool:
        others = [o for o in points if o.report == p.report and (o.low, o.high) != (p.low, p.high)]
        return bool(others) and earlier[p.low, p.high] < first_day(p.date)

    marked = [replace(p, recalled=is_recalled(p)) for p in points]
    return sorted(marked, key=lambda p: (first_day(p.date), not p.recalled, p.report.order, p.span.start))


def _corrections(claimant: str, line: Sequence[Point], texts: Mapping[Report, str]) -> Iterable[Correction]:
    if claimant == UNKNOWN:
        return
    for at, after in enumerate(line):
        own = [p for p in line[:at] if claimant != NO_SOURCE or p.report.publisher == after.report.publisher]
        before = own[-1] if own else None
        if (
            before is None
            or after.recalled
            or (before.low, before.high) == (after.low, after.high)
            or not _comparable(before, after)
        ):
            continue
        word = _word_for_it(texts[after.report], after.span)
        if _below(after, before) or word:
            yield Correction(before, after, word or "lower")


def _word_for_it(text: str, span: Span) -> str:
    """The word of a correction that stands in the figure's sentence, near it."""
    before = re.split(r"[.!?]\s", text[max(span.start - _NEAR, 0) : span.start])[-1]
    behind = re.split(r"[.!?](?:\s|$)", text[span.end : span.end + _NEAR])[0]
    return next((word for word in words_of(f"{before} {behind}") if word in lexicon("corpus")["revised"]), "")


def _below(one: Point, other: Point) -> bool:
    """Whether all values of one are less than all of the other."""
    return one.high is not None and other.low is not None and one.high < other.low


def _comparable(one: Point, other: Point) -> bool:
    """Whether two figures can be of the same time: their periods do not end on different days."""
    ends = (one.period[1], other.period[1])
    return None in ends or last_day(ends[0]) == last_day(ends[1])


def _contradictions(
    lines: Sequence[Line], about: Mapping[Report, frozenset[str]], *, anywhere: bool
) -> Iterable[Contradiction]:
    """Figures of two claimants on one date. Where the figures tell no place, the reports must name one in common."""
    for first, second in combinations(lines, 2):
        later: dict[str, list[Point]] = defaultdict(list)
        for point in second.points:
            if point.date and not point.recalled:
                later[point.date].append(point)
        for point in first.points:
            if point.recalled:
                continue
            for other in later.get(point.date or "", ()):
                linked = anywhere or point.report == other.report or about[point.report] & about[other.report]
                if linked and not point.overlaps(other) and _comparable(point, other):
                    yield Contradiction(other.date or "", (first.claimant, point), (second.claimant, other))


def _matter(record: Record) -> frozenset[str]:
    """The places that a report names as places, to tell whether two are about one matter."""
    return frozenset(
        f"geonames:{p.geonames_id}" if p.geonames_id else p.span.text.casefold() for p in record.places if p.literal
    )
