"""A store in one SQLite file: rows in tables, words and keys in FTS5 indexes beside them.

The file is in WAL mode, so reading and writing do not wait for each other. `synchronous` is FULL: in WAL mode
NORMAL does not wait for the disk at a commit, and a power cut would lose records that `add` had returned for.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, cast

from onrecord.store import migrate
from onrecord.store.errors import StoreError
from onrecord.store.query import Conditions, Kind
from onrecord.store.relational import RelationalStore
from onrecord.store.searching import Mark
from onrecord.store.session import Session, Values

APPLICATION_ID = 0x4F4E5243
"""`ONRC`, in the header of the file: it is ours, and no other program's database."""

_MAGIC = b"SQLite format 3\x00"
_CACHE_KIB = 65_536
_K1, _B = 1.2, 0.75  # as FTS5 has them
_OPEN, _CLOSE = "\x02", "\x03"  # never in a row's words (words.clean)


def open_sqlite(path: Path, wait: float) -> SqliteStore:
    """The store in a file, which is made if there is none; `wait` is how long to wait for others, in seconds."""
    where = str(path)
    _check_file(path)
    store = SqliteStore(where, wait)
    try:
        store.set_up()
    except BaseException:
        store.close()
        raise
    return store


def _check_file(path: Path) -> None:
    """StoreError where the path can be no store; touches nothing."""
    where = str(path)
    if path.is_dir():
        raise StoreError(where, "is a folder; give the name of a file in it, such as records.db")
    if path.exists() and not path.is_file():
        raise StoreError(where, "is no file; give the name of one")
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise StoreError(where, "its folder does not exist; make it first") from None
        return
    except OSError as error:
        raise StoreError(where, f"cannot be read ({error.strerror}); check its permissions") from error
    if head and head != _MAGIC:
        raise StoreError(where, "is not a store (not an SQLite file); give another name")


class SqliteSession(Session):
    """A connection to the file."""

    def __init__(self, path: str, wait: float) -> None:
        self._database = sqlite3.connect(
            path, timeout=wait, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            for setting in ("synchronous = FULL", "foreign_keys = ON", f"cache_size = -{_CACHE_KIB}"):
                self._database.execute(f"PRAGMA {setting}")
            # SQLite's own knows ASCII alone.
            self._database.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)
        except BaseException:
            self._database.close()
            raise

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        return self._database.execute(sql, values).fetchall()

    def many(self, sql: str, names: Sequence[str], values: Values = ()) -> list[list[Any]]:
        # As one row: Python's module lets other threads run after each row, and is then kept waiting by them.
        columns = ", ".join(names)
        found = self.value(f"SELECT json_group_array(json_array({columns})) FROM ({sql})", values)
        return cast("list[list[Any]]", json.loads(found))

    def run(self, sql: str, values: Values = ()) -> int:
        return self._database.execute(sql, values).rowcount

    def run_many(self, sql: str, values: Iterable[Values]) -> None:
        self._database.executemany(sql, values)

    def script(self, sql: str) -> None:
        # executescript would end the transaction first.
        statement = ""
        for line in f"{sql}\n;".splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self._database.execute(statement)
                statement = ""

    def has_table(self, name: str) -> bool:
        return self.row("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)) is not None

    def begin(self, *, write: bool) -> None:
        self._database.execute("BEGIN IMMEDIATE" if write else "BEGIN")

    def commit(self) -> None:
        self._database.execute("COMMIT")

    def roll_back(self) -> None:
        with suppress(sqlite3.Error):
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._database.close()


class SqliteStore(RelationalStore):
    """The store in one file."""

    row_lock = ""  # BEGIN IMMEDIATE lets one write at a time

    def __init__(self, where: str, wait: float) -> None:
        path = os.path.abspath(where)  # also where the process goes elsewhere, or the name means something to SQLite
        self._path = path
        self._watching = Lock()
        self._watcher: tuple[int, SqliteSession] | None = None  # with its process: a connection must not be shared
        super().__init__(where, wait, lambda: SqliteSession(path, wait))

    def set_up(self, upto: int | None = None) -> None:
        """Make the tables, or bring them up to date.

        Raises:
            StoreError: the file is another program's, or a newer onrecord's; it is left as it is.
        """
        with self._explained(), self._pool.lent() as session:
            session.begin(write=False)  # another process may be making the tables: see all of them, or none
            number = migrate.check_not_newer(session, "sqlite", self.where)
            ours = session.value("PRAGMA application_id") == APPLICATION_ID
            if session.value("SELECT count(*) FROM sqlite_master") and not (number and ours):
                raise StoreError(self.where, "is another program's database; give another name")
            session.commit()
            if session.value("PRAGMA journal_mode") != "wal":
                self._into_wal(session)
            migrate.migrate(session, "sqlite", self.where, _claim, upto)

    def _into_wal(self, session: Session) -> None:
        """Set the mode, which stays; another process may be at the same, and for this SQLite does not wait."""
        until = time.monotonic() + self._wait
        while True:
            try:
                session.run("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if not self._passing(error) or time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def _passing(self, error: Exception) -> bool:
        return isinstance(error, sqlite3.OperationalError) and _code(error) in (
            sqlite3.SQLITE_BUSY,
            sqlite3.SQLITE_LOCKED,
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(self.where, _reason(error)) from error

    def revision(self) -> str:
        # SQLite counts what others commit: asked on a connection that never writes, that is everything.
        self._pool.check_open()
        with self._explained(), self._watching:
            if self._watcher is None or self._watcher[0] != os.getpid():
                self._watcher = (os.getpid(), SqliteSession(self._path, self._wait))
            process, session = self._watcher
            return f"{process}-{session.value('PRAGMA data_version')}"

    def close(self) -> None:
        super().close()
        with self._watching:
            if self._watcher is not None and self._watcher[0] == os.getpid():
                self._watcher[1].close()
            self._watcher = None

    def _bytes(self, session: Session) -> int:
        sizes = 0
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                sizes += os.stat(self._path + suffix).st_size
        return sizes

    def next_version(self, session: Session) -> int:
        return int(session.value("SELECT coalesce(max(id), 0) + 1 FROM versions"))

    def index(self, session: Session, table: str, first: int, last: int) -> None:
        session.run(
            f"INSERT INTO {table}_search (rowid, words, keys)"
            f" SELECT id, words, keys FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id",
            (first, last),
        )

    def unindex(self, session: Session, table: str, first: int, last: int) -> None:
        session.run(
            f"INSERT INTO {table}_search ({table}_search, rowid, words, keys)"
            f" SELECT 'delete', id, words, keys FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id",
            (first, last),
        )

    def matching(self, session: Session, kind: Kind, asked: Conditions, limit: int) -> list[int]:
        table = f"{kind}_search"
        rows = session.many(
            f"SELECT rowid AS id FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ?"
            " ORDER BY rowid DESC LIMIT ?",
            ("id",),
            (expression(asked), asked.first, asked.last, limit),
        )
        return sorted((row[0] for row in rows), reverse=True)  # an aggregate need not keep the order

    def ranked(self, session: Session, kind: Kind, asked: Conditions, limit: int) -> list[int]:
        """By BM25, in which all words weigh the same: every match has all of them, so how rare they are says nothing.

        FTS5's own bm25 would go through all rows of every word to learn just that, which takes longer than the
        search itself.
        """
        table = f"{kind}_search"
        rows = session.many(
            "SELECT id, count / (count + ? + ? * length / mean) AS score"
            " FROM (SELECT id, count, length, avg(length) OVER () AS mean FROM ("
            "SELECT rowid AS id, length(words) AS length,"
            f" length(highlight({table}, 0, ?, '')) - length(words) AS count"
            f" FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?))",
            ("id", "score"),
            (_K1 * (1 - _B), _K1 * _B, _OPEN, expression(asked), asked.first, asked.last, limit),
        )
        return [number for _, number in sorted(((score, number) for number, score in rows), reverse=True)]

    def marked(self, session: Session, kind: Kind, asked: Conditions, ids: Sequence[int]) -> dict[int, list[Mark]]:
        # In an index of just these rows: in the large one each row would have to be looked up by all words.
        among, value = self.among(ids)
        session.run(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.marking USING fts5"
            " (words, keys, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        session.run(f"INSERT INTO marking (rowid, words) SELECT id, words FROM {kind} WHERE id {among}", (value,))
        rows = session.rows(
            "SELECT rowid, highlight(marking, 0, ?, ?) FROM marking WHERE marking MATCH ?",
            (_OPEN, _CLOSE, expression(Conditions(asked.phrases, (), asked.first, asked.last))),
        )
        session.run("DELETE FROM marking")
        return {number: _marks(text) for number, text in rows}

    def among(self, ids: Sequence[int]) -> tuple[str, Any]:
        return "IN (SELECT value FROM json_each(?))", json.dumps(list(ids))


def _claim(session: Session) -> None:
    """Mark the file as ours; the transaction itself keeps others out."""
    session.run(f"PRAGMA application_id = {APPLICATION_ID}")


def expression(asked: Conditions) -> str:
    """Conditions as an FTS5 expression. Tokens are letters and digits in quotation marks, so they are only words."""
    words = [f'words : "{" ".join(phrase)}"' for phrase in asked.phrases]
    keys = ["keys : (" + " OR ".join(f'"{token}"' for token in group) + ")" for group in asked.keys]
    return " AND ".join(f"({part})" for part in (*words, *keys))


def _marks(text: str) -> list[Mark]:
    """The ranges between the signs that `highlight` put into a text, in the text without them."""
    found: list[Mark] = []
    at = start = 0
    for char in text:
        if char == _OPEN:
            start = at
        elif char == _CLOSE:
            found.append((start, at))
        else:
            at += 1
    return found


def _code(error: sqlite3.Error) -> int:
    """The primary code of an error; the codes above 255 only tell more of it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


_REASONS = {
    sqlite3.SQLITE_BUSY: "is locked by another program; try again when that has ended",
    sqlite3.SQLITE_LOCKED: "is locked by another program; try again when that has ended",
    sqlite3.SQLITE_FULL: "the disk is full; make room and try again. What was kept before is safe",
    sqlite3.SQLITE_READONLY: "cannot be written to; check the permissions of the file and of its folder",
    sqlite3.SQLITE_PERM: "cannot be written to; check the permissions of the file and of its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check the permissions of the file and of its folder",
    sqlite3.SQLITE_NOTADB: "is not a store (not an SQLite file); give another name",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a copy, or read the reports again into a new store",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written; check it and the room on it, and try again",
}


def _reason(error: sqlite3.Error) -> str:
    return _REASONS.get(_code(error), f"SQLite cannot do this: {error}")
