"""The records themselves, one line of JSON each, in the published format (record.schema.json)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.record.serialise import to_json
from onrecord.schema.record import Record


def record_lines(records: Iterable[Record]) -> Iterator[str]:
    """Each record as one line of JSON, without the line break."""
    return map(to_json, records)
