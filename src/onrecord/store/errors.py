"""What a store raises on purpose."""

from __future__ import annotations

from onrecord.errors import OnrecordError


class StoreError(OnrecordError):
    """A store that cannot be opened, read or written.

    `where` is the store as its user knows it (a path, an address without its password), `reason` what is
    wrong and what to do, in one line.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class NoSuchReportError(StoreError):
    """The store holds no such report, or no such version of it."""


class QueryError(OnrecordError, ValueError):
    """A search that makes no sense; the message names the field and what it can be."""
