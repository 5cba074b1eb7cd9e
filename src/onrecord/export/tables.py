"""A record as flat rows: what the formats that are tables (CSV, Parquet, SQLite) have in common.

The columns are those that a search gives (store/rows.py), with two names that say more outside of a store:
the words that are searched are the `content` of a statement, and the `sentence` around a figure or an event.
Offsets (`starts`, `ends`) are in code points of the article's text, half-open. What text files and databases
cannot hold (NUL, lone surrogates) is replaced by U+FFFD, so that offsets stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Literal, get_args, get_type_hints

from onrecord.schema.article import Article
from onrecord.schema.record import Record
from onrecord.store.rows import AnyRow, EventRow, FigureRow, PlaceRow, StatementRow, rows_of
from onrecord.store.words import clean

Table = Literal["statements", "figures", "events", "places"]
TABLES: tuple[Table, ...] = get_args(Table)

ROWS: dict[Table, type[AnyRow]] = {
    "statements": StatementRow, "figures": FigureRow, "events": EventRow, "places": PlaceRow,
}  # fmt: skip

_TABLE_OF = {kind: table for table, kind in ROWS.items()}

_NAMES: dict[Table, dict[str, str]] = {
    "statements": {"words": "content"},
    "figures": {"words": "sentence", "words_start": "sentence_starts"},
    "events": {"words": "sentence", "words_start": "sentence_starts"},
    "places": {},
}

HINTS: dict[Table, dict[str, Any]] = {
    table: {_NAMES[table].get(field.name, field.name): get_type_hints(kind)[field.name] for field in fields(kind)}
    for table, kind in ROWS.items()
}
"""The type of each column, by table and in order."""

ARTICLE = (
    "report", "article", "publisher", "published", "title", "byline", "dateline", "url", "text", "text_sha256",
    "package", "model", "model_sha256", "pipeline",
)  # fmt: skip
"""The columns of an article, all of them text: `report` is its address, else its id; `published` EDTF."""


def report_key(article: Article) -> str:
    """What a store knows a report by: the article's address, else its id. Two reports can have one text, and then
    the ids of their statements are the same; with the key they are not."""
    return clean(article.url or article.id)


def article_row(record: Record) -> dict[str, str | None]:
    """The columns of ARTICLE."""
    article, made_by = record.article, record.provenance
    values: dict[str, str | None] = {
        "report": report_key(article),
        "article": article.id,
        **{name: detail.value if detail else None for name, detail in _head(article)},
        "url": article.url,
        "text": article.text,
        "text_sha256": article.sha256,
        "package": made_by.package,
        "model": made_by.model,
        "model_sha256": made_by.model_sha256,
        "pipeline": made_by.pipeline,
    }
    return {name: values[name] if values[name] is None else clean(values[name] or "") for name in ARTICLE}


def _head(article: Article) -> Iterator[tuple[str, Any]]:
    for name in ("publisher", "published", "title", "byline", "dateline"):
        yield name, getattr(article, name)


def table_rows(record: Record) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Every row of a record with the name of its table: statements, figures, events, places, each in the order of
    the text. The keys are those of HINTS."""
    for indexed in rows_of(record):
        row = indexed.row
        table = _TABLE_OF[type(row)]
        values = (_storable(getattr(row, field.name)) for field in fields(row))
        yield table, dict(zip(HINTS[table], values, strict=True))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    return tuple(map(_storable, value)) if isinstance(value, tuple) else value
