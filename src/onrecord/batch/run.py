"""A whole run: plan, leave out what is done, read the rest, and sum up."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from onrecord.batch.addresses import whole
from onrecord.batch.local import read_locally
from onrecord.batch.manifest import Tally, UnitRow, read_manifest, remove_row, tallies
from onrecord.batch.messages import Counted, Done
from onrecord.batch.output_folder import TABLES, output_folder
from onrecord.batch.parts import has_parts, remove_parts
from onrecord.batch.progress import Progress
from onrecord.batch.ray_engine import read_with_ray
from onrecord.batch.recipe import Job
from onrecord.batch.units import Unit, UnitSizes, plan
from onrecord.errors import InputError

EngineName = Literal["local", "ray"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the units of all inputs, in this run or in one before.

    `rows` is a row for each unit that has ended, `read` how many of them were read now, `peak` the most memory that a
    worker had for it, in bytes.
    """

    units: int
    read: int
    peak: int
    rows: tuple[UnitRow, ...]

    @property
    def set_aside(self) -> int:
        """How many units could not be read."""
        return sum(row.state == "set aside" for row in self.rows)

    @property
    def broken(self) -> int:
        """How many units could not be read to their end."""
        return sum(row.state == "done" and row.error is not None for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many articles, statements, figures and events there are."""
        return {table: sum(getattr(row, table) for row in self.rows) for table in TABLES}

    @property
    def skipped(self) -> tuple[Tally, ...]:
        """Records of archives that were left out, by reason, the most frequent first."""
        return _summed(tally for row in self.rows for tally in row.skipped)

    @property
    def failed(self) -> tuple[Tally, ...]:
        """Articles that could not be read, by reason, the most frequent first."""
        return _summed(tally for row in self.rows for tally in row.failed)


def _summed(each: Iterable[Tally]) -> tuple[Tally, ...]:
    counts: Counter[str] = Counter()
    for tally in each:
        counts[tally.reason] += tally.count
    return tallies(counts.items())


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

    `make_job` gives the job for the folder's full name. Units that are done are left out; what an input had in a run
    before and has no more is removed. `noticed` is called when a unit ends.

    Raises:
        InputError: an input or the folder is not what it must be; nothing was read.
        OutputError: the output cannot be written.
        SetupError: something that reading needs is not installed.
    """
    units = plan(names, sizes)
    job = make_job(whole(out))
    with output_folder(out, job.recipe) as folder:
        done = _done(folder, units)
        left = [unit for unit in units if unit.id not in done]
        read = peak = 0
        if left:
            shown = Progress(len(left), progress or sys.stderr)
            for said in _read(engine, left, job, workers):
                if isinstance(said, Counted):
                    shown.count(said.articles)
                    continue
                read += 1
                peak = max(peak, said.peak if isinstance(said, Done) else 0)
                shown.end_unit()
                shown.clear()
                noticed(said)
        ids = {unit.id for unit in units}
        return Summary(len(units), read, peak, tuple(row for row in read_manifest(folder) if row.unit in ids))


def _read(
    engine: EngineName, units: Sequence[Unit], job: Job, workers: int | None
) -> Iterator[Counted | Done | UnitRow]:
    if workers is not None and workers < 1:
        raise InputError("--workers", f"{workers} is no number of workers above 0")
    return read_with_ray(units, job, workers) if engine == "ray" else read_locally(units, job, workers)


def _done(folder: Path, units: Sequence[Unit]) -> set[str]:
    """The units that need not be read again. What is out of date is removed: units of these inputs that are no more,
    since a file has changed."""
    planned, roots = {unit.id for unit in units}, {unit.root for unit in units}
    done = set()
    for row in read_manifest(folder):
        if row.unit in planned:
            if row.state == "done" and has_parts(folder, row.unit):
                done.add(row.unit)
        elif row.read["root"] in roots:
            remove_row(folder, row.unit)
            remove_parts(folder, row.unit)
    return done
