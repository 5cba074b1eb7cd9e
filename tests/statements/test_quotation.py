"""Quotation type and verbatim parts. `[` and `]` mark the content."""

import pytest

from onrecord.language.quotation_marks import quoted_parts
from onrecord.statements.quotation import quotation_type, verbatim_parts


@pytest.mark.parametrize(
    ("marked", "kind", "verbatim"),
    [
        ("[“We will go,”] she said.", "direct", ["We will go,"]),
        ("She said [they “will go” soon].", "mixed", ["will go"]),
        ("She said [they will go].", "indirect", []),
        # straight marks inside straight marks: only the outermost count
        ('["The plan, "as they put it," will fail,"] he said.', "direct", ['The plan, "as they put it," will fail,']),
        # doubled and single marks
        ("[``No way,''] he said.", "direct", ["No way,"]),
        ("He called it ['a farce' from the start].", "mixed", ["a farce"]),
        # marks around a title or a nickname do not count
        ("He said [the book “Harbour of Stone” was banned].", "indirect", []),
        ("She said [Juan “Lefty” Moro had fled].", "indirect", []),
        # marks that opened before the content are not its own
        ("“They know [that we will go],” he said.", "indirect", []),
        # an unclosed quotation ends with its paragraph
        ("[“We will go on and on]\n\nhe said.", "direct", ["We will go on and on"]),
    ],
)
def test_quotation(marked: str, kind: str, verbatim: list[str]) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    parts = verbatim_parts(text, ((start, end),), quoted_parts(text))
    assert [text[a:b] for a, b in parts] == verbatim
    assert quotation_type(text, ((start, end),), parts) == kind
