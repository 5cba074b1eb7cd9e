"""`onrecord batch` as its user calls it, and `onrecord add` of what it wrote."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app

from . import made


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], Path]:
    """Inputs, and what a batch with the shipped model makes of them."""
    where = tmp_path_factory.mktemp("batch")
    names = [made.lines(where / "a.jsonl", 3), made.table(where / "b.parquet", 5), made.archive(where / "c", pages=2)]
    status, out, _ = run("batch", *names, "--out", where / "out", "--workers", 1)
    assert status == 0
    assert "units      3: 3 read now, 0 before\narticles   9\n" in out
    assert "left out   2: request\n" in out
    assert "not read   2: is empty\n" in out
    return names, where / "out"


def test_adding_the_output_equals_adding_directly(output: tuple[list[Path], Path], tmp_path: Path) -> None:
    names, out = output
    names[1] = made.lines(tmp_path / "b.jsonl", 0)
    rows = [made.row(200 + number) for number in range(5) if number != 3]
    names[1].write_text("\n".join(map(json.dumps, rows)), "utf8")
    assert run("add", out, "--store", tmp_path / "batch.sqlite")[0] == 0
    assert run("add", *names, "--store", tmp_path / "direct.sqlite")[0] == 1  # bad lines are told here
    exported = [run("export", "--store", tmp_path / f"{name}.sqlite")[1] for name in ("batch", "direct")]
    assert exported[0] == exported[1]
    assert exported[0].count("\n") == 9


def test_adding_again_and_by_part(output: tuple[list[Path], Path], tmp_path: Path) -> None:
    _, out = output
    parts = sorted((out / "articles").glob("*.parquet"))
    store = tmp_path / "s.sqlite"
    status, said, _ = run("add", *parts, "--store", store)
    assert (status, said.count("added ")) == (0, 9)
    assert run("add", out, "--store", store)[1] == "unchanged 9\n"


def test_a_damaged_part_is_named_and_read_again(output: tuple[list[Path], Path], tmp_path: Path) -> None:
    _, out = output
    copied = shutil.copytree(out, tmp_path / "copied")
    part = sorted((copied / "articles").glob("*.parquet"))[0]
    part.write_bytes(part.read_bytes()[:300])
    status, said, err = run("add", copied, "--store", tmp_path / "s.sqlite")
    assert status == 1
    assert part.name in err
    assert said.count("added ") > 0
    (tmp_path / "in").mkdir()
    first = made.lines(tmp_path / "in" / "a.jsonl", 2)
    inside = first.parent / "out"
    for read in ("1 read now, 0 before", "0 read now, 1 before"):
        assert read in run("batch", first.parent, "--out", inside, "--workers", 1)[1]
    for part in (inside / "articles").glob("*.parquet"):
        part.write_bytes(part.read_bytes()[:300])
    assert "1 read now, 0 before" in run("batch", first.parent, "--out", inside, "--workers", 1)[1]
    assert run("add", inside, "--store", tmp_path / "inside.sqlite")[0] == 0


def test_adding_what_holds_no_records(output: tuple[list[Path], Path], tmp_path: Path) -> None:
    names, out = output
    table = made.table(tmp_path / "t.parquet")
    status, _, err = run("add", table, next((out / "figures").glob("*.parquet")), "--store", tmp_path / "s.sqlite")
    assert (status, err.count("holds no records")) == (2, 2)
    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    assert "cannot be read" in run("add", table, "--store", tmp_path / "s.sqlite")[2]
    del names


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere.warc.gz", "--out", "new"], "nowhere.warc.gz: there is no such file"),
        (["a.jsonl", "--out", "full"], "full: is a folder with other things in it"),
        (["a.jsonl", "--out", "a.jsonl"], "a.jsonl: is no folder"),
        (["a.jsonl", "--out", "s3://bucket/out"], "s3://bucket/out: is an address"),
        (["a.jsonl", "--out", "later"], "is the output of another onrecord"),
        (["a.jsonl", "--out", "new", "--published", "soon"], "--published: 'soon' is not a date"),
        (["a.jsonl", "--out", "new", "--workers", "0"], "--workers"),
        (["a.jsonl"], "--out"),
    ],
)
def test_what_cannot_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], reason: str) -> None:
    monkeypatch.chdir(tmp_path)
    made.lines(Path("a.jsonl"), 1)
    for folder, name in (("full", "letter.txt"), ("later", "batch.json")):
        Path(folder).mkdir()
        Path(folder, name).write_text('{"format": 99}')
    status, _, err = run("batch", *arguments)
    assert status == 2
    assert reason in err
    assert "Traceback" not in err
    assert not Path("new", "manifest").exists()


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    made.lines(tmp_path / "a.jsonl", 1)
    status, _, err = run("batch", tmp_path / "a.jsonl", "--out", tmp_path / "out")
    assert status == 2
    assert "onrecord[batch]" in err


def test_a_pipeline_that_is_not_installed(tmp_path: Path) -> None:
    path = made.lines(tmp_path / "a.jsonl", 1)
    status, _, err = run("batch", path, "--out", tmp_path / "out", "--pipeline", "xx_absent", "--workers", 1)
    assert status == 2
    assert "the spaCy pipeline xx_absent is not installed" in err


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from onrecord.cli.main import app; import onrecord\n"
        "import onrecord.cli.keeping\n"
        "assert CliRunner().invoke(app, ['batch', '--help']).exit_code == 0\n"
        "print([m for m in ('pyarrow', 'ray', 'fsspec', 'spacy') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
