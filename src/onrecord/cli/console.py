"""What a terminal is shown: text of a fixed width, and a bar for work that takes long."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onrecord.report.terminal import WIDTH

A_FEW = 3
"""Articles that are read without a progress bar."""


class _Console(Console):
    """rich ends the program where a pipe is closed; `standard_output` knows better what to do."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def terminal() -> Console:
    """Standard output: at most 80 columns wide, without colour where it is no terminal."""
    console = _Console(highlight=False, emoji=False, markup=False)
    console.width = min(console.width, WIDTH)
    return console


def progress(console: Console, label: str) -> Progress:
    """A bar with one task, which is gone when it ends."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=console, transient=True)
    bar.add_task(label, total=None)
    return bar


def complain(line: str) -> int:
    """Tell a reason on standard error; the exit status 2."""
    print(f"onrecord: {line}", file=sys.stderr)
    return 2
