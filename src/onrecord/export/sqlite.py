"""One plain SQLite file for others' tools: Datasette opens it as it is, with facets, links and search.

It is no store: nothing in it is compressed or coded, and onrecord does not write to it again. Whole numbers
are the keys, since Datasette links and searches by those; the records' own ids stand beside them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from onrecord.export.tables import ARTICLE, HINTS, TABLES, Table, article_row, table_rows
from onrecord.schema.record import Record

_OWN_ID: dict[Table, str] = {"statements": "statement", "figures": "figure", "events": "event", "places": "place"}
_POINTS_AT: dict[Table, str] = {"statements": "parent", "figures": "statement", "events": "statement"}
"""The column that names a statement of the same report; it is kept as the number of that statement's row."""

_LINKS = (("figures", "places"), ("events", "places"), ("events", "figures"))

_SEARCHED = {
    "articles": ("title", "text"),
    "statements": ("speaker", "content"),
    "figures": ("sentence",),
    "events": ("sentence",),
}

_MOST = 1 << 63  # SQLite's whole numbers end here; a larger figure is kept as a float

_VIEWS = """
CREATE VIEW quotes AS SELECT s.id, a.published, a.publisher, s.speaker, s.act, s.negated, s.quotation, s.content,
    s.condition, a.title, a.url FROM statements s JOIN articles a ON a.id = s.article;
CREATE VIEW counts AS SELECT f.id, a.published, a.publisher, f.speaker, f.measure, f.low, f.high, f.approximate,
    f.span, f.counted, f.place, f.period, a.title, a.url FROM figures f JOIN articles a ON a.id = f.article;
"""


def write_sqlite(records: Iterable[Record], path: Path) -> None:
    """Write a database: the tables articles, statements, figures, events and places with foreign keys, the tables
    that link figures and events to their places and figures, the views quotes and counts, and full-text search.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = OFF")  # a file that is not complete is thrown away
            database.executescript("".join(_schema()) + _VIEWS)
            for number, record in enumerate(records, start=1):
                _add(database, number, record)
            for table, columns in _SEARCHED.items():
                _index(database, table, columns)
            database.commit()
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def _index(database: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
    """Full-text search over columns of a table, in the form by which Datasette knows it."""
    database.execute(
        f'CREATE VIRTUAL TABLE "{table}_fts" USING fts5({", ".join(columns)}, '
        f"tokenize='porter unicode61 remove_diacritics 2', content=\"{table}\", content_rowid='id')"
    )
    database.execute(f'INSERT INTO "{table}_fts" ("{table}_fts") VALUES (\'rebuild\')')


def _schema() -> Iterator[str]:
    columns = ", ".join(f'"{name}" TEXT' for name in ARTICLE)
    yield f"CREATE TABLE articles (id INTEGER PRIMARY KEY, {columns}, UNIQUE (report));\n"
    for table in TABLES:
        own = ", ".join(_column(table, name, hint) for name, hint in HINTS[table].items())
        yield (
            f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, "
            f"article INTEGER NOT NULL REFERENCES articles (id), {own});\n"
            f"CREATE INDEX {table}_article ON {table} (article);\n"
        )
    for left, right in _LINKS:
        one, other = left.removesuffix("s"), right.removesuffix("s")
        yield (
            f"CREATE TABLE {left}_{right} ({one} INTEGER NOT NULL REFERENCES {left} (id), "
            f"{other} INTEGER NOT NULL REFERENCES {right} (id), PRIMARY KEY ({one}, {other}));\n"
        )


def _column(table: Table, name: str, hint: Any) -> str:
    if name == _POINTS_AT.get(table):
        return f'"{name}" INTEGER REFERENCES statements (id)'
    if hint in (int, bool, int | None):
        return f'"{name}" INTEGER'
    if hint in (float | None, int | float | None):
        return f'"{name}" NUMERIC'
    return f'"{name}" TEXT'


def _add(database: sqlite3.Connection, number: int, record: Record) -> None:
    _insert(database, "articles", {"id": number, **article_row(record)})
    rows = list(_numbered(database, table_rows(record)))
    keys = {(table, row[_OWN_ID[table]]): key for table, key, row in rows}  # a row may point at a later one
    for table, key, row in rows:
        cells = {name: _cell(value) for name, value in row.items()}
        if pointer := _POINTS_AT.get(table):
            cells[pointer] = keys.get(("statements", row[pointer]))
        _insert(database, table, {"id": key, "article": number, **cells})
    for left, right, pairs in _links(record):
        linked = {
            (keys[left, one], keys[right, other]) for one, others in pairs for other in others if (right, other) in keys
        }
        database.executemany(f"INSERT INTO {left}_{right} VALUES (?, ?)", sorted(linked))


def _numbered(
    database: sqlite3.Connection, rows: Iterable[tuple[Table, dict[str, Any]]]
) -> Iterator[tuple[Table, int, dict[str, Any]]]:
    """The rows, each with the number it gets in its table."""
    last = {t: database.execute(f"SELECT coalesce(max(id), 0) FROM {t}").fetchone()[0] for t in TABLES}
    for table, row in rows:
        last[table] += 1
        yield table, last[table], row


def _links(record: Record) -> Iterator[tuple[Table, Table, list[tuple[str, tuple[str, ...]]]]]:
    yield "figures", "places", [(f.id, f.places) for f in record.figures]
    yield "events", "places", [(e.id, e.places) for e in record.events]
    yield "events", "figures", [(e.id, e.figures) for e in record.events]


def _insert(database: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and abs(value) >= _MOST:
        return float(value)
    return value
