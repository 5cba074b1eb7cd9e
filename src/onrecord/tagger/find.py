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
TOGETHER = 16  # windows whose tags are decoded at once
SHORTEST = 12  # pieces of a content that can hold a statement of its own


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the tagger cuts, chosen on polnear.dev and records.dev (MODEL_CARD.md)."""

    cue_bias: float = 0.5  # added to the log-probability of "no cue"
    role_bias: float = 0.0  # added to the log-probability of "no role"
    nested_score: float = 0.6  # the least probability of a cue that only the second reading finds
    doubt: float = 0.1  # the least chance of a cue in a content that is worth a second reading


_SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Ranges of code points; `score` is the tagger's probability that the cue is one, None where the tagger did not
    find it, but a second reader of the name `proposed_by`."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    score: float | None
    proposed_by: str | None = None


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
    first = _read(pieces, pack(segments(pieces, sentence_ends(pieces, text))), session, settings)
    frames = list(first.frames)
    taken = {at for f in frames for at in range(*f.cue)}
    unmarked, contents = _contents(pieces, frames)
    doubtful = [span for span in contents if _doubt(first.cue_chance, span, taken) >= settings.doubt]
    for inner in _read(unmarked, doubtful, session, settings).frames:
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


def _doubt(cue_chance: Array, span: Range, taken: set[int]) -> float:
    """The greatest chance that the first reading gave a piece of a content to be a cue, those aside that are one."""
    return max((float(cue_chance[at]) for at in range(*span) if at not in taken), default=0.0)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The frames found in some windows, and for each piece of the text (N,) the probability that it is of a cue; 0
    outside the windows."""

    frames: list[_Frame]
    cue_chance: Array


def _read(pieces: Pieces, windows: list[Range], session: Session, settings: Settings) -> _Reading:
    """Read windows, some at a time, so that a long text takes no more memory than a short one."""
    frames: list[_Frame] = []
    chance = np.zeros(len(pieces), np.float32)
    for low in range(0, len(windows), TOGETHER):
        group = windows[low : low + TOGETHER]
        encoded = [session.encode(pieces, window) for window in group]
        for (start, end), seen in zip(group, encoded, strict=True):
            chance[start:end] = _cue_chance(seen)
        frames += _frames(pieces, group, encoded, session, settings)
    return _Reading(sorted(frames, key=lambda f: (f.cue, -f.score)), chance)


def _cue_chance(seen: Encoded) -> Array:
    """(T,) the probability of each piece to be of a cue."""
    chance: Array = np.exp(np.logaddexp(seen.cue[:, 1], seen.cue[:, 2]))
    return chance


def _frames(
    pieces: Pieces, windows: list[Range], encoded: list[Encoded], session: Session, settings: Settings
) -> list[_Frame]:
    """The attributions of some windows; the tags of all of them are decoded at once."""
    scores = [seen.cue + np.array([settings.cue_bias, 0, 0], np.float32) for seen in encoded]
    found: list[tuple[Range, Encoded, Range]] = []
    roles: list[Array] = []
    for window, seen, tags in zip(windows, encoded, _decoded(scores, CUE_STEPS), strict=True):
        cues = ranges(tags, 1)
        if not cues:
            continue
        linked = session.link(seen, pieces, window, cues)
        linked[:, :, 0] += settings.role_bias
        for row, (first, last) in enumerate(cues):
            linked[row, first:last, 1:] = IMPOSSIBLE
            found.append((window, seen, (first, last)))
            roles.append(linked[row])
    frames = []
    for ((start, _), seen, (first, last)), score, tags in zip(found, roles, _decoded(roles, ROLE_STEPS), strict=True):
        if content := ranges(tags, CONTENT):
            source = _strongest(ranges(tags, SOURCE), score)
            moved = [[(start + a, start + b) for a, b in spans] for spans in (source, content)]
            probability = float(_cue_chance(seen)[first:last].mean())
            frames.append(_Frame(moved[0], (start + first, start + last), moved[1], probability))
    return frames


def _decoded(rows: list[Array], steps: Array) -> list[Array]:
    """The best tags (T,) of each row of scores (T, L), whatever its length."""
    if not rows:
        return []
    longest = max(map(len, rows))
    padded = np.full((len(rows), longest, len(steps)), IMPOSSIBLE, np.float32)
    padded[:, :, 0] = 0
    for at, row in enumerate(rows):
        padded[at, : len(row)] = row
    return [tags[: len(row)] for row, tags in zip(rows, best_tags(padded, steps), strict=True)]


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
