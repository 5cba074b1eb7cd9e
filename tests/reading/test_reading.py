"""Reading whole articles: what must hold for any text, and records that a person can read."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import reading
from onrecord.errors import InputError
from onrecord.reading import load_reader, read_all
from onrecord.record.serialise import to_dict
from onrecord.report.acts import circumstances
from onrecord.schema.article import Article, Detail
from onrecord.schema.record import Record

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour_talks.txt"

STORIES = {
    "nested in indirect speech": (
        "The Foreign Office announced on Thursday that President Daniel Reyes believes that the deal will hold.",
        """
        Foreign Office | announced | that President Daniel Reyes believes that the deal will hold | indirect | say | when: on Thursday (2031-03-13)
          Daniel Reyes | believes | that the deal will hold | indirect | predict
        """,
    ),
    "a quotation around its cue": (
        '"We are close," Maria Lopez said. "We will sign on Monday."',
        """
        Maria Lopez | said | "We are close," … "We will sign on Monday." | direct | commit
        """,
    ),
    "straight marks inside straight marks": (
        'Maria Lopez spoke on Friday. "The plan, "a gift" to the rebels, will fail," Lopez said.',
        """
        Maria Lopez | said | "The plan, "a gift" to the rebels, will fail," | direct | predict
        """,
    ),
    "no source": (
        "It is feared that dozens of miners are trapped.",
        """
        - | It is feared | that dozens of miners are trapped | indirect | think
        """,
    ),
    "a passive with its source behind the quotation": (
        'The closure of the port was described as "a hand around the throat" by the World Food Programme.',
        """
        World Food Programme | was described as | The closure of the port … "a hand around the throat" | mixed | accuse
        """,
    ),
    "a negated attribution": (
        "Foreign Minister Daniel Reyes did not say when the talks would resume.",
        """
        Daniel Reyes | did not say | when the talks would resume | indirect | say | negated
        """,
    ),
    "a conditional refusal to somebody on an occasion": (
        "The United States will not send more tanks unless the shelling stops, its envoy, Maria Lopez, told the "
        "Security Council in a letter on Thursday.",
        """
        Maria Lopez | told | The United States will not send more tanks unless the shelling stops | indirect | refuse | condition: unless the shelling stops | to: the Security Council | when: on Thursday (2031-03-13) | where, how: in a letter
        """,
    ),
    "a threat under a condition, a demand and a denial": (
        '"If they cross the river, we will destroy every bridge," General Pavel Dorin said on Monday. He urged the UN '
        "to act and denied that his men had fired first.",
        """
        Pavel Dorin | said | "If they cross the river, we will destroy every bridge," | direct | threaten | condition: If they cross the river | when: on Monday (2031-03-10)
        Pavel Dorin | denied | that his men had fired first | indirect | deny
        Pavel Dorin | urged | the UN to act | indirect | demand
        """,
    ),
    "cues that share their source": (
        '"It will hold," Daniel Reyes said, and urged both sides to keep the truce.',
        """
        Daniel Reyes | said | "It will hold," | direct | predict
        Daniel Reyes | urged | to keep the truce | indirect | demand | to: both sides
        """,
    ),
}


def shown(record: Record) -> str:
    """A record as the stories above show it: one statement a line, nested ones set in."""
    lines = []

    def show(parent: str | None, depth: int) -> None:
        for s in record.statements:
            if s.parent == parent:
                content = " … ".join(span.text for span in s.content)
                row = [s.speaker or "-", s.cue.text if s.cue else "-", content, s.quotation, s.act]
                row += ["negated"] * s.negated + [f"{label}: {words}" for label, words in circumstances(s)]
                lines.append("  " * depth + " | ".join(row))
                show(s.id, depth + 1)

    show(None, 0)
    return "\n".join(lines)


@pytest.mark.parametrize("name", STORIES)
def test_whole_record(name: str) -> None:
    text, expected = STORIES[name]
    lines = [line.removeprefix("        ") for line in expected.strip("\n ").splitlines()]
    article = Article(text, published=Detail("2031-03-14", "given"))
    assert shown(onrecord.read(article)) == "\n".join(line.rstrip() for line in lines)


def test_the_example_report() -> None:
    record = onrecord.read(onrecord.read_article(str(EXAMPLE)))
    lines = shown(record).splitlines()
    for line in (
        "United Nations | said | that both sides believed a deal was still possible before the end of the month"
        " | indirect | say",
        "Marta Kolen | wanted | the talks to go on next week | indirect | wish",
        "Veldania | denied | that it was withholding names | indirect | deny",
        'Pavel Dorin | said | his government "will not allow a single grain ship out of Sarnow" unless Veldania hands'
        " over a full list of the soldiers it is holding | mixed | refuse"
        " | condition: unless Veldania hands over a full list of the soldiers it is holding",
        "Idris Valk | threatened | to take the matter to the Security Council if there was no answer within a week"
        " | indirect | threaten | condition: if there was no answer within a week",
        "International Committee of the Red Cross | declined to comment on | the number | indirect | silent",
    ):
        assert line in [shown_line.strip() for shown_line in lines]
    assert [s.speaker for s in record.statements if s.named].count("Idris Valk") >= 3


WIRE = st.lists(
    st.sampled_from(
        [
            "Reyes",
            "said",
            "that",
            '"',
            "“",
            "”",
            "'",
            "the talks",
            "will fail",
            ".",
            ",",
            "\n\n",
            "\n",
            "He",
            "¶",
            "é漢😀",
            "\u2028",
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=40)
@given(st.one_of(WIRE, st.text(alphabet=st.characters(codec="utf-8"), max_size=80)))
def test_any_text_gives_a_record_whose_spans_match(text: str) -> None:
    record = onrecord.read(text)
    onrecord.verify(record, text)
    assert onrecord.from_json(onrecord.to_json(record)).statements == record.statements


def test_reading_twice_gives_the_same_record_and_order_does_not_matter() -> None:
    texts = [text for text, _ in STORIES.values()][:3]
    alone = {text: to_dict(onrecord.read(text)) for text in texts}
    for order in permutations(texts):
        assert {text: to_dict(onrecord.read(Article(text))) for text in order} == alone


def test_offsets_count_code_points() -> None:
    plain, moved = "Daniel Reyes said talks failed.", "😀 漢\n\nDaniel Reyes said talks failed."
    shift = len(moved) - len(plain)
    before, after = onrecord.read(plain).statements[0], onrecord.read(moved).statements[0]
    assert (after.source[0].start, after.content[0].end) == (
        before.source[0].start + shift,
        before.content[0].end + shift,
    )


def test_the_public_names_are_sorted_and_there() -> None:
    assert onrecord.__all__ == sorted(onrecord.__all__)
    assert all(hasattr(onrecord, name) for name in onrecord.__all__)


def test_many_articles_are_read_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = load_reader()
    texts = ["Maria Lopez said the deal would hold.", "", "“We will not sign,” Pavel Dorin said. He left."]
    refused = InputError("b.txt", "is no news report")
    given = [Article(texts[0]), refused, Article(texts[1]), Article(texts[2])]
    assert list(reader.read_all(iter(given))) == [a if a is refused else reader.read(a) for a in given]
    one_core = replace(reader, one_core=True)
    assert list(one_core.read_all(iter(given))) == list(reader.read_all(iter(given)))
    assert list(read_all([refused])) == [refused]
    assert list(reader.read_all([])) == []


@pytest.mark.parametrize("stage", ["find_attributions", "find_events"])
def test_a_fault_on_one_article_leaves_the_others(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = load_reader()
    real = getattr(reading, stage)

    def failing(given: Any, *more: Any) -> Any:
        text = given if isinstance(given, str) else given.text
        return 1 / 0 if "fault" in text else real(given, *more)

    monkeypatch.setattr(reading, stage, failing)
    texts = ("Maria Lopez said it would hold.", "Maria Lopez said a fault was there.", "Pavel Dorin said he would go.")
    first, second, third = reader.read_all(Article(text, name=f"{at}.txt") for at, text in enumerate(texts))
    assert isinstance(first, Record)
    assert isinstance(third, Record)
    assert isinstance(second, InputError)
    assert "1.txt" in str(second)
    assert "ZeroDivisionError" in str(second)
