"""The text as the tagger reads it: rewriting must never move an offset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.tagger.pieces import canonical, encode
from onrecord.tagger.session import shipped_session

CASES = [
    # straight marks get a direction from what stands beside them
    ('He said "no" twice.', "He said “no” twice."),
    ('"No," he said.', "“No,” he said."),
    ('("no")', "(“no”)"),
    # doubled marks become one mark and a blank, so that nothing moves
    ("``No,'' he said.", "“ No,”  he said."),
    # an apostrophe is no quotation mark, an opening single mark is one
    ("He’s the workers’ 'man'.", "He's the workers' ‘man'."),
    # a paragraph break becomes a pilcrow
    ("One.\n\nTwo.", "One.¶ Two."),
    ("One.\nTwo.", "One.¶Two."),
    # a wrapped line does not
    ("the talks went\non for days", "the talks went\non for days"),
    # dashes
    ("talks -- of sorts – ended", "talks —  of sorts — ended"),
    ("a pilcrow ¶ of the text's own", "a pilcrow   of the text's own"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_canonical_rewrites_marks(text: str, expected: str) -> None:
    assert canonical(text) == expected


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_canonical_keeps_the_length_of_any_text(text: str) -> None:
    assert len(canonical(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("ab \"'“”`´«»—-\n¶.é漢😀"), max_size=60))
def test_pieces_lie_in_order_inside_the_text(text: str) -> None:
    pieces = encode(text, shipped_session().tokenizer)
    assert all(0 <= a < b <= len(text) for a, b in zip(pieces.starts, pieces.ends, strict=True))
    assert all(a <= b for a, b in zip(pieces.starts, pieces.starts[1:], strict=False))


def test_pieces_know_case_and_quotation() -> None:
    text = 'The UN said "yes" then.'
    pieces = encode(text, shipped_session().tokenizer)
    shapes = {text[a:b]: int(s) for a, b, s in zip(pieces.starts, pieces.ends, pieces.shapes, strict=True)}
    assert shapes == {"The": 1, "UN": 2, "said": 0, '"': 3, "yes": 3, "then": 0, ".": 0}
