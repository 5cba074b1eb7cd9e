"""Find the attributions of a text: its cues, and for each cue its source and content."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from onrecord.tagger.decode import IMPOSSIBLE, best_tags, ranges, transitions
from onrecord.tagger.labels import CUE_TAGS, OUTER_TAGS, ROLE_TAGS
from onrecord.tagger.pieces import QUOTED, Array, Pieces, encode
from onrecord.tagger.session import Encoded, Session
from onrecord.tagger.windows import WINDOW, pack, segments, sentence_ends

CUE_STEPS, ROLE_STEPS = transitions(CUE_TAGS), transitions(ROLE_TAGS)
SOURCE, CONTENT = ROLE_TAGS.index("B-source"), ROLE_TAGS.index("B-content")
OUTER_CUE = OUTER_TAGS.index("B-cue")
Range = tuple[int, int]
SHORTEST = 12  # pieces of a content that can hold a statement of its own
BATCH = 8  # windows a run: more is no faster on a CPU and costs memory


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the tagger cuts, chosen on polnear.dev and records.dev (MODEL_CARD.md)."""

    cue_bias: float = 0.6  # added to the log-probability of "no cue"
    role_bias: float = 0.0  # added to the log-probability of "no role"
    nested_score: float = 0.6  # the least probability of a cue that only the second reading finds


_SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Ranges of code points; `score` is the tagger's probability that the cue is one."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """An attribution as ranges of pieces, counted from the start of the text."""

    source: list[Range]
    cue: Range
    content: list[Range]
    score: float


def find_attributions(text: str, session: Session, settings: Settings = _SETTINGS) -> list[Attribution]:
    """All attributions of a text at any depth, in the order of their cues. Those without
    content are left out: a cue that the linker gives nothing is none.

    The text is read twice: in windows of paragraphs, then each content by itself, as if it were
    an article. The model learnt mostly from gold that marks outermost attributions only, so
    inside a content it is shy; read alone, what stands there is outermost.
    """
    pieces = encode(text, session.tokenizer)
    frames = _read(pieces, pack(segments(pieces, sentence_ends(pieces, text))), session, settings)
    taken = {at for f in frames for at in range(*f.cue)}
    unmarked, contents = _contents(pieces, frames)
    for inner in _read(unmarked, contents, session, settings):
        if inner.score >= settings.nested_score and taken.isdisjoint(range(*inner.cue)):
            frames.append(inner)
            taken.update(range(*inner.cue))
    return sorted((_placed(pieces, f) for f in frames), key=lambda a: a.cue)


def _contents(pieces: Pieces, frames: list[_Frame]) -> tuple[Pieces, list[Range]]:
    """The contents to read again. Quotation marks around one are left out, and what stands
    inside them no longer counts as quoted: else it would only be found as a quotation again."""
    shapes = pieces.shapes.copy()
    found: set[Range] = set()
    for start, end in (span for frame in frames for span in frame.content):
        if pieces.ends[start] - pieces.starts[start] == 1 and pieces.shapes[start] >= QUOTED:
            shapes[start:end] %= QUOTED
            start += 1
        if SHORTEST <= end - start <= WINDOW:
            found.add((start, end))
    return replace(pieces, shapes=shapes), sorted(found)


def _read(pieces: Pieces, windows: list[Range], session: Session, settings: Settings) -> list[_Frame]:
    """Read windows in batches of like length."""
    found: list[_Frame] = []
    ordered = sorted(windows, key=lambda w: w[1] - w[0])
    for low in range(0, len(ordered), BATCH):
        group = ordered[low : low + BATCH]
        for window, encoded in zip(group, session.encode(pieces, group), strict=True):
            found += _read_window(pieces, window, encoded, session, settings)
    return sorted(found, key=lambda f: (f.cue, -f.score))


def _read_window(pieces: Pieces, window: Range, encoded: Encoded, session: Session, settings: Settings) -> list[_Frame]:
    scores = encoded.cue.copy()
    scores[:, 0] += settings.cue_bias
    cues = ranges(best_tags(scores[None], CUE_STEPS)[0], 1)
    if not cues:
        return []
    roles = session.link(encoded, pieces, window, cues)
    roles[:, :, 0] += settings.role_bias
    for row, (first, last) in enumerate(cues):
        roles[row, first:last, 1:] = IMPOSSIBLE
    found = []
    for (first, last), row, score in zip(cues, best_tags(roles, ROLE_STEPS), roles, strict=True):
        if content := ranges(row, CONTENT):
            probability = np.exp(np.logaddexp(encoded.cue[first:last, 1], encoded.cue[first:last, 2])).mean()
            source = _strongest(ranges(row, SOURCE), score)
            moved = [[(window[0] + a, window[0] + b) for a, b in spans] for spans in (source, content)]
            found.append(_Frame(moved[0], (window[0] + first, window[0] + last), moved[1], float(probability)))
    return found


def _strongest(sources: list[tuple[int, int]], scores: Array) -> list[tuple[int, int]]:
    """The one source span that the linker is surest of."""

    def strength(span: tuple[int, int]) -> float:
        return float((scores[span[0] : span[1], SOURCE : SOURCE + 2].max(-1) - scores[span[0] : span[1], 0]).sum())

    return [max(sources, key=strength)] if sources else []


def _placed(pieces: Pieces, frame: _Frame) -> Attribution:
    """A frame in code points of the text."""

    def place(span: Range) -> Range:
        return int(pieces.starts[span[0]]), int(pieces.ends[span[1] - 1])

    source = tuple(place(span) for span in frame.source)
    return Attribution(source, place(frame.cue), tuple(place(span) for span in frame.content), frame.score)
