"""A store brought up to date: numbered SQL files, each run once and in its own transaction.

To change the tables, add `NNNN_what.sql` with the next number to `sqlite/` and to `postgres/`; files that were
released are never edited. The table `schema_version` has a row for each file that was run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Literal

from onrecord.store.errors import StoreError
from onrecord.store.session import Session

Dialect = Literal["sqlite", "postgres"]

_NAME = re.compile(r"(\d{4})_\w+\.sql")
_MADE = "SELECT max(number) FROM schema_version"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number (1, 2, ...), the file's name, its SQL."""

    number: int
    name: str
    sql: str


@cache
def migrations(dialect: Dialect) -> tuple[Migration, ...]:
    """All steps of a dialect, in order."""
    found = []
    for file in (files("onrecord.store") / dialect).iterdir():
        if match := _NAME.fullmatch(file.name):
            found.append(Migration(int(match[1]), file.name, file.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda m: m.number))


def schema_number(session: Session) -> int:
    """The number of the last step that was run; 0 for a database without any."""
    return int(session.value(_MADE) or 0) if session.has_table("schema_version") else 0


def check_not_newer(session: Session, dialect: Dialect, where: str) -> int:
    """The store's number; StoreError where this onrecord doesn't know it. Writes nothing."""
    number = schema_number(session)
    newest = migrations(dialect)[-1].number
    if number > newest:
        raise StoreError(
            where,
            f"was made by a newer onrecord (its tables have version {number}, this one knows {newest}); "
            "update onrecord. The store was left as it is",
        )
    return number


def migrate(
    session: Session, dialect: Dialect, where: str, lock: Callable[[Session], None], upto: int | None = None
) -> None:
    """Run the steps that are missing, up to number `upto`; `lock` keeps others from doing the same at once.

    Raises:
        StoreError: the store is newer than this onrecord.
    """
    if check_not_newer(session, dialect, where) == migrations(dialect)[-1].number:
        return
    for step in migrations(dialect)[:upto]:
        session.begin(write=True)
        try:
            lock(session)
            if not session.has_table("schema_version"):
                session.script(
                    "CREATE TABLE schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)"
                )
            if schema_number(session) < step.number:
                session.script(step.sql)
                session.run(
                    "INSERT INTO schema_version (number, name, at) VALUES (?, ?, ?)",
                    (step.number, step.name, utc_now()),
                )
            session.commit()
        except BaseException:
            session.roll_back()
            raise


def utc_now() -> str:
    """The time now, as a store keeps it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
