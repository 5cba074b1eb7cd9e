"""Parquet tables of articles: a row an article, the columns named as the fields of JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import InputError

_FIELDS = ("id", "text", "title", "publisher", "byline", "author", "published", "date", "url")
_ROWS = 64
"""How many rows are unpacked at a time."""


def parquet_file(stream: BinaryIO, name: str) -> pq.ParquetFile:
    """An opened table.

    Raises:
        InputError: it is none, or has no column `text`.
    """
    try:
        table = pq.ParquetFile(stream)
    except (pa.ArrowException, OSError) as error:
        raise InputError(name, f"is no Parquet table that can be read ({' '.join(str(error).split())[:120]})") from None
    if "text" not in table.schema_arrow.names:
        raise InputError(name, 'has no column "text"; name the column with the articles so')
    return table


def rows_between(stream: BinaryIO, start: int, end: int, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows from `start` to `end` (counted from 0), with their numbers, as JSON Lines would have them.

    Raises:
        InputError: it is no table of articles, or damaged; what comes before the damage was given.
    """
    table = parquet_file(stream, name)
    columns = [field for field in _FIELDS if field in table.schema_arrow.names]
    groups: list[int] = []
    first = number = 0
    for group in range(table.num_row_groups):
        after = number + table.metadata.row_group(group).num_rows
        if after > start and number < end:
            first = number if not groups else first
            groups.append(group)
        number = after
    try:
        number = first
        for batch in table.iter_batches(batch_size=_ROWS, row_groups=groups, columns=columns):
            if number + batch.num_rows > start:
                for i in range(max(0, start - number), min(batch.num_rows, end - number)):
                    yield number + i, {column: _plain(batch.column(column)[i].as_py()) for column in columns}
            number += batch.num_rows
            if number >= end:
                return
    except (pa.ArrowException, OSError) as error:
        raise InputError(name, f"is damaged ({' '.join(str(error).split())[:120]}); get it again") from None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value
