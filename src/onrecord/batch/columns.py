"""The columns of articles and records, as Arrow schemas. The rows of statements, figures and events are the store's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, get_args, get_origin, get_type_hints

import pyarrow as pa

from onrecord.store.rows import AnyRow, EventRow, FigureRow, StatementRow

KINDS: tuple[type[AnyRow], ...] = (StatementRow, FigureRow, EventRow)


def _column(hint: Any) -> pa.DataType:
    """The Arrow type of a row's field; None is allowed in every column."""
    if get_origin(hint) is tuple:
        return pa.list_(pa.string())
    kinds = set(get_args(hint) or (hint,)) - {type(None)}
    if kinds == {str}:
        return pa.string()
    if kinds == {bool}:
        return pa.bool_()
    return pa.int64() if kinds == {int} else pa.float64()


def _fields(kind: type[AnyRow]) -> list[pa.Field]:
    hints = get_type_hints(kind)
    return [pa.field(field.name, _column(hints[field.name])) for field in fields(kind)]


def plain(row: AnyRow) -> dict[str, Any]:
    """A row as Arrow takes it."""
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _strings(names: Sequence[str]) -> list[pa.Field]:
    return [pa.field(name, pa.string()) for name in names]


ARTICLES = pa.schema(_strings(("name", "id", "url", "text", "head")))
"""What goes into `record_batch`: `head` is JSON, as in a record. A table without it may have the columns that JSON
Lines may have: `title`, `publisher`, `byline`, `published` (or `date`)."""

HEAD = (
    "name", "id", "url", "title", "publisher", "byline", "dateline", "date", "text_sha256", "package", "model",
    "model_sha256", "pipeline", "record",
)  # fmt: skip
"""The columns of an article that was read; `record` is the whole record as `onrecord read --json` prints it."""

RECORDS = pa.schema(
    [
        *_strings(HEAD),
        pa.field("error", pa.string()),
        *(pa.field(kind.table, pa.list_(pa.struct(_fields(kind)))) for kind in KINDS),
    ]
)
"""What comes out of it, a row an article. `error` says why there is no record, and is null where there is one."""

_KEY = [pa.field("unit", pa.string()), pa.field("number", pa.int64())]

PARTS: dict[str, pa.Schema] = {
    "articles": pa.schema([*_KEY, *_strings(HEAD), *(pa.field(kind.table, pa.int64()) for kind in KINDS)]),
    **{kind.table: pa.schema([*_KEY, *_fields(kind)]) for kind in KINDS},
}
"""The tables of the output. `unit` and `number` (from 0, in the order of the unit) are an article's key; beside its
head it has how many statements, figures and events there are."""
