"""The local engine: workers on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from onrecord.batch.crew import Crew
from onrecord.batch.manifest import UnitRow
from onrecord.batch.messages import Counted, Done
from onrecord.batch.recipe import Job
from onrecord.batch.units import Unit


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_locally(units: Iterable[Unit], job: Job, workers: int | None) -> Iterator[Counted | Done | UnitRow]:
    """Read units with so many workers, one for each core where it is left out; as `Crew.read`."""
    with Crew(job, workers or usable_cores()) as crew:
        yield from crew.read(units)
