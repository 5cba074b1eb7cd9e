"""Names in, articles out: files, addresses and standard input.

One input that cannot be read never stops the rest: it comes out as an InputError in its place.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain, islice
from pathlib import PurePath
from typing import BinaryIO

from onrecord.articles.assemble import assemble
from onrecord.articles.decoding import MAX_BYTES, TOO_LARGE, decode
from onrecord.articles.jsonlines import is_article_line, is_document, read_document, read_lines
from onrecord.articles.options import InputOptions
from onrecord.articles.streams import all_of, head_line, lines_of_stream, opened
from onrecord.articles.text import article_text
from onrecord.errors import InputError
from onrecord.schema.article import Article

__all__ = ["STDIN", "InputOptions", "read_article", "read_inputs"]

STDIN = "standard input"
"""The name of what comes from `-`."""

MAX_DOCUMENT = 100_000_000
"""The most bytes of a JSON array, which is read as a whole; JSON Lines may have any size."""

_DEFAULTS = InputOptions()
_HTML = frozenset({".html", ".htm", ".xhtml"})
_JSON_LINES = frozenset({".jsonl", ".ndjson"})
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def read_inputs(
    names: Iterable[str], options: InputOptions = _DEFAULTS, stdin: BinaryIO | None = None
) -> Iterator[Article | InputError]:
    """For each name in order its article, or its articles, or the InputError that says why there is none.

    A name is a path, an http or https address, or `-` for standard input (`stdin` instead of
    the process's own, if given).
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
        yield _fetched(name, options)
    elif _OTHER_ADDRESS.match(name):
        raise InputError(name, "is an address that is not read; only http, https and files are")
    else:
        with opened(name) as stream:
            yield from _of_file(stream, name, options)


def _of_file(stream: BinaryIO, name: str, options: InputOptions) -> Iterator[Article | InputError]:
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
    data = all_of(stream, taken)
    if is_document(data):
        yield from read_document(data, name=name, options=options)
        return
    yield _html(data, name, options) if is_html(data) else _plain(data, name, options)


def _plain(data: bytes, name: str, options: InputOptions, charset: str | None = None) -> Article:
    return assemble(article_text(decode(data, name=name, charset=charset), name=name), name=name, options=options)


def _html(data: bytes, name: str, options: InputOptions) -> Article:
    from onrecord.articles.html import read_html

    if len(data) > MAX_BYTES:
        raise InputError(name, TOO_LARGE)
    return read_html(data, name=name, options=options)


def _fetched(name: str, options: InputOptions) -> Article:
    from onrecord.articles.assemble import Around
    from onrecord.articles.fetch import HTML_TYPES, fetch
    from onrecord.articles.html import read_html

    page = fetch(name, timeout=options.timeout, allow_private=options.allow_private)
    if page.type in HTML_TYPES:
        return read_html(page.data, name=name, options=options, charset=page.charset, url=page.url)
    text = article_text(decode(page.data, name=name, charset=page.charset), name=name)
    return assemble(text, name=name, options=options, around=Around(url=page.url))
