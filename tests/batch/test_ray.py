"""The Ray engine writes what the local one writes."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from onrecord.batch.run import run_batch
from onrecord.batch.units import UnitSizes
from onrecord.errors import SetupError

from . import made, standin

SIZES = UnitSizes(warc=3_000)


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ray on this machine, whose workers can import the tests."""
    ray = pytest.importorskip("ray")
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    )
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
        yield
        ray.shutdown()


@pytest.mark.usefixtures("cluster")
def test_local_and_ray_write_the_same(tmp_path: Path) -> None:
    path = str(made.archive(tmp_path / "a.warc.gz", fatal={3: standin.FATAL_ONCE, 9: standin.FATAL}))
    summaries = {}
    for engine in ("local", "ray"):
        died = tmp_path / f"died-{engine}"
        make_job = partial(standin.job, died=str(died))
        summaries[engine] = run_batch([path], str(tmp_path / engine), make_job, engine=engine, workers=2, sizes=SIZES)  # type: ignore[arg-type]
        assert died.exists()  # a worker was killed in the middle
    assert summaries["local"].rows == summaries["ray"].rows
    assert summaries["ray"].set_aside == 1
    assert summaries["ray"].counts["articles"] >= 8
    assert made.tree(tmp_path / "local") == made.tree(tmp_path / "ray")
    again = run_batch([path], str(tmp_path / "ray"), standin.job, engine="local", workers=1, sizes=SIZES)
    assert again.read == 1


@pytest.mark.usefixtures("cluster")
def test_what_stops_an_actor_stops_the_run(tmp_path: Path) -> None:
    from onrecord.batch.recipe import Job

    path = str(made.lines(tmp_path / "a.jsonl"))
    with pytest.raises(SetupError, match="cannot be loaded"):
        run_batch(
            [path], str(tmp_path / "out"), lambda out: Job(out, standin.RECIPE, partial(int, "x")), engine="ray"  # type: ignore[arg-type]
        )  # fmt: skip


def test_without_ray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    path = str(made.lines(tmp_path / "a.jsonl"))
    with pytest.raises(SetupError, match=r"onrecord\[ray\]"):
        run_batch([path], str(tmp_path / "out"), standin.job, engine="ray")
