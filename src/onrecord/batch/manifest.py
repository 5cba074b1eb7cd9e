"""The manifest: a row for each unit that is done or set aside, each in a file of its own, since no two processes
may write one file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Self

from onrecord.batch.durable import explained, write_whole
from onrecord.batch.recipe import Recipe
from onrecord.batch.units import Unit

FOLDER = "manifest"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was so."""

    reason: str
    count: int


def tallies(counts: Iterable[tuple[str, int]]) -> tuple[Tally, ...]:
    """Counts in a fixed order: the most frequent first, then by reason."""
    return tuple(Tally(*each) for each in sorted(counts, key=lambda each: (-each[1], each[0])))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """What became of a unit.

    Attributes:
        unit: its id, the name of its parts.
        address: its file, or the first of its files.
        read: the unit itself: files with size and version, slice.
        recipe: what it was read with.
        state: whether it has parts.
        error: why it was set aside; of a unit that is done, where its file is broken, so that the rest of it is lost.
        sha256: of the bytes that were read.
        articles, statements, figures, events: how many rows its parts have.
        skipped: records of archives that were left out, by reason.
        failed: articles that could not be read, by reason.
        examples: the first of them, with their names.
    """

    unit: str
    address: str
    read: dict[str, Any]
    recipe: Recipe
    state: Literal["done", "set aside"]
    error: str | None = None
    sha256: str | None = None
    articles: int = 0
    statements: int = 0
    figures: int = 0
    events: int = 0
    skipped: tuple[Tally, ...] = ()
    failed: tuple[Tally, ...] = ()
    examples: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Self:
        """The row of plain values; KeyError, TypeError or AttributeError where it is none."""
        told = {key: tuple(Tally(**each) for each in row[key]) for key in ("skipped", "failed")}
        return cls(**{**row, **told, "recipe": Recipe(**row["recipe"]), "examples": tuple(row["examples"])})


def set_aside(unit: Unit, recipe: Recipe, error: str) -> UnitRow:
    """The row of a unit that could not be read."""
    return UnitRow(
        unit=unit.id, address=unit.address, read=unit.to_dict(), recipe=recipe, state="set aside", error=error
    )


def write_row(out: Path, row: UnitRow) -> None:
    """Write a row, in place of the one before.

    Raises:
        OutputError: it cannot be written.
    """
    written = json.dumps(asdict(row), ensure_ascii=False, indent=1)
    write_whole(_path(out, row.unit), written.encode("utf-8", "surrogatepass") + b"\n")


def read_manifest(out: Path) -> list[UnitRow]:
    """All rows, in the order of the inputs. A row that is no row counts as not written: its unit is read again."""
    rows = []
    for path in sorted((out / FOLDER).glob("*.json")):
        try:
            rows.append(UnitRow.from_dict(json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return sorted(rows, key=lambda row: (row.address, row.read["start"], row.unit))


def remove_row(out: Path, unit: str) -> None:
    """Remove the row of a unit, before its parts are."""
    with explained(out):
        _path(out, unit).unlink(missing_ok=True)


def _path(out: Path, unit: str) -> Path:
    return out / FOLDER / f"{unit}.json"
