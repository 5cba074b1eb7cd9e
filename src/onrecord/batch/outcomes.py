"""A unit to its articles, in order, read as a stream: an input may be larger than memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING, BinaryIO, cast

from onrecord.articles.decoding import TOO_LARGE
from onrecord.articles.inputs import read_stream
from onrecord.articles.jsonlines import read_lines, read_value
from onrecord.articles.options import InputOptions
from onrecord.articles.streams import lines_of_stream
from onrecord.articles.warc import SkippedRecord, is_warc, warc_outcomes
from onrecord.articles.xml import GZIP, begins_as_list, list_kind
from onrecord.batch.addresses import File, opened
from onrecord.batch.slices import Between, line_at, member_at
from onrecord.batch.units import Unit
from onrecord.errors import InputError
from onrecord.schema.article import Article

if TYPE_CHECKING:
    from hashlib import _Hash

Outcome = Article | InputError | SkippedRecord

_OVERSIZED = "larger than 5 MB"
_LIST = "is a feed, an OPML list or a sitemap; a batch reads files, `onrecord add` what such a list names"


def outcomes(unit: Unit, options: InputOptions, digest: _Hash) -> Iterator[Outcome]:
    """What is in a unit: articles, what cannot be read as one, and records of archives that are left out.

    All bytes of the unit go into `digest` (of Parquet, its rows as JSON).

    Raises:
        InputError: the file cannot be opened any more.
        OSError: it cannot be read to its end; another try may do better.
        SetupError: a package that reads it is not installed.
    """
    if unit.kind == "warc":
        return _of_archive(unit, options, digest)
    if unit.kind == "lines":
        return _of_lines(unit, options, digest)
    if unit.kind == "parquet":
        return _of_table(unit, options, digest)
    return _of_files(unit, options, digest)


def _of_archive(unit: Unit, options: InputOptions, digest: _Hash) -> Iterator[Outcome]:
    name, size = unit.address, unit.files[0].size
    with opened(name) as stream:
        start, end = unit.start, unit.end
        if (start, end) != (0, size):
            start, end = member_at(stream, start, size), member_at(stream, end, size)
        if start >= end:  # one record is larger than the slice
            return
        part = Between(stream, start, end, digest)
        yield from _archive(_buffered(part), name, start, options)
        part.drain()


def _archive(stream: BinaryIO, name: str, start: int, options: InputOptions) -> Iterator[Outcome]:
    """The records of an archive, or of a slice of one that begins at byte `start`."""

    def called(_: int, place: int) -> str:
        return f"{name}, record at byte {start + place}"

    for outcome in warc_outcomes(stream, name=name, options=options, called=called):
        if isinstance(outcome, InputError) and outcome.reason == TOO_LARGE:
            yield SkippedRecord(_OVERSIZED)
        else:
            yield outcome


def _of_lines(unit: Unit, options: InputOptions, digest: _Hash) -> Iterator[Outcome]:
    name, size = unit.address, unit.files[0].size
    with opened(name) as stream:
        start, end = line_at(stream, unit.start, size), line_at(stream, unit.end, size)
        if start >= end and size:
            return
        part = Between(stream, start, end, digest)
        called = f"{name}, from byte {start}" if start else name
        yield from read_lines(lines_of_stream(_buffered(part)), name=called, options=options)


def _of_table(unit: Unit, options: InputOptions, digest: _Hash) -> Iterator[Outcome]:
    from onrecord.batch.tables import rows_between

    with opened(unit.address) as stream:
        for number, row in rows_between(stream, unit.start, unit.end, unit.address):
            digest.update(json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass") + b"\n")
            yield read_value(row, f"{unit.address}, row {number + 1}", options)


def _of_files(unit: Unit, options: InputOptions, digest: _Hash) -> Iterator[Outcome]:
    for file in unit.files:
        try:
            yield from _of_file(file, options, digest)
        except InputError as error:
            yield error


def _of_file(file: File, options: InputOptions, digest: _Hash) -> Iterator[Outcome]:
    with opened(file.address) as stream:
        part = Between(stream, 0, file.size, digest)
        buffered = _buffered(part)
        begin = buffered.peek()  # type: ignore[attr-defined]
        if begins_as_list(begin) if begin.startswith(GZIP) else list_kind(begin):
            yield InputError(file.address, _LIST)
        elif is_warc(begin):
            yield from _archive(buffered, file.address, 0, options)
        else:
            yield from read_stream(buffered, file.address, options)
        part.drain()


def _buffered(part: Between) -> BinaryIO:
    return cast(BinaryIO, BufferedReader(part, buffer_size=1 << 16))
