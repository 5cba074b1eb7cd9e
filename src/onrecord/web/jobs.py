"""What is being read in the background, one job after the other: reading takes all of a processor."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from onrecord.errors import OnrecordError
from onrecord.web.keeping import Outcome

PATIENCE = 3.0
"""Seconds that a browser waits for a job before it is shown how far it is."""

_log = logging.getLogger(__name__)

_KEPT = 50  # finished jobs whose outcomes can still be looked at
_WAITING = 20  # jobs that are not done


class TooManyJobsError(OnrecordError):
    """So much is waiting to be read that no more is taken."""


@dataclass(eq=False)
class Job:
    """Reports that are read one after the other.

    Attributes:
        name: what is read, in the words of who asked.
        total: how many reports there are; None where that shows only on the way.
        outcomes: what became of those that were read so far.
        why: what ended it early, in words; empty where nothing did.
    """

    name: str
    total: int | None = None
    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    outcomes: list[Outcome] = field(default_factory=list)
    why: str = ""
    future: Future[None] | None = None

    @property
    def done(self) -> bool:
        """Whether nothing more will be read."""
        return self.future is not None and self.future.done()


class Jobs:
    """The jobs of one process."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._closed = False

    def start(self, job: Job, outcomes: Iterator[Outcome]) -> Job:
        """Read what `outcomes` yields, when the jobs before are done, and return the job after PATIENCE at the latest.

        Raises:
            TooManyJobsError: too many are waiting.
        """
        if sum(not other.done for other in self._jobs.values()) >= _WAITING:
            raise TooManyJobsError("too much is waiting to be read; come back when some of it is done")
        job.future = self._worker.submit(self._read, job, outcomes)
        self._jobs[job.id] = job
        for old in [other for other in self._jobs.values() if other.done][:-_KEPT]:
            del self._jobs[old.id]
        wait([job.future], PATIENCE)
        return job

    def find(self, number: str) -> Job | None:
        """A job by its id, if it is remembered."""
        return self._jobs.get(number)

    def close(self) -> list[str]:
        """End after the report that is being read; what was read stays kept.

        Returns:
            The names of the jobs that were not done.
        """
        unfinished = [job for job in self._jobs.values() if not job.done]
        self._closed = True
        self._worker.shutdown(wait=True, cancel_futures=True)
        return [job.name for job in unfinished if job.why or (job.future and job.future.cancelled())]

    def _read(self, job: Job, outcomes: Iterator[Outcome]) -> None:
        try:
            for outcome in outcomes:
                job.outcomes.append(outcome)
                if self._closed:
                    job.why = "the reading room was closed"
                    return
        except OnrecordError as error:
            job.why = str(error)
        except Exception:  # nobody waits for the thread, who could be told
            job.why = "a fault of onrecord, which its log tells"
            _log.exception("reading %s", job.name)
