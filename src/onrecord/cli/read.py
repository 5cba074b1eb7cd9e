"""`onrecord read`: inputs in, a report, JSON lines or a page out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onrecord.articles.inputs import InputOptions, read_inputs
from onrecord.cli.output import refuse_output, replace_file, standard_output
from onrecord.errors import InputError, OnrecordError
from onrecord.language.pipeline import PIPELINE
from onrecord.reading import Reader, load_reader
from onrecord.record.serialise import to_json
from onrecord.report.terminal import WIDTH, print_record
from onrecord.schema.article import Article
from onrecord.schema.record import Record

A_FEW = 3  # articles that are read without a progress bar


def read_reports(
    names: Sequence[str], options: InputOptions, *, as_json: bool, html: Path | None, pipeline: str | None
) -> int:
    """Read every input and print each record as soon as it is there.

    Returns:
        The exit status: 0 all were read, 1 some could not be read, 2 none could.
    """
    try:
        if html is not None:
            refuse_output(html, names)
        with standard_output():
            return _read_all(names, options, as_json, html, pipeline or PIPELINE)
        return 0  # standard_output ended the printing early: whoever reads it has seen enough
    except OnrecordError as error:
        return _fail(str(error))


def _read_all(names: Sequence[str], options: InputOptions, as_json: bool, html: Path | None, pipeline: str) -> int:
    console = _console()
    kept: list[Record] = []
    count = failed = 0
    with ExitStack() as stack:
        bar: Progress | None = None
        for outcome in _records(names, options, pipeline):
            if isinstance(outcome, InputError):
                failed += 1
                _fail(str(outcome))
                continue
            count += 1
            if html is not None:
                kept.append(outcome)
            if as_json:
                print(to_json(outcome))
            elif html is None:
                print_record(outcome, console)
            if count > A_FEW and bar is None and console.is_terminal:
                bar = stack.enter_context(_progress(console))
                bar.add_task("articles read", total=None, completed=count - 1)
            if bar is not None:
                bar.advance(bar.task_ids[0])
    if html is not None and kept:
        _write_page(kept, html)
    if not count:
        return 2
    return 1 if failed else 0


def _records(names: Sequence[str], options: InputOptions, pipeline: str) -> Iterator[Record | InputError]:
    for article in read_inputs(names, options, getattr(sys.stdin, "buffer", None) or BytesIO()):
        # The models are loaded only once there is something to read.
        yield article if isinstance(article, InputError) else _read_one(load_reader(pipeline), article)


def _read_one(reader: Reader, article: Article) -> Record | InputError:
    """The record of one article; a fault of ours on it must not stop the others."""
    try:
        return reader.read(article)
    except Exception as error:
        fault = f"{type(error).__name__}: {error}".splitlines()[0]
        reason = f"could not be read for a fault of onrecord, please report it ({fault})"
        return InputError(article.name or article.id, reason)


class _Console(Console):
    """rich ends the program where a pipe is closed; `standard_output` knows better what to do."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console() -> Console:
    """Standard output: at most 80 columns wide, without colour where it is no terminal."""
    console = _Console(highlight=False, emoji=False, markup=False)
    console.width = min(console.width, WIDTH)
    return console


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _write_page(records: Sequence[Record], path: Path) -> None:
    from onrecord.report.page import render_page

    replace_file(path, render_page(records))
    print(f"onrecord: wrote {path}", file=sys.stderr)


def _fail(line: str) -> int:
    print(f"onrecord: {line}", file=sys.stderr)
    return 2
