"""One report, as everything across records refers to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from onrecord.corpus.dates import last_day
from onrecord.schema.article import Article
from onrecord.schema.record import Record

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """The head of one report. The id alone does not tell reports apart: where none was given it follows from the
    text, which two outlets can share. `date` is EDTF; fields are None where the article has none."""

    id: str
    publisher: str | None = None
    date: str | None = None
    title: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, article: Article) -> Report:
        """The head of an article."""
        details = (article.publisher, article.published, article.title)
        publisher, date, title = (detail.value if detail else None for detail in details)
        return cls(article.id, publisher, date, title, article.url)

    @property
    def order(self) -> tuple[str, ...]:
        """A key that sorts reports by day, the same way whatever order they come in; a report with a coarse date
        stands at its end, one without a date behind all others."""
        return (last_day(self.date), self.publisher or "", self.id, self.title or "", self.url or "")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports, and how many of them are independent: copies and versions of one report count once."""

    reports: int
    independent: int


def counts(reports: Iterable[Report], origins: Mapping[Report, Report]) -> Counts:
    """The two counts of some reports; `origins` is `copies.origins(groups)`. A report that it lacks is its own."""
    every = set(reports)
    return Counts(len(every), len({origins.get(report, report) for report in every}))


def in_order(records: Iterable[Record]) -> list[tuple[Report, Record]]:
    """The records with their reports, by day; a report that was given twice is there once."""
    return _in_order((record.article, record) for record in records)


def articles_in_order(articles: Iterable[Article]) -> list[tuple[Report, Article]]:
    """The same of articles alone."""
    return _in_order((article, article) for article in articles)


def _in_order(pairs: Iterable[tuple[Article, T]]) -> list[tuple[Report, T]]:
    found: dict[Report, tuple[str, T]] = {}
    for article, value in pairs:
        report = Report.of(article)
        if report not in found or article.text < found[report][0]:
            found[report] = (article.text, value)
    return [(report, value) for report, (_, value) in sorted(found.items(), key=lambda pair: _order(pair[0]))]


@lru_cache(maxsize=100_000)
def _order(report: Report) -> tuple[str, ...]:
    return report.order
