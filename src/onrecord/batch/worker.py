"""A worker: a process of its own that holds the model and reads one unit after the other.

It is started as `python -m onrecord.batch.worker FD` with its end of a pipe, gets a `Job` and then units, and ends
when the other end is closed, so that no worker outlives its run for long.
"""

from __future__ import annotations

import resource
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from onrecord.batch.durable import OutputError
from onrecord.batch.manifest import UnitRow
from onrecord.batch.messages import Counted, Done, Failed, Stopped
from onrecord.batch.recipe import Job
from onrecord.batch.record_batch import ArticleReader
from onrecord.batch.unit_reading import read_unit
from onrecord.batch.units import Unit
from onrecord.errors import OnrecordError, SetupError

_KIB = 1 if sys.platform == "darwin" else 1024
"""The unit of `ru_maxrss`, in bytes."""


def work(connection: Connection) -> None:
    """Read units until there are no more."""
    job: Job = connection.recv()
    try:
        reader = job.make_reader()
    except Exception as error:
        why = str(error) if isinstance(error, SetupError) else f"the reader cannot be loaded ({error!r})"
        connection.send(Stopped(SetupError(why)))
        return
    loaded = _peak()
    while True:
        unit: Unit = connection.recv()
        answer = _answer(unit, job, reader, connection)
        connection.send(answer if isinstance(answer, Failed | Stopped) else Done(answer, _peak(), _peak() - loaded))


def _answer(unit: Unit, job: Job, reader: ArticleReader, connection: Connection) -> UnitRow | Failed | Stopped:
    try:
        return read_unit(unit, job, reader, lambda articles: connection.send(Counted(articles)))
    except BrokenPipeError:
        raise
    except (OutputError, SetupError) as error:
        return Stopped(error)
    except OnrecordError as error:
        return Failed(str(error))
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}".splitlines()[0])


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which closes the pipe
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the run has ended
        work(Connection(int(sys.argv[1])))


if __name__ == "__main__":
    main()
