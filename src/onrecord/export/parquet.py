"""Parquet for analysis: articles, statements, figures and events, each a folder of parts.

DuckDB, pandas, Polars, Spark and Arrow read a folder of parts as one table. A list (those who act in an event)
is a list; figures are 64-bit floats, since they may be open or larger than any whole number of the format.
pyarrow comes with the extra `[parquet]` and is imported only here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin

from onrecord.errors import SetupError
from onrecord.export.batches import batches
from onrecord.export.tables import ARTICLE, HINTS, Table, article_row, table_rows
from onrecord.schema.record import Record

if TYPE_CHECKING:
    import pyarrow

PART = 1_000
"""How many reports go into one part; their rows are in memory at once."""

MISSING = "Parquet is written with the extra [parquet]; install it with: pip install 'onrecord[parquet]'"

_EXACT = 1 << 53

_TABLES: tuple[Table, ...] = ("statements", "figures", "events")


def write_parquet(records: Iterable[Record], folder: Path, *, part: int = PART) -> None:
    """Write articles/, statements/, figures/ and events/ into a folder, each with part-00000.parquet and so on;
    every row has the `report` it is of. Without any record there is one empty part.

    Raises:
        SetupError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise SetupError(MISSING) from None
    schemas = _schemas(pa)
    for table in schemas:
        (folder / table).mkdir()
    for number, batch in enumerate(batches(records, part)):
        for table, rows in _rows(batch).items():
            columns = pa.Table.from_pylist(rows, schema=schemas[table])
            parquet.write_table(columns, folder / table / f"part-{number:05}.parquet", compression="zstd")


def _rows(batch: Iterable[Record]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {"articles": [], **{table: [] for table in _TABLES}}
    for record in batch:
        article = article_row(record)
        rows["articles"].append(article)
        for table, row in table_rows(record):
            if table in rows:
                rows[table].append({"report": article["report"], **{name: _number(cell) for name, cell in row.items()}})
    return rows


def _number(cell: Any) -> Any:
    """Arrow makes no float of a whole number that it would have to round."""
    return float(cell) if isinstance(cell, int) and abs(cell) > _EXACT else cell


def _schemas(pa: Any) -> dict[str, pyarrow.Schema]:
    text = [("report", pa.string())]
    schemas = {"articles": pa.schema([(name, pa.string()) for name in ARTICLE])}
    for table in _TABLES:
        schemas[table] = pa.schema([*text, *((name, _type(pa, hint)) for name, hint in HINTS[table].items())])
    return schemas


def _type(pa: Any, hint: Any) -> pyarrow.DataType:
    if hint is bool:
        return pa.bool_()
    if hint is int:
        return pa.int64()
    if hint == int | float | None:
        return pa.float64()
    return pa.list_(pa.string()) if get_origin(hint) is tuple else pa.string()
