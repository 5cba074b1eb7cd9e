"""Articles in, records out, as Arrow batches: the one function that every engine calls."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import pyarrow as pa

from onrecord.articles.jsonlines import read_value
from onrecord.articles.options import InputOptions
from onrecord.batch.columns import ARTICLES, KINDS, RECORDS, plain
from onrecord.errors import InputError, OnrecordError
from onrecord.record.serialise import article_from_dict, head_to_dict, to_json
from onrecord.schema.article import Article, Detail
from onrecord.schema.record import Record
from onrecord.store.rows import rows_of


class ArticleReader(Protocol):
    """What reads an article: a `Reader`, or a stand-in of a test."""

    def attempt(self, article: Article) -> Record | InputError:
        """The record, or what went wrong with it."""


def record_batch(articles: pa.RecordBatch, reader: ArticleReader | None = None) -> pa.RecordBatch:
    """Read a batch of articles.

    Args:
        articles: N rows with the columns of `ARTICLES`, of which `text` must be there.
        reader: what reads; the shipped model where it is left out.

    Returns:
        N rows with the columns of `RECORDS`, in the same order. An article that cannot be read has an `error`.
    """
    if reader is None:
        from onrecord.reading import load_reader

        reader = load_reader()
    return pa.RecordBatch.from_pylist([_row(found) for found in _records(articles, reader)], schema=RECORDS)


def article_batch(articles: Sequence[Article]) -> pa.RecordBatch:
    """Articles as `record_batch` takes them; nothing of them is lost."""
    rows = [
        {
            "name": article.name,
            "id": article.id,
            "url": article.url,
            "text": article.text,
            "head": json.dumps(head_to_dict(article), ensure_ascii=False),
        }
        for article in articles
    ]
    return pa.RecordBatch.from_pylist(rows, schema=ARTICLES)


def _records(articles: pa.RecordBatch, reader: ArticleReader) -> Iterable[Record | InputError]:
    for i, row in enumerate(articles.to_pylist(), start=1):
        article = _article(row, row.get("name") or f"row {i}")
        yield article if isinstance(article, InputError) else reader.attempt(article)


def _article(row: dict[str, Any], name: str) -> Article | InputError:
    if row.get("head") is None:
        return read_value(row, name, InputOptions())
    try:
        return article_from_dict({**row, "head": json.loads(row["head"])}, name)
    except InputError as error:
        return error
    except ValueError as error:
        return InputError(name, f'its "head" is not JSON ({error})')


def _row(found: Record | InputError) -> dict[str, Any]:
    if isinstance(found, Record):
        try:
            return _row_of_record(found)
        except (OnrecordError, ValueError, TypeError) as error:
            found = InputError(found.article.name, f"its record cannot be written ({error})")
    return {"name": found.name, "error": found.reason}


def _row_of_record(record: Record) -> dict[str, Any]:
    article, made_by = record.article, record.provenance
    written = to_json(record)
    written.encode()  # half a character is refused here, where it costs one article and not the batch
    rows = [indexed.row for indexed in rows_of(record)]
    return {
        "name": article.name, "id": article.id, "url": article.url, "title": _value(article.title),
        "publisher": _value(article.publisher), "byline": _value(article.byline),
        "dateline": _value(article.dateline), "date": _value(article.published), "text_sha256": article.sha256,
        "package": made_by.package, "model": made_by.model, "model_sha256": made_by.model_sha256,
        "pipeline": made_by.pipeline, "record": written,
        **{kind.table: [plain(row) for row in rows if isinstance(row, kind)] for kind in KINDS},
    }  # fmt: skip


def _value(detail: Detail | None) -> str | None:
    return detail.value if detail else None
