"""Inputs to units: a unit is what one worker reads at a time, and what is done or not done when a run ends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Literal, Self

from onrecord.articles.jsonlines import is_article_line
from onrecord.articles.streams import head_line
from onrecord.articles.warc import is_warc
from onrecord.articles.xml import GZIP
from onrecord.batch.addresses import File, files_of, opened, whole

Kind = Literal["warc", "lines", "parquet", "files"]

_PACKED = 4096
_PARQUET = b"PAR1"
_SUFFIXES: dict[str, Kind] = {
    ".warc": "warc", ".warc.gz": "warc", ".jsonl": "lines", ".ndjson": "lines", ".parquet": "parquet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitSizes:
    """How much one unit takes: each about 500 articles, a minute or two of work.

    `warc` and `lines` are bytes of the file, `parquet` rows; a unit of whole files has `files` of them on average and
    never more than four times as many.
    """

    warc: int = 16_000_000
    lines: int = 2_000_000
    parquet: int = 500
    files: int = 256


@dataclass(frozen=True, slots=True)
class Unit:
    """One file, a slice of one (bytes, of Parquet rows, from `start` to `end`), or several small files.

    `root` is the input it belongs to.
    """

    root: str
    kind: Kind
    files: tuple[File, ...]
    start: int
    end: int

    @property
    def id(self) -> str:
        """A hash of what is read: addresses, sizes, versions and slice."""
        what = [self.kind, [[f.address, f.size, f.version] for f in self.files], self.start, self.end]
        return hashlib.sha256(json.dumps(what).encode("utf-8", "surrogatepass")).hexdigest()[:24]

    @property
    def address(self) -> str:
        """The file, or the first of them."""
        return self.files[0].address

    def to_dict(self) -> dict[str, Any]:
        """The unit as plain values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Self:
        """The unit of plain values."""
        return cls(**{**row, "files": tuple(File(**file) for file in row["files"])})


def plan(names: Iterable[str], sizes: UnitSizes = UnitSizes()) -> list[Unit]:
    """The units of all inputs, in order; a file that two of them name is read for the first.

    Raises:
        InputError: an input is not there or may not be read.
        SetupError: the package for an address, or for Parquet, is not installed.
    """
    units: list[Unit] = []
    planned: set[str] = set()
    for name in names:
        is_folder, found = files_of(name)
        files = [file for file in found if file.address not in planned]
        planned.update(file.address for file in files)
        units += _units(whole(name), files, sizes, sniffed=not is_folder)
    return units


def _units(root: str, files: Iterable[File], sizes: UnitSizes, *, sniffed: bool) -> Iterator[Unit]:
    small: list[File] = []
    for file in files:
        kind = _by_suffix(file.address) or (_by_content(file.address) if sniffed else "files")
        if kind == "files":
            small.append(file)
        else:
            yield from _slices(root, kind, file, sizes)
    for group in _groups(small, sizes.files):
        yield Unit(root, "files", tuple(group), 0, sum(file.size for file in group))


def _by_suffix(address: str) -> Kind | None:
    name = PurePosixPath(address).name.lower()
    return next((kind for suffix, kind in _SUFFIXES.items() if name.endswith(suffix)), None)


def _by_content(address: str) -> Kind:
    with opened(address) as stream:
        begin = stream.read(_PACKED)
        if begin.startswith(_PARQUET):
            return "parquet"
        if is_warc(begin):
            return "warc"
        stream.seek(0)
        return "lines" if is_article_line(head_line(stream)) and stream.read(1) else "files"


def _slices(root: str, kind: Kind, file: File, sizes: UnitSizes) -> Iterator[Unit]:
    end, size = file.size, sizes.lines
    if kind == "parquet":
        end, size = _rows(file.address), sizes.parquet
    elif kind == "warc":
        # Only packed records can be found in the middle of a file: in an unpacked one, a page could hold what looks
        # like the beginning of a record.
        size = sizes.warc if _is_packed(file.address) else max(end, 1)
    for start in range(0, max(end, 1), size):  # an empty file is a unit too, so that somebody says it is empty
        yield Unit(root, kind, (file,), start, min(start + size, end))


def _is_packed(address: str) -> bool:
    with opened(address) as stream:
        return stream.read(len(GZIP)) == GZIP


def _rows(address: str) -> int:
    from onrecord.batch.tables import parquet_file

    with opened(address) as stream:
        return int(parquet_file(stream, address).metadata.num_rows)


def _groups(files: list[File], size: int) -> Iterator[list[File]]:
    """`files` in groups whose borders the names decide: one file more or less changes one group, not all after it."""
    group: list[File] = []
    for file in files:
        group.append(file)
        drawn = int.from_bytes(hashlib.sha256(file.address.encode("utf-8", "surrogatepass")).digest()[:8])
        if drawn % size == 0 or len(group) == 4 * size:
            yield group
            group = []
    if group:
        yield group
