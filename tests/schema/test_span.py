"""A span can never say what its text does not."""

import pytest

from onrecord.errors import SpanError
from onrecord.schema.span import Span


def test_a_span_carries_its_words() -> None:
    assert Span.of("He said no.", 3, 7) == Span(3, 7, "said")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (0, 99)])
def test_a_span_outside_its_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        Span.of("He said no.", start, end)


def test_a_span_of_other_length_than_its_words_is_refused() -> None:
    with pytest.raises(SpanError):
        Span(0, 5, "said")


def test_offsets_are_code_points() -> None:
    assert Span.of("😀 said", 2, 6).text == "said"
