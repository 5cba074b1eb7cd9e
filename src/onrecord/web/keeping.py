"""What is added through a page: read under the same guards as on the command line, and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from io import BytesIO
from itertools import islice

from onrecord.articles.inputs import STDIN, InputOptions, read_inputs
from onrecord.errors import InputError
from onrecord.reading import Reader, load_reader
from onrecord.schema.article import Article
from onrecord.store.base import Store

MOST = 500
"""Reports of one feed or file that a page takes; `onrecord add` takes them all."""

DEMONSTRATION = 36
"""Reports of the demonstration corpus."""

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report; `report` is its key, empty where it could not be read, and `state` says why."""

    name: str
    state: str
    report: str = ""


def keep_address(store: Store, reader: Reader | None, url: str, options: InputOptions) -> Iterator[Outcome]:
    """Fetch an address and keep what it holds.

    Raises:
        InputError: it is none. Nothing else is ever opened: what is typed into a page is no file of this machine.
    """
    if not _ADDRESS.match(url):
        raise InputError("address", "is not one that begins with http:// or https://")
    return _kept(store, reader, read_inputs([url], options))


def keep_bytes(store: Store, reader: Reader | None, data: bytes, name: str, options: InputOptions) -> Iterator[Outcome]:
    """Keep a text that was pasted, or a file that was sent; what it is, its content tells."""
    articles = read_inputs(["-"], options, BytesIO(data))
    return _kept(store, reader, (_named(found, name) for found in articles))


def _named(found: Article | InputError, name: str) -> Article | InputError:
    """What was read from a stream, by the name of what was sent."""
    if isinstance(found, Article):
        return replace(found, name=name)
    return InputError(found.name.replace(STDIN, name), found.reason)


def keep_demonstration(store: Store, reader: Reader | None) -> Iterator[Outcome]:
    """Keep the demonstration corpus: an invented crisis in so many reports as DEMONSTRATION says."""
    with as_file(files("onrecord.demonstration") / "reports.jsonl") as reports:
        yield from _kept(store, reader, read_inputs([str(reports)]))


def _kept(store: Store, reader: Reader | None, articles: Iterable[Article | InputError]) -> Iterator[Outcome]:
    """One after the other, as they are asked for."""
    return (_outcome(store, reader, article) for article in islice(articles, MOST))


def _outcome(store: Store, reader: Reader | None, article: Article | InputError) -> Outcome:
    if isinstance(article, InputError):
        return Outcome(article.name, article.reason)
    name = article.title.value if article.title else article.name or article.id
    record = (reader or load_reader()).attempt(article)
    if isinstance(record, InputError):
        return Outcome(name, record.reason)
    added = store.add(record)
    return Outcome(name, added.state, added.report)
