"""`onrecord add`, `watch`, `demo`: reports are read and kept."""

from __future__ import annotations

import logging
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib.resources import as_file, files
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.articles.inputs import InputOptions, read_inputs
from onrecord.batch.output_folder import is_output, records_of
from onrecord.cli.console import A_FEW, complain, progress, terminal
from onrecord.cli.logs import log_as_asked
from onrecord.cli.output import standard_output
from onrecord.cli.where import store_name
from onrecord.errors import InputError, OnrecordError
from onrecord.language.pipeline import PIPELINE
from onrecord.reading import read_all
from onrecord.schema.article import Article
from onrecord.schema.record import Record

if TYPE_CHECKING:
    from onrecord.store.base import Store


_log = logging.getLogger(__name__)


class _Outcomes:
    """Articles to records, with what could not be read told on standard error and counted."""

    def __init__(self, store: Store, pipeline: str, *, reread: bool) -> None:
        self._store, self._pipeline, self._reread = store, pipeline, reread
        self.failed = self.unchanged = 0

    def records(self, found: Iterator[Article | Record | InputError]) -> Iterator[Record]:
        """The records of those that can be read. A text that the store has is not read again; a record was read
        before, by a batch."""
        for are_records, group in groupby(self._new(found), key=lambda one: isinstance(one, Record)):
            outcomes: Iterable[Article | Record | InputError] = group
            if not are_records:
                unread = (one for one in group if not isinstance(one, Record))
                outcomes = read_all(unread, pipeline=self._pipeline)
            for outcome in outcomes:
                if isinstance(outcome, Record):
                    yield outcome
                else:
                    self._fail(str(outcome))

    def _new(self, found: Iterator[Article | Record | InputError]) -> Iterator[Article | Record | InputError]:
        for one in found:
            article = one.article if isinstance(one, Record) else one
            if isinstance(article, Article) and not self._reread and self._store.has(article):
                self.unchanged += 1
            else:
                yield one

    def _fail(self, reason: str) -> None:
        self.failed += 1
        complain(reason)
        _log.warning("not read", extra={"told": {"reason": reason}})


def add(names: Sequence[str], options: InputOptions, store: str | None, *, reread: bool, pipeline: str | None) -> int:
    """Read every input and keep its record; one line for each that is new or changed, when it is on disk.

    Returns:
        The exit status: 0 all were read, 1 some could not be read, 2 none could, or the store failed.
    """
    from onrecord.store.open import open_store

    try:
        with standard_output(), open_store(store_name(store)) as opened:
            articles = _of_inputs(names, options, getattr(sys.stdin, "buffer", None) or BytesIO())
            return _keep(opened, articles, pipeline or PIPELINE, reread=reread)
        return 0
    except OnrecordError as error:
        return complain(str(error))


def _of_inputs(names: Sequence[str], options: InputOptions, stdin: BinaryIO) -> Iterator[Article | Record | InputError]:
    """What the inputs hold, in order: articles, and records where an input is the output of a batch."""
    for from_batch, group in groupby(names, key=is_output):
        if not from_batch:
            yield from read_inputs(group, options, stdin)
            continue
        for name in group:
            try:
                yield from records_of(name)
            except InputError as error:
                yield error


def _keep(store: Store, articles: Iterator[Article | Record | InputError], pipeline: str, *, reread: bool) -> int:
    outcomes = _Outcomes(store, pipeline, reread=reread)
    kept, console = 0, terminal()
    with ExitStack() as stack:
        bar = None
        for added in store.add_all(outcomes.records(articles), reread=reread):
            kept += 1
            print(f"{added.state:<10}{added.report}" + (f"  version {added.version}" if added.version > 1 else ""))
            sys.stdout.flush()
            if kept > A_FEW and bar is None and console.is_terminal:
                bar = stack.enter_context(progress(console, "reports kept"))
            if bar is not None:
                bar.update(bar.task_ids[0], completed=kept)
    if outcomes.unchanged:
        print(f"unchanged {outcomes.unchanged}")
    done = kept + outcomes.unchanged
    if not done and outcomes.failed:
        return 2
    return 1 if outcomes.failed else 0


def watch(feeds: Sequence[str], options: InputOptions, store: str | None, *, once: bool, pipeline: str | None) -> int:
    """Keep what is new in the feeds, until it is stopped (Ctrl-C ends it after the request that runs).

    Returns:
        The exit status: 0 it ended as asked, 2 the store failed or there is no feed to watch.
    """
    from onrecord.store.open import open_store
    from onrecord.watch.watcher import Watcher, stop_on_signals

    stop = threading.Event()
    try:
        log_as_asked()
        with standard_output(), open_store(store_name(store)) as opened:
            if not feeds and not opened.feeds():
                raise InputError("watch", "no feed is named, and the store watches none yet; give a feed's address")
            watcher = Watcher(opened, options=options, stop=stop)
            with stop_on_signals(stop):
                _keep_each(opened, watcher.watch(feeds, once=once), pipeline or PIPELINE)
        return 0
    except OnrecordError as error:
        return complain(str(error))


def _keep_each(store: Store, articles: Iterator[Article | InputError], pipeline: str) -> None:
    """Keep each report before the next is asked for: a watcher can be stopped at any time."""
    outcomes = _Outcomes(store, pipeline, reread=False)
    for article in articles:
        if isinstance(article, InputError) and "://" in article.name:
            store.mark_seen(article.name)
        for record in outcomes.records(iter([article])):
            added = store.add(record)
            print(f"{added.state:<10}{added.report}", flush=True)
            _log.info("kept", extra={"told": {"report": added.report, "state": added.state, "version": added.version}})


def demo(store: str | None) -> int:
    """Load the demonstration corpus into a store, a temporary one if none is named, and say what to ask it."""
    where = store or str(Path(tempfile.mkdtemp(prefix="onrecord-demo-")) / "demo.sqlite")
    with as_file(files("onrecord.demonstration") / "reports.jsonl") as reports:
        status = add([str(reports)], InputOptions(), where, reread=False, pipeline=None)
    if status == 0:
        print(f"\nThe demonstration corpus is in {where}. Ask it:\n")
        for question in _QUESTIONS:
            print(f"  onrecord {question} --store {where}")
    return status


_QUESTIONS = (
    'search "strait" --act threaten',
    'quote "orders to stop any ship"',
    'show "Teyla Morrand"',
    "figures --measure killed",
    "stats",
)
