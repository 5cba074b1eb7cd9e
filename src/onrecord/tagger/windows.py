"""Cutting an article's pieces into windows that fit the encoder."""

from __future__ import annotations

import numpy as np

from onrecord.tagger.pieces import Array, Pieces

WINDOW = 254  # pieces; the two marks around a window make it 256


def segments(pieces: Pieces, sentence_ends: Array, longest: int = WINDOW) -> list[tuple[int, int]]:
    """Paragraphs as half-open ranges of pieces; those over `longest` are cut into sentences,
    and a sentence over `longest` wherever it is full."""
    borders = np.flatnonzero(pieces.is_break) + 1
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*borders.tolist(), len(pieces)]:
        while end - start > longest:
            inside = np.flatnonzero(sentence_ends[start : start + longest])
            cut = start + (int(inside[-1]) + 1 if len(inside) else longest)
            found.append((start, cut))
            start = cut
        if end > start:
            found.append((start, end))
        start = end
    return found


def pack(ranges: list[tuple[int, int]], longest: int = WINDOW) -> list[tuple[int, int]]:
    """Join neighbouring segments into windows of at most `longest` pieces, first fit."""
    packed: list[tuple[int, int]] = []
    for start, end in ranges:
        if packed and end - packed[-1][0] <= longest:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed


def sentence_ends(pieces: Pieces, text: str) -> Array:
    """True for each piece after which a sentence may end, by its mark and what follows it."""
    ends = np.zeros(len(pieces), bool)
    for i in range(len(pieces)):
        mark = text[pieces.starts[i] : pieces.ends[i]]
        after = text[pieces.ends[i] : pieces.ends[i] + 1]
        ends[i] = (mark in (".", "?", "!", "”", '"') or bool(pieces.is_break[i])) and (not after or after.isspace())
    return ends
