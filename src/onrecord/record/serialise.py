"""Records as JSON lines, and back.

The format is the published one (record.schema.json): spans are `[start, end]` in code
points, and `exact` beside them repeats the words, so that anybody can check them.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from onrecord.errors import RecordFormatError, SpanError, VerificationError
from onrecord.record.dicts.events import event_from_dict, event_to_dict
from onrecord.record.dicts.figures import figure_from_dict, figure_to_dict
from onrecord.record.dicts.places import place_from_dict, place_to_dict
from onrecord.record.dicts.spans import pair
from onrecord.record.dicts.statements import statement_from_dict, statement_to_dict
from onrecord.schema.article import Article, Detail
from onrecord.schema.record import SCHEMA_VERSION, Provenance, Record
from onrecord.schema.span import Span

_HEAD = ("title", "publisher", "byline", "dateline", "published")


def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the published format."""
    schema: dict[str, Any] = json.loads(files("onrecord.record").joinpath("record.schema.json").read_text("utf8"))
    return schema


def to_json(record: Record) -> str:
    """One record as one line of JSON, without the line break."""
    return json.dumps(to_dict(record), ensure_ascii=False, separators=(",", ":"))


def to_dict(record: Record) -> dict[str, Any]:
    """One record in the published format, as plain dicts and lists."""
    article = record.article
    return {
        "schema_version": SCHEMA_VERSION,
        "id": article.id,
        "date": article.published.value if article.published else None,
        "publisher": article.publisher.value if article.publisher else None,
        "title": article.title.value if article.title else None,
        "url": article.url,
        "head": head_to_dict(article),
        "text": article.text,
        "text_sha256": article.sha256,
        "statements": [statement_to_dict(s) for s in record.statements],
        "figures": [figure_to_dict(f) for f in record.figures],
        "events": [event_to_dict(e) for e in record.events],
        "places": [place_to_dict(p) for p in record.places],
        "provenance": {
            "package": record.provenance.package,
            "model": record.provenance.model,
            "model_sha256": record.provenance.model_sha256,
            "pipeline": record.provenance.pipeline,
        },
    }


def head_to_dict(article: Article) -> dict[str, Any]:
    """The details of an article's head in the published format; `article_from_dict` reads them back."""
    return {name: _detail(d) for name in _HEAD if (d := getattr(article, name))}


def _detail(detail: Detail) -> dict[str, Any]:
    return {"value": detail.value, "origin": detail.origin, "span": pair(detail.span) if detail.span else None}


def from_json(line: str, name: str = "record") -> Record:
    """Read one record back; `name` is what error messages call it.

    Raises:
        RecordFormatError: not JSON, or not a record in the published format.
    """
    try:
        return from_dict(json.loads(line), name)
    except json.JSONDecodeError as error:
        raise RecordFormatError(name, f"not JSON ({error.msg} at character {error.pos})") from error
    except RecursionError as error:
        raise RecordFormatError(name, "not a record: nested too deeply") from error


def from_dict(row: Any, name: str = "record") -> Record:
    """Read a record from plain dicts and lists; the spans carry the words that the record
    says, so that `verify` can compare them with an article.

    Raises:
        RecordFormatError: a field is missing, or is not what the format says; the message names it.
        VerificationError: the words beside a span cannot be the span's.
    """
    try:
        article = _article(row, name)
        if row["schema_version"] != SCHEMA_VERSION:
            raise ValueError(f"its schema_version is {row['schema_version']!r}, this onrecord reads {SCHEMA_VERSION!r}")
        statements = tuple(statement_from_dict(s) for s in row["statements"])
        figures = tuple(figure_from_dict(f) for f in row["figures"])
        events = tuple(event_from_dict(e) for e in row["events"])
        places = tuple(place_from_dict(p) for p in row["places"])
        made_by = row["provenance"]
        provenance = Provenance(made_by["package"], made_by["model"], made_by["model_sha256"], made_by["pipeline"])
    except _WRONG as error:
        raise _no_record(name, error) from error
    if row.get("text_sha256") != article.sha256:
        raise VerificationError([f"{name}: its text is not the one it was made from (text_sha256 differs)"])
    return Record(article, statements, provenance, figures, places, events)


def article_from_dict(row: Any, name: str = "record") -> Article:
    """The article of a record from plain dicts and lists, without a look at the rest.

    Raises:
        RecordFormatError: a field is missing, or is not what the format says; the message names it.
    """
    try:
        return _article(row, name)
    except _WRONG as error:
        raise _no_record(name, error) from error


def _article(row: Any, name: str) -> Article:
    head = row.get("head") or {}
    details = {key: _read_detail(head[key], row["text"]) for key in _HEAD if head.get(key)}
    return Article(text=row["text"], id=row["id"], name=name, url=row.get("url"), **details)


_WRONG = (KeyError, TypeError, AttributeError, ValueError, SpanError)


def _no_record(name: str, error: Exception) -> RecordFormatError:
    why = f"no field {error}" if isinstance(error, KeyError) else str(error)
    return RecordFormatError(name, f"no record as `onrecord read --json` writes it: {why}")


def _read_detail(row: dict[str, Any], text: str) -> Detail:
    return Detail(row["value"], row["origin"], Span.of(text, *row["span"]) if row.get("span") else None)
