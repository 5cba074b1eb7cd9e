"""What each tool takes: the questions of the API with its limits, and a text to read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from onrecord.store.query import Query
from onrecord.web.api import asked

MOST_TEXT = 1_000_000
"""Code points of a text that is read."""

Some = Annotated[asked.Limit, Field(description="How many are told; `total` says how many there are.")]


class Figures(asked.Series):
    """Figures to lay side by side."""

    limit: Some = 20

    def query(self) -> Query:
        """The search for the figures, whatever is told of them."""
        return Query(kind="figures", **self.model_dump(exclude={"limit"}))


class Quotation(asked.QuotationAsked):
    """Which quotation."""

    limit: Some = 20


class Speaker(asked.OneSpeakerAsked):
    """Which speaker."""

    limit: Some = 50


class Text(asked.Asked):
    """A report to read."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=MOST_TEXT)] = Field(
        description="The report as plain text in English, paragraphs parted by empty lines. A headline, byline, date"
        " and dateline at its head are understood."
    )
    published: asked.Day | None = Field(
        None, description="The day it was published, from which `on Thursday` is counted.", examples=["2031-03-14"]
    )
    publisher: asked.Name | None = Field(None, description="Who published it.")
