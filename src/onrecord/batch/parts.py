"""The output: Parquet parts, one of each table for a unit, and the records read back.

A part is the same, byte for byte, whoever writes it and when: rows are in the order of the unit, and it holds no time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onrecord.batch.columns import HEAD, KINDS, PARTS
from onrecord.batch.durable import explained, publish, unfinished
from onrecord.errors import InputError
from onrecord.record.serialise import from_json
from onrecord.schema.record import Record

_MAGIC = b"PAR1"  # at the beginning and the end of every Parquet file

_RECORDS = 64
"""How many records are read back at a time."""


def part(out: Path, table: str, unit: str) -> Path:
    """Where the part of a unit is."""
    return out / table / f"{unit}.parquet"


class PartWriter:
    """Writes the parts of one unit batch by batch; they have their names once all is written, else they are gone."""

    def __init__(self, out: Path, unit: str) -> None:
        self._unit = unit
        self._paths = {table: part(out, table, unit) for table in PARTS}
        self.counts = dict.fromkeys(PARTS, 0)

    def __enter__(self) -> Self:
        self._writers: dict[str, pq.ParquetWriter] = {}
        for table, path in self._paths.items():
            with explained(path):
                self._writers[table] = pq.ParquetWriter(
                    unfinished(path), PARTS[table], version="2.6", compression="zstd", compression_level=3
                )
        return self

    def write(self, records: pa.RecordBatch) -> None:
        """Write the rows of a batch as `record_batch` gives it; those with an error are left out."""
        records = records.filter(pc.is_valid(records.column("record")))
        first = self.counts["articles"]
        lists = {kind.table: records.column(kind.table) for kind in KINDS}
        heads = {name: records.column(name) for name in HEAD}
        sizes = {table: pc.list_value_length(column) for table, column in lists.items()}
        self._write("articles", pa.array(range(first, first + records.num_rows), pa.int64()), {**heads, **sizes})
        for table, column in lists.items():
            rows = pc.list_flatten(column)
            columns = dict(zip(rows.type.names, rows.flatten(), strict=True))
            self._write(table, pc.add(pc.list_parent_indices(column), first), columns)

    def _write(self, table: str, numbers: pa.Array, columns: dict[str, pa.Array]) -> None:
        if not len(numbers):
            return
        columns = {"unit": pa.array([self._unit] * len(numbers)), "number": numbers, **columns}
        schema = PARTS[table]
        batch = pa.RecordBatch.from_arrays([columns[f.name].cast(f.type) for f in schema], schema=schema)
        with explained(self._paths[table]):
            self._writers[table].write_batch(batch)
        self.counts[table] += len(numbers)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for table, path in self._paths.items():
            with explained(path):
                self._writers[table].close()
                if error is None:
                    publish(path)
                else:
                    unfinished(path).unlink(missing_ok=True)


def has_parts(out: Path, unit: str) -> bool:
    """Whether all parts of a unit are there, and each from its beginning to its end."""
    return all(_is_whole(part(out, table, unit)) for table in PARTS)


def _is_whole(path: Path) -> bool:
    """Whether a file begins and ends as Parquet does; what lies between is not read."""
    try:
        with path.open("rb") as stream:
            first = stream.read(len(_MAGIC))
            stream.seek(-len(_MAGIC), os.SEEK_END)
            return first == _MAGIC == stream.read()
    except OSError:
        return False


def remove_parts(out: Path, unit: str) -> None:
    """Remove what was written for a unit."""
    for table in PARTS:
        with explained(out):
            part(out, table, unit).unlink(missing_ok=True)


def records_of_part(path: Path) -> Iterator[Record | InputError]:
    """The records of a part of `articles`, in order.

    Raises:
        InputError: it is none, or is damaged.
    """
    try:
        table = pq.ParquetFile(path)
        if "record" not in table.schema_arrow.names:
            reason = 'holds no records (no column "record"); a table of articles is read with `onrecord batch`'
            raise InputError(str(path), reason)
        for batch in table.iter_batches(batch_size=_RECORDS, columns=["name", "record"]):
            for row in batch.to_pylist():
                yield _record(row)
    except (pa.ArrowException, OSError) as error:
        raise InputError(str(path), f"cannot be read ({' '.join(str(error).split())[:120]})") from None


def _record(row: dict[str, Any]) -> Record | InputError:
    try:
        return from_json(row["record"], row["name"])
    except InputError as error:
        return error
