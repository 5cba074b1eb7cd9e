"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): one JSON-LD annotation a line.

Each statement, figure and event is one annotation. Its targets are its spans: the text as it was read, by the exact
words with 32 characters on each side and by position, and, where the report has an address, the page by the words
alone, since offsets in our text say nothing about a page's. Positions are half-open and in Unicode code points,
as the model demands; JavaScript counts UTF-16 units and has to convert. Nothing says when it was made, so the same
records give the same lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onrecord.export.names import item_name, text_name
from onrecord.schema.article import Article
from onrecord.schema.event import Event
from onrecord.schema.figure import Figure
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of prefix and suffix."""

Body = dict[str, str]


def annotation_lines(records: Iterable[Record]) -> Iterator[str]:
    """One annotation a line, those of a record in the order statements, figures, events."""
    for record in records:
        for annotation in annotations_of(record):
            yield json.dumps(annotation, ensure_ascii=False, separators=(",", ":"))


def annotations_of(record: Record) -> Iterator[dict[str, Any]]:
    """The annotations of a record as plain dicts."""
    article = record.article
    told = {s.id: s for s in record.statements}
    for statement in record.statements:
        cue = (statement.cue,) if statement.cue else ()
        spans = statement.content or cue or statement.source
        yield _annotation(record, statement.id, spans, _statement(article, statement))
    for figure in record.figures:
        yield _annotation(record, figure.id, (figure.span,), _figure(article, figure, told))
    for event in record.events:
        spans = (event.span, *(mention.span for mention in event.mentions))
        yield _annotation(record, event.id, spans, _event(article, event, told))


def _annotation(record: Record, item: str, spans: Sequence[Span], bodies: list[Body]) -> dict[str, Any]:
    article = record.article
    return {
        "@context": CONTEXT,
        "id": item_name(article, item),
        "type": "Annotation",
        "motivation": "identifying",
        "creator": {"type": "Software", "name": record.provenance.package},
        "body": bodies,
        "target": [target for span in spans for target in _targets(article, span)],
    }


def _targets(article: Article, span: Span) -> Iterator[dict[str, Any]]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": article.text[max(0, span.start - AROUND) : span.start],
        "suffix": article.text[span.end : span.end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    yield {"type": "SpecificResource", "source": text_name(article), "selector": [quote, position]}
    if article.url:
        yield {"type": "SpecificResource", "source": article.url, "selector": quote}


def _statement(article: Article, s: Statement) -> list[Body]:
    bodies = [_tag("kind", "statement"), _tag("quote", s.quotation), _tag("act", s.act)]
    bodies += [_tag("negated", "yes")] if s.negated else []
    bodies += [_tag("cue", s.cue.text)] if s.cue else []
    bodies += [_tag("source", span.text) for span in s.source]
    bodies += [_tag("condition", span.text) for span in s.condition]
    bodies += [_speaker(s.speaker)] if s.speaker else []
    return [*bodies, *_within(article, s.parent)]


def _figure(article: Article, f: Figure, told: dict[str, Statement]) -> list[Body]:
    bodies = [_tag("kind", "figure"), _tag("measure", f.measure)]
    bodies += [_tag(name, str(value)) for name, value in (("low", f.low), ("high", f.high)) if value is not None]
    bodies += [_tag("approximate", "yes")] if f.approximate else []
    return [*bodies, *_claimant(f.statement, told), *_within(article, f.statement)]


def _event(article: Article, e: Event, told: dict[str, Statement]) -> list[Body]:
    bodies = [_tag("kind", "event"), _tag("plover", e.type), _tag("status", e.status)]
    bodies += [_tag("mode", e.mode)] if e.mode else []
    bodies += [_tag("date", e.date)] if e.date else []
    bodies += [_tag("actor", p.name or p.span.text) for p in e.actor]
    bodies += [_tag("recipient", p.name or p.span.text) for p in e.recipient]
    return [*bodies, *_claimant(e.statement, told), *_within(article, e.statement)]


def _tag(name: str, value: str) -> Body:
    return {"type": "TextualBody", "purpose": "tagging", "value": f"{name}:{value}"}


def _speaker(name: str) -> Body:
    return {"type": "TextualBody", "purpose": "identifying", "value": name}


def _claimant(statement: str | None, told: dict[str, Statement]) -> list[Body]:
    """On whose count or account it is."""
    by = told.get(statement or "")
    return [_speaker(by.speaker)] if by and by.speaker else []


def _within(article: Article, statement: str | None) -> list[Body]:
    """The annotation of the statement in whose content this stands."""
    if statement is None:
        return []
    return [{"type": "SpecificResource", "purpose": "linking", "source": item_name(article, statement)}]
