"""Where spans begin and end. `[` and `]` mark the span given, the expected words stand beside."""

import pytest

from onrecord.language.quotation_marks import quoted_parts
from onrecord.statements.borders import joined, tidy_content, tidy_cue, tidy_source
from onrecord.statements.draft import Draft, Range
from onrecord.statements.nesting import with_parents


def unmark(marked: str) -> tuple[str, Range]:
    start = marked.index("[")
    end = marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), (start, end)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # the comma before the cue and the sentence's period are left out
        ("[Talks went on,] Dorin said.", "Talks went on"),
        ("Dorin said [that talks went on.]", "that talks went on"),
        # the period of an abbreviation stays
        ("They came from [the U.S.]", "the U.S."),
        # the marks around a quotation belong to it
        ('"[Talks went on]," Dorin said.', '"Talks went on,"'),
        ("“[Talks went on],” Dorin said.", "“Talks went on,”"),
        # a mark that opened before the span is not the span's
        ('"We know [that talks go on,"] he said.', "that talks go on"),
        # the period of a quotation that goes on in the next paragraph is inside it
        ("[“Talks went on.]\n\n“And on,” he said.", "“Talks went on."),
        # half words are made whole
        ("He denied [the accusa]tion twice.", "the accusation"),
    ],
)
def test_tidy_content(marked: str, expected: str) -> None:
    text, span = unmark(marked)
    found = tidy_content(text, span, quoted_parts(text))
    assert found is not None
    assert text[slice(*found)] == expected


def test_content_without_words_is_none() -> None:
    assert tidy_content("Well, -- yes.", (4, 8), ()) is None


def test_source_keeps_the_comma_that_closes_an_apposition() -> None:
    text, span = unmark("[ Ada Brec, an envoy,] said no.")
    assert tidy_source(text, span) == (1, 20)


def test_cue_takes_its_colon() -> None:
    text, span = unmark("She [replied]: no.")
    found = tidy_cue(text, span)
    assert found is not None
    assert text[slice(*found)] == "replied:"


def test_joined_parts_at_paragraphs_only() -> None:
    assert joined("One. Two.\n\nThree.", [(0, 4), (5, 9), (11, 17)]) == ((0, 9), (11, 17))


def test_parents_are_the_innermost_holders() -> None:
    # A says [B says [C says x]]: each cue stands in the content before it
    drafts = [
        Draft(((0, 1),), (2, 6), ((7, 30),), 1.0),
        Draft(((7, 8),), (9, 13), ((14, 30),), 1.0),
        Draft(((14, 15),), (16, 20), ((21, 30),), 1.0),
    ]
    assert [d.parent for d in with_parents(drafts)] == [None, 0, 1]


def test_two_contents_that_hold_each_other_are_not_both_parents() -> None:
    drafts = [Draft((), (0, 4), ((5, 30),), 1.0), Draft((), (6, 9), ((0, 5), (10, 20)), 1.0)]
    assert [d.parent for d in with_parents(drafts)] == [None, 0]
