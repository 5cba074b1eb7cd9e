"""Whole runs with the local engine: every kind of input, reruns, kills, crashes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path

import duckdb
import pytest

from onrecord.batch.durable import OutputError
from onrecord.batch.messages import Done
from onrecord.batch.recipe import Job
from onrecord.batch.run import Summary, run_batch
from onrecord.batch.units import UnitSizes
from onrecord.errors import InputError, SetupError

from . import made, standin

SIZES = UnitSizes(warc=3_000, lines=1_500, parquet=4, files=4)


def run(
    names: list[Path], out: Path, make_job: Callable[[str], Job] = standin.job, *, workers: int = 2, **more: object
) -> Summary:
    return run_batch([str(name) for name in names], str(out), make_job, workers=workers, sizes=SIZES, **more)  # type: ignore[arg-type]


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """One of each kind."""
    return [
        made.archive(tmp_path / "a.warc.gz"),
        made.lines(tmp_path / "a.jsonl"),
        made.table(tmp_path / "a.parquet"),
        made.folder(tmp_path / "reports"),
    ]


def count(out: Path, table: str) -> int:
    with duckdb.connect() as connection:
        ((found,),) = connection.execute(f"SELECT count(*) FROM '{out}/{table}/*.parquet'").fetchall()
    return int(found)


def test_every_kind_of_input(inputs: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = run(inputs, out)
    assert summary.units == len(summary.rows) == summary.read > 10
    # of the archive, the lines, the table, the folder with its page and its lines
    assert summary.counts["articles"] == 12 + 9 + 8 + (9 + 1 + 2)
    assert {tally.reason: tally.count for tally in summary.skipped} == {
        "request": 12, "warcinfo": 1, "not HTML": 3, "robots.txt": 3, "larger than 5 MB": 1,
    }  # fmt: skip
    failed = {tally.reason[:20]: tally.count for tally in summary.failed}
    assert failed["holds no article tex"] == 3
    assert failed["is a feed, an OPML l"] == 1
    assert failed['has no "text"'] == 2
    assert (summary.set_aside, summary.broken) == (0, 0)
    for table, rows in summary.counts.items():
        assert count(out, table) == rows > 0
    assert summary.peak > 10_000_000
    row = json.loads(next((out / "manifest").glob("*.json")).read_text("utf8"))
    assert row["recipe"]["model"] == "stand-in"
    assert len(row["sha256"]) == 64


def test_neither_workers_nor_order_change_the_output(inputs: list[Path], tmp_path: Path) -> None:
    run(inputs, tmp_path / "one", workers=1)
    run(inputs[::-1], tmp_path / "three", workers=3)
    assert made.tree(tmp_path / "one") == made.tree(tmp_path / "three")


def test_a_rerun_skips_what_is_done(inputs: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(inputs, out)
    written = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    again = run(inputs, out)
    assert (again.read, again.rows, again.counts) == (0, first.rows, first.counts)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == written


def test_more_inputs_are_added(inputs: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(inputs[:2], out)
    assert run(inputs[2:], out).counts["articles"] == 8 + 12
    assert count(out, "articles") == 12 + 9 + 8 + 12


def test_a_changed_input_replaces_what_was_read_of_it(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl"), tmp_path / "out"
    assert run([path], out).counts["articles"] == 9
    made.lines(path, 3)
    os.utime(path, ns=(1, 1))
    assert run([path], out).counts["articles"] == count(out, "articles") == 3


def test_one_folder_is_of_one_recipe(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl", 2), tmp_path / "out"
    run([path], out)
    before = made.tree(out)
    newer = partial(standin.job, recipe=replace(standin.RECIPE, model="newer", publisher="Halden Wire"))
    with pytest.raises(InputError, match="model stand-in, now newer; publisher None, now Halden Wire"):
        run([path], out, newer)
    assert made.tree(out) == before


def test_a_part_that_was_lost_is_made_again(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl"), tmp_path / "out"
    run([path], out)
    before = made.tree(out)
    next((out / "events").glob("*.parquet")).unlink()
    assert run([path], out).read == 1
    assert made.tree(out) == before


def test_a_damaged_row_of_the_manifest_is_read_again(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl"), tmp_path / "out"
    run([path], out)
    before = made.tree(out)
    next((out / "manifest").glob("*.json")).write_text("{")
    assert run([path], out).read == 1
    assert made.tree(out) == before


def test_a_worker_that_dies_once_changes_nothing(tmp_path: Path) -> None:
    path, died = made.archive(tmp_path / "a.warc.gz", fatal={5: standin.FATAL_ONCE}), tmp_path / "died"
    ended: list[object] = []
    summary = run([path], tmp_path / "killed", partial(standin.job, died=str(died)), noticed=ended.append)
    assert died.exists()
    assert all(isinstance(each, Done) for each in ended)
    assert summary.counts["articles"] == 12
    run([path], tmp_path / "undisturbed", partial(standin.job, died=str(died)))
    assert made.tree(tmp_path / "killed") == made.tree(tmp_path / "undisturbed")


def test_a_unit_that_always_kills_its_worker_is_set_aside(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl", fatal={5: standin.FATAL}), tmp_path / "out"
    summary = run([path], out)
    assert (summary.set_aside, summary.units - len(summary.rows)) == (1, 0)
    (aside,) = [row for row in summary.rows if row.state == "set aside"]
    assert aside.error == "its worker died (SIGKILL), 3 times"
    assert 6 <= summary.counts["articles"] == count(out, "articles") < 9
    assert not list(out.glob(f"*/*{aside.unit}.parquet"))
    # The next run tries it again, and nothing else.
    assert run([path], out).read == 1


def test_resume_after_a_kill(tmp_path: Path) -> None:
    path, out = made.archive(tmp_path / "a.warc.gz"), tmp_path / "out"
    code = (
        "import sys\nfrom functools import partial\nfrom batch import standin, test_run\nfrom pathlib import Path\n"
        "test_run.run([Path(sys.argv[1])], Path(sys.argv[2]), partial(standin.job, pause=0.05), workers=1)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    killed = subprocess.Popen([sys.executable, "-c", code, str(path), str(out)], env=environment)
    until = time.monotonic() + 60
    while not list(out.glob("manifest/*.json")) and time.monotonic() < until:
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    summary = run([path], out)
    assert 0 < summary.read < summary.units
    run([path], tmp_path / "undisturbed")
    assert made.tree(out) == made.tree(tmp_path / "undisturbed")


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl"), tmp_path / "out"
    run([path], out)
    left = out / "articles" / ".0123.parquet.77.tmp"
    left.write_bytes(b"half")
    run([path], out)
    assert not left.exists()


def test_a_damaged_archive_is_read_but_for_the_rest_of_a_slice(tmp_path: Path) -> None:
    path, out = made.archive(tmp_path / "a.warc.gz"), tmp_path / "out"
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(200)
    path.write_bytes(data)
    summary = run([path], out)
    assert summary.broken == 1
    assert "is broken after record" in str(next(row.error for row in summary.rows if row.error))
    assert 8 <= summary.counts["articles"] < 12
    assert run([path], out).read == 0


def test_a_worker_that_grew_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    popen = subprocess.Popen
    monkeypatch.setattr("onrecord.batch.crew.subprocess.Popen", lambda *a, **k: started.append(a) or popen(*a, **k))
    path = made.lines(tmp_path / "a.jsonl")
    run([path], tmp_path / "one", workers=1)
    assert len(started) == 1
    monkeypatch.setattr("onrecord.batch.crew.GROWTH", -1)
    assert run([path], tmp_path / "many", workers=1).read == len(started) - 1 > 1
    assert made.tree(tmp_path / "one") == made.tree(tmp_path / "many")


def test_a_file_that_goes_away_is_set_aside(inputs: list[Path], tmp_path: Path) -> None:
    def job(out: str) -> Job:
        inputs[0].unlink()  # after it was planned
        return standin.job(out)

    summary = run(inputs, tmp_path / "out", job)
    assert summary.set_aside > 1
    assert "there is no such file" in str(next(row.error for row in summary.rows if row.state == "set aside"))
    assert summary.counts["articles"] == 9 + 8 + 12


def test_two_runs_cannot_write_one_folder(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl", 2), tmp_path / "out"
    refused: list[Exception] = []

    def noticed(_: object) -> None:
        with pytest.raises(InputError, match="written by another run") as caught:
            run([path], out)
        refused.append(caught.value)

    assert run([path], out, noticed=noticed).counts["articles"] == 2
    assert refused


def test_a_reader_that_cannot_be_loaded_stops_the_run(tmp_path: Path) -> None:
    path = made.lines(tmp_path / "a.jsonl")
    with pytest.raises(SetupError, match="cannot be loaded"):
        run([path], tmp_path / "out", lambda out: Job(out, standin.RECIPE, partial(int, "x")))  # type: ignore[arg-type]


def test_output_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    path, out = made.lines(tmp_path / "a.jsonl", 2), tmp_path / "out"
    run([path], out)
    for part in out.glob("figures/*"):
        part.unlink()
        part.mkdir()
        (part / "in the way").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        run([path], out)


def test_progress_is_told(tmp_path: Path) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    run([made.lines(tmp_path / "a.jsonl")], tmp_path / "out", partial(standin.job, pause=0.2), progress=shown)
    assert "a second, " in shown.getvalue()
    assert " left" in shown.getvalue()
