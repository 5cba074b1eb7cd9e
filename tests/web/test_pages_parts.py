"""What pages are made from: aligned wordings, drawn series, compared versions, marked text."""

from __future__ import annotations

import pytest

from onrecord.corpus.quotations import Quotation, Variant
from onrecord.corpus.reports import Counts, Report
from onrecord.corpus.series import NO_SOURCE, Line, Point, Series
from onrecord.corpus.wording import differences, tokens
from onrecord.schema.span import Span
from onrecord.web.aligned import aligned
from onrecord.web.charts import SHAPES, chart, symbol
from onrecord.web.compared import compared

ONE = Counts(1, 1)


def quotation(*wordings: str) -> Quotation:
    reference = tokens(wordings[0])
    found = tuple(Variant(w, (), ONE, differences(reference, tokens(w))) for w in wordings)
    return Quotation(wordings[0], (), found, ONE)


@pytest.mark.parametrize(
    "others",
    [
        ("we will sink any ship",), ("we will stop ship",), ("we will never stop any ship",), ("stop any",),
        ("now we will stop any ship today",), ("we … any ship",), ("we [the navy] will stop any ship",),
        ("we will sink any ship", "will stop every boat", "nothing alike here"), (),
    ],
)  # fmt: skip
def test_every_wording_fills_the_columns(others: tuple[str, ...]) -> None:
    found = aligned(quotation("we will stop any ship", *others))
    assert " ".join(found.reference) == "we will stop any ship"
    for row in found.rows:
        assert sum(cell.columns for cell in row.cells) == len(found.reference)
        words = " ".join(part.words for cell in row.cells for part in cell.parts if part.words)
        assert words == " ".join(tokens(row.variant.words))


def test_a_changed_word_has_a_column_of_its_own() -> None:
    found = aligned(quotation("we will stop any ship", "we will sink any ship"))
    assert found.reference == ("we will", "stop", "any ship")
    part = found.rows[1].cells[1].parts[0]
    assert (part.instead, part.words, part.sign) == ("stop", "sink", "changed")
    assert found.rows[1].altered
    assert not found.rows[0].altered


def point(day: str | None, low: float | None, high: float | None, *, recalled: bool = False) -> Point:
    report = Report(f"r-{day}", "The Paper", day)
    span = Span(0, 2, "17")
    return Point(day, (None, None), low, high, False, "17 people", span, report, (report,), ONE, None, recalled)


def series(*lines: Line) -> Series:
    return Series("killed", "people", "", "", False, lines, ())


def test_a_line_is_a_step_and_a_gap_stays_a_gap() -> None:
    days = ("2031-03-01", "2031-03-03", "2031-03-20")
    drawn = chart(series(Line("Ministry", tuple(point(day, n, n) for n, day in enumerate(days, 5)), ())))
    assert drawn is not None
    path = drawn.lines[0].path
    assert path.count("M") == 2
    assert path.count("H") == path.count("V") == 1
    assert len(drawn.lines[0].dots) == 3


def test_ranges_are_bars_and_open_ends_arrows() -> None:
    points = (
        point("2031-03-01", 5, 5),
        point("2031-03-02", 5, 9),
        point("2031-03-03", 5, None),
        point("2031-03-04", None, 9),
    )
    drawn = chart(series(Line("Ministry", points, ())))
    assert drawn is not None
    exact, between, least, most = drawn.lines[0].dots
    assert exact.bar == ""
    assert all(dot.bar for dot in (between, least, most))
    assert all(0 <= dot.y <= drawn.height for dot in drawn.lines[0].dots)
    assert "at least 5" in least.told
    assert "1 report, 1 independent" in least.told


def test_what_has_no_source_has_no_line() -> None:
    points = (point("2031-03-01", 5, 5), point("2031-03-02", 6, 6))
    drawn = chart(
        series(Line(NO_SOURCE, points, ()), Line("Ministry", (*points, point("2031-03-02", 4, 4, recalled=True)), ()))
    )
    assert drawn is not None
    assert drawn.lines[0].path == ""
    assert drawn.lines[1].path
    assert drawn.lines[1].dots[-1].recalled


def test_claimants_differ_in_shape_and_dashes() -> None:
    lines = tuple(Line(f"c{n}", (point("2031-03-01", n, n), point("2031-03-02", n, n)), ()) for n in range(36))
    drawn = chart(series(*lines))
    assert drawn is not None
    assert len({(line.hue, line.mark) for line in drawn.lines}) == 36
    assert len({symbol(shape, 8, 8) for shape in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize(
    "points", [(), (("2031-03-01", 1, 1),), ((None, 1, 1), ("soon", 2, 2)), (("2031-03-01", None, None),) * 2]
)
def test_too_little_is_not_drawn(points: tuple[tuple[str | None, float | None, float | None], ...]) -> None:
    assert chart(series(Line("Ministry", tuple(point(*p) for p in points), ()))) is None


@pytest.mark.parametrize("value", [0, 0.3, 1, 7, 61, 2_300_000, 10**13])
def test_scales_hold_any_value(value: float) -> None:
    drawn = chart(series(Line("Ministry", (point("2031-03-01", 0, value), point("2031", value, value)), ())))
    assert drawn is not None
    assert 2 <= len(drawn.values) <= 7
    assert all(drawn.top - 1 <= dot.y <= drawn.bottom + 1 for dot in drawn.lines[0].dots)


@pytest.mark.parametrize(
    ("before", "after"), [("a b c", "a x c"), ("", "a"), ("a", ""), ("a\n\nb", "a\n\nb c"), ("a", "a")]
)
def test_both_versions_can_be_read_off(before: str, after: str) -> None:
    changes = compared(before, after)
    assert "".join(c.text for c in changes if c.kind != "added") == before
    assert "".join(c.text for c in changes if c.kind != "removed") == after
