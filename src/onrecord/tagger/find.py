"""Find the attributions of a text: its cues, and for each cue its source and content."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.tagger.decode import IMPOSSIBLE, best_tags, ranges, transitions
from onrecord.tagger.labels import CUE_TAGS, OUTER_TAGS, ROLE_TAGS
from onrecord.tagger.pieces import Array, Pieces, encode
from onrecord.tagger.session import Encoded, Session
from onrecord.tagger.windows import pack, segments, sentence_ends

CUE_STEPS, ROLE_STEPS = transitions(CUE_TAGS), transitions(ROLE_TAGS)
SOURCE, CONTENT = ROLE_TAGS.index("B-source"), ROLE_TAGS.index("B-content")
OUTER_CUE = OUTER_TAGS.index("B-cue")
BATCH = 8  # windows a run: more is no faster on a CPU and costs memory


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the tagger cuts, chosen on polnear.dev and records.dev (training/MODEL_CARD)."""

    cue_bias: float = 0.0  # added to the log-probability of "no cue"
    role_bias: float = 0.0  # added to the log-probability of "no role"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Ranges of code points; `score` is the tagger's probability that the cue is one."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    score: float


def find_attributions(text: str, session: Session, settings: Settings = Settings()) -> list[Attribution]:
    """All attributions of a text at any depth, in the order of their cues. Those without
    content are left out: a cue that the linker gives nothing is none."""
    pieces = encode(text, session.tokenizer)
    windows = pack(segments(pieces, sentence_ends(pieces, text)))
    found: list[Attribution] = []
    order = sorted(range(len(windows)), key=lambda i: windows[i][1] - windows[i][0])
    for low in range(0, len(order), BATCH):
        group = [windows[i] for i in order[low : low + BATCH]]
        for window, encoded in zip(group, session.encode(pieces, group), strict=True):
            found += _read_window(pieces, window, encoded, session, settings)
    return sorted(found, key=lambda a: a.cue)


def _read_window(
    pieces: Pieces, window: tuple[int, int], encoded: Encoded, session: Session, settings: Settings
) -> list[Attribution]:
    scores = encoded.cue.copy()
    scores[:, 0] += settings.cue_bias
    cues = ranges(best_tags(scores[None], CUE_STEPS)[0], 1)
    if not cues:
        return []
    roles = session.link(encoded, pieces, window, cues)
    roles[:, :, 0] += settings.role_bias
    for row, (first, last) in enumerate(cues):
        roles[row, first:last, 1:] = IMPOSSIBLE
    tags = best_tags(roles, ROLE_STEPS)
    found = []
    for (first, last), row, score in zip(cues, tags, roles, strict=True):
        content = ranges(row, CONTENT)
        if content:
            source = _strongest(ranges(row, SOURCE), score)
            found.append(
                Attribution(
                    tuple(_place(pieces, window, r) for r in source),
                    _place(pieces, window, (first, last)),
                    tuple(_place(pieces, window, r) for r in content),
                    float(np.exp(np.logaddexp(encoded.cue[first:last, 1], encoded.cue[first:last, 2])).mean()),
                )
            )
    return found


def _strongest(sources: list[tuple[int, int]], scores: Array) -> list[tuple[int, int]]:
    """The one source span that the linker is surest of."""

    def strength(span: tuple[int, int]) -> float:
        return float((scores[span[0] : span[1], SOURCE : SOURCE + 2].max(-1) - scores[span[0] : span[1], 0]).sum())

    return [max(sources, key=strength)] if sources else []


def _place(pieces: Pieces, window: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    first, last = window[0] + span[0], window[0] + span[1] - 1
    return int(pieces.starts[first]), int(pieces.ends[last])
