"""One connection to a database, with the few verbs that both dialects share."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import Any, Generic, TypeVar

from onrecord.store.errors import StoreError

Values = Sequence[Any]


class Session(ABC):
    """A connection inside a transaction. SQL is written with `?` for each value, and holds no other `?` or `%`."""

    @abstractmethod
    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""

    def many(self, sql: str, names: Sequence[str], values: Values = ()) -> list[list[Any]]:
        """Hundreds of rows or more of a query whose columns have these names, all of them numbers or texts."""
        return [list(row) for row in self.rows(sql, values)]

    @abstractmethod
    def run(self, sql: str, values: Values = ()) -> int:
        """How many rows a statement changed."""

    @abstractmethod
    def run_many(self, sql: str, values: Iterable[Values]) -> None:
        """One statement with many sets of values."""

    @abstractmethod
    def script(self, sql: str) -> None:
        """Several statements, as part of the transaction."""

    @abstractmethod
    def has_table(self, name: str) -> bool:
        """Whether there is such a table."""

    @abstractmethod
    def begin(self, *, write: bool) -> None:
        """Begin a transaction; with `write` as the only one that writes, where the database has just one."""

    @abstractmethod
    def commit(self) -> None:
        """End the transaction; what was written is on disk."""

    @abstractmethod
    def roll_back(self) -> None:
        """End the transaction as if it had not been; never raises."""

    @abstractmethod
    def close(self) -> None:
        """Close the connection."""

    def row(self, sql: str, values: Values = ()) -> tuple[Any, ...] | None:
        """The first row of a query, None where there is none."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first value of the first row, None where there is none."""
        found = self.row(sql, values)
        return found[0] if found else None


S = TypeVar("S", bound=Session)


class Pool(Generic[S]):
    """Connections lent to one user at a time, opened as they are needed; a forked process gets its own."""

    def __init__(self, where: str, connect: Callable[[], S]) -> None:
        self._where = where
        self._connect = connect
        self._process = os.getpid()
        self._free: LifoQueue[S] = LifoQueue()
        self._closed = False

    def check_open(self) -> None:
        """Raises a StoreError after `close`."""
        if self._closed:
            raise StoreError(self._where, "was closed; open it again")

    @contextmanager
    def lent(self) -> Iterator[S]:
        """A connection; one that fails is not lent again."""
        self.check_open()
        if self._process != os.getpid():
            # A connection must not be shared with the parent, nor closed under it.
            self._abandoned, self._free, self._process = self._free, LifoQueue(), os.getpid()
        try:
            session = self._free.get_nowait()
        except Empty:
            session = self._connect()
        try:
            yield session
        except BaseException:
            session.close()
            raise
        if self._closed:
            session.close()
        else:
            self._free.put(session)

    def close(self) -> None:
        """Close all connections that are not lent; those that are close when they come back."""
        self._closed = True
        while True:
            try:
                self._free.get_nowait().close()
            except Empty:
                return
