"""Names in, articles out: files, folders, addresses and standard input.

What an input is, its content tells: text, HTML, JSON Lines, or a list of other reports (feed,
OPML, sitemap, WARC file). One input that cannot be read never stops the rest: it comes out as
an InputError in its place.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain, islice
from pathlib import PurePath
from typing import BinaryIO

from onrecord.articles.assemble import assemble
from onrecord.articles.decoding import MAX_BYTES, TOO_LARGE, decode
from onrecord.articles.folders import files_below
from onrecord.articles.jsonlines import is_article_line, is_document, read_document, read_lines
from onrecord.articles.options import InputOptions
from onrecord.articles.streams import all_of, head_line, lines_of_stream, opened
from onrecord.articles.text import article_text
from onrecord.articles.warc import is_warc, read_warc
from onrecord.articles.xml import GZIP, MAX_LIST, begins_as_list, list_kind, unpacked
from onrecord.errors import InputError
from onrecord.schema.article import Article

__all__ = ["STDIN", "InputOptions", "read_article", "read_inputs", "read_stream"]

STDIN = "standard input"
"""The name of what comes from `-`."""

MAX_DOCUMENT = 100_000_000
"""The most bytes of a JSON array, which is read as a whole; JSON Lines may have any size."""

_PACKED = 4096
"""How many bytes of a gzip file are enough to see what is in it."""

_DEFAULTS = InputOptions()
_HTML = frozenset({".html", ".htm", ".xhtml"})
_JSON_LINES = frozenset({".jsonl", ".ndjson"})
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def read_inputs(
    names: Iterable[str], options: InputOptions = _DEFAULTS, stdin: BinaryIO | None = None
) -> Iterator[Article | InputError]:
    """For each name in order its article, or its articles, or the InputError that says why there is none.

    A name is the path of a file or a folder, an http or https address, or `-` for standard input
    (`stdin` instead of the process's own, if given).

    Raises:
        SetupError: a WARC file is among them, and the extra `[archive]` is not installed.
    """
    stdin_read = False
    for name in names:
        if name == "-":
            if stdin_read:
                yield InputError(STDIN, "is named twice; it can be read once")
                continue
            stdin_read = True
        try:
            yield from _read(name, options, stdin)
        except InputError as error:
            yield error
        except OSError as error:
            # The disk or the other end of a pipe failed while it was read.
            yield InputError(STDIN if name == "-" else name, f"cannot be read ({error.strerror or 'input error'})")


def read_article(name: str, options: InputOptions = _DEFAULTS, stdin: BinaryIO | None = None) -> Article:
    """The one article of an input; InputError where it cannot be read, or holds more than one."""
    found = list(islice(read_inputs([name], options, stdin), 2))
    if len(found) > 1:
        raise InputError(STDIN if name == "-" else name, "holds more than one article; read them with read_inputs")
    if isinstance(found[0], InputError):
        raise found[0]
    return found[0]


def _read(name: str, options: InputOptions, stdin: BinaryIO | None) -> Iterator[Article | InputError]:
    if name == "-":
        yield from _sniffed(stdin or sys.stdin.buffer, STDIN, options)
    elif _ADDRESS.match(name):
        yield from _fetched(name, options)
    elif _OTHER_ADDRESS.match(name):
        raise InputError(name, "is an address that is not read; only http, https and files are")
    elif _is_folder(name):
        yield from _folder(name, options)
    else:
        yield from _file(name, options)


def _is_folder(name: str) -> bool:
    try:
        return os.path.isdir(name)
    except ValueError:  # no name of a file
        return False


def _folder(name: str, options: InputOptions) -> Iterator[Article | InputError]:
    for found in files_below(name):
        if isinstance(found, InputError):
            yield found
            continue
        try:
            yield from _file(found, options)
        except InputError as error:
            yield error
        except OSError as error:
            yield InputError(found, f"cannot be read ({error.strerror or 'input error'})")


def _file(name: str, options: InputOptions) -> Iterator[Article | InputError]:
    with opened(name) as stream:
        yield from read_stream(stream, name, options)


def read_stream(stream: BinaryIO, name: str, options: InputOptions) -> Iterator[Article | InputError]:
    """The articles of an opened file; what it is, the end of its name and its content tell.

    Raises:
        InputError: it cannot be read.
        SetupError: it is a WARC file, and the extra `[archive]` is not installed.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in _HTML:
        yield _html(all_of(stream), name, options)
    elif suffix in _JSON_LINES:
        yield from read_lines(lines_of_stream(stream), name=name, options=options)
    elif suffix == ".json":
        yield from _json(stream, name, options)
    else:
        yield from _sniffed(stream, name, options)


def _json(stream: BinaryIO, name: str, options: InputOptions) -> Iterator[Article | InputError]:
    """A JSON document, or JSON Lines under its name."""
    taken = head_line(stream)
    if is_article_line(taken) and (more := stream.readline(MAX_BYTES + 2)):
        lines = chain(lines_of_stream(BytesIO(), taken), lines_of_stream(stream, more))
        yield from read_lines(lines, name=name, options=options)
        return
    rest = stream.read(MAX_DOCUMENT + 1)
    if len(rest) > MAX_DOCUMENT:
        yield InputError(name, "is a JSON document of more than 100 MB; write it as JSON Lines")
    else:
        yield from read_document(taken + rest, name=name, options=options)


def _sniffed(stream: BinaryIO, name: str, options: InputOptions) -> Iterator[Article | InputError]:
    from onrecord.articles.html import is_html

    taken = head_line(stream)
    if is_article_line(taken):
        yield from read_lines(lines_of_stream(stream, taken), name=name, options=options)
        return
    if taken.startswith(GZIP):
        taken += stream.read(_PACKED)
    if is_warc(taken):
        yield from read_warc(stream, taken, name=name, options=options)
        return
    data = all_of(stream, taken)
    if is_document(data):
        yield from read_document(data, name=name, options=options)
    elif _is_list(data):
        yield from _list(data + stream.read(MAX_LIST + 1 - len(data)), name, options)
    else:
        yield _html(data, name, options) if is_html(data) else _plain(data, name, options)


def _is_list(data: bytes) -> bool:
    return begins_as_list(data) if data.startswith(GZIP) else list_kind(data) is not None


def _list(
    data: bytes, name: str, options: InputOptions, url: str | None = None, charset: str | None = None
) -> Iterator[Article | InputError]:
    """The articles that a feed, an OPML list or a sitemap names."""
    from onrecord.articles.feeds import read_feed
    from onrecord.articles.opml import read_opml
    from onrecord.articles.pages import Pages
    from onrecord.articles.sitemaps import read_sitemap

    data, pages = unpacked(data, name), Pages(options)
    kind = list_kind(data)
    if kind == "feed":
        yield from read_feed(data, name=name, options=options, pages=pages, url=url, charset=charset)
    elif kind == "opml":
        yield from read_opml(data, name=name, options=options, pages=pages)
    else:
        yield from read_sitemap(data, name=name, options=options, pages=pages)


def _plain(data: bytes, name: str, options: InputOptions) -> Article:
    return assemble(article_text(decode(data, name=name), name=name), name=name, options=options)


def _html(data: bytes, name: str, options: InputOptions) -> Article:
    from onrecord.articles.html import read_html

    if len(data) > MAX_BYTES:
        raise InputError(name, TOO_LARGE)
    return read_html(data, name=name, options=options)


def _fetched(name: str, options: InputOptions) -> Iterator[Article | InputError]:
    from onrecord.articles.fetch import LISTS, TYPES, not_read
    from onrecord.articles.pages import fetch_page, read_page

    page = fetch_page(name, options, LISTS)
    if _is_list(page.data):
        yield from _list(page.data, name, options, page.url, page.charset)
    elif page.type not in TYPES:
        raise InputError(name, not_read(page.type, LISTS))
    else:
        yield read_page(page, name=name, options=options)
