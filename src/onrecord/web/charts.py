"""A series of figures as a drawing: where everything stands. Nothing here knows SVG but for the letters of a path.

A claimant's line is a step: it stays at the least that the words allow until the claimant's next figure. Where
nothing was said for longer than GAP days there is no line. Ranges are bars; a bar that is open at one end has
an arrow there. Figures without a source, or of unknown speakers, are points without
a line: they are nobody's one account. Colour tells nothing that the shape of a point and the dashes of a line do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, log10

from onrecord.corpus.dates import first_day
from onrecord.corpus.series import NO_SOURCE, UNKNOWN, Line, Point, Series
from onrecord.report.counts import bounds
from onrecord.report.speaking import counted, line
from onrecord.web.links import head, report_link

GAP = 7
"""Days without a figure over which no line is drawn."""

WIDTH, HEIGHT = 720, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 24, 16, 36
_OPEN = 14  # how far an open bar reaches
SHAPES = ("circle", "square", "triangle", "diamond", "plus", "cross")


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and what it means."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure. `bar` is a path, empty where the words allow one value alone; `told` its words, its
    claimant and its report."""

    x: float
    y: float
    mark: str
    bar: str
    recalled: bool
    told: str
    link: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One claimant: the shape of its points as a path, `hue` (0 to 5) for colour and dashes, the path of the steps, the
    points. Shape and dashes together are alike for no two of 36 claimants."""

    claimant: str
    hue: int
    mark: str
    path: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of WIDTH by HEIGHT."""

    days: tuple[Tick, ...]
    values: tuple[Tick, ...]
    lines: tuple[Drawn, ...]
    summary: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM


def chart(series: Series) -> Chart | None:
    """The drawing of a series; None where it has no two figures with a date and a value."""
    points = [p for line in series.lines for p in line.points if _drawable(p)]
    if len(points) < 2:
        return None
    days = [day for p in points if (day := _day(p)) is not None]
    scale = _Scale.of(days, max(v for p in points for v in (p.low, p.high) if v is not None))
    drawn = tuple(_drawn(n, claim, scale) for n, claim in enumerate(series.lines))
    told = f"{counted(len(points), 'figure')} of {counted(len(series.lines), 'claimant')}, "
    told += f"{min(days).isoformat()} to {max(days).isoformat()}; the table below has them all."
    return Chart(tuple(scale.days()), tuple(scale.values()), tuple(d for d in drawn if d.dots), told)


def symbol(shape: str, x: float, y: float) -> str:
    """One of SHAPES around a point, as a path."""
    a, b, c, d = x - 5, x + 5, y - 5, y + 5
    if shape == "circle":
        return f"M{a:g} {y:g}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
    if shape == "square":
        return f"M{a:g} {c:g}H{b:g}V{d:g}H{a:g}z"
    if shape == "triangle":
        return f"M{x:g} {c:g}L{b:g} {d:g}H{a:g}z"
    if shape == "diamond":
        return f"M{x:g} {y - 6:g}L{x + 6:g} {y:g}L{x:g} {y + 6:g}L{x - 6:g} {y:g}z"
    if shape == "plus":
        return f"M{a:g} {y - 2:g}h3v-3h4v3h3v4h-3v3h-4v-3h-3z"
    return f"M{a:g} {c:g}l5 3l5 -3l-3 5l3 5l-5 -3l-5 3l3 -5z"


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    most: float
    step: float

    @classmethod
    def of(cls, days: Sequence[date], most: float) -> _Scale:
        step = _round(max(most, 1) / 4)
        tops = step * -(-max(most, 1) // step)
        first, last = min(days), max(days)
        if first == last:
            first, last = first - timedelta(days=1), last + timedelta(days=1)
        return cls(first, last, tops, step)

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(_LEFT + 16 + share * (WIDTH - _LEFT - _RIGHT - 32), 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - _BOTTOM - value / self.most * (HEIGHT - _TOP - _BOTTOM), 1)

    def days(self) -> Iterator[Tick]:
        span = (self.last - self.first).days
        step = max(1, -(-span // 6))
        for n in range(0, span + 1, step):
            day = self.first + timedelta(days=n)
            yield Tick(self.x(day), day.isoformat())

    def values(self) -> Iterator[Tick]:
        for n in range(int(self.most / self.step + 0.5) + 1):
            yield Tick(self.y(n * self.step), f"{n * self.step:,.6g}" if self.step < 1 else f"{n * self.step:,.0f}")


def _round(value: float) -> float:
    """The next of 1, 2, 5, 10, 20 ..."""
    power = 10.0 ** floor(log10(value))
    return max(next(n * power for n in (1, 2, 5, 10) if n * power >= value * 0.999), 1.0)


def _day(p: Point) -> date | None:
    try:
        return date.fromisoformat(first_day(p.date)) if p.date else None
    except ValueError:
        return None


def _drawable(p: Point) -> bool:
    return _day(p) is not None and (p.low is not None or p.high is not None)


def _value(p: Point) -> float:
    return p.low if p.low is not None else p.high if p.high is not None else 0


def _drawn(number: int, claim: Line, scale: _Scale) -> Drawn:
    hue = number % len(SHAPES)
    shape = SHAPES[(number + number // len(SHAPES)) % len(SHAPES)]
    dots, path = [], ""
    before: tuple[date, float] | None = None
    for p in claim.points:
        day = _day(p)
        if day is None or not _drawable(p):
            before = None
            continue
        x, y = scale.x(day), scale.y(_value(p))
        dots.append(_dot(shape, claim.claimant, p, x, y, scale))
        if p.recalled or claim.claimant in (NO_SOURCE, UNKNOWN):
            continue
        if before is None or (day - before[0]).days > GAP:
            path += f"M{x:g} {y:g}"
        else:
            path += f"H{x:g}V{y:g}"
        before = (day, y)
    return Drawn(claim.claimant, hue, symbol(shape, 8, 8), path, tuple(dots))


def _dot(shape: str, claimant: str, p: Point, x: float, y: float, scale: _Scale) -> Dot:
    told = f"“{line(p.words)}” ({bounds(p.low, p.high)}), {line(claimant)}, {p.date}"
    told += f". {head(p.report)}; {counted(p.counts.reports, 'report')}, {p.counts.independent} independent"
    told += ". Recalled beside a newer figure" if p.recalled else ""
    return Dot(x, y, symbol(shape, x, y), _bar(p, x, scale), p.recalled, told, report_link(p.report))


def _bar(p: Point, x: float, scale: _Scale) -> str:
    """From the least to the most; an arrow at an open end, none below nought."""
    if p.low == p.high:
        return ""
    if p.low is not None and p.high is not None:
        low, high = scale.y(p.low), scale.y(p.high)
        return f"M{x - 5:g} {low:g}h10M{x:g} {low:g}V{high:g}M{x - 5:g} {high:g}h10"
    if p.low is not None:
        end = max(scale.y(p.low) - _OPEN, 3)
        return f"M{x:g} {scale.y(p.low):g}V{end:g}M{x - 4:g} {end + 4:g}L{x:g} {end:g}L{x + 4:g} {end + 4:g}"
    end = min(scale.y(p.high or 0) + _OPEN, HEIGHT - _BOTTOM)
    return f"M{x:g} {scale.y(p.high or 0):g}V{end:g}M{x - 4:g} {end - 4:g}L{x:g} {end:g}L{x + 4:g} {end - 4:g}"
