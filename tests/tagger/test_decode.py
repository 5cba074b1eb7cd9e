"""Decoding: the best sequence of tags that makes whole spans."""

import numpy as np

from onrecord.tagger.decode import best_tags, ranges, transitions

TAGS = ("O", "B-cue", "I-cue")


def test_a_span_cannot_begin_inside() -> None:
    # Piece by piece the best tags are O, I, I: no span begins. The best whole one begins at 1.
    scores = np.log(np.array([[[0.8, 0.1, 0.1], [0.1, 0.4, 0.5], [0.1, 0.1, 0.8]]], np.float32))
    assert best_tags(scores, transitions(TAGS)).tolist() == [[0, 1, 2]]


def test_the_first_piece_cannot_be_inside() -> None:
    scores = np.log(np.array([[[0.1, 0.3, 0.6]]], np.float32))
    assert best_tags(scores, transitions(TAGS)).tolist() == [[1]]


def test_rows_are_decoded_independently() -> None:
    sure = np.log(np.array([[0.9, 0.05, 0.05], [0.05, 0.9, 0.05]], np.float32))
    assert best_tags(np.stack([sure, sure[::-1]]), transitions(TAGS)).tolist() == [[0, 1], [1, 0]]


def test_ranges_part_spans_that_touch() -> None:
    assert ranges(np.array([1, 2, 1, 0, 1, 2, 2]), 1) == [(0, 2), (2, 3), (4, 7)]


def test_ranges_of_no_span() -> None:
    assert ranges(np.zeros(4, int), 1) == []
