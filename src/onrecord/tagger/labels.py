"""The tags the model gives, and the places of a piece as seen from a cue."""

from __future__ import annotations

import numpy as np

from onrecord.tagger.pieces import Array

# Outermost attributions, each piece at most one role.
OUTER_TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
# Cues at any depth.
CUE_TAGS = ("O", "B-cue", "I-cue")
# What a piece is to one given cue.
ROLE_TAGS = ("O", "B-source", "I-source", "B-content", "I-content")

_EDGES = np.array([1, 2, 3, 5, 9, 17, 33, 65])
DISTANCES = 2 * len(_EDGES) + 1
PARAGRAPHS = 5


def distances(length: int, first: int, last: int) -> Array:
    """For each of `length` pieces its distance to the cue [first, last), in DISTANCES buckets:
    0 inside the cue, then growing before it, then growing after it."""
    at = np.arange(length)
    before = np.searchsorted(_EDGES, first - at, side="right")
    after = np.searchsorted(_EDGES, at - (last - 1), side="right")
    found: Array = np.where(at < first, before, np.where(at >= last, len(_EDGES) + after, 0))
    return found


def paragraphs(is_break: Array, first: int) -> Array:
    """For each piece how many paragraphs it lies from the cue's, cut to -2 .. 2 and shifted to 0 .. 4."""
    number = np.cumsum(is_break) - is_break
    found: Array = np.clip(number - number[first], -2, 2) + 2
    return found
