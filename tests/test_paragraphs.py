"""Where paragraphs end."""

import pytest

from onrecord.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("The talks that began on Monday in the old town hall by the river were\ngoing on.", 1),
        ("Rebels threaten to kill their hostages if the army advances\nKORO (AFP) - They said so.", 2),
        ("He said so.\nThe talks that began on Monday in the town hall by the river with\nReyes went on.", 2),
    ],
)
def test_paragraphs(text: str, expected: list[str] | int) -> None:
    found = [text[a:b] for a, b in paragraphs(text)]
    assert found == expected if isinstance(expected, list) else len(found) == expected
