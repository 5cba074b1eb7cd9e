"""Re-read every span of a record against a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.errors import VerificationError
from onrecord.schema.event import Event
from onrecord.schema.figure import Figure
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import SPAN_FIELDS, Statement, spans_of_field


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
        for person in s.event.recipient if s.event else ():
            yield f"statement {s.id}, event", person.span
    for figure in record.figures:
        for field, span in spans_of_figure(figure):
            yield f"figure {figure.id}, {field}", span
    for event in record.events:
        for field, span in spans_of_event(event):
            yield f"event {event.id}, {field}", span
    for place in record.places:
        yield f"place {place.id}", place.span


def spans_of_figure(figure: Figure) -> Iterator[tuple[str, Span]]:
    """Every span of a figure with the name of its field."""
    yield "span", figure.span
    for field, spans in (("of", figure.of), ("place", figure.place)):
        for span in spans:
            yield field, span
    if figure.period:
        yield "period", figure.period.span


def spans_of_event(event: Event) -> Iterator[tuple[str, Span]]:
    """Every span of an event with the name of its field."""
    yield "span", event.span
    for side, people in (("actor", event.actor), ("recipient", event.recipient)):
        for person in people:
            yield side, person.span
    for span in event.place:
        yield "place", span
    for mention in event.mentions:
        yield "mentions", mention.span


def verify(record: Record, text: str) -> None:
    """Check that every span of `record` reads in `text` what it says, that the record was made
    from this text, and that its statements make sense together: ids once, parents without a ring.

    Raises:
        VerificationError: with one line for each mismatch.
    """
    mismatches = [*_of_text(record, text), *_of_statements(record.statements)]
    mismatches += [*_of_figures(record), *_of_events(record)]
    for name, span in spans_of(record):
        read = text[max(span.start, 0) : max(span.end, 0)]
        if span.start < 0 or read != span.text:
            mismatches.append(f"{name} [{span.start}, {span.end}): the record says {span.text!r}, the article {read!r}")
    if mismatches:
        raise VerificationError(mismatches)


def _of_text(record: Record, text: str) -> Iterator[str]:
    if record.article.text != text:
        yield "the record carries another text than the article's"


def _of_figures(record: Record) -> Iterator[str]:
    known = {s.id for s in record.statements}
    places = {p.id for p in record.places}
    for figure in record.figures:
        if figure.statement is not None and figure.statement not in known:
            yield f"figure {figure.id}: its statement {figure.statement} is none of the record's"
        if unknown := [name for name in figure.places if name not in places]:
            yield f"figure {figure.id}: its place {unknown[0]} is none of the record's"


def _of_events(record: Record) -> Iterator[str]:
    known = {
        "statement": {s.id for s in record.statements},
        "figure": {f.id for f in record.figures},
        "place": {p.id for p in record.places},
    }
    for event in record.events:
        accounts = [event.statement, *(m.statement for m in event.mentions)]
        named = (("statement", [a for a in accounts if a]), ("figure", event.figures), ("place", event.places))
        for kind, names in named:
            if unknown := [name for name in names if name not in known[kind]]:
                yield f"event {event.id}: its {kind} {unknown[0]} is none of the record's"


def _of_statements(statements: Sequence[Statement]) -> Iterator[str]:
    parents = {s.id: s.parent for s in statements}
    if len(parents) < len(statements):
        yield "two statements have the same id"
    for s in statements:
        seen = {s.id}
        above = s.parent
        while above is not None and above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above is not None:
            yield f"statement {s.id}: its parent {s.parent} is no other statement, or the parents go in a ring"
        if not (s.source or s.cue or s.content):
            yield f"statement {s.id}: it points at no words"
