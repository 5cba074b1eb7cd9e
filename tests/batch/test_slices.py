"""Slices: whatever their size, every record is in exactly one."""

from __future__ import annotations

import gzip
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.feeds_made import record
from onrecord.articles.options import InputOptions
from onrecord.batch.outcomes import outcomes
from onrecord.batch.slices import Digest
from onrecord.batch.units import UnitSizes, plan
from onrecord.schema.article import Article

from . import made


def read(path: Path, sizes: UnitSizes) -> list[list[str]]:
    """What the units of a file hold, by unit, without where it was found."""
    found = []
    for unit in plan([str(path)], sizes):
        held = outcomes(unit, InputOptions(), Digest())
        found.append([each.text if isinstance(each, Article) else each.reason for each in held])
    return found


def joined(slices: list[list[str]]) -> list[str]:
    return list(chain.from_iterable(slices))


@pytest.mark.parametrize("size", [300, 1_000, 2_500, 7_000])
def test_of_archives(tmp_path: Path, size: int) -> None:
    path = made.archive(tmp_path / "a.warc.gz")
    (whole,) = read(path, UnitSizes())
    slices = read(path, UnitSizes(warc=size))
    assert len(slices) == -(-path.stat().st_size // size)
    assert joined(slices) == whole
    assert len(whole) == 1 + 12 * 2 + 3 * 3 + 1


def test_records_of_a_slice_say_where_they_are(tmp_path: Path) -> None:
    path = made.archive(tmp_path / "a.warc.gz")
    data = path.read_bytes()
    for unit in plan([str(path)], UnitSizes(warc=3_000)):
        for each in outcomes(unit, InputOptions(), Digest()):
            if isinstance(each, Article):
                place = int(each.name.rpartition(" ")[2])
                member = gzip.decompress(data[place:])
                assert f"WARC-Target-URI: {each.url}\r\n".encode() in member[:300]


def test_bytes_that_look_like_a_member_are_none(tmp_path: Path) -> None:
    trap = record(b"\x1f\x8b\x08" * 500 + gzip.compress(b"no archive"), type="image/png")
    path = tmp_path / "a.warc.gz"
    # Stored, not compressed: what is inside stands in the file as it is.
    path.write_bytes(b"".join(gzip.compress(each, compresslevel=0, mtime=0) for each in [trap] * 5))
    assert joined(read(path, UnitSizes(warc=100))) == ["not HTML"] * 5


def test_one_packed_stream_is_read_by_the_first_slice(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(made.page_record(1) + made.page_record(2)))
    slices = read(path, UnitSizes(warc=200))
    assert len(slices[0]) >= 1
    assert joined(slices[1:]) == []


def test_an_unpacked_archive_is_one_unit(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(made.page_record(1) + made.page_record(2))
    assert [len(held) for held in read(path, UnitSizes(warc=200))] == [2]


@given(st.lists(st.text("ab\r", max_size=12), min_size=1, max_size=9), st.integers(1, 40), st.booleans())
def test_of_lines(tmp_path_factory: pytest.TempPathFactory, written: list[str], size: int, ended: bool) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes("\n".join([*written, *([""] if ended else [])]).encode() + b"\n{}")
    slices = read(path, UnitSizes(lines=size))
    (whole,) = read(path, UnitSizes())
    # A slice of blank lines alone says so; that is no line.
    assert [each for each in joined(slices) if each != "holds no articles"] == whole


@pytest.mark.parametrize("size", [1, 3, 4, 5, 9, 100])
def test_of_tables(tmp_path: Path, size: int) -> None:
    path = made.table(tmp_path / "a.parquet")
    slices = read(path, UnitSizes(parquet=size))
    expected = ["is empty" if n == 203 else made.text(n) for n in range(200, 209)]
    assert joined(slices) == expected
    assert [len(held) for held in slices] == [min(size, 9 - start) for start in range(0, 9, size)]


def test_the_digest_is_of_all_bytes(tmp_path: Path) -> None:
    path = made.archive(tmp_path / "a.warc.gz")
    (unit,) = plan([str(path)])
    digest = Digest()
    list(outcomes(unit, InputOptions(), digest))
    assert digest.hexdigest() == Digest(path.read_bytes()).hexdigest()
