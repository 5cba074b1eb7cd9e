"""Gold articles as labelled windows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.tagger.labels import distances, paragraphs
from onrecord.tagger.pieces import Array, Pieces, encode
from onrecord.tagger.windows import pack, segments, sentence_ends

IGNORED = -100
Spans = list[list[int]]


@dataclass(frozen=True)
class Frame:
    """One gold attribution, as ranges of pieces."""

    source: list[tuple[int, int]]
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    outer: bool


@dataclass(frozen=True)
class Article:
    """One gold article in pieces. `nested_known`: statements inside contents are marked."""

    pieces: Pieces
    frames: list[Frame]
    segments: list[tuple[int, int]]
    nested_known: bool


@dataclass
class Window:
    """What one window teaches: a (T,) array per kind of label, and one role row per cue."""

    ids: Array
    shapes: Array
    outer: Array
    cue: Array
    is_break: Array
    cues: list[tuple[int, int]] = field(default_factory=list)
    roles: list[Array] = field(default_factory=list)


def load_tokenizer(base: str | Path) -> Tokenizer:
    """The base model's own tokenizer, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(Path(base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _range(pieces: Pieces, span: list[int]) -> tuple[int, int] | None:
    first = int(np.searchsorted(pieces.ends, span[0], side="right"))
    last = int(np.searchsorted(pieces.starts, span[1], side="left"))
    return (first, last) if last > first else None


def prepare(doc: dict[str, Any], tokenizer: Tokenizer, flatten: bool = False) -> Article:
    """Label one gold article. `flatten` takes its line breaks away (same length, same offsets)."""
    text = doc["text"].replace("\n", " ") if flatten else doc["text"]
    pieces = encode(text, tokenizer)
    nested_known = doc.get("statements") is not None
    frames = []
    for gold in doc["statements"] if nested_known else doc["attributions"]:
        spans = {
            role: [r for r in (_range(pieces, span) for span in gold[role]) if r]
            for role in ("source", "cue", "content")
        }
        if spans["cue"] and spans["content"]:
            frames.append(Frame(spans["source"], spans["cue"][0], spans["content"], not gold.get("parent")))
    return Article(pieces, frames, segments(pieces, sentence_ends(pieces, text)), nested_known)


def _mark(tags: Array, ranges: list[tuple[int, int]], begin: int) -> None:
    for start, end in ranges:
        if 0 <= start < len(tags) or 0 < end <= len(tags):
            tags[max(start, 0) : end] = begin + 1
            if start >= 0:
                tags[start] = begin


def label(article: Article, start: int, end: int) -> Window:
    """The window [start, end) of an article with all its labels."""
    size = end - start

    def moved(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(a - start, b - start) for a, b in ranges if a < end and b > start]

    pieces = article.pieces
    outer, cue = np.zeros(size, np.int64), np.zeros(size, np.int64)
    window = Window(pieces.ids[start:end], pieces.shapes[start:end], outer, cue, pieces.is_break[start:end])
    if not article.nested_known:
        for frame in article.frames:
            for a, b in moved(frame.content):
                cue[max(a, 0) : b] = IGNORED
    for frame in article.frames:
        if frame.outer:
            _mark(outer, moved(frame.source), 1)
            _mark(outer, moved([frame.cue]), 3)
            _mark(outer, moved(frame.content), 5)
        _mark(cue, moved([frame.cue]), 1)
        if start <= frame.cue[0] and frame.cue[1] <= end:
            roles = np.zeros(size, np.int64)
            _mark(roles, moved(frame.source), 1)
            _mark(roles, moved(frame.content), 3)
            window.cues.append((frame.cue[0] - start, frame.cue[1] - start))
            window.roles.append(roles)
    return window


def cut(article: Article, rng: random.Random | None) -> list[Window]:
    """All windows of an article; with `rng` the first one is cut short at random, so that
    epochs see other borders."""
    ranges = article.segments
    skip = rng.randrange(min(4, len(ranges))) if rng and ranges else 0
    packed = pack(ranges[:skip]) + pack(ranges[skip:])
    return [label(article, start, end) for start, end in packed]


def batches(windows: list[Window], size: int, rng: random.Random) -> Iterator[list[Window]]:
    """Batches of windows of like length, in random order, so that little is padding."""
    rng.shuffle(windows)
    pools = [sorted(windows[i : i + 50 * size], key=lambda w: len(w.ids)) for i in range(0, len(windows), 50 * size)]
    grouped = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    rng.shuffle(grouped)
    yield from grouped


@dataclass
class Batch:
    """Tensors of one batch: B windows of T pieces (marks around them included), K cues."""

    ids: torch.Tensor
    shapes: torch.Tensor
    mask: torch.Tensor
    outer: torch.Tensor
    cue: torch.Tensor
    window: torch.Tensor  # (K,) the window of each cue
    members: torch.Tensor  # (K, T) 1 for the cue's own pieces
    distance: torch.Tensor  # (K, T)
    paragraph: torch.Tensor  # (K, T)
    roles: torch.Tensor  # (K, T)


def collate(windows: list[Window], start_id: int, end_id: int) -> Batch:
    """Pad windows to one length and put the encoder's marks around each."""
    length = max(len(w.ids) for w in windows) + 2
    count = len(windows)
    ids, shapes, mask = (np.zeros((count, length), np.int64) for _ in range(3))
    outer, cue = (np.full((count, length), IGNORED) for _ in range(2))
    rows: dict[str, list[Any]] = {"window": [], "members": [], "distance": [], "paragraph": [], "roles": []}
    for i, w in enumerate(windows):
        size = len(w.ids)
        inner = slice(1, size + 1)
        ids[i, 0], ids[i, inner], ids[i, size + 1] = start_id, w.ids, end_id
        mask[i, : size + 2] = 1
        shapes[i, inner], outer[i, inner], cue[i, inner] = w.shapes, w.outer, w.cue
        for (first, last), roles in zip(w.cues, w.roles, strict=True):
            add_cue(rows, i, size, length, first, last, w.is_break, roles)
    stacked = {name: np.array(values) for name, values in rows.items()}
    if not rows["window"]:
        stacked = {n: np.zeros((0,) if n == "window" else (0, length), np.int64) for n in rows}
    tensors = {"ids": ids, "shapes": shapes, "mask": mask, "outer": outer, "cue": cue, **stacked}
    return Batch(**{name: torch.from_numpy(np.asarray(value, np.int64)) for name, value in tensors.items()})


def add_cue(
    rows: dict[str, list[Any]], window: int, size: int, length: int, first: int, last: int, is_break: Array,
    roles: Array | None,
) -> None:  # fmt: skip
    """One row of the linker's input: the cue [first, last) of a window of `size` pieces."""

    def padded(values: Array, fill: int) -> Array:
        row = np.full(length, fill, np.int64)
        row[1 : size + 1] = values
        return row

    members = np.zeros(length, np.int64)
    members[first + 1 : last + 1] = 1
    rows["window"].append(window)
    rows["members"].append(members)
    rows["distance"].append(padded(distances(size, first, last), 0))
    rows["paragraph"].append(padded(paragraphs(is_break, first), 2))
    rows["roles"].append(padded(np.zeros(size, np.int64) if roles is None else roles, IGNORED))
