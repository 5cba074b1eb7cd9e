"""One report: its text beside its record, its copies and versions; and two versions compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.corpus.copies import Copy
from onrecord.corpus.reports import Counts, Report
from onrecord.inquiry.names import report_key
from onrecord.inquiry.report import ReportAnswer, report_in
from onrecord.report.page import Section, section_of
from onrecord.store.base import Store
from onrecord.store.errors import NoSuchReportError, QueryError
from onrecord.web.api.asked import OneReportAsked
from onrecord.web.api.taking_turns import reading
from onrecord.web.asking import asked, given, store_of
from onrecord.web.compared import compared
from onrecord.web.links import head, report_link
from onrecord.web.marked import Run, marked
from onrecord.web.rendering import address, page

router = APIRouter()

RELATIONS = {
    "copy": "word for word or nearly so",
    "shortened": "cut",
    "extended": "with text added",
    "rewritten": "in other words for a good part",
    "version": "printed anew under the same address",
}


@dataclass(frozen=True, slots=True)
class Other:
    """Another report of the group, and how it relates to the one that it comes from."""

    told: str
    link: str
    relation: str
    source: str
    compare: str


@router.get("/report")
@reading
def report(request: Request) -> Response:
    """The text with its statements, figures and events marked, the record beside it."""
    store, wanted = store_of(request), asked(OneReportAsked, request)
    answer, section, paragraphs = _read(store, _key(store, wanted.key), wanted.version)
    number = wanted.version or answer.versions[-1].number
    return page(
        request,
        "report.html.jinja",
        section=section,
        paragraphs=paragraphs,
        others=_others(answer),
        counts=Counts(len(answer.group.reports), 1),
        versions=answer.versions,
        version=next(v for v in answer.versions if v.number == number),
        key=answer.versions[0].report,
    )


@router.get("/compare")
@reading
def compare(request: Request) -> Response:
    """Two versions of a report, or a report and another (`other`) that it is a copy of: what was taken out, what was
    put in."""
    store, wanted = store_of(request), asked(OneReportAsked, request)
    key = _key(store, wanted.key)
    versions = store.versions(key)
    after = wanted.version or versions[-1].number
    title = versions[-1].title or key
    text = store.record(key, after).article.text
    if name := given(request).get("other", ""):
        source = store.article(_key(store, name))
        return page(
            request, "compare.html.jinja", title=title, link=address("/report", key=key), versions=(),
            others=(head(Report.of(source)), head(Report.of(store.article(key)))), other=report_link(Report.of(source)),
            changes=compared(source.text, text),
        )  # fmt: skip
    before = given(request).get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 9):
        raise QueryError(f"before: {before[:20]!r} is no number of a version")
    earlier = int(before) if before else max(after - 1, 1)
    return page(
        request, "compare.html.jinja", title=title, link=address("/report", key=key, version=after), key=key,
        versions=versions, before=earlier, after=after, others=(),
        changes=compared(store.record(key, earlier).article.text, text),
    )  # fmt: skip


def _read(store: Store, key: str, version: int | None) -> tuple[ReportAnswer, Section, Sequence[Sequence[Run]]]:
    answer = report_in(store, key, version)
    section = section_of(answer.record)
    return answer, section, marked(answer.record, section.paragraphs)


def _key(store: Store, name: str) -> str:
    key = report_key(store, name)
    if key is None:
        raise NoSuchReportError("the store", "holds no such report")
    return key


def _others(answer: ReportAnswer) -> list[Other]:
    """The group without the report itself; the earliest first, from which all others come."""
    own = Report.of(answer.record.article)
    copies: dict[Report, Copy] = {copy.report: copy for copy in answer.group.others}
    found = []
    for other in answer.group.reports:
        copy = copies.get(other)
        relation = RELATIONS[copy.relation] if copy else "the earliest of them"
        if other != own:
            found.append(
                Other(
                    head(other),
                    report_link(other),
                    relation,
                    head(copy.source) if copy else "",
                    _comparison(own, other),
                )
            )
    return found


def _comparison(own: Report, other: Report) -> str:
    """The address where two reports stand side by side, the earlier one as the one before."""
    first, second = sorted((own, other), key=lambda report: report.order)
    return address("/compare", key=second.url or second.id, other=first.url or first.id)
