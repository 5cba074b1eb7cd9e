"""One plain SQLite file for others' tools: Datasette opens it as it is, with facets, links and search.

It is no store: nothing in it is compressed or coded, and onrecord does not write to it again. Whole numbers
are the keys, since Datasette links and searches by those; the records' own ids stand beside them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from onrecord.export.tables import ARTICLE, HINTS, TABLES, Table, article_row, table_rows
from onrecord.schema.record import Record

_INTERNAL = {"statement", "parent"}
"""Columns that point at a statement of the same report, kept as the number of its row."""

_OWN_ID: dict[Table, str] = {"statements": "statement", "figures": "figure", "events": "event", "places": "place"}

_LINKS = (("figures", "places"), ("events", "places"), ("events", "figures"))

_SEARCHED = {
    "articles": ("title", "text"),
    "statements": ("speaker", "content"),
    "figures": ("sentence",),
    "events": ("sentence",),
}

_MOST = 1 << 63  # SQLite's whole numbers end here; a larger figure is kept as a float

Keys = dict[tuple[Table, str], int]


def write_sqlite(records: Iterable[Record], path: Path) -> None:
    """Write a database: the tables articles, statements, figures, events and places with foreign keys, the tables
    that link figures and events to their places and figures, and full-text search over the words.

    Raises:
        OSError: the file cannot be written.
    """
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")  # a file that is not complete is thrown away
        database.executescript("".join(_schema()))
        for number, record in enumerate(records, start=1):
            _add(database, number, record)
        for table, columns in _SEARCHED.items():
            names = ", ".join(columns)
            database.execute(
                f'CREATE VIRTUAL TABLE "{table}_fts" USING fts5('
                f"{names}, tokenize='porter unicode61 remove_diacritics 2', content=\"{table}\", content_rowid='id')"
            )
            database.execute(f'INSERT INTO "{table}_fts" ("{table}_fts") VALUES (\'rebuild\')')
        database.commit()
        database.execute("ANALYZE")
        database.commit()


def _schema() -> Iterable[str]:
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
    if name in _INTERNAL and name != _OWN_ID[table]:
        return f'"{name}" INTEGER REFERENCES statements (id)'
    if hint in (int, bool, int | None):
        return f'"{name}" INTEGER'
    if hint in (float | None, int | float | None):
        return f'"{name}" NUMERIC'
    return f'"{name}" TEXT'


def _add(database: sqlite3.Connection, number: int, record: Record) -> None:
    article = article_row(record)
    _insert(database, "articles", {"id": number, **article})
    rows = list(table_rows(record))
    keys = _keys(database, rows)
    for table, row in rows:
        own = row[_OWN_ID[table]]
        cells = {name: _cell(value) for name, value in row.items()}
        for name in _INTERNAL - {_OWN_ID[table]}:
            if name in row:
                cells[name] = keys.get(("statements", row[name]))
        _insert(database, table, {"id": keys[table, own], "article": number, **cells})
    for left, right, pairs in _links(record):
        numbers = {
            (keys[left, one], keys[right, other]) for one, others in pairs for other in others if (right, other) in keys
        }
        database.executemany(f"INSERT INTO {left}_{right} VALUES (?, ?)", sorted(numbers))


def _keys(database: sqlite3.Connection, rows: Iterable[tuple[Table, dict[str, Any]]]) -> Keys:
    """The number of each row, by its table and its own id: a row may point at one that comes after it."""
    last = {t: database.execute(f"SELECT coalesce(max(id), 0) FROM {t}").fetchone()[0] for t in TABLES}
    keys: Keys = {}
    for table, row in rows:
        last[table] += 1
        keys[table, row[_OWN_ID[table]]] = last[table]
    return keys


def _links(record: Record) -> Iterable[tuple[Table, Table, list[tuple[str, tuple[str, ...]]]]]:
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
