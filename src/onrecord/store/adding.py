"""A record put into a store: what is written, inside a transaction that the caller holds."""

from __future__ import annotations

import zlib
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from onrecord.schema.article import Detail
from onrecord.schema.record import Record
from onrecord.store.base import Added
from onrecord.store.documents import written
from onrecord.store.errors import StoreError
from onrecord.store.migrate import utc_now
from onrecord.store.query import ROWS
from onrecord.store.rowid import POSITIONS, first_row
from onrecord.store.rows import AnyRow, Indexed, PlaceRow, columns, rows_of, to_values
from onrecord.store.session import Session
from onrecord.store.words import clean

TABLES: tuple[type[AnyRow], ...] = (*ROWS.values(), PlaceRow)

_HEAD = (
    "article", "text_sha256", "title", "publisher", "byline", "date", "url", "package", "model", "model_sha256",
    "pipeline", "statements", "figures", "events",
)  # fmt: skip


class Dialect(Protocol):
    """What writing needs to know of a database."""

    where: str
    row_lock: str
    """What a SELECT ends with, to keep others from writing the same report."""

    @abstractmethod
    def next_version(self, session: Session) -> int:
        """A number that no version has."""

    @abstractmethod
    def index(self, session: Session, table: str, first: int, last: int) -> None:
        """Let the rows from `first` to `last` be found."""

    @abstractmethod
    def unindex(self, session: Session, table: str, first: int, last: int) -> None:
        """Let the rows from `first` to `last` not be found any more; done before they change."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record with all that is costly done before the transaction begins."""

    key: str
    json: bytes
    document: bytes
    head: dict[str, Any]
    tables: dict[type[AnyRow], list[Indexed]]


def prepare(record: Record, where: str) -> Prepared:
    """A record made ready to be written to the store `where`.

    Raises:
        StoreError: it has more rows of a kind than a version can have.
    """
    article = record.article
    tables: dict[type[AnyRow], list[Indexed]] = defaultdict(list)
    for indexed in rows_of(record):
        tables[type(indexed.row)].append(indexed)
    for kind, rows in tables.items():
        if len(rows) > POSITIONS:
            raise StoreError(where, f"the report {article.id} has {len(rows)} {kind.table}, more than {POSITIONS}")
    made_by = record.provenance
    head = {
        "article": article.id, "text_sha256": article.sha256, "title": _value(article.title),
        "publisher": _value(article.publisher), "byline": _value(article.byline), "date": _value(article.published),
        "url": article.url, "package": made_by.package, "model": made_by.model,
        "model_sha256": made_by.model_sha256, "pipeline": made_by.pipeline, "statements": len(record.statements),
        "figures": len(record.figures), "events": len(record.events),
    }  # fmt: skip
    head = {name: clean(value) if isinstance(value, str) else value for name, value in head.items()}
    json = written(record)
    return Prepared(clean(article.url or article.id), json, zlib.compress(json), head, tables)


def _value(detail: Detail | None) -> str | None:
    return detail.value if detail else None


def write(session: Session, dialect: Dialect, new: Prepared, reread: bool) -> Added:
    """Write one record; the transaction is the caller's."""
    report = _report(session, dialect, new.key)
    if report is None:
        session.run("INSERT INTO reports (key) VALUES (?) ON CONFLICT DO NOTHING", (new.key,))
        report = _report(session, dialect, new.key)
    assert report is not None
    found = session.row(
        "SELECT id, number, latest FROM versions WHERE report = ? AND text_sha256 = ?",
        (report, new.head["text_sha256"]),
    )
    if found:
        version, number, latest = found
        if not reread or _document(session, version) == new.json:
            return Added(new.key, number, "unchanged")
        _replace(session, dialect, new, version, latest=bool(latest))
        return Added(new.key, number, "changed")
    before = session.row("SELECT id, number, first_row FROM versions WHERE report = ? AND latest = 1", (report,))
    if before:
        for kind in ROWS.values():
            dialect.unindex(session, kind.table, before[2], before[2] + POSITIONS - 1)
        session.run("UPDATE versions SET latest = 0 WHERE id = ?", (before[0],))
    number = before[1] + 1 if before else 1
    version = dialect.next_version(session)
    names = ("id", "report", "number", "latest", "first_row", "added_at", *_HEAD)
    first = first_row(new.head["date"], version)
    values = (version, report, number, 1, first, utc_now(), *(new.head[name] for name in _HEAD))
    session.run(f"INSERT INTO versions ({', '.join(names)}) VALUES ({_marks(names)})", values)
    session.run("INSERT INTO documents (version, record) VALUES (?, ?)", (version, new.document))
    _write_rows(session, dialect, new, version, first, latest=True)
    return Added(new.key, number, "changed" if before else "added")


def _report(session: Session, dialect: Dialect, key: str) -> int | None:
    found: int | None = session.value(f"SELECT id FROM reports WHERE key = ?{dialect.row_lock}", (key,))
    return found


def _document(session: Session, version: int) -> bytes:
    kept: bytes = session.value("SELECT record FROM documents WHERE version = ?", (version,))
    try:
        return zlib.decompress(kept)
    except zlib.error:
        return b""  # damaged: any reading is better


def _replace(session: Session, dialect: Dialect, new: Prepared, version: int, *, latest: bool) -> None:
    """Put a new reading of the same text in the place of the one before."""
    old = session.value("SELECT first_row FROM versions WHERE id = ?", (version,))
    if latest:
        for kind in ROWS.values():
            dialect.unindex(session, kind.table, old, old + POSITIONS - 1)
    for table in TABLES:
        session.run(f"DELETE FROM {table.table} WHERE id BETWEEN ? AND ?", (old, old + POSITIONS - 1))
    first = first_row(new.head["date"], version)
    names = ("first_row", "added_at", *_HEAD)
    values = (first, utc_now(), *(new.head[name] for name in _HEAD), version)
    session.run(f"UPDATE versions SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?", values)
    session.run("UPDATE documents SET record = ? WHERE version = ?", (new.document, version))
    _write_rows(session, dialect, new, version, first, latest=latest)


def _write_rows(session: Session, dialect: Dialect, new: Prepared, version: int, first: int, *, latest: bool) -> None:
    for kind, rows in new.tables.items():
        write_table(session, kind, version, first, rows)
        if latest and kind is not PlaceRow:
            dialect.index(session, kind.table, first, first + POSITIONS - 1)


def write_table(session: Session, kind: type[AnyRow], version: int, first: int, rows: Sequence[Indexed]) -> None:
    """The rows of one kind of a version, whose first row is numbered `first`; they are not found by a search yet."""
    keyed = kind is not PlaceRow
    names = ("id", "version", *columns(kind), *(("keys",) if keyed else ()))
    session.run_many(
        f"INSERT INTO {kind.table} ({', '.join(names)}) VALUES ({_marks(names)})",
        (
            (first + i, version, *to_values(r.row), *((" ".join(sorted(r.keys)),) if keyed else ()))
            for i, r in enumerate(rows)
        ),
    )


def _marks(names: Sequence[str]) -> str:
    return ", ".join("?" * len(names))
