"""One unit read, written and entered in the manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.batch.manifest import UnitRow, tallies, write_row
from onrecord.batch.outcomes import outcomes
from onrecord.batch.parts import PartWriter
from onrecord.batch.recipe import Job
from onrecord.batch.record_batch import ArticleReader, article_batch, record_batch
from onrecord.batch.slices import Digest
from onrecord.batch.units import Unit
from onrecord.errors import InputError
from onrecord.schema.article import Article

BATCH = 64
"""How many articles one Arrow batch has at most."""
BATCH_CHARACTERS = 1_000_000
"""A batch ends when it has so many: memory follows the text of a batch."""
EXAMPLES = 20


def read_unit(unit: Unit, job: Job, reader: ArticleReader, told: Callable[[int], None]) -> UnitRow:
    """Read a unit and write its parts, then its row of the manifest.

    `told` is called after each batch with the number of its articles.

    Raises:
        InputError: the unit cannot be opened.
        OSError: it cannot be read to its end.
        OutputError: its parts cannot be written.
        SetupError: a package that reads it is not installed.
    """
    out = Path(job.out)
    reading = _Reading(unit, job)
    with PartWriter(out, unit.id) as parts:
        for batch in reading.batches():
            records = record_batch(article_batch(batch), reader)
            for row in records.select(["name", "error"]).to_pylist():
                if row["error"] is not None:
                    reading.fail(InputError(row["name"], row["error"]))
            parts.write(records)
            told(len(batch))
    row = UnitRow(
        unit=unit.id, address=unit.address, read=unit.to_dict(), recipe=job.recipe, state="done",
        error=reading.broken, sha256=reading.digest.hexdigest(), skipped=tallies(reading.skipped.items()),
        failed=tallies(reading.failed.items()), examples=tuple(reading.examples), **parts.counts,
    )  # fmt: skip
    write_row(out, row)
    return row


class _Reading:
    """The articles of a unit, and what is counted on the way."""

    def __init__(self, unit: Unit, job: Job) -> None:
        self._unit, self._options = unit, job.recipe.options()
        self.digest = Digest()
        self.skipped: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.examples: list[str] = []
        self.broken: str | None = None

    def batches(self) -> Iterator[list[Article]]:
        """The articles in batches."""
        batch: list[Article] = []
        size = 0
        for outcome in outcomes(self._unit, self._options, self.digest):
            if isinstance(outcome, Article):
                batch.append(outcome)
                size += len(outcome.text)
                if len(batch) == BATCH or size >= BATCH_CHARACTERS:
                    yield batch
                    batch, size = [], 0
            elif isinstance(outcome, InputError):
                self.fail(outcome)
            else:
                self.skipped[outcome.reason] += 1
        if batch:
            yield batch

    def fail(self, error: InputError) -> None:
        """Count an article that cannot be read."""
        if self._unit.kind == "warc" and error.name == self._unit.address:
            self.broken = error.reason
        else:
            self.failed[error.reason] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(str(error))
