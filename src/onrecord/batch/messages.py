"""What a worker says to its crew, and a crew to its run."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.batch.durable import OutputError
from onrecord.batch.manifest import UnitRow
from onrecord.errors import SetupError


@dataclass(frozen=True, slots=True)
class Counted:
    """So many articles more were read; fewer, where a unit has to be read again."""

    articles: int


@dataclass(frozen=True, slots=True)
class Done:
    """A unit is done. `peak` is the most memory the worker ever had, in bytes, `grown` by how much that is more than
    when its model was loaded."""

    row: UnitRow
    peak: int
    grown: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A unit could not be read; another try may do better."""

    reason: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """No unit can be read here, and the run must stop."""

    error: SetupError | OutputError
