"""Put the finders' results together into one record."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.record.verify import verify
from onrecord.schema.article import Article
from onrecord.schema.record import Provenance, Record
from onrecord.schema.statement import Statement


def _place(statement: Statement) -> tuple[int, int, str]:
    """Where a statement stands; one that holds another comes before it."""
    return statement.start, -max(span.end for span in statement.content), statement.id


def assemble(article: Article, statements: Iterable[Statement], provenance: Provenance) -> Record:
    """The record of an article, its statements in the order of the text, every span re-read.

    Raises:
        VerificationError: a finder made a span that does not match the article; a fault of
            this package, never of the article.
    """
    record = Record(article, tuple(sorted(statements, key=_place)), provenance)
    verify(record, article.text)
    return record
