"""`onrecord read`: inputs in, a report, JSON lines or a page out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

from rich.progress import Progress

from onrecord.articles.inputs import InputOptions, read_inputs
from onrecord.cli.console import A_FEW, complain, progress, terminal
from onrecord.cli.output import refuse_output, replace_file, standard_output
from onrecord.errors import InputError, OnrecordError
from onrecord.language.pipeline import PIPELINE
from onrecord.reading import read_all
from onrecord.record.serialise import to_json
from onrecord.report.terminal import print_record
from onrecord.schema.record import Record
from onrecord.second_reader.endpoint import SecondReader

SECOND_KEY = "ONRECORD_SECOND_KEY"
"""The variable that holds the key of the second reader's endpoint."""


def read_reports(
    names: Sequence[str],
    options: InputOptions,
    *,
    as_json: bool,
    html: Path | None,
    pipeline: str | None,
    second: SecondReader | None = None,
) -> int:
    """Read every input and print each record as soon as it is there.

    Returns:
        The exit status: 0 all were read, 1 some could not be read, 2 none could.
    """
    try:
        if html is not None:
            refuse_output(html, names)
        with standard_output():
            return _read_all(names, options, as_json, html, pipeline or PIPELINE, second)
        return 0  # standard_output ended the printing early: whoever reads it has seen enough
    except OnrecordError as error:
        return complain(str(error))


def _read_all(
    names: Sequence[str],
    options: InputOptions,
    as_json: bool,
    html: Path | None,
    pipeline: str,
    second: SecondReader | None,
) -> int:
    console = terminal()
    kept: list[Record] = []
    count = failed = 0
    with ExitStack() as stack:
        bar: Progress | None = None
        for outcome in _records(names, options, pipeline, second):
            if isinstance(outcome, InputError):
                failed += 1
                complain(str(outcome))
                continue
            count += 1
            if html is not None:
                kept.append(outcome)
            if as_json:
                print(to_json(outcome))
            elif html is None:
                print_record(outcome, console)
            if count > A_FEW and bar is None and console.is_terminal:
                bar = stack.enter_context(progress(console, "articles read"))
                bar.update(bar.task_ids[0], completed=count - 1)
            if bar is not None:
                bar.advance(bar.task_ids[0])
    if html is not None and kept:
        _write_page(kept, html)
    if not count:
        return 2
    return 1 if failed else 0


def second_reader(url: str | None, model: str | None) -> SecondReader | None:
    """The second reader that the command names, with the key of the environment; None where it names none.

    Raises:
        InputError: one of the two is missing, or the address is none.
    """
    if not url and not model:
        return None
    if not url or not model:
        raise InputError("read", "--second-reader URL and --second-model NAME need each other")
    return SecondReader(url, model, complain, os.environ.get(SECOND_KEY) or None)


def _records(
    names: Sequence[str], options: InputOptions, pipeline: str, second: SecondReader | None
) -> Iterator[Record | InputError]:
    articles = read_inputs(names, options, getattr(sys.stdin, "buffer", None) or BytesIO())
    return read_all(articles, pipeline=pipeline, proposals=second)


def _write_page(records: Sequence[Record], path: Path) -> None:
    from onrecord.report.page import render_page

    replace_file(path, render_page(records))
    print(f"onrecord: wrote {path}", file=sys.stderr)
