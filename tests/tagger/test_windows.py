"""Windows: every piece in exactly one, none too long, borders at paragraphs where they can be."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.tagger.pieces import encode
from onrecord.tagger.session import shipped_session
from onrecord.tagger.windows import WINDOW, pack, segments, sentence_ends

WORDS = st.lists(st.sampled_from(["talks", "said.", "Kolen", "\n\n", '"no."']), min_size=1, max_size=900)


@given(WORDS)
def test_windows_tile_the_pieces(words: list[str]) -> None:
    text = " ".join(words)
    pieces = encode(text, shipped_session().tokenizer)
    windows = pack(segments(pieces, sentence_ends(pieces, text)))
    assert [i for start, end in windows for i in range(start, end)] == list(range(len(pieces)))
    assert all(end - start <= WINDOW for start, end in windows)


def test_windows_break_between_paragraphs() -> None:
    text = "\n\n".join(["The talks went on and on."] * 60)
    pieces = encode(text, shipped_session().tokenizer)
    for start, _ in pack(segments(pieces, sentence_ends(pieces, text)))[1:]:
        assert pieces.is_break[start - 1]


def test_a_paragraph_without_end_is_cut_where_it_is_full() -> None:
    text = "talks " * 600
    pieces = encode(text, shipped_session().tokenizer)
    assert [end - start for start, end in segments(pieces, np.zeros(len(pieces), bool))] == [
        WINDOW,
        WINDOW,
        600 - 2 * WINDOW,
    ]
