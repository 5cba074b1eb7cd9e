"""Put the finders' results together into one record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.language.analysis import Analysis
from onrecord.record.containment import innermost, named_in
from onrecord.record.events import joined, with_verbal
from onrecord.record.places import placed
from onrecord.record.verify import verify
from onrecord.schema.event import Event
from onrecord.schema.figure import Figure
from onrecord.schema.record import Provenance, Record
from onrecord.schema.statement import Statement


def _place(statement: Statement) -> tuple[int, int, str]:
    """Where a statement stands; one that holds another comes before it."""
    return statement.start, -max(span.end for span in statement.content), statement.id


def assemble(
    analysis: Analysis,
    statements: Iterable[Statement],
    figures: Iterable[Figure],
    events: Iterable[Event],
    provenance: Provenance,
) -> Record:
    """The record of an article in the order of the text: each figure joined to the statement on whose
    count it is given and to the places where it holds, each event to the one on whose account it is told
    and to its figures, every span re-read.

    Raises:
        VerificationError: a finder made a span that does not match the article; a fault of
            this package, never of the article.
    """
    article = analysis.article
    places = placed(article, analysis.places)
    told = sorted(events, key=lambda e: (e.span.start, e.span.end))
    ordered, left = with_verbal(analysis, sorted(statements, key=_place), told)
    counted = sorted(figures, key=lambda f: f.span.start)
    holders = innermost(ordered, [f.span for f in counted])
    found = tuple(
        replace(f, statement=holder, places=named_in(f.place, places))
        for f, holder in zip(counted, holders, strict=True)
    )
    done = joined(analysis, left, ordered, found, places)
    record = Record(article, tuple(ordered), provenance, found, places, tuple(done))
    verify(record, article.text)
    return record
