"""The Ray engine: units spread over a cluster by Ray Data, read by actors that hold the model."""

from __future__ import annotations

import json
import logging
import pickle
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.batch.crew import Crew
from onrecord.batch.manifest import UnitRow
from onrecord.batch.messages import Counted, Done
from onrecord.batch.recipe import Job
from onrecord.batch.units import Unit
from onrecord.errors import OnrecordError, SetupError

MISSING = 'the Ray engine needs more packages; install them with `pip install "onrecord[ray]"`'


def read_with_ray(units: Sequence[Unit], job: Job, workers: int | None) -> Iterator[Counted | Done | UnitRow]:
    """Read units with so many actors, one for each core of the cluster where it is left out; as `Crew.read`.

    The cluster is the one that Ray finds ($RAY_ADDRESS, or the one this is a job of), else this machine. Parts are
    written by the actors, so every node must see the inputs and the folder of the output under the same names.

    Raises:
        SetupError: Ray is not installed.
        OnrecordError: as `Crew.read`.
    """
    try:
        import ray
        import ray.data
    except ImportError:
        raise SetupError(MISSING) from None
    if not ray.is_initialized():
        ray.init(include_dashboard=False, log_to_driver=False, configure_logging=False)
    ray.data.DataContext.get_current().enable_progress_bars = False  # there is one of ours
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    workers = min(workers or _cores(), len(units))
    rows = ray.data.from_items([{"unit": json.dumps(unit.to_dict())} for unit in units], override_num_blocks=len(units))
    read = rows.map_batches(
        _UnitReader, fn_constructor_args=(job,), batch_size=1, compute=ray.data.ActorPoolStrategy(size=workers)
    )
    for row in read.iter_rows():
        ended = pickle.loads(row["ended"])  # our own actors wrote it
        if isinstance(ended, OnrecordError):
            raise ended
        if isinstance(ended, Done):
            yield Counted(ended.row.articles + sum(tally.count for tally in ended.row.failed))
        yield ended


def _cores() -> int:
    from ray import cluster_resources

    found: dict[str, float] = cluster_resources()  # type: ignore[no-untyped-call]
    return max(1, int(found.get("CPU", 1)))


class _UnitReader:
    """An actor: a crew of one, so that a unit that crashes its worker does not take the actor with it."""

    def __init__(self, job: Job) -> None:
        self._crew = Crew(job, 1)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        units = [Unit.from_dict(json.loads(unit)) for unit in batch["unit"]]
        try:
            ended: list[Any] = [each for each in self._crew.read(units) if not isinstance(each, Counted)]
        except OnrecordError as error:
            ended = [error]
        return {"ended": [pickle.dumps(each) for each in ended]}

    def __del__(self) -> None:
        self._crew.close()
