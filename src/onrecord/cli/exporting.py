"""`onrecord export`: the records of a store in others' formats."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import InputError
from onrecord.export.csv_tables import CSV_TABLES, table_lines, write_tables
from onrecord.export.formats import FORMATS, Folder, Format, Lines

if TYPE_CHECKING:
    from onrecord.export.tables import Table
    from onrecord.store.base import Store


def export(store: Store, to: str, out: Path | None, kind: Table | None, *, hxl: bool) -> int:
    """Print the latest record of every report in a format of lines, or write any format to a file or a folder.

    Raises:
        InputError: there is no such format, an option does not belong to it, it needs a destination, something
            is there already, or nothing can be written there.
        SetupError: the format needs a library that is not installed.
    """
    form = _chosen(to, kind, hxl)
    if out is not None:
        form.write(store.records(), out)
    elif isinstance(form, Lines):
        for line in form.lines(store.records()):
            print(line)
    else:
        what = "a folder" if isinstance(form, Folder) else "a file"
        alone = f"; --kind {'|'.join(CSV_TABLES)} prints one of its tables" if to == "csv" else ""
        raise InputError(to, f"is written to {what}; name it with --out{alone}")
    return 0


def _chosen(to: str, kind: Table | None, hxl: bool) -> Format:
    if to not in FORMATS:
        raise InputError(to, f"is no format; the formats are {', '.join(FORMATS)}")
    if to != "csv" and (kind or hxl):
        raise InputError("--kind" if kind else "--hxl", "belongs to --to csv alone")
    return _csv(kind, hxl) if to == "csv" else FORMATS[to]


def _csv(kind: Table | None, hxl: bool) -> Format:
    """CSV is a folder of tables, or one table, which can be printed."""
    if kind is None:
        return Folder(partial(write_tables, hxl=hxl), FORMATS["csv"].about)
    return Lines(partial(table_lines, table=kind, hxl=hxl), FORMATS["csv"].about)
