"""What each address can be asked, as OpenAPI describes it; a parameter that is not listed is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from starlette.requests import Request

from onrecord.corpus.words import words_of
from onrecord.schema.event import EventType, Status
from onrecord.schema.figure import Measure
from onrecord.schema.statement import Act, Quotation
from onrecord.store.errors import QueryError
from onrecord.store.query import MAX_LIMIT, Kind, Query, Sort

MOST_CHARACTERS = 500
_DATE = r"^(1[0-9]|2[0-7])[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?$"  # row numbers end in the year 2870


def _worded(text: str) -> str:
    if not words_of(text):
        raise ValueError("no word or number is in it")
    return text


def _worded_or_empty(text: str) -> str:
    return _worded(text) if text.strip() else text


Words = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS), AfterValidator(_worded_or_empty)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Worded = Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS), AfterValidator(_worded)]
Day = Annotated[str, StringConstraints(pattern=_DATE)]
Cursor = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT)]
Unknown = Literal["true", "false", "unresolved", "nobody"]


class Asked(BaseModel):
    """The parameters of one address."""

    model_config = ConfigDict(extra="forbid")


class OfDates(Asked):
    """Which reports: by publisher and by day of publication."""

    publisher: Name | None = Field(None, description="The publisher's name; case does not count.")
    since: Day | None = Field(
        None, description="Published on or after this date.", examples=["2031-03-10", "2031-03", "2031"]
    )
    until: Day | None = Field(None, description="Published on or before this date.")


class OfPlaceAndSpeaker(OfDates):
    """What searches have in common."""

    words: Words = Field(
        "",
        description='Words that must all be there; "phrases" in quotation marks. Of statements they are sought in the'
        " content, of figures and events in the sentence around them.",
    )
    speaker: Name | None = Field(
        None, description="Who speaks, by any name merged into theirs; case and accents do not count."
    )
    place: Name | None = Field(
        None, description="A place as the article writes it, or `geonames:NUMBER`.", examples=["geonames:281133"]
    )
    measure: Measure | None = Field(None, description="Of figures: what sort of count it is.")


class Searched(OfPlaceAndSpeaker):
    """A search, with all that a `Query` has."""

    kind: Kind = Field("statements", description="What to search.")
    speaker_unknown: Unknown = Field(
        "false",
        description="true: no speaker is known. unresolved: there are words for the source, but they could not be"
        " resolved to a speaker. nobody: the article names no source.",
    )
    act: Act | None = Field(None, description="What the speaker does by the statement.")
    quotation: Quotation | None = Field(None, description="How the words are given.")
    named: bool | None = Field(None, description="Whether the source is named.")
    type: EventType | None = Field(None, description="Of events: their type in PLOVER 2.0.")
    status: Status | None = Field(None, description="Of events: whether it happened, is planned, is denied ...")
    sort: Sort | None = Field(
        None,
        description="rank: the best matches of the words first; date: the newest reports first. rank where there are"
        " words.",
    )
    limit: Limit = Field(50, description="How many hits a page has.")
    cursor: Cursor | None = Field(None, description="`next` of the same search, for the page after it.")
    facets: bool = Field(True, description="Whether to count the matches by speaker, act and so on.")

    def query(self) -> Query:
        """The search as the store takes it.

        Raises:
            QueryError: the fields do not go together.
        """
        unknown = {"true": True, "false": False}.get(self.speaker_unknown, self.speaker_unknown)
        return Query(**{**dict(self), "speaker_unknown": unknown})


class Series(OfPlaceAndSpeaker):
    """Figures to lay side by side."""

    def query(self) -> Query:
        """The search for the figures."""
        return Query(kind="figures", **dict(self))


class Listed(OfDates):
    """A page of the list of reports."""

    title: Words = Field("", description="What the title has in it; case does not count.")
    limit: Limit = Field(50, description="How many reports a page has.")
    cursor: Cursor | None = Field(None, description="`next` of the same list, for the page after it.")


class OneReportAsked(Asked):
    """Which report, and which version of it."""

    key: Annotated[str, StringConstraints(min_length=1, max_length=2_000)] = Field(
        description="The report's key (`report` of a hit), which is its address where it has one; or its article's id."
    )
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = Field(
        None, description="The number of a version; the latest if it is left out."
    )


class OneSpeakerAsked(Asked):
    """Which speaker."""

    name: Annotated[Name, AfterValidator(_worded)] = Field(
        description="The speaker's name, as a report prints it or merged into another."
    )


class QuotationAsked(Asked):
    """Which quotation."""

    words: Worded = Field(description="Some words of the quotation, as anybody prints it.")


class Nothing(Asked):
    """Addresses that take no parameters."""


def each_once(request: Request) -> None:
    """Refuse a parameter that is given twice: which of the two is meant cannot be told.

    Raises:
        QueryError: one is.
    """
    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if names.count(name) > 1:
            raise QueryError(f"{name[:50]}: given more than once; give it once")
