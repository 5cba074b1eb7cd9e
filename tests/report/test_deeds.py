"""What somebody undertakes, refuses, threatens, demands or denies, as the reports show it."""

from dataclasses import replace

import pytest
from rich.console import Console

from onrecord.report.acts import GROUPED, VERBS, circumstances, deeds
from onrecord.report.page import render_page
from onrecord.report.terminal import render
from onrecord.schema.article import Article
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import ACTS, SaidAt, Statement

TEXT = "On Friday Reyes told reporters in a statement that troops would leave if the truce held. Dorin refused to go."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


PROMISE = Statement(
    "s1", (at("Reyes"),), at("told"), (at("that troops would leave if the truce held"),), "indirect",
    speaker="Ana Reyes", speaker_type="person", named=True, act="commit", condition=(at("if the truce held"),),
    to=(at("reporters"),), said_at=SaidAt(at("On Friday"), "2031-03-14"), said_in=(at("in a statement"),),
)  # fmt: skip
REFUSAL = Statement(
    "s2", (at("Dorin"),), at("refused"), (at("to go"),), "indirect",
    speaker="Pavel Dorin", speaker_type="person", named=True, act="refuse",
)  # fmt: skip
RECORD = Record(Article(TEXT), (PROMISE, REFUSAL), Provenance("p", "m", "0" * 64, "en"))


def terminal(record: Record) -> str:
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(render(record))
    return " ".join(capture.get().split())


def test_deeds_are_gathered_by_act_and_speaker() -> None:
    found = {heading: [(d.number, d.speaker, d.condition) for d in ds] for heading, ds in deeds(RECORD.statements)}
    assert found == {
        "Commitments": [(1, "Ana Reyes", "if the truce held")],
        "Refusals": [(2, "Pavel Dorin", "")],
    }


def test_a_negated_statement_is_no_deed() -> None:
    assert list(deeds([replace(PROMISE, negated=True)])) == []


def test_every_act_has_its_words_and_only_deeds_are_gathered() -> None:
    assert list(VERBS) == list(ACTS)
    assert set(GROUPED) == {"commit", "refuse", "threaten", "demand", "deny"}


@pytest.mark.parametrize(
    "words",
    [
        "[commit, indirect]",
        "condition: if the truce held",
        "to: reporters",
        "when: On Friday (2031-03-14)",
        "where, how: in a statement",
        "Commitments Ana Reyes 1 that troops would leave if the truce held [condition: if the truce held]",
        "Refusals Pavel Dorin 2 to go",
    ],
)
def test_the_terminal_shows(words: str) -> None:
    assert words in terminal(RECORD)


def test_a_time_without_a_date_shows_its_words_alone() -> None:
    undated = replace(PROMISE, said_at=SaidAt(at("On Friday"), None))
    assert ("when", "On Friday") in circumstances(undated)


@pytest.mark.parametrize(
    "markup",
    [
        '<dt>condition</dt> <dd class="condition"><bdi>if the truce held</bdi></dd>',
        "<dt>to</dt> <dd><bdi>reporters</bdi></dd>",
        "<dt>when</dt> <dd><bdi>On Friday (2031-03-14)</bdi></dd>",
        "<li>commits</li>",
        '>Commitments <span class="count">1</span>',
        '<span class="label">condition:</span> <bdi>if the truce held</bdi>',
    ],
)
def test_the_page_shows(markup: str) -> None:
    assert markup in render_page([RECORD])
