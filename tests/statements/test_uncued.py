"""Quotations that no cue attributes."""

import pytest

import onrecord

STORY = "Maria Lopez said that the port would stay closed. "


def uncued(text: str) -> list[tuple[str, str | None, list[str]]]:
    return [
        (s.content[0].text, s.speaker, [n.code for n in s.notes])
        for s in onrecord.read(text).statements
        if s.cue is None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Crowds filled the square on Monday.\n\n“Bread, freedom and an end to the siege!”\n\nThe shops were shut.",
            [("“Bread, freedom and an end to the siege!”", None, [])],
            id="after the reporter's own words nobody is given",
        ),
        pytest.param("The word “ceasefire” was in no paper. Boats lay idle.", [], id="a term is no statement"),
        pytest.param("He read “The Long Way Home Again”. Boats lay idle.", [], id="a title is none"),
    ],
)
def test_uncued(text: str, expected: list[tuple[str, str | None, list[str]]]) -> None:
    assert uncued(text) == expected


def test_a_quotation_that_follows_on_is_its_speakers() -> None:
    from onrecord.language.analysis import analyse
    from onrecord.language.pipeline import load_pipeline
    from onrecord.schema.article import Article
    from onrecord.statements.find import find_statements
    from onrecord.tagger.find import Attribution

    text = STORY + "“It is a matter of safety.” The mayor left at noon. “Nobody knows what comes now.”"
    said = Attribution(((0, 11),), (12, 16), ((17, 48),), 1.0)
    found = find_statements(analyse(Article(text), load_pipeline()), [said])
    assert [
        (s.cue.text if s.cue else None, s.content[0].text, s.speaker, [n.code for n in s.notes]) for s in found
    ] == [
        ("said", "that the port would stay closed", "Maria Lopez", []),
        (None, "“It is a matter of safety.”", "Maria Lopez", ["speaker-carried"]),
        (None, "“Nobody knows what comes now.”", None, []),
    ]
    assert [s.score for s in found] == [1.0, None, None]
