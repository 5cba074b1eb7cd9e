"""From numbers to figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from onrecord.figures.counted import Range, counted_by
from onrecord.figures.excluded import is_excluded
from onrecord.figures.measure import measure_of
from onrecord.figures.numbers import Number, find_numbers
from onrecord.figures.setting import period_of, place_of
from onrecord.language.analysis import Analysis
from onrecord.schema.figure import Figure, Period
from onrecord.schema.span import Span

_SHORTLY = 160  # characters from one number to the next that counts the same
_PRONOUNS = ("them", "these", "those", "us", "others")


def find_figures(analysis: Analysis, sources: Sequence[Range] = ()) -> list[Figure]:
    """The figures of an article, in the order of the text, not yet joined to statements.

    `sources` are the ranges that name who speaks, in order: `two officials` who say something
    are no figure.
    """
    article = analysis.article.sha256
    spoken = sorted(sources)
    found: list[Figure] = []
    at = 0
    for number in find_numbers(analysis.text):
        while at < len(spoken) and spoken[at][1] <= number.start:
            at += 1
        words = analysis.phrase(number.core_start, number.end)
        if is_excluded(analysis.text, number, words, analysis.times):
            continue
        figure = _like_the_last(_figure(analysis, article, number), found)
        speaks = at < len(spoken) and spoken[at][0] <= number.start and number.spelled
        if not (speaks and figure.measure == "people"):
            found.append(figure)
    return found


def _like_the_last(figure: Figure, before: Sequence[Figure]) -> Figure:
    """A number that names nothing counts what the one shortly before it counted: `1,900 in the
    north and 310 in the port`, `27 people, five of them herders`."""
    alone = figure.measure in ("things", "people") and (not figure.of or figure.of[0].text.lower() in _PRONOUNS)
    if not alone or not before or figure.span.start - before[-1].span.end > _SHORTLY:
        return figure
    last = before[-1].measure
    return replace(figure, measure=last) if last not in ("percent", "money", "things") else figure


def _figure(analysis: Analysis, article: str, number: Number) -> Figure:
    text = analysis.text
    words = analysis.phrase(number.core_start, number.end)
    counted = counted_by(number, words)
    period = period_of(analysis, words, counted)
    return Figure(
        id="f" + sha256(f"{article} {number.start} {number.end}".encode()).hexdigest()[:12],
        span=Span.of(text, number.start, number.end),
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        measure=measure_of(number, words, counted, analysis.countries),
        of=tuple(Span.of(text, *span) for span in counted.of),
        place=tuple(Span.of(text, *span) for span in place_of(analysis, words, counted)),
        period=Period(Span.of(text, *period[0]), period[1], period[2]) if period else None,
    )
