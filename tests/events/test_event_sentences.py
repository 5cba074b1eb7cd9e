"""Events of single sentences: type, mode, participants, status, place and date (sentences.toml)."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from onrecord.events.find import find_events
from onrecord.language.analysis import analyse
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article, Detail
from onrecord.schema.event import EVENT_TYPES, STATUSES, Event

SENTENCES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf8"))[
    "sentence"
]
ROWS = [(s, e) for s in SENTENCES for e in s["events"]]
MOST_MISSED = 41  # rows with a field that is not right yet: to go down only


def events(sentence: dict[str, Any]) -> list[Event]:
    published = Detail(sentence["published"], "given") if "published" in sentence else None
    return find_events(analyse(Article(sentence["text"], published=published), load_pipeline()))


def told_by(words: str, sentence: dict[str, Any], kind: str) -> Event | None:
    """The event whose words overlap these, of this type if there are two."""
    start = sentence["text"].index(words)
    found = [e for e in events(sentence) if e.span.start < start + len(words) and start < e.span.end]
    return next((e for e in found if e.type == kind), found[0] if found else None)


@pytest.mark.parametrize(("sentence", "row"), ROWS, ids=lambda part: part.get("words", "") if "words" in part else None)
def test_event(sentence: dict[str, Any], row: dict[str, Any]) -> None:
    missed = row.get("missed", ())
    if "words" in missed:
        return
    event = told_by(row["words"], sentence, row["type"])
    assert event is not None
    read = {
        "type": event.type,
        "mode": event.mode,
        "actor": " ".join(p.span.text for p in event.actor),
        "recipient": " ".join(p.span.text for p in event.recipient),
        "status": event.status,
        "place": " ".join(s.text for s in event.place) if "place" in row else None,
        "date": event.date if "date" in row else None,
    }
    assert {k: v for k, v in read.items() if k not in missed} == {k: row.get(k) for k in read if k not in missed}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s["text"][:40])
def test_nothing_else_is_an_event(sentence: dict[str, Any]) -> None:
    expected = [sentence["text"].index(e["words"]) for e in sentence["events"]]
    ends = [start + len(e["words"]) for start, e in zip(expected, sentence["events"], strict=True)]
    spurious = [
        e.span.text
        for e in events(sentence)
        if not any(e.span.start < end and start < e.span.end for start, end in zip(expected, ends, strict=True))
    ]
    assert set(spurious) <= set(sentence.get("spurious", ()))


def test_the_table_covers_all_types_and_statuses_and_says_what_is_missed() -> None:
    types, statuses = Counter(e["type"] for _, e in ROWS), Counter(e["status"] for _, e in ROWS)
    assert len(SENTENCES) >= 100
    assert set(types) == set(EVENT_TYPES)
    assert set(statuses) == set(STATUSES)
    assert min(statuses.values()) >= 15
    assert sum("missed" in e for _, e in ROWS) <= MOST_MISSED
