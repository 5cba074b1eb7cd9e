"""The tools: each asks the store one question, or reads a text; none changes anything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mcp_types import CallToolResult, ResourceLink, Tool, ToolAnnotations

from onrecord.articles.assemble import assemble
from onrecord.articles.options import InputOptions
from onrecord.articles.text import article_text
from onrecord.inquiry.figure import figures_in
from onrecord.inquiry.names import report_key
from onrecord.inquiry.quotation import quotation_in
from onrecord.inquiry.report import report_in
from onrecord.inquiry.speaker import speaker_in
from onrecord.mcp import answers, asked
from onrecord.mcp.answers import JsonObject
from onrecord.mcp.archive import Archive, NotFoundError
from onrecord.mcp.links import resource_of
from onrecord.mcp.results import answered
from onrecord.record.serialise import to_dict
from onrecord.web.api.asked import Asked, OneReportAsked, Searched
from onrecord.web.api.taking_turns import asking, reading

A = TypeVar("A", bound=Asked)


@dataclass(frozen=True, slots=True)
class Question(Generic[A]):
    """One tool: what it takes, what it answers with, and who answers. `name` and `title` are what a client shows,
    `told` what a model reads."""

    name: str
    title: str
    told: str
    takes: type[A]
    gives: JsonObject
    answer: Callable[[Archive, A], Awaitable[CallToolResult]]

    def tool(self) -> Tool:
        """The tool as it is listed."""
        hints = ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        )
        return Tool(
            name=self.name,
            title=self.title,
            description=self.told,
            input_schema=self.takes.model_json_schema(),
            output_schema=self.gives,
            annotations=hints,
        )


def _search(archive: Archive, wanted: Searched) -> CallToolResult:
    page = archive.store.search(wanted.query())
    return answered(answers.page_told(page), [_link(hit.report, hit.title) for hit in answers.reports_in(page)])


def _figures(archive: Archive, wanted: asked.Figures) -> CallToolResult:
    return answered(answers.figures_told(archive.answers.to(figures_in, wanted.query()), wanted.limit))


def _quotation(archive: Archive, wanted: asked.Quotation) -> CallToolResult:
    return answered(answers.quotations_told(archive.answers.to(quotation_in, wanted.words), wanted.limit))


def _speaker(archive: Archive, wanted: asked.Speaker) -> CallToolResult:
    found = archive.answers.to(speaker_in, wanted.name)
    if found.speaker is None and not found.candidates:
        raise NotFoundError(f"nobody called {wanted.name!r} speaks in the store; the facets of search count who does")
    return answered(answers.speaker_told(found, wanted.limit))


def _report(archive: Archive, wanted: OneReportAsked) -> CallToolResult:
    key = report_key(archive.store, wanted.key)
    if key is None:
        raise NotFoundError(f"the store holds no report {wanted.key!r}; take `report` of a hit of search")
    found = report_in(archive.store, key, wanted.version)
    title = found.record.article.title
    return answered(answers.report_told(found), [_link(key, title.value if title else None)])


def _read(archive: Archive, wanted: asked.Text) -> CallToolResult:
    options = InputOptions(published=wanted.published, publisher=wanted.publisher)
    article = assemble(article_text(wanted.text, name="text"), name="text", options=options)
    return answered(to_dict(archive.loaded_reader().read(article)))


def _link(key: str, title: str | None) -> ResourceLink:
    return ResourceLink(name=key, title=title, uri=resource_of(key), mime_type="application/json")


QUESTIONS: Sequence[Question[Any]] = (
    Question(
        "search",
        "Search statements, figures or events",
        "Search who said what (kind: statements), who counted how many (figures) or who did what to whom (events) in"
        " the stored news reports, by words and by field. Every hit has its exact words, whose they are, and a link."
        " For the next page give `next` as `cursor` with the same question.",
        Searched,
        answers.PAGE,
        reading(_search),
    ),
    Question(
        "figure_series",
        "Who gave which figure when",
        "Figures laid side by side as series over time, one line for each claimant, never merged over claimants, with"
        " corrections and contradictions.",
        asked.Figures,
        answers.FIGURES,
        asking(_figures),
    ),
    Question(
        "quotation_variants",
        "Every wording of a quotation",
        "Every wording in which a quotation was printed, which reports print it, and the words that differ. Give some"
        " words of it as anybody prints them.",
        asked.Quotation,
        answers.QUOTATIONS,
        asking(_quotation),
    ),
    Question(
        "speaker",
        "What a speaker said over time",
        "A speaker's statements in the order of time, the last ones where there are more than `limit`, and those that"
        " later ones can turn round. Where the name can be several people's, `candidates` says whose.",
        asked.Speaker,
        answers.SPEAKER,
        asking(_speaker),
    ),
    Question(
        "report",
        "A stored report",
        "A stored report by its key (`report` of a hit: its address, or its id): its text and record, its versions,"
        " and the reports that are copies of it.",
        OneReportAsked,
        answers.REPORT,
        reading(_report),
    ),
    Question(
        "read_text",
        "Read a text",
        "Read a news report in English and return its record: statements, figures, events and places, every field"
        " pinned to the exact characters. The text is not stored. It takes about a second for a thousand words.",
        asked.Text,
        answers.RECORD,
        asking(_read),
    ),
)
