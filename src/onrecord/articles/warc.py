"""WARC files: frozen copies of pages, as web archives and CC-NEWS keep them.

The libraries that read them come with the extra `[archive]` and are imported only here.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import BinaryIO, Protocol, cast

from onrecord.articles.assemble import Around
from onrecord.articles.dates import given_date
from onrecord.articles.decoding import MAX_BYTES, TOO_LARGE
from onrecord.articles.fetch import HTML_TYPES
from onrecord.articles.html import read_html
from onrecord.articles.options import InputOptions
from onrecord.articles.pages import fill_head
from onrecord.articles.xml import GZIP
from onrecord.errors import InputError, SetupError
from onrecord.schema.article import Article

MISSING = "WARC files are read with the extra [archive]; install it with: pip install 'onrecord[archive]'"

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_ROBOTS = re.compile(r"https?://[^/?#]+/robots\.txt", re.IGNORECASE)
_CHUNK = re.compile(rb"(?:\r?\n)?([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


class _Body(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class SkippedRecord:
    """A record that is no page; `reason` says why, in a word or two to count it by."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Record:
    """One record, the same from either library: where it begins in the stream, WARC headers and HTTP headers with
    small names."""

    place: int
    headers: Mapping[str, str]
    status: int | None
    http: Mapping[str, str]
    body: _Body


def is_warc(begin: bytes) -> bool:
    """Whether a file that begins so (its first line, or what gzip packs of it) is a WARC file."""
    if begin.startswith(GZIP):
        try:
            begin = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(begin, 16)
        except zlib.error:
            return False
    return begin.startswith(b"WARC/")


def read_warc(stream: BinaryIO, taken: bytes, *, name: str, options: InputOptions) -> Iterator[Article | InputError]:
    """The articles of a WARC file: of every response that is an HTML page.

    `taken` was read from `stream` already. All other records are counted and noticed. What a
    record says is taken where its page says nothing: its address and, as the date, when it was
    archived.

    Raises:
        SetupError: no library for WARC files is installed.
    """
    skipped: Counter[str] = Counter()
    read = 0
    rejoined = cast(BinaryIO, BufferedReader(_Rejoined(taken, stream)))
    for outcome in warc_outcomes(rejoined, name=name, options=options, called=lambda n, _: f"{name}, record {n}"):
        if isinstance(outcome, SkippedRecord):
            skipped[outcome.reason] += 1
        else:
            read += 1
            yield outcome
    if not read:
        yield InputError(name, f"holds no pages ({_counted(skipped) or 'no records'})")
    elif skipped:
        options.notice(name, f"records that are no pages were left out ({_counted(skipped)})")


def warc_outcomes(
    stream: BinaryIO, *, name: str, options: InputOptions, called: Callable[[int, int], str]
) -> Iterator[Article | InputError | SkippedRecord]:
    """What each record of a WARC file is, in order; where the file is broken, an InputError named `name` is the last.

    `called` gives an article its name, from the number of its record (from 1) and the record's place in `stream`
    (bytes as they are there, packed or not).

    Raises:
        SetupError: no library for WARC files is installed.
    """
    number = 0
    try:
        for number, record in enumerate(_records(stream), start=1):
            if reason := _skipped(record):
                yield SkippedRecord(reason)
                continue
            try:
                yield _article(record, called(number, record.place), options)
            except InputError as error:
                yield error
    except _BrokenError as broken:
        yield InputError(name, f"is broken after record {number} ({broken}); get it again")


def _article(record: _Record, name: str, options: InputOptions) -> Article:
    data = record.body.read(MAX_BYTES + 1)
    if len(data) <= MAX_BYTES:
        data = _unpacked(data, record.http, name)
    if len(data) > MAX_BYTES:
        raise InputError(name, TOO_LARGE)
    url = record.headers.get("warc-target-uri", "").strip("<> ") or None
    charset = _CHARSET.search(record.http.get("content-type", ""))
    article = read_html(data, name=name, options=options, charset=charset[1] if charset else None, url=url)
    if article.published is not None:
        return article
    return fill_head(article, Around(published=given_date(record.headers.get("warc-date", "")), url=url), options)


def _unpacked(data: bytes, http: Mapping[str, str], name: str) -> bytes:
    """The body as the site meant it, not much more than MAX_BYTES of it.

    Archives keep it as it was sent, or unpacked under the old headers; so what does not look
    packed is taken as it is. (FastWARC could unpack, but then cannot go on after a large one.)
    """
    if "chunked" in http.get("transfer-encoding", "").lower():
        data = _joined(data)
    coding = http.get("content-encoding", "").strip().lower()
    if coding in ("br", "zstd", "compress"):
        raise InputError(name, f"is packed in a way that is not read ({coding})")
    if coding in ("gzip", "x-gzip", "deflate"):
        for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
            with suppress(zlib.error):
                return zlib.decompressobj(bits).decompress(data, MAX_BYTES + 1)
    return data


def _joined(data: bytes) -> bytes:
    """The pieces of a body that was sent in chunks."""
    pieces: list[bytes] = []
    place = 0
    while match := _CHUNK.match(data, place):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(data[match.end() : match.end() + size])
        place = match.end() + size
    return b"".join(pieces) or data


def _skipped(record: _Record) -> str | None:
    """Why a record is no page, in a word or two to count it by."""
    kind = record.headers.get("warc-type", "").strip().lower()
    if kind != "response":
        return kind if re.fullmatch(r"[a-z]{1,20}", kind) else "without a type"
    if _ROBOTS.fullmatch(record.headers.get("warc-target-uri", "").strip("<> ")):
        return "robots.txt"
    if record.status != 200:
        return "not found or redirected"
    if record.http.get("content-type", "").partition(";")[0].strip().lower() not in HTML_TYPES:
        return "not HTML"
    return "cut short" if record.headers.get("warc-truncated") else None


def _counted(skipped: Counter[str]) -> str:
    return ", ".join(f"{count} {reason}" for reason, count in sorted(skipped.items()))


class _BrokenError(Exception):
    """A file that cannot be read on."""


@contextmanager
def _library_errors() -> Iterator[None]:
    try:
        yield
    except (GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # Whatever a reader of archives makes of hostile bytes, it can't go on after them. A panic of
        # FastWARC, which is written in Rust, is no Exception.
        raise _BrokenError(" ".join(str(error).split())[:80] or type(error).__name__) from None


def _records(stream: BinaryIO) -> Iterator[_Record]:
    try:
        import fastwarc  # noqa: F401
    except ImportError:
        try:
            import warcio  # type: ignore[import-untyped]  # noqa: F401
        except ImportError:
            raise SetupError(MISSING) from None
        return _by_warcio(stream)
    return _by_fastwarc(stream)


def _by_fastwarc(stream: BinaryIO) -> Iterator[_Record]:
    from fastwarc.warc import ArchiveIterator

    with _library_errors():
        records = iter(ArchiveIterator(stream, parse_http=True))
    while True:
        with _library_errors():
            if (record := next(records, None)) is None:
                return
            http = record.http_headers if record.is_http and record.is_http_parsed else None
            found = _Record(
                record.stream_pos,
                _small(record.headers.to_tuples()),
                http.status_code if http is not None else None,
                _small(http.to_tuples()) if http is not None else {},
                _Guarded(record.reader),
            )
        yield found


def _by_warcio(stream: BinaryIO) -> Iterator[_Record]:
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    with _library_errors():
        records = ArchiveIterator(stream)
    while True:
        with _library_errors():
            if (record := next(records, None)) is None:
                return
            http = record.http_headers
            status = http.get_statuscode() if http is not None else ""
            found = _Record(
                records.offset,
                _small(record.rec_headers.headers),
                int(status) if status and status.isdecimal() else None,
                _small(http.headers) if http is not None else {},
                _Guarded(record.raw_stream),
            )
        yield found


def _small(headers: object) -> dict[str, str]:
    return {name.lower(): value for name, value in cast("list[tuple[str, str]]", headers)}


class _Guarded:
    """The body of a record; whatever breaks in it is a `_BrokenError`."""

    def __init__(self, body: _Body) -> None:
        self._body = body

    def read(self, size: int, /) -> bytes:
        pieces: list[bytes] = []
        left = size
        while left > 0:
            with _library_errors():
                piece = self._body.read(left)
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)


class _Rejoined(RawIOBase):
    """A stream from its beginning, of which something was taken already."""

    def __init__(self, taken: bytes, stream: BinaryIO) -> None:
        self._taken = taken
        self._stream = stream
        self._place = 0

    def tell(self) -> int:
        return self._place  # FastWARC asks for it

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        piece = self._taken[: len(buffer)] or self._stream.read(len(buffer))
        self._taken = self._taken[len(piece) :]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)
