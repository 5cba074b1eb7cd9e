"""Records by the part, for a format of several files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from onrecord.schema.record import Record


def batches(records: Iterable[Record], size: int) -> Iterator[Iterator[Record]]:
    """The records, `size` at a time, each read when it is asked for: a batch must be used up before the next one.

    Where there are none, one empty batch, so that a reader finds a file.
    """
    stream = iter(records)
    first = list(islice(stream, 1))
    yield chain(first, islice(stream, size - len(first)))
    while first := list(islice(stream, 1)):
        yield chain(first, islice(stream, size - 1))
