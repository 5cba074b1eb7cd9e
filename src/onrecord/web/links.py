"""Where the pages about something are."""

from __future__ import annotations

from onrecord.corpus.reports import Report
from onrecord.report.speaking import line
from onrecord.web.rendering import address

UNDATED = "no date"


def report_link(report: Report) -> str:
    """The page of a report; its key in the store is its address, else its id."""
    return address("/report", key=report.url or report.id)


def head(report: Report) -> str:
    """A report on one line: outlet, date, title."""
    return " · ".join(
        line(part) for part in (report.publisher, report.date or UNDATED, report.title or report.id) if part
    )
