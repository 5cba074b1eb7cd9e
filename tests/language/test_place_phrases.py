"""The words that tell where."""

from __future__ import annotations

import pytest

from onrecord.language.analysis import analyse
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article

# (text, its place phrases)
PHRASES = [
    ("Shells fell on Kandahar.", ["on Kandahar"]),
    ("They live in camps in north-east Syria.", ["in camps in north-east Syria"]),
    ("Troops dug in along the border.", ["along the border"]),
    ("Many fled the towns.", ["the towns"]),
    ("It was held in the north of the country.", ["in the north of the country", "the country"]),
    ("Aid reached the Larkhill camp.", ["the Larkhill camp"]),
    ("Patients died in government hospitals.", ["in government hospitals"]),
    ("The two were in US custody.", ["US"]),
    ("That is in part true.", []),
    ("The base lies just south of the river.", ["The base", "the river"]),
    ("She spoke in anger.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrases"), PHRASES)
def test_words_that_tell_where(text: str, phrases: list[str]) -> None:
    found = analyse(Article(text), load_pipeline()).place_phrases
    assert [text[p.start : p.end] for p in found] == phrases
    for phrase in found:
        assert phrase.preposition == "" or text[phrase.start : phrase.end].lower().split()[0] == phrase.preposition
