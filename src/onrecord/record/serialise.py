"""Records as JSON lines, and back.

The format is the published one (record.schema.json): spans are `[start, end]` in code
points, and `exact` beside them repeats the words, so that anybody can check them.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, get_args

from onrecord.errors import RecordFormatError, SpanError, VerificationError
from onrecord.notes import CODES, Note
from onrecord.record.figures import figure_from_dict, figure_to_dict
from onrecord.record.places import place_from_dict, place_to_dict
from onrecord.schema.article import Article, Detail
from onrecord.schema.record import SCHEMA_VERSION, Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import SPAN_FIELDS, Act, Quotation, SaidAt, SpeakerType, Statement, spans_of_field

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
    head = {name: _detail(d) for name in _HEAD if (d := getattr(article, name))}
    return {
        "schema_version": SCHEMA_VERSION,
        "id": article.id,
        "date": article.published.value if article.published else None,
        "publisher": article.publisher.value if article.publisher else None,
        "title": article.title.value if article.title else None,
        "url": article.url,
        "head": head,
        "text": article.text,
        "text_sha256": article.sha256,
        "statements": [_statement(s) for s in record.statements],
        "figures": [figure_to_dict(f) for f in record.figures],
        "places": [place_to_dict(p) for p in record.places],
        "provenance": {
            "package": record.provenance.package,
            "model": record.provenance.model,
            "model_sha256": record.provenance.model_sha256,
            "pipeline": record.provenance.pipeline,
        },
    }


def _detail(detail: Detail) -> dict[str, Any]:
    return {"value": detail.value, "origin": detail.origin, "span": _pair(detail.span) if detail.span else None}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _statement(s: Statement) -> dict[str, Any]:
    fields = {name: spans_of_field(s, name) for name in SPAN_FIELDS}
    places = {name: [_pair(span) for span in spans] for name, spans in fields.items()}
    return {
        "id": s.id,
        "source": places["source"],
        "cue": places["cue"],
        "content": places["content"],
        "quotation": s.quotation,
        "verbatim": places["verbatim"],
        "speaker": s.speaker,
        "speaker_type": s.speaker_type,
        "named": s.named,
        "act": s.act,
        "negated": s.negated,
        "condition": places["condition"],
        "to": places["to"],
        "said_at": {"span": places["said_at"], "date": s.said_at.date if s.said_at else None},
        "said_in": places["said_in"],
        "parent": s.parent,
        "score": s.score,
        "exact": {name: [span.text for span in spans] for name, spans in fields.items()},
        "notes": [{"code": n.code, "detail": n.detail} for n in s.notes],
    }


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
        head = row.get("head") or {}
        details = {key: _read_detail(head[key], row["text"]) for key in _HEAD if head.get(key)}
        article = Article(text=row["text"], id=row["id"], name=name, url=row.get("url"), **details)
        if row["schema_version"] != SCHEMA_VERSION:
            raise ValueError(f"its schema_version is {row['schema_version']!r}, this onrecord reads {SCHEMA_VERSION!r}")
        statements = tuple(_read_statement(s) for s in row["statements"])
        figures = tuple(figure_from_dict(f) for f in row["figures"])
        places = tuple(place_from_dict(p) for p in row["places"])
        made_by = row["provenance"]
        provenance = Provenance(made_by["package"], made_by["model"], made_by["model_sha256"], made_by["pipeline"])
    except KeyError as error:
        raise RecordFormatError(name, f"no record as `onrecord read --json` writes it: no field {error}") from error
    except (TypeError, AttributeError, ValueError, SpanError) as error:
        raise RecordFormatError(name, f"no record as `onrecord read --json` writes it: {error}") from error
    if row.get("text_sha256") != article.sha256:
        raise VerificationError([f"{name}: its text is not the one it was made from (text_sha256 differs)"])
    return Record(article, statements, provenance, figures, places)


def _read_spans(statement: str, field: str, places: list[list[int]], words: list[str]) -> tuple[Span, ...]:
    try:
        return tuple(Span(a, b, exact) for (a, b), exact in zip(places, words, strict=True))
    except SpanError as error:
        raise VerificationError([f"statement {statement}, {field}: {error}"]) from error


def _read_detail(row: dict[str, Any], text: str) -> Detail:
    return Detail(row["value"], row["origin"], Span.of(text, *row["span"]) if row.get("span") else None)


def _read_statement(row: dict[str, Any]) -> Statement:
    places = {**row, "said_at": row["said_at"]["span"]}
    spans = {name: _read_spans(row["id"], name, places[name], row["exact"][name]) for name in SPAN_FIELDS}
    for name, kind in (("id", str), ("named", bool), ("negated", bool)):
        if not isinstance(row[name], kind):
            raise ValueError(f"{name} is {row[name]!r}, not a {kind.__name__}")
    if not isinstance(row["score"], int | float | None):
        raise ValueError(f"score is {row['score']!r}, not a number")
    said_at = SaidAt(spans["said_at"][0], row["said_at"]["date"]) if spans["said_at"] else None
    for name, allowed in (("quotation", Quotation), ("speaker_type", SpeakerType), ("act", Act)):
        if row[name] not in get_args(allowed):
            raise ValueError(f"{name} is {row[name]!r}, not one of {', '.join(get_args(allowed))}")
    notes = tuple(Note(n["code"], n["detail"]) for n in row["notes"])
    if unknown := [n.code for n in notes if n.code not in CODES]:
        raise ValueError(f"no note has the code {unknown[0]!r}")
    return Statement(
        id=row["id"], source=spans["source"], cue=spans["cue"][0] if spans["cue"] else None,
        content=spans["content"], quotation=row["quotation"], verbatim=spans["verbatim"], speaker=row["speaker"],
        speaker_type=row["speaker_type"], named=row["named"], act=row["act"], negated=row["negated"],
        condition=spans["condition"], to=spans["to"], said_at=said_at, said_in=spans["said_in"],
        parent=row["parent"], score=row["score"], notes=notes,
    )  # fmt: skip
