"""Measure events: types given the pair, whole events not given, and the events of the project's own reports.

On the news sentences of plover.train.jsonl, by five-fold cross-validation (the weights that code a
sentence were never learnt from it):

- type macro F1: the type, with actor and recipient given;
- found: the share of sentences in which the whole reader finds an event of the right type, with an
  actor and a recipient that each share a word (but for articles, prepositions and possessives) with the
  coder's, pronouns by whom they mean. A statement that is a verbal event counts, its source as actor.
  Planned and conditional events are compared under the types that the manual gives them (future AID is AGREE).

On the events of records.train.jsonl (from which the weights also learnt; written for this project):
the share found, and of those the share with the right type and status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.records import read_gold
from onrecord.events.coding import TYPES, Weights, weights_of
from onrecord.events.find import find_events
from onrecord.figures.find import find_figures
from onrecord.language.analysis import analyse
from onrecord.reading import Reader, load_reader
from onrecord.record.assemble import assemble
from onrecord.schema.article import Article, Detail
from onrecord.schema.event import Event, EventType
from onrecord.schema.record import Record
from onrecord.statements.find import find_statements
from onrecord.tagger.find import find_attributions
from training.event_types import PENALTY, RAREST, parts, plover_rows
from training.gold import read_lines
from training.logistic import fit, macro_f1, matrix

FOLDS = 5
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "s",
        "his",
        "her",
        "its",
        "their",
        "this",
        "that",
    ]
)
_COOPERATION: tuple[EventType, ...] = ("AID", "COOPERATE", "SUPPORT", "CONSULT")
_HARM: tuple[EventType, ...] = ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST")


def score_events(plover: Path, own: Path) -> dict[str, float]:
    """The figures above, in per cent, by name."""
    return {**_score_plover(plover), **_score_own(own)}


@dataclass(frozen=True, slots=True)
class _Coded:
    """An event as it is compared: its type in PLOVER's terms, and the words of both sides."""

    kind: str
    actor: str
    recipient: str


def _score_plover(path: Path) -> dict[str, float]:
    gold, facts = list(read_lines(str(path))), plover_rows(str(path))
    part = parts(str(path), FOLDS)
    numbers = np.array([number for _, number in facts])
    guessed = np.zeros(len(gold), dtype=int)
    pairs = found = 0
    reader = load_reader()
    for fold in range(FOLDS):
        names, table = fit([f for f, p in zip(facts, part, strict=True) if p != fold], len(TYPES), PENALTY, RAREST)
        tested = np.flatnonzero(part == fold)
        guessed[tested] = (matrix([facts[i] for i in tested], names) @ table).argmax(1)
        weights = weights_of({name: list(row) for name, row in zip([*names, "bias"], table, strict=True)})
        for i in tested:
            row = gold[i]
            coded = list(_events(_read(reader, Article(row["text"]), weights)))
            both = [e for e in coded if _shared(e.actor, row["actor"]) and _shared(e.recipient, row["recipient"])]
            pairs += bool(both)
            found += any(e.kind == row["type"] for e in both)
    return {
        "type macro F1, pair given": macro_f1(guessed, numbers),
        "found: actor and recipient": 100 * pairs / len(gold),
        "found: actor, recipient and type": 100 * found / len(gold),
    }


def _read(reader: Reader, article: Article, weights: Weights | None = None) -> Record:
    """The whole reader, with other weights for the types of events."""
    analysis = analyse(article, reader.nlp)
    statements = find_statements(analysis, find_attributions(article.text, reader.session))
    sources = [(span.start, span.end) for s in statements for span in s.source]
    events = find_events(analysis, weights)
    return assemble(analysis, statements, find_figures(analysis, sources), events, reader.provenance)


def _events(record: Record) -> Iterator[_Coded]:
    for event in record.events:
        yield _Coded(plover_type(event), _words(event.actor), _words(event.recipient))
    for s in record.statements:
        if s.event:
            source = " ".join((*(span.text for span in s.source), s.speaker or ""))
            yield _Coded(_merged(s.event.type), source, _words(s.event.recipient))


def plover_type(event: Event) -> str:
    """The type that PLOVER's manual gives an event that is planned or conditional; CONCEDE and RETREAT
    are YIELD, as in the coded sentences."""
    if event.status in ("planned", "conditional"):
        if event.type in _COOPERATION:
            return "AGREE"
        if event.type in _HARM:
            return "THREATEN"
    return _merged(event.type)


def _merged(kind: str) -> str:
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def _words(people: Sequence[Any]) -> str:
    return " ".join(f"{p.span.text} {p.name or ''}" for p in people)


def _shared(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.casefold())) - _SMALL for text in (one, other))
    return bool(first & second)


def _score_own(path: Path) -> dict[str, float]:
    reader = load_reader()
    wanted = found = kind = status = 0
    for row in read_gold(path).values():
        article = Article(row["text"], published=Detail(row["date"], "given") if row.get("date") else None)
        events = _read(reader, article).events
        for gold in row.get("events", ()):
            start, end = gold["span"]
            spans = [(s, e) for e in events for s in (e.span, *(m.span for m in e.mentions))]
            hit = next((e for s, e in spans if s.start < end and start < s.end), None)
            wanted += 1
            found += hit is not None
            kind += hit is not None and hit.type == gold["type"]
            status += hit is not None and hit.status == gold["status"]
    return {
        "own reports: found": 100 * found / wanted,
        "own reports: type": 100 * kind / max(found, 1),
        "own reports: status": 100 * status / max(found, 1),
    }
