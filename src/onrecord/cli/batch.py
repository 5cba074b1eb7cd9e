"""`onrecord batch`: many reports at once, to Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from onrecord.articles.options import InputOptions
from onrecord.cli.console import complain
from onrecord.cli.output import standard_output
from onrecord.errors import OnrecordError, SetupError
from onrecord.language.pipeline import PIPELINE

if TYPE_CHECKING:
    from onrecord.batch.manifest import UnitRow
    from onrecord.batch.messages import Done
    from onrecord.batch.run import EngineName, Summary

_REASONS = 10
"""How many reasons are told; the manifest has all."""


def batch(
    names: Sequence[str], out: str, options: InputOptions, *, engine: EngineName, workers: int | None,
    pipeline: str | None,
) -> int:  # fmt: skip
    """Read all inputs to Parquet parts, and print what became of them.

    Returns:
        The exit status: 0 every unit was read, 1 some were set aside or are broken, 2 the run could not begin, or
        could not go on.
    """
    try:
        _installed()
        from onrecord.batch.recipe import shipped_job
        from onrecord.batch.run import run_batch

        make_job = partial(shipped_job, options=options, pipeline=pipeline or PIPELINE)
        with standard_output():
            summary = run_batch(names, out, make_job, engine=engine, workers=workers, noticed=_notice)
            _print(summary)
        return 1 if summary.set_aside or summary.broken else 0
    except OnrecordError as error:
        return complain(str(error))
    except KeyboardInterrupt:
        complain("stopped; the same command goes on where it stopped")
        return 130


def _installed() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        from onrecord.batch.addresses import MISSING

        raise SetupError(MISSING) from None


def _notice(ended: Done | UnitRow) -> None:
    from onrecord.batch.manifest import UnitRow

    if isinstance(ended, UnitRow):
        complain(f"{_where(ended)}: set aside, {ended.error}")
    elif ended.row.error is not None:
        complain(f"{_where(ended.row)}: {ended.row.error}")


def _where(row: UnitRow) -> str:
    start, end, kind = row.read["start"], row.read["end"], row.read["kind"]
    if kind == "files":
        more = len(row.read["files"]) - 1
        return f"{row.address} and {more} more" if more else row.address
    return f"{row.address}, {'rows' if kind == 'parquet' else 'bytes'} {start} to {end}"


def _print(summary: Summary) -> None:
    print(f"{'units':<11}{summary.units}: {summary.read} read now, {len(summary.rows) - summary.read} before")
    for table, count in summary.counts.items():
        print(f"{table:<11}{count}")
    for label, most in (("left out", summary.skipped), ("not read", summary.failed)):
        for tally in most[:_REASONS]:
            print(f"{label:<11}{tally.count}: {tally.reason}")
        if len(most) > _REASONS:
            print(f"{label:<11}{sum(tally.count for tally in most[_REASONS:])}: other reasons")
    if summary.broken:
        print(f"{'broken':<11}{summary.broken} units, which were read as far as they go")
    if summary.set_aside:
        print(f"{'set aside':<11}{summary.set_aside} units; the same command tries them again")
