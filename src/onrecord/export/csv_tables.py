"""CSV: a quote a row, a figure a row, an event a row; for spreadsheets, pandas and R.

RFC 4180 quoting in UTF-8, line ends as Unix has them. A cell that a spreadsheet would compute is kept text. With
`hxl` a second row has the hashtags of the Humanitarian Exchange Language (https://hxlstandard.org), for tools that
know columns by those.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from onrecord.export.tables import HINTS, Table, article_row, table_rows
from onrecord.schema.record import Record

CSV_TABLES: tuple[Table, ...] = ("statements", "figures", "events")

_HEAD = ("report", "publisher", "published", "title", "url")

_HXL = {
    "publisher": "#meta+source", "published": "#date+reported", "title": "#meta+title", "url": "#meta+url",
    "speaker": "#org+speaker+name", "measure": "#indicator+name", "low": "#indicator+value+min",
    "high": "#indicator+value+max", "counted": "#indicator+label", "place": "#loc+name",
    "period_from": "#date+start", "period_to": "#date+end", "said_date": "#date+said", "type": "#event+type",
    "mode": "#event+type+mode", "status": "#status", "date": "#date+occurred", "content": "#description",
    "sentence": "#description", "actor": "#org+actor+name", "recipient": "#org+recipient+name",
    "actor_countries": "#country+code+actor", "recipient_countries": "#country+code+recipient",
}  # fmt: skip
"""Columns that are left out have no tag, which HXL allows. A figure is an `#indicator` named by its measure: a tag
such as `#affected+killed` speaks of a whole column, and here each row may count something else."""


def table_lines(records: Iterable[Record], table: Table, *, hxl: bool = False) -> Iterator[str]:
    """The rows of one table, the names of the columns first, as CSV without the last line end (a cell may have
    line breaks of its own)."""
    yield from _header(table, hxl)
    for record in records:
        head = _head(record)
        for name, row in table_rows(record):
            if name == table:
                yield csv_line((*head, *row.values()))


def write_tables(records: Iterable[Record], folder: Path, *, hxl: bool = False) -> None:
    """Write statements.csv, figures.csv and events.csv into a folder, in one pass over the records."""
    with ExitStack() as files:
        streams = {
            table: files.enter_context(open(folder / f"{table}.csv", "w", encoding="utf-8", newline=""))
            for table in CSV_TABLES
        }
        for table, stream in streams.items():
            stream.writelines(line + "\n" for line in _header(table, hxl))
        for record in records:
            head = _head(record)
            for table, row in table_rows(record):
                if table in streams:
                    streams[table].write(csv_line((*head, *row.values())) + "\n")


def csv_line(cells: Sequence[object]) -> str:
    """One row as CSV, without the line end; a list is told in one cell, its parts separated by `; `."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow([_cell(cell) for cell in cells])
    return stream.getvalue().removesuffix("\r\n")


def _header(table: Table, hxl: bool) -> Iterator[str]:
    names = (*_HEAD, *HINTS[table])
    yield csv_line(names)
    if hxl:
        yield csv_line([_HXL.get(name, "") for name in names])


def _head(record: Record) -> tuple[str | None, ...]:
    article = article_row(record)
    return tuple(article[name] for name in _HEAD)


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value if part is not None)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value
