"""What each address answers with, as OpenAPI describes it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from onrecord.corpus.copies import Group
from onrecord.inquiry.figure import FigureAnswer
from onrecord.inquiry.quotation import QuotationAnswer
from onrecord.inquiry.speaker import SpeakerAnswer
from onrecord.store.base import Hit, Page, Stats, Version, VersionPage
from onrecord.store.query import Kind
from onrecord.web.api.covered import CoverageAnswer
from onrecord.web.api.described import described, schema_of
from onrecord.web.api.errors import Problem

VersionTold = described(Version)
HitFound = described(Hit, kind=Kind)
Found = described(Page, hits=tuple[HitFound, ...])  # type: ignore[valid-type]
Reports = described(VersionPage)
OneSpeaker = described(SpeakerAnswer)
Figures = described(FigureAnswer)
Quotations = described(QuotationAnswer)
Covered = described(CoverageAnswer)
Held = described(Stats)

RecordTold = Annotated[dict[str, Any], WithJsonSchema(schema_of())]
OneReport = create_model(
    "OneReport",
    __config__=ConfigDict(extra="forbid"),
    __doc__="A report: its record, all its versions, and the group of reports that copy it or that it copies.",
    record=(RecordTold, Field(description="The record, as /api/schema defines it.")),
    versions=(tuple[VersionTold, ...], Field(description="All versions, the first one first.")),  # type: ignore[valid-type]
    copies=(described(Group), Field(description="The report that all come from, and those that come from it.")),
)


class Health(BaseModel):
    """The server answers, and the store can be read."""

    status: Literal["ok"]


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors that an address can answer with, besides those that all can."""
    every: tuple[int | str, ...] = (*statuses, "4XX", 503)
    told: dict[int | str, dict[str, Any]] = {
        status: {"model": Problem, "description": _ERRORS[status]} for status in every
    }
    return told  # with 4XX FastAPI adds no 422, which is never sent


_ERRORS: dict[int | str, str] = {
    400: "A parameter is wrong, unknown or given twice; the message names it.",
    404: "The store does not hold what is asked for.",
    "4XX": "Refused for another reason, such as a missing token.",
    503: "The store cannot be read; the message says why.",
}
