"""Put the finders' results together into one record."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.language.places.place_name import PlaceName
from onrecord.record.places import placed
from onrecord.record.verify import verify
from onrecord.schema.article import Article
from onrecord.schema.figure import Figure
from onrecord.schema.place import Place
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement


def _place(statement: Statement) -> tuple[int, int, str]:
    """Where a statement stands; one that holds another comes before it."""
    return statement.start, -max(span.end for span in statement.content), statement.id


def assemble(
    article: Article,
    statements: Iterable[Statement],
    figures: Iterable[Figure],
    names: Sequence[PlaceName],
    provenance: Provenance,
) -> Record:
    """The record of an article in the order of the text: each figure joined to the statement on
    whose count it is given and to the places where it holds, every span re-read.

    Raises:
        VerificationError: a finder made a span that does not match the article; a fault of
            this package, never of the article.
    """
    ordered = tuple(sorted(statements, key=_place))
    places = placed(article, names)
    counted = on_whose_count(ordered, sorted(figures, key=lambda f: f.span.start))
    found = tuple(replace(f, places=_named_in(f.place, places)) for f in counted)
    record = Record(article, ordered, provenance, found, places)
    verify(record, article.text)
    return record


def _named_in(words: Sequence[Span], places: Sequence[Place]) -> tuple[str, ...]:
    """The ids of the places (in the order of the text) named in some words."""
    found: list[str] = []
    for span in words:
        first = bisect_left(places, span.start, key=lambda p: p.span.start)
        end = bisect_right(places, span.end, key=lambda p: p.span.end)
        found += [p.id for p in places[first:end]]
    return tuple(found)


def on_whose_count(statements: Sequence[Statement], figures: Iterable[Figure]) -> Iterator[Figure]:
    """Each figure (in the order of the text) with the innermost statement whose content holds it,
    or none: nothing cleverer, so that anybody can check it. One sweep over the text."""
    contents = sorted((span.start, span.end, s.id) for s in statements for span in s.content)
    open_now: list[tuple[int, int, str]] = []
    following = 0
    for figure in figures:
        start, end = figure.span.start, figure.span.end
        while following < len(contents) and contents[following][0] <= start:
            open_now.append(contents[following])
            following += 1
        open_now = [c for c in open_now if c[1] > start]
        holders = [(high - low, identifier) for low, high, identifier in open_now if end <= high]
        yield replace(figure, statement=min(holders)[1] if holders else None)
