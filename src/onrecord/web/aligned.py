"""The wordings of a quotation under each other, cut where any of them differs from the first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.corpus.quotations import Quotation, Variant
from onrecord.corpus.wording import Difference, Kind
from onrecord.report.wordings import SIGNS


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one wording with one fate; `instead` of which words of the reference."""

    kind: Kind
    words: str
    instead: str

    @property
    def sign(self) -> str:
        return SIGNS[self.kind]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands under some columns of the reference."""

    columns: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One wording; `altered` where words differ without a sign of it."""

    variant: Variant
    cells: tuple[Cell, ...]
    altered: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """`reference`: the majority's wording by column; then the wordings, the majority's first."""

    reference: tuple[str, ...]
    rows: tuple[Row, ...]


def aligned(quotation: Quotation) -> Alignment:
    """The wordings of a quotation side by side."""
    words = [word for d in quotation.variants[0].differences for word in d.reference]
    edges = {0, len(words)}
    for variant in quotation.variants:
        for start, d in _placed(variant):
            if d.kind != "kept":
                edges |= {start, start + len(d.reference)}
    borders = sorted(edges)
    reference = tuple(" ".join(words[a:b]) for a, b in pairwise(borders))
    rows = tuple(Row(v, tuple(_cells(v, borders)), bool(v.silent)) for v in quotation.variants)
    return Alignment(reference, rows)


def _placed(variant: Variant) -> Iterator[tuple[int, Difference]]:
    at = 0
    for d in variant.differences:
        yield at, d
        at += len(d.reference)


def _cells(variant: Variant, borders: Sequence[int]) -> Iterator[Cell]:
    waiting: list[Part] = []  # words put in stand before the words that follow them
    last: Cell | None = None
    for start, d in _placed(variant):
        if not d.reference:
            waiting.append(Part(d.kind, " ".join(d.words), ""))
            continue
        for low, high in _columns(d, start, borders):
            if last is not None:
                yield last
            columns = bisect_left(borders, high) - bisect_left(borders, low)
            words = d.words[low - start : high - start] if d.kind == "kept" else d.words
            part = Part(d.kind, " ".join(words), " ".join(d.reference) if d.kind != "kept" else "")
            last = Cell(columns, (*waiting, part))
            waiting = []
    if last is not None:
        yield Cell(last.columns, (*last.parts, *waiting))


def _columns(d: Difference, start: int, borders: Sequence[int]) -> list[tuple[int, int]]:
    """The columns that words take: those that are kept one each, others all together."""
    end = start + len(d.reference)
    if d.kind != "kept":
        return [(start, end)]
    inside = [start, *(b for b in borders if start < b < end), end]
    return list(pairwise(inside))
