"""Re-read every span of a record against a text."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import VerificationError
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import SPAN_FIELDS, spans_of_field


def spans_of(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span of a record with a name for it (`s1a2... cue`)."""
    article = record.article
    for name in ("title", "publisher", "byline", "dateline", "published"):
        detail = getattr(article, name)
        if detail and detail.span:
            yield name, detail.span
    for s in record.statements:
        for field in SPAN_FIELDS:
            for span in spans_of_field(s, field):
                yield f"statement {s.id}, {field}", span


def verify(record: Record, text: str) -> None:
    """Check that every span of `record` reads in `text` what it says, and that parents exist.

    Raises:
        VerificationError: with one line for each mismatch.
    """
    mismatches = []
    for name, span in spans_of(record):
        read = text[span.start : span.end]
        if read != span.text:
            mismatches.append(f"{name} [{span.start}, {span.end}): the record says {span.text!r}, the article {read!r}")
    ids = {s.id for s in record.statements}
    for s in record.statements:
        if s.parent is not None and (s.parent not in ids or s.parent == s.id):
            mismatches.append(f"statement {s.id}: its parent {s.parent} is no other statement of the record")
    if mismatches:
        raise VerificationError(mismatches)
