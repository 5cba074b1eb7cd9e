"""An export is there when it is complete, and nothing that was there before is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from export_cases import PROVENANCE, wire_report

from onrecord.errors import InputError
from onrecord.export.batches import batches
from onrecord.export.formats import FORMATS, Folder, Lines, OneFile
from onrecord.schema.article import Article
from onrecord.schema.record import Record


class BrokenError(Exception):
    """What a store may raise half way."""


def half() -> Iterator[Record]:
    yield wire_report()
    raise BrokenError


@pytest.mark.parametrize("name", FORMATS)
def test_a_destination_that_is_taken_is_left_alone(name: str, tmp_path: Path) -> None:
    taken = tmp_path / "mine"
    if isinstance(FORMATS[name], Folder):
        taken.mkdir()
        taken = taken / "notes.txt"
    taken.write_text("mine")
    with pytest.raises(InputError, match="nothing is overwritten"):
        FORMATS[name].write([wire_report()], tmp_path / "mine")
    assert taken.read_text() == "mine"
    assert len(list(tmp_path.rglob("*"))) <= 2


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_fails_leaves_nothing(name: str, tmp_path: Path) -> None:
    if name in ("parquet", "cas"):
        pytest.importorskip({"parquet": "pyarrow", "cas": "cassis"}[name])
    with pytest.raises(BrokenError):
        FORMATS[name].write(half(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_store_without_records_can_be_written(name: str, tmp_path: Path) -> None:
    if name in ("parquet", "cas"):
        pytest.importorskip({"parquet": "pyarrow", "cas": "cassis"}[name])
    form = FORMATS[name]
    form.write([], tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    if isinstance(form, Lines):
        assert (tmp_path / "out").read_bytes() == b""
    elif isinstance(form, OneFile):
        assert (tmp_path / "out").stat().st_size


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    FORMATS["brat"].write([wire_report()], tmp_path / "out")
    assert (tmp_path / "out" / "000001.ann").is_file()


def test_a_file_is_not_put_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match="is a folder; give the name of a file"):
        FORMATS["sqlite"].write([wire_report()], tmp_path / "out")


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if isinstance(form, Lines)])
def test_lines_come_before_all_records_are_read(name: str) -> None:
    form = FORMATS[name]
    assert isinstance(form, Lines)
    assert next(form.lines(half()))


def test_batches_read_a_record_when_it_is_asked_for() -> None:
    parts = batches(iter([wire_report()] * 5), 2)
    assert [len(list(part)) for part in parts] == [2, 2, 1]
    first = next(batches(half(), 2))
    assert next(first) == wire_report()
    with pytest.raises(BrokenError):
        next(first)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        FORMATS["jsonl"].write([], tmp_path / "no" / "records.jsonl")


def test_a_text_with_half_a_character_is_still_json(tmp_path: Path) -> None:
    FORMATS["citron"].write([Record(Article("half \ud83d ship"), (), PROVENANCE)], tmp_path / "out.jsonl")
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["text"] == "half \ud83d ship"
