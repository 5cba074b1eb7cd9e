"""From log-probabilities to spans: the best sequence of tags that makes whole spans."""

from __future__ import annotations

import numpy as np

from onrecord.tagger.pieces import Array

IMPOSSIBLE = -1e4


def transitions(tags: tuple[str, ...]) -> Array:
    """(L, L) 0 where tag j may follow tag i, else IMPOSSIBLE: I-x follows only B-x and I-x."""
    allowed = np.zeros((len(tags), len(tags)), np.float32)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            for i, before in enumerate(tags):
                if before[1:] != tag[1:]:
                    allowed[i, j] = IMPOSSIBLE
    return allowed


def best_tags(scores: Array, allowed: Array) -> Array:
    """Viterbi: the best allowed sequences for (K, T, L) scores, as (K, T) tag numbers."""
    count, length, width = scores.shape
    total = scores[:, 0].copy()
    total[:, (allowed == IMPOSSIBLE).any(0)] += IMPOSSIBLE
    back = np.zeros((length, count, width), np.int8)
    for t in range(1, length):
        step = total[:, :, None] + allowed  # (K, from, to)
        back[t] = step.argmax(1)
        total = step.max(1) + scores[:, t]
    best = np.zeros((count, length), np.int64)
    best[:, -1] = total.argmax(-1)
    rows = np.arange(count)
    for t in range(length - 1, 0, -1):
        best[:, t - 1] = back[t, rows, best[:, t]]
    return best


def ranges(tags: Array, begin: int) -> list[tuple[int, int]]:
    """The spans of one role in a (T,) row of tags: `begin` opens one, `begin + 1` goes on."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for at, tag in enumerate([*tags.tolist(), -1]):
        if start is not None and tag != begin + 1:
            found.append((start, at))
            start = None
        if tag == begin:
            start = at
    return found
