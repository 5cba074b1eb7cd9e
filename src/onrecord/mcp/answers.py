"""What each tool answers with: its JSON form, and the schema that describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from onrecord.corpus.copies import Group
from onrecord.corpus.quotations import Quotation
from onrecord.corpus.reports import Report
from onrecord.corpus.series import Series
from onrecord.corpus.speakers import Speaker
from onrecord.corpus.timeline import Matter, Saying
from onrecord.inquiry.figure import FigureAnswer
from onrecord.inquiry.quotation import QuotationAnswer
from onrecord.inquiry.report import ReportAnswer
from onrecord.inquiry.speaker import SpeakerAnswer
from onrecord.mcp.links import link_of, resource_of
from onrecord.record.serialise import to_dict
from onrecord.report.hits import hit_to_dict, page_to_dict
from onrecord.report.plain import plain
from onrecord.store.base import Hit, Page, Version
from onrecord.store.query import Kind
from onrecord.store.rows import StatementRow
from onrecord.web.api.described import described, schema_of

_LINK = "Where the report can be read: its address, else a resource of this server."
_TOTAL = Annotated[int, Field(description="How many there are; `limit` says how many are told.")]
_COMPLETE = Annotated[bool, Field(description="False where more reports matched than were looked at.")]

JsonObject = dict[str, Any]


def page_told(page: Page) -> JsonObject:
    """A page of hits, each with its exact words and a link."""
    told = page_to_dict(page)
    told["hits"] = [
        {**hit_to_dict(hit), "exact": _exact(hit), "link": hit.url or resource_of(hit.report)} for hit in page.hits
    ]
    return told


def _exact(hit: Hit) -> str:
    return hit.row.words if isinstance(hit.row, StatementRow) else hit.row.span


def figures_told(answer: FigureAnswer, limit: int) -> JsonObject:
    """The first series, those with most points."""
    return {"series": _linked(answer.series[:limit]), "total": len(answer.series), "complete": answer.complete}


def quotations_told(answer: QuotationAnswer, limit: int) -> JsonObject:
    """The first quotations, the best matches."""
    found = answer.quotations
    return {"quotations": _linked(found[:limit]), "total": len(found), "complete": answer.complete}


def speaker_told(answer: SpeakerAnswer, limit: int) -> JsonObject:
    """The speaker's last statements in the order of time."""
    return {
        "speaker": _linked(answer.speaker),
        "candidates": list(answer.candidates),
        "sayings": _linked(answer.sayings[-limit:]),
        "matters": _linked(answer.matters[-limit:]),
        "total": len(answer.sayings),
        "complete": answer.complete,
    }


def report_told(answer: ReportAnswer) -> JsonObject:
    """A report's record, its versions, its copies, and where it can be read."""
    return {
        "record": to_dict(answer.record),
        "versions": plain(answer.versions),
        "copies": _linked(answer.group),
        "link": link_of(Report.of(answer.record.article)),
    }


def _linked(value: Any) -> Any:
    return plain(value, also=lambda part: {"link": link_of(part)} if isinstance(part, Report) else {})


def _schema(model: type[BaseModel]) -> JsonObject:
    """The model's JSON Schema, in which every report has its link as well."""
    schema = model.model_json_schema()
    if (report := schema.get("$defs", {}).get(Report.__name__)) is not None:
        report["properties"]["link"] = {"type": "string", "description": _LINK}
        report["required"].append("link")
    return schema


def _model(name: str, told: str, **fields: Any) -> type[BaseModel]:
    needed: dict[str, Any] = {field: (kind, ...) for field, kind in fields.items()}
    model: type[BaseModel] = create_model(name, __config__=ConfigDict(extra="forbid"), __doc__=told, **needed)
    return model


def _several(kind: type[Any]) -> Any:
    return tuple[described(kind), ...]  # type: ignore[misc,arg-type]


_HIT = described(
    Hit,
    kind=Kind,
    exact=Annotated[
        str,
        Field(description="The words of the statement's content, the figure or the event as the report prints them;"
              " ` … ` stands where other words come between."),
    ],
    link=Annotated[str, Field(description=_LINK)],
)  # fmt: skip

RECORD = schema_of()
PAGE = _schema(described(Page, hits=tuple[_HIT, ...]))  # type: ignore[valid-type]
FIGURES = _schema(_model("Figures", "Series of figures.", series=_several(Series), total=_TOTAL, complete=_COMPLETE))
QUOTATIONS = _schema(
    _model("Quotations", "Quotations.", quotations=_several(Quotation), total=_TOTAL, complete=_COMPLETE)
)
SPEAKER = _schema(
    _model(
        "SpeakerOverTime",
        "A speaker's last statements in the order of time, and those that later ones can turn round.",
        speaker=described(Speaker) | None,
        candidates=tuple[str, ...],
        sayings=_several(Saying),
        matters=_several(Matter),
        total=_TOTAL,
        complete=_COMPLETE,
    )
)
REPORT = _schema(
    _model(
        "StoredReport",
        "A report: its record, all its versions, and the reports that copy it or that it copies.",
        record=Annotated[dict[str, Any], WithJsonSchema(RECORD)],
        versions=_several(Version),
        copies=described(Group),
        link=Annotated[str, Field(description=_LINK)],
    )
)


def reports_in(page: Page) -> Sequence[Hit]:
    """The first hit of each report of a page."""
    return list({hit.report: hit for hit in reversed(page.hits)}.values())[::-1]
