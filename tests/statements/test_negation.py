"""Negated attributions, and negated cues that are an act of their own."""

import pytest

from onrecord.statements.negation import is_negated


@pytest.mark.parametrize(
    ("cue", "source", "expected"),
    [
        ("did not say", "He", True),
        ("does not want", "Kolen", True),
        ("don’t ignore", "We", True),
        ("has yet to give a verdict on", "The court", True),
        ("said", "No official", True),
        ("said", "The official", False),
        ("responded", "Neither the army nor the mission", True),
        ("claimed", "No 10 sources", False),
        ("denied", "He", False),
        ("refused", "He", False),
        ("was not willing", "The army", False),
        ("could not accept", "they", False),
        ("would not comment on", "The ministry", False),
        ("did not respond to", "The ministry", False),
        ("noted", "Norwegians", False),
    ],
)
def test_is_negated(cue: str, source: str, expected: bool) -> None:
    assert is_negated(cue, source) is expected
