"""The tagger's two graphs, run by onnxruntime."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.tagger.labels import distances, paragraphs
from onrecord.tagger.pieces import Array, Pieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """The shipped model: its name, the hash of its files, its licence."""

    name: str
    sha256: str
    license: str


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder says of one window of T pieces.

    `outer` (T, 7) and `cue` (T, 3) are log-probabilities; `token_side` (T + 2, 2 x width, with
    the marks around the window) and `cue_side` (T, 2 x width) are what the linker needs.
    """

    outer: Array
    cue: Array
    token_side: Array
    cue_side: Array


@dataclass(frozen=True, slots=True)
class Session:
    """A loaded model."""

    description: ModelDescription
    tokenizer: Tokenizer
    encoder: InferenceSession
    linker: InferenceSession
    start_id: int
    end_id: int

    def encode(self, pieces: Pieces, window: tuple[int, int]) -> Encoded:
        """Run the encoder over one window [start, end) of `pieces`.

        One at a time: on a CPU several at once are no faster, and need padding, which is read like words.
        """
        start, end = window
        size = end - start
        ids, shapes = np.zeros((1, size + 2), np.int64), np.zeros((1, size + 2), np.int64)
        ids[0, 0], ids[0, -1] = self.start_id, self.end_id
        ids[0, 1:-1] = pieces.ids[start:end]
        shapes[0, 1:-1] = pieces.shapes[start:end]
        outer, cue, token_side, cue_side = self.encoder.run(None, {"ids": ids, "shapes": shapes})
        return Encoded(outer[0, 1:-1], cue[0, 1:-1], token_side[0], cue_side[0, 1:-1])

    def link(self, encoded: Encoded, pieces: Pieces, window: tuple[int, int], cues: list[tuple[int, int]]) -> Array:
        """Log-probabilities (K, T, 5) of what each piece of a window is to each of its K cues.

        Cues are ranges of pieces counted from the window's start.
        """
        start, end = window
        size = end - start
        is_break = pieces.is_break[start:end]
        length = size + 2
        distance, paragraph = np.zeros((len(cues), length), np.int64), np.full((len(cues), length), 2)
        shapes = np.zeros((len(cues), length), np.int64)
        shapes[:, 1:-1] = pieces.shapes[start:end]
        for row, (first, last) in enumerate(cues):
            distance[row, 1:-1] = distances(size, first, last)
            paragraph[row, 1:-1] = paragraphs(is_break, first)
        (roles,) = self.linker.run(
            None,
            {
                "token": np.repeat(encoded.token_side[None], len(cues), 0),
                "cue": np.stack([encoded.cue_side[first:last].mean(0) for first, last in cues]),
                "distance": distance,
                "paragraph": paragraph,
                "shapes": shapes,
            },
        )
        found: Array = roles[:, 1:-1]
        return found


def load_session(folder: Path, threads: int = 1) -> Session:
    """Load the model of a folder (`encoder.onnx`, `linker.onnx`, `tokenizer.json`, `model.json`).

    It computes on so many threads: with one, the parse beside it has a core of its own, and more add little for
    windows of this size. 0 lets onnxruntime decide.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3

    def graph(name: str) -> InferenceSession:
        return onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    vocabulary = tokenizer.get_vocab()
    described = json.loads((folder / "model.json").read_text("utf8"))
    return Session(
        ModelDescription(described["name"], described["sha256"], described["license"]),
        tokenizer, graph("encoder.onnx"), graph("linker.onnx"),
        vocabulary["[CLS]"], vocabulary["[SEP]"],
    )  # fmt: skip


@cache
def shipped_session() -> Session:
    """The model that ships with the package; loaded once."""
    with as_file(files("onrecord.tagger") / "model") as folder:
        return load_session(folder)
