"""Every format by its name: what it writes, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.export.brat import write_brat
from onrecord.export.cas import write_cas
from onrecord.export.citron import citron_lines
from onrecord.export.csv_tables import write_tables
from onrecord.export.destination import new_file, new_folder
from onrecord.export.docbin import write_docbin
from onrecord.export.followthemoney import entity_lines
from onrecord.export.jsonl import record_lines
from onrecord.export.parquet import write_parquet
from onrecord.export.plover import event_lines
from onrecord.export.schema_org import quotation_lines
from onrecord.export.sqlite import write_sqlite
from onrecord.export.web_annotation import annotation_lines
from onrecord.schema.record import Record


@dataclass(frozen=True, slots=True)
class Lines:
    """A format of lines, which can be printed or written to a file: each without its line break."""

    lines: Callable[[Iterable[Record]], Iterator[str]]
    about: str

    def write(self, records: Iterable[Record], path: Path) -> None:
        """Write a new file.

        Raises:
            InputError: something is there already, or nothing can be written there.
        """
        with (
            new_file(path) as unfinished,
            # in JSON, the escape of a lone surrogate is the backslash and its number
            open(unfinished, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream,
        ):
            stream.writelines(line + "\n" for line in self.lines(records))


@dataclass(frozen=True, slots=True)
class OneFile:
    """A format that is one binary file."""

    writer: Callable[[Iterable[Record], Path], None]
    about: str

    def write(self, records: Iterable[Record], path: Path) -> None:
        """Write a new file; errors as for Lines, SetupError where a library is missing."""
        with new_file(path) as unfinished:
            self.writer(records, unfinished)


@dataclass(frozen=True, slots=True)
class Folder:
    """A format that is several files in a folder."""

    writer: Callable[[Iterable[Record], Path], None]
    about: str

    def write(self, records: Iterable[Record], path: Path) -> None:
        """Write a new folder, or fill one that is empty; errors as for OneFile."""
        with new_folder(path) as unfinished:
            self.writer(records, unfinished)


Format = Lines | OneFile | Folder

FORMATS: dict[str, Format] = {
    "jsonl": Lines(record_lines, "the records, one a line"),
    "csv": Folder(write_tables, "statements, figures and events as tables"),
    "parquet": Folder(write_parquet, "articles, statements, figures and events for analysis"),
    "sqlite": OneFile(write_sqlite, "one SQLite file, ready for Datasette"),
    "web-annotation": Lines(annotation_lines, "W3C Web Annotations (JSON-LD), one a line"),
    "followthemoney": Lines(entity_lines, "FollowTheMoney entities, one a line, for OpenAleph"),
    "brat": Folder(write_brat, "brat standoff, a .txt and an .ann for each report; can be read back"),
    "cas": Folder(write_cas, "UIMA CAS JSON, a file for each report, for INCEpTION"),
    "docbin": Folder(write_docbin, "spaCy DocBin files"),
    "citron": Lines(citron_lines, "Citron's quotes, one document a line"),
    "plover": Lines(event_lines, "events in PLOVER's fields, one a line"),
    "schema-org": Lines(quotation_lines, "schema.org Quotation and Claim (JSON-LD), one a line"),
}
