"""Quotes as Citron keeps them (https://github.com/bbc/citron, docs/data_format.md), one document a line, and back.

A document is `{"text", "quotes"}`; a quote has a cue, sources, contents, coreferences of the source, a confidence
and an id; a span is `{"start", "end", "text"}`, half-open, in code points. Citron has no quote without a cue, so
quotations that no cue attributes are left out. The speaker's name is given as a coreference where it stands
in the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.errors import RecordFormatError
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote of Citron's format: `confidence` is 0 to 1; it and the id are optional there."""

    cue: Span
    sources: tuple[Span, ...]
    contents: tuple[Span, ...]
    coreferences: tuple[Span, ...] = ()
    confidence: float | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its quotes."""

    text: str
    quotes: tuple[Quote, ...]


def citron_lines(records: Iterable[Record]) -> Iterator[str]:
    """Each record as one line of JSON, without the line break."""
    for record in records:
        yield json.dumps(_to_dict(to_document(record)), ensure_ascii=False, separators=(",", ":"))


def to_document(record: Record) -> Document:
    """The statements of a record that have a cue, as quotes."""
    text = record.article.text
    quotes = (
        Quote(s.cue, s.source, s.content, _named(text, s), s.score, s.id)
        for s in record.statements
        if s.cue is not None
    )
    return Document(text, tuple(quotes))


def read_citron(line: str, name: str = "document") -> Document:
    """A document back from its JSON; `name` is what error messages call it.

    Raises:
        RecordFormatError: it is no such document, or a span does not read in the text as it says.
    """
    try:
        row = json.loads(line)
        text = row["text"]
        quotes = tuple(
            Quote(
                _span(text, quote["cue"]),
                _spans(text, quote["sources"]),
                _spans(text, quote["contents"]),
                _spans(text, quote.get("coreferences") or ()),
                quote.get("confidence"),
                quote.get("id"),
            )
            for quote in row["quotes"]
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        why = f"no field {error}" if isinstance(error, KeyError) else str(error)
        raise RecordFormatError(name, f"no document of Citron's format: {why}") from error
    return Document(text, quotes)


def _to_dict(document: Document) -> dict[str, Any]:
    return {"text": document.text, "quotes": [_quote(quote) for quote in document.quotes]}


def _quote(quote: Quote) -> dict[str, Any]:
    row: dict[str, Any] = {
        "cue": _place(quote.cue),
        "sources": [_place(span) for span in quote.sources],
        "contents": [_place(span) for span in quote.contents],
        "coreferences": [_place(span) for span in quote.coreferences],
    }
    optional = {"confidence": quote.confidence, "id": quote.id}
    return row | {name: value for name, value in optional.items() if value is not None}


def _place(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _named(text: str, s: Statement) -> tuple[Span, ...]:
    """Where the text first gives the speaker's name, unless the source is that very place."""
    start = text.find(s.speaker) if s.speaker and s.named else -1
    if start < 0 or not s.speaker:
        return ()
    span = Span.of(text, start, start + len(s.speaker))
    return () if span in s.source else (span,)


def _span(text: str, row: dict[str, Any]) -> Span:
    span = Span.of(text, row["start"], row["end"])
    if span.text != row["text"]:
        raise ValueError(f"[{span.start}, {span.end}) says {row['text']!r}, the text {span.text!r}")
    return span


def _spans(text: str, rows: Sequence[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(_span(text, row) for row in rows)
