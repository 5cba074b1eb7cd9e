"""Cutting a text at the borders of spans that nest, touch and overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.paragraphs import paragraphs
from onrecord.report.segments import Mark, Role, Segment, cut, cut_paragraphs, marks_of
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

TEXT = "The port said that Ruiz fears a strike.\n\nIt closed."
ROLES: tuple[Role, ...] = ("source", "cue", "content", "verbatim")


def words(part: str) -> Span:
    start = TEXT.index(part)
    return Span.of(TEXT, start, start + len(part))


OUTER = Statement("o", (words("The port"),), words("said"), (words("that Ruiz fears a strike"),), "indirect")
INNER = Statement("i", (words("Ruiz"),), words("fears"), (words("a strike"),), "indirect", parent="o")


def test_nested_marks_come_outermost_first() -> None:
    found = {TEXT[s.start : s.end]: s.marks for s in cut(len(TEXT), [*marks_of(INNER), *marks_of(OUTER)])}
    assert found["Ruiz"] == (Mark("content", "o"), Mark("source", "i"))
    assert found["a strike"] == (Mark("content", "o"), Mark("content", "i"))
    assert found[".\n\nIt closed."] == ()


def test_paragraphs_leave_out_only_the_white_space_between() -> None:
    cuts = cut_paragraphs(TEXT, (OUTER, INNER))
    assert ["".join(TEXT[s.start : s.end] for s in paragraph) for paragraph in cuts] == TEXT.split("\n\n")


def test_a_text_without_words() -> None:
    assert cut_paragraphs("", ()) == []
    assert cut_paragraphs(" \n ", ()) == []
    assert cut(3, ()) == [Segment(0, 3)]


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[tuple[Span, Mark]]]:
    text = draw(st.text("ab. \n", min_size=1, max_size=60))
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    marks = st.builds(Mark, st.sampled_from(ROLES), st.sampled_from(["s1", "s2", "s3"]))
    pairs = draw(st.lists(st.tuples(places, marks), max_size=12))
    return text, [(Span.of(text, low, min(low + size, len(text))), mark) for (low, size), mark in pairs]


@given(marked_texts())
def test_segments_tile_the_text_and_carry_exactly_the_marks_that_cover_them(
    given: tuple[str, list[tuple[Span, Mark]]],
) -> None:
    text, marked = given
    segments = cut(len(text), marked)
    assert "".join(text[s.start : s.end] for s in segments) == text
    assert [s.start for s in segments] == [0, *(s.end for s in segments[:-1])]
    for segment in segments:
        touching = [(span, mark) for span, mark in marked if span.start < segment.end and segment.start < span.end]
        assert all(span.start <= segment.start and segment.end <= span.end for span, _ in touching)
        assert len(segment.marks) == len(set(segment.marks))
        assert set(segment.marks) == {mark for _, mark in touching}


@given(marked_texts())
def test_every_paragraph_is_whole(given: tuple[str, list[tuple[Span, Mark]]]) -> None:
    text, marked = given
    statements = [Statement(str(n), (), span, (), "indirect") for n, (span, _) in enumerate(marked)]
    cuts = cut_paragraphs(text, statements)
    assert [(cut[0].start, cut[-1].end) for cut in cuts] == paragraphs(text)
    assert ["".join(text[s.start : s.end] for s in cut) for cut in cuts] == [text[a:b] for a, b in paragraphs(text)]


def test_the_work_grows_with_the_text_and_not_with_its_square() -> None:
    # 20,000 statements side by side: comparing each with each would be 400 million steps.
    text = "He said no. " * 20_000
    statements = [
        Statement(str(n), (Span(n, n + 2, "He"),), Span(n + 3, n + 7, "said"), (Span(n + 8, n + 10, "no"),), "indirect")
        for n in range(0, len(text), 12)
    ]
    (segments,) = cut_paragraphs(text, statements)
    assert sum(len(segment.marks) for segment in segments) == 60_000
