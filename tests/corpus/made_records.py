"""Records made by hand: a report's text, and in it statements and figures found by their words."""

from dataclasses import dataclass, field
from typing import Any

from onrecord.schema.article import Article, Detail
from onrecord.schema.figure import Figure, Period
from onrecord.schema.place import Place
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import SaidAt, Statement

PROVENANCE = Provenance("test", "test", "", "test")


def span(text: str, words: str) -> Span:
    """Where some words stand in a text, first."""
    start = text.index(words)
    return Span(start, start + len(words), words)


@dataclass
class Made:
    """A report in the making: `Made("...", id="r1", date="2031-03-05").says("Ferrow", "12 died").record`."""

    text: str
    id: str = ""
    date: str | None = "2031-03-05"
    publisher: str | None = "Northlight Wire"
    dateline: str | None = None
    url: str | None = None
    statements: list[Statement] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def says(self, speaker: str | None, content: str, *, source: str = "", quoted: str = "", **more: Any) -> "Made":
        """One more statement; `quoted` are the words inside marks, `condition` and `said` (a date) words too."""
        condition, said = more.pop("condition", ""), more.pop("said", None)
        statement = Statement(
            id=f"s{len(self.statements) + 1}",
            source=(span(self.text, source),) if source else (),
            cue=None,
            content=(span(self.text, content),),
            quotation="direct" if quoted else "indirect",
            verbatim=(span(self.text, quoted),) if quoted else (),
            speaker=speaker,
            speaker_type=more.pop("kind", "person" if speaker else "none"),
            named=more.pop("named", speaker is not None),
            condition=(span(self.text, condition),) if condition else (),
            said_at=SaidAt(Span(0, 1, self.text[0]), said) if said else None,
            **more,
        )
        self.statements.append(statement)
        return self

    def counts(self, words: str, measure: Any, low: float | None, high: float | None, **more: Any) -> "Made":
        """One more figure; on the account of the last statement unless `own` is said."""
        of, place, end = more.pop("of", ""), more.pop("place", ""), more.pop("end", None)
        own = more.pop("own", False)
        at = span(self.text, words)
        figure = Figure(
            id=f"f{len(self.figures) + 1}",
            span=at,
            low=low,
            high=high,
            approximate=False,
            measure=measure,
            of=(span(self.text, of),) if of else (),
            place=(span(self.text, place),) if place else (),
            places=tuple(p.id for p in self.places if place and p.span.text in place),
            period=Period(at, None, end) if end else None,
            statement=self.statements[-1].id if self.statements and not own else None,
        )
        self.figures.append(figure)
        return self

    def at(self, name: str, geonames_id: int | None = None) -> "Made":
        """One more place."""
        self.places.append(Place(f"p{len(self.places) + 1}", span(self.text, name), geonames_id))
        return self

    @property
    def article(self) -> Article:
        """The report without what is said in it."""
        return self.record.article

    @property
    def record(self) -> Record:
        """The record."""
        article = Article(
            self.text,
            self.id,
            publisher=Detail(self.publisher, "given") if self.publisher else None,
            published=Detail(self.date, "given") if self.date else None,
            dateline=Detail(self.dateline, "text") if self.dateline else None,
            url=self.url,
        )
        return Record(article, tuple(self.statements), PROVENANCE, tuple(self.figures), tuple(self.places))
