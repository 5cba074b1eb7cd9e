"""Search: ranked hits with the words marked, and facets that narrow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.corpus.copies import group_reports, origins
from onrecord.corpus.reports import Counts, Report, counts
from onrecord.report.counts import bounds
from onrecord.report.events import STATUS_WORDS
from onrecord.report.page import QUOTATIONS
from onrecord.schema.event import EVENT_TYPES
from onrecord.schema.statement import ACTS
from onrecord.store.base import Facet, Hit, Page, Store
from onrecord.store.query import Query
from onrecord.store.rows import EventRow, FigureRow, StatementRow
from onrecord.web.api.asked import Searched
from onrecord.web.api.taking_turns import reading
from onrecord.web.asking import asked, given, store_of
from onrecord.web.rendering import address, page

router = APIRouter()

_AROUND = 220  # characters on each side of the first word that was sought
_MONTH = "month"
_SHOWN = 20  # hits of a page


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a hit, and whether they were sought."""

    text: str
    sought: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in words. `number` is the statement's in its report, None for figures and events."""

    hit: Hit
    words: tuple[Words, ...]
    facts: tuple[str, ...]
    condition: str
    link: str
    cite: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One value of a facet: its words, how many matches have it, and the search that asks for it too."""

    label: str
    count: int
    link: str


@router.get("/search")
@reading
def search(request: Request) -> Response:
    """What the store holds that fulfils the question."""
    question = asked(Searched, request)
    if "limit" not in given(request):
        question = question.model_copy(update={"limit": _SHOWN})
    fields = {name: value for name, value in given(request).items() if name in Searched.model_fields}
    found, counted = _searched(store_of(request), question.query())
    told = {name: value for name, value in fields.items() if name != "cursor"}
    return page(
        request,
        "search.html.jinja",
        kind=question.kind,
        given=fields,
        found=found,
        counts=counted,
        hits=[_found(hit) for hit in found.hits],
        facets=list(_facets(found, told)),
        active=[(name, value, address("/search", **_without(told, name))) for name, value in told.items()
                if name not in ("words", "kind", "sort", "limit", "facets")],
        more=address("/search", **{**told, "cursor": found.next}) if found.next else "",
        csv=address("/api/search.csv", **told),
        json=address("/api/search", **told),
        acts=ACTS,
        types=EVENT_TYPES,
    )  # fmt: skip


def _searched(store: Store, query: Query) -> tuple[Page, Counts]:
    """What is found, and how many reports the hits of this page come from."""
    found = store.search(query)
    articles = [store.article(key) for key in dict.fromkeys(hit.report for hit in found.hits)]
    return found, counts(map(Report.of, articles), origins(group_reports(articles)))


def _found(hit: Hit) -> Found:
    row = hit.row
    link = address("/report", key=hit.report)
    if isinstance(row, StatementRow):
        how = next(words for name, words in QUOTATIONS.items() if name == row.quotation)
        facts: tuple[str, ...] = (row.act, how)
        facts += ("not: the report denies that it was said",) if row.negated else ()
        cite = address("/cite", key=hit.report, version=hit.version, statement=row.position + 1)
        return Found(hit, tuple(_words(hit)), facts, row.condition, f"{link}#r1-s{row.position + 1}", cite)
    cite = address("/cite", key=hit.report, version=hit.version)
    if isinstance(row, FigureRow):
        about = (row.measure, f"{row.span} ({bounds(row.low, row.high)})", row.counted, row.place, row.period)
        return Found(hit, tuple(_words(hit)), tuple(part for part in about if part), "", link, cite)
    assert isinstance(row, EventRow)
    kind = f"{row.type}, {row.mode}" if row.mode else row.type
    told = f"{'; '.join(row.actor) or 'nobody named'} | {row.span} | {'; '.join(row.recipient) or '–'}"
    status = next((words for name, words in STATUS_WORDS.items() if name == row.status), row.status)
    return Found(hit, tuple(_words(hit)), (kind, told, status), "", link, cite)


def _words(hit: Hit) -> Iterator[Words]:
    low = max(0, hit.marks[0][0] - _AROUND) if hit.marks else 0
    high = min(len(hit.text), (hit.marks[0][1] if hit.marks else 0) + 2 * _AROUND)
    yield Words("… " if low else "", sought=False)
    at = low
    for start, end in hit.marks:
        if end > high:
            break
        yield Words(hit.text[at:start], sought=False)
        yield Words(hit.text[start:end], sought=True)
        at = end
    yield Words(hit.text[at:high] + (" …" if high < len(hit.text) else ""), sought=False)


def _facets(found: Page, told: dict[str, str]) -> Iterator[tuple[str, list[Narrowing]]]:
    for name, values in found.facets.items():
        if values:
            yield name, [_narrowing(name, facet, told) for facet in values]


def _narrowing(name: str, facet: Facet, told: dict[str, str]) -> Narrowing:
    value = facet.value
    if name == _MONTH:
        extra = {"since": str(value), "until": str(value)} if value else {}
        return Narrowing(str(value or "no date"), facet.count, address("/search", **{**told, **extra}))
    if value is None:
        unknown = {**_without(told, "speaker"), "speaker_unknown": "true"} if name == "speaker" else told
        label = "unknown speaker" if name == "speaker" else "not told"
        return Narrowing(label, facet.count, address("/search", **unknown))
    if isinstance(value, bool):
        asked_for = {**told, name: "true" if value else "false"}
        return Narrowing("named" if value else "unnamed", facet.count, address("/search", **asked_for))
    rest = _without(told, "speaker_unknown") if name == "speaker" else told
    return Narrowing(value, facet.count, address("/search", **{**rest, name: value}))


def _without(told: dict[str, str], name: str) -> dict[str, str]:
    return {other: value for other, value in told.items() if other != name}
