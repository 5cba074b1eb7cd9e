"""Inputs to units."""

from __future__ import annotations

import os
from pathlib import Path

import fsspec
import pytest

from onrecord.articles.options import InputOptions
from onrecord.batch.outcomes import outcomes
from onrecord.batch.slices import Digest
from onrecord.batch.units import Unit, UnitSizes, plan
from onrecord.errors import InputError, SetupError
from onrecord.schema.article import Article

from . import made


def test_kinds(tmp_path: Path) -> None:
    for make, name in ((made.archive, "archive"), (made.lines, "lines"), (made.table, "table")):
        make(tmp_path / name)
    (tmp_path / "report").write_text(made.text(1))
    names = [str(tmp_path / name) for name in ("archive", "lines", "table", "report")]
    assert [unit.kind for unit in plan(names)] == ["warc", "lines", "parquet", "files"]


def test_an_input_named_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made.folder(tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    names = ["reports", str(folder), "reports/more/../more/more.jsonl", "reports/report1.txt"]
    assert plan(names) == plan([str(folder)])
    files = [file for unit in plan(names[::-1]) for file in unit.files]
    assert len(files) == len(set(files)) == 9 + 3


def test_ids_follow_content_and_slice(tmp_path: Path) -> None:
    path = made.lines(tmp_path / "a.jsonl")
    before = [unit.id for unit in plan([str(path)], UnitSizes(lines=500))]
    assert len(set(before)) == len(before) > 2
    assert [unit.id for unit in plan([str(path)], UnitSizes(lines=500))] == before
    os.utime(path, ns=(1, 1))
    assert not {unit.id for unit in plan([str(path)], UnitSizes(lines=500))} & set(before)


def test_one_file_more_changes_few_groups(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number:03}.txt").write_text("x")
    before = plan([str(tmp_path)], UnitSizes(files=8))
    (tmp_path / "0000.txt").write_text("x")
    after = plan([str(tmp_path)], UnitSizes(files=8))
    assert len(before) > 10
    assert len({unit.id for unit in after} - {unit.id for unit in before}) <= 2
    assert max(len(unit.files) for unit in after) <= 32


def test_there_and_back(tmp_path: Path) -> None:
    for unit in plan([str(made.folder(tmp_path / "reports"))]):
        assert Unit.from_dict(unit.to_dict()) == unit


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.warc.gz", "a.txt"):
        (tmp_path / name).write_bytes(b"")
    units = plan([str(tmp_path)])
    found = [each for unit in units for each in outcomes(unit, InputOptions(), Digest())]
    assert {type(each) for each in found} == {InputError}
    assert len(found) >= 2


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.jsonl", "there is no such file"),
        ("", "is no file"),
        ("empty/", "is a folder without files"),
        ("memory://nowhere/a.jsonl", "there is no such file"),
        ("nothing://a", "cannot be read"),
        ("text.parquet", "is no Parquet table"),
        ("other.parquet", 'has no column "text"'),
    ],
)
def test_bad_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("text.parquet").write_text("text")
    pq.write_table(pa.table({"body": ["x"]}), "other.parquet")
    with pytest.raises(InputError, match=reason):
        plan([name])


def test_a_file_system_that_is_not_installed() -> None:
    from fsspec.registry import known_implementations

    known_implementations["absent"] = {"class": "absent.Absent", "err": "Install absent to read such addresses"}
    with pytest.raises(SetupError, match="Install absent"):
        plan(["absent://a"])


def test_addresses(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    folder = tmp_path / "in"
    made.folder(folder)
    made.archive(folder / "a.warc.gz")
    made.table(folder / "a.parquet")
    memory.put(str(folder), "/kept", recursive=True)
    sizes = UnitSizes(warc=3_000, lines=1_500, parquet=4, files=4)

    def texts(name: str) -> list[str]:
        found = [each for unit in plan([name], sizes) for each in outcomes(unit, InputOptions(), Digest())]
        return sorted(each.text for each in found if isinstance(each, Article))

    assert texts("memory://kept") == texts(str(folder))
    assert len(texts("memory://kept")) == 9 + 1 + 2 + 12 + 8
    (unit,) = plan(["memory://kept/more/more.jsonl"], sizes)
    assert unit.address == "memory:///kept/more/more.jsonl"
    memory.rm("/kept", recursive=True)
