"""A record as it is kept: its JSON, compressed.

What was read back is remembered by the very bytes that it was read from, so it cannot be out of date, whoever
wrote to the store meanwhile.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from onrecord.errors import OnrecordError
from onrecord.record.serialise import article_from_dict, from_dict, to_json
from onrecord.schema.article import Article
from onrecord.schema.record import Record
from onrecord.store.errors import StoreError

_RECORDS = 200  # some 100 kB each
_ARTICLES = 2_000  # some 10 kB each

T = TypeVar("T")


def written(record: Record) -> bytes:
    """The JSON of a record as bytes, to compare with; `zlib.compress` of it is what is kept."""
    return to_json(record).encode("utf-8", "surrogatepass")


def record_of(where: str, report: str, document: bytes, *, keep: bool = True) -> Record:
    """A record read back; `keep` is false where many are read that nobody will ask for again.

    Raises:
        StoreError: it is damaged.
    """
    return _read(_record if keep else _record.__wrapped__, where, report, document)


def article_of(where: str, report: str, document: bytes) -> Article:
    """The article of a record, without the rest.

    Raises:
        StoreError: it is damaged.
    """
    return _read(_article, where, report, document)


def _read(reading: Callable[[bytes, str], T], where: str, report: str, document: bytes) -> T:
    try:
        return reading(document, report)
    except (zlib.error, ValueError, OnrecordError) as error:
        raise StoreError(where, f"the record of {report} is damaged ({error}); read the report again") from error


@lru_cache(maxsize=_RECORDS)
def _record(document: bytes, report: str) -> Record:
    return from_dict(_row(document), report)


@lru_cache(maxsize=_ARTICLES)
def _article(document: bytes, report: str) -> Article:
    return article_from_dict(_row(document), report)


def _row(document: bytes) -> Any:
    return json.loads(zlib.decompress(document).decode("utf-8", "surrogatepass"))
