"""A store by its name."""

from __future__ import annotations

from pathlib import Path

from onrecord.store.base import Store

WAIT = 30.0
"""How long to wait for others that write, in seconds."""

_POSTGRES = ("postgresql://", "postgres://")


def open_store(where: str | Path, *, wait: float = WAIT) -> Store:
    """The store at `where`: a path (one SQLite file, made where there is none) or a `postgresql://` address.

    A store of an older onrecord is brought up to date. `wait` is how long to wait for others that
    write, in seconds.

    Raises:
        StoreError: it cannot be opened, is no store, or a newer onrecord's; the message says what to do.
        SetupError: PostgreSQL is asked for, and psycopg is not installed.
    """
    if isinstance(where, str) and where.startswith(_POSTGRES):
        from onrecord.store.postgres import open_postgres

        return open_postgres(where, wait)
    from onrecord.store.sqlite import open_sqlite

    return open_sqlite(Path(where), wait)
