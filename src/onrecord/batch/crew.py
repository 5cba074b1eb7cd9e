"""Workers watched over: a unit whose worker dies is read again by another one, and set aside when that does not help.

Both engines use a crew: the local one a crew of many, an actor of Ray a crew of one. So a crash in a library written
in C, or a kill for want of memory, costs a process that holds nothing but the model.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.batch.manifest import UnitRow, set_aside, write_row
from onrecord.batch.messages import Counted, Done, Failed, Stopped
from onrecord.batch.parts import remove_parts
from onrecord.batch.recipe import Job
from onrecord.batch.units import Unit

ATTEMPTS = 3
"""How often a unit is begun before it is set aside."""

GROWTH = 400_000_000
"""By how many bytes a worker's peak may grow over what the loaded model takes before another takes its place.

spaCy keeps every word form it ever saw, 11 kB an article where 20 words of each are new (benchmarks/batch.py): little
in 20,000 articles, gigabytes in a million. Only the end of a process surely gives all of it back, and costs one loading
of the model. Reading itself takes half of this once, in the first articles.
"""

_PATIENCE = 10.0
"""Seconds a worker has to end by itself."""


class _Worker:
    """A worker's process, our end of its pipe, and what it reads now."""

    def __init__(self, job: Job) -> None:
        self.connection, theirs = Pipe()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "onrecord.batch.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=2,  # what a library prints is no output of ours
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )
        self.unit: Unit | None = None
        self.attempts = self.counted = 0
        self.send(job)

    def send(self, what: Job | Unit) -> None:
        with suppress(OSError):  # it died; whoever listens to it is told
            self.connection.send(what)

    def end(self, *, now: bool) -> int:
        """Let it end, or make it; its exit status."""
        self.connection.close()
        if now:
            self.process.kill()
        try:
            return self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class Crew:
    """At most `size` workers, started when there is work for them."""

    def __init__(self, job: Job, size: int) -> None:
        self._job, self._size = job, size
        self._idle: list[_Worker] = []
        self._busy: dict[object, _Worker] = {}
        self._waiting: deque[tuple[Unit, int]] = deque()

    def read(self, units: Iterable[Unit]) -> Iterator[Counted | Done | UnitRow]:
        """Read units in any order: how many articles were read meanwhile, and each unit's end, which is `Done` or
        the row of a unit that was set aside.

        Raises:
            OnrecordError: the output cannot be written, or something that reading needs is not installed.
        """
        self._waiting.extend((unit, 0) for unit in units)
        while self._waiting or self._busy:
            while self._waiting and len(self._busy) < self._size:
                self._begin(*self._waiting.popleft())
            for ready in wait([worker.connection for worker in self._busy.values()]):
                yield from self._hear(self._busy[ready])

    def _begin(self, unit: Unit, attempts: int) -> None:
        worker = self._idle.pop() if self._idle else _Worker(self._job)
        worker.unit, worker.attempts, worker.counted = unit, attempts + 1, 0
        self._busy[worker.connection] = worker
        worker.send(unit)

    def _hear(self, worker: _Worker) -> Iterator[Counted | Done | UnitRow]:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            del self._busy[worker.connection]
            yield from self._again(worker, f"its worker died ({_cause(worker.end(now=False))})")
            return
        if isinstance(said, Stopped):
            raise said.error
        if isinstance(said, Counted):
            worker.counted += said.articles
            yield said
            return
        del self._busy[worker.connection]
        if isinstance(said, Done) and said.grown > GROWTH:
            worker.end(now=False)
        else:
            self._idle.append(worker)
        if isinstance(said, Failed):
            yield from self._again(worker, said.reason)
        else:
            yield said

    def _again(self, worker: _Worker, reason: str) -> Iterator[Counted | UnitRow]:
        """Put a unit at the end of the queue, or aside."""
        assert worker.unit is not None
        if worker.counted:
            yield Counted(-worker.counted)
        if worker.attempts < ATTEMPTS:
            self._waiting.append((worker.unit, worker.attempts))
            return
        out, row = Path(self._job.out), set_aside(worker.unit, self._job.recipe, f"{reason}, {ATTEMPTS} times")
        remove_parts(out, row.unit)
        write_row(out, row)
        yield row

    def close(self) -> None:
        """End all workers; a unit that one reads is left as it was."""
        for worker in self._busy.values():
            worker.end(now=True)
        for worker in self._idle:
            worker.end(now=False)
        self._busy, self._idle = {}, []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _cause(status: int) -> str:
    return f"exit status {status}" if status >= 0 else signal.Signals(-status).name
