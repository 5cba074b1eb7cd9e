"""Statements that grammar shows by itself."""

from __future__ import annotations

import pytest

from onrecord.language.analysis import analyse
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article
from onrecord.statements.claims import find_claims
from onrecord.statements.draft import Draft

# (text, cue, the parts of the content)
CLAIMS = [
    ("The boats are feared to have sunk off Pell.", "are feared", ["The boats", "to have sunk off Pell"]),
    ("Two ministers are said to have resigned.", "are said", ["Two ministers", "to have resigned"]),
    ("It is believed that the bridge was mined.", "It is believed", ["that the bridge was mined"]),
    ("The colonel was widely reported to be ill.", "was widely reported", ["The colonel", "to be ill"]),
    ("The two men are allegedly members of a gang.", "allegedly", ["The two men are", "members of a gang"]),
    ("Rebels reportedly seized the mill and the ford.", "reportedly", ["Rebels", "seized the mill and the ford"]),
    ("Reportedly, the pier was closed.", "Reportedly", ["the pier was closed"]),
    ("Three men accused of spying were freed.", "accused of", ["Three men", "spying"]),
    ("A clerk suspected of leaking the memo has fled.", "suspected of", ["A clerk", "leaking the memo"]),
    ("The sailors sat in a cell, accused of smuggling arms.", "accused of", ["The sailors", "smuggling arms"]),
    (
        "Its owner, Tom Adu, is understood to be leaving; the board is content.",
        "is understood",
        ["Its owner, Tom Adu", "to be leaving"],
    ),
]  # fmt: skip

# (text, source, cue, content)
ATTITUDES = [
    ("Norway is not willing to talk.", "Norway", "is not willing", "to talk"),
    ("She said the two sides would be ready to meet in May.", "the two sides", "would be ready", "to meet in May"),
    ("The rebels were reluctant to disarm at once.", "The rebels", "were reluctant", "to disarm at once"),
]  # fmt: skip

NONE = [
    "The bridge is ready to be opened.",
    "The minister, who is keen to sign, left early.",
    "She is ready.",
    "The minister was told to leave.",
    "He was accused by the court of spying.",
    "She believed that the bridge was mined.",
    "They have said that they will stay.",
    "He was said by the police to be armed.",
    "The report, believed by nobody, was withdrawn.",
]


def claims(text: str, drafts: tuple[Draft, ...] = ()) -> list[Draft]:
    return find_claims(analyse(Article(text), load_pipeline()), drafts)


@pytest.mark.parametrize(("text", "cue", "content"), CLAIMS)
def test_a_claim_without_a_source(text: str, cue: str, content: list[str]) -> None:
    (draft,) = claims(text)
    assert draft.cue is not None
    assert text[slice(*draft.cue)] == cue
    assert [text[a:b] for a, b in draft.content] == content
    assert draft.source == ()


@pytest.mark.parametrize("text", NONE)
def test_what_somebody_says_is_no_claim(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(("text", "source", "cue", "content"), ATTITUDES)
def test_an_attitude(text: str, source: str, cue: str, content: str) -> None:
    (draft,) = claims(text)
    assert draft.cue is not None
    assert [text[a:b] for a, b in (*draft.source, draft.cue, *draft.content)] == [source, cue, content]


def test_a_cue_that_is_known_is_not_found_again() -> None:
    text = "The boats are feared to have sunk."
    known = Draft((), (10, 20), ((21, 33),), 0.9)
    assert text[10:20] == "are feared"
    assert claims(text, (known,)) == []
