"""A whole run: plan, leave out what is done, read the rest, and sum up."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TextIO

from onrecord.batch.local import read_locally
from onrecord.batch.manifest import Tally, UnitRow, read_manifest, remove_row, tallies
from onrecord.batch.messages import Counted, Done
from onrecord.batch.output_folder import output_folder
from onrecord.batch.parts import remove_parts
from onrecord.batch.progress import Progress
from onrecord.batch.ray_engine import read_with_ray
from onrecord.batch.recipe import Job
from onrecord.batch.units import Unit, UnitSizes, plan
from onrecord.errors import InputError

EngineName = Literal["local", "ray"]


@dataclass(slots=True)
class Summary:
    """What became of the units of a run: `before` were done already; the rest is of those that were read now."""

    units: int = 0
    before: int = 0
    done: int = 0
    set_aside: list[UnitRow] = field(default_factory=list)
    broken: list[UnitRow] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    peak: int = 0
    """The most memory that a worker had, in bytes."""

    def add(self, ended: Done | UnitRow) -> None:
        """Count a unit that has ended."""
        if isinstance(ended, UnitRow):
            self.set_aside.append(ended)
            return
        row = ended.row
        self.done += 1
        self.peak = max(self.peak, ended.peak)
        self.counts.update(articles=row.articles, statements=row.statements, figures=row.figures, events=row.events)
        self.skipped.update({tally.reason: tally.count for tally in row.skipped})
        self.failed.update({tally.reason: tally.count for tally in row.failed})
        if row.error is not None:
            self.broken.append(row)

    @property
    def skipped_most(self) -> tuple[Tally, ...]:
        """Records that were left out, by reason, the most frequent first."""
        return tallies(self.skipped.items())

    @property
    def failed_most(self) -> tuple[Tally, ...]:
        """Articles that could not be read, by reason, the most frequent first."""
        return tallies(self.failed.items())


def run_batch(
    names: Sequence[str],
    out: str,
    make_job: Callable[[str], Job],
    *,
    engine: EngineName = "local",
    workers: int | None = None,
    sizes: UnitSizes = UnitSizes(),
    progress: TextIO | None = None,
    noticed: Callable[[Done | UnitRow], None] = lambda _: None,
) -> Summary:
    """Read all inputs to Parquet parts in `out`.

    `make_job` gives the job for the folder's full name. Units that are done with the same recipe are left out; what an
    input had in a run before and has no more is removed. `noticed` is called when a unit ends.

    Raises:
        InputError: an input or the folder is not what it must be; nothing was read.
        OutputError: the output cannot be written.
        SetupError: something that reading needs is not installed.
    """
    units = plan(names, sizes)
    with output_folder(out) as folder:
        job = make_job(str(folder))
        done = _done(folder, units, job)
        left = [unit for unit in units if unit.id not in done]
        summary = Summary(units=len(units), before=len(units) - len(left))
        if not left:
            return summary
        shown = Progress(len(left), progress or sys.stderr)
        for said in _read(engine, left, job, workers):
            if isinstance(said, Counted):
                shown.count(said.articles)
                continue
            summary.add(said)
            shown.end_unit()
            shown.clear()
            noticed(said)
        return summary


def _read(
    engine: EngineName, units: Sequence[Unit], job: Job, workers: int | None
) -> Iterator[Counted | Done | UnitRow]:
    if workers is not None and workers < 1:
        raise InputError("--workers", f"{workers} is no number of workers above 0")
    return read_with_ray(units, job, workers) if engine == "ray" else read_locally(units, job, workers)


def _done(folder: Path, units: Sequence[Unit], job: Job) -> set[str]:
    """The units that need not be read again. What is out of date is removed: units of these inputs that are no more,
    since a file has changed."""
    planned, roots = {unit.id for unit in units}, {unit.root for unit in units}
    done = set()
    for row in read_manifest(folder):
        if row.unit in planned:
            if row.state == "done" and row.recipe == job.recipe:
                done.add(row.unit)
        elif row.read["root"] in roots:
            remove_row(folder, row.unit)
            remove_parts(folder, row.unit)
    return done
