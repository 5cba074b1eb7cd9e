"""Records by the part: what a format of several files holds in memory at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from onrecord.schema.record import Record


def batches(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    """The records, `size` at a time; one empty batch where there are none, so that a reader finds a file."""
    stream = iter(records)
    yield list(islice(stream, size))
    while batch := list(islice(stream, size)):
        yield batch
