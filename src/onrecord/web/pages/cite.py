"""How to cite a report, or a statement of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.inquiry.names import report_key
from onrecord.report.speaking import line, span_words, who
from onrecord.schema.record import Record
from onrecord.schema.statement import Statement
from onrecord.store.errors import NoSuchReportError
from onrecord.web.api.asked import OneReportAsked
from onrecord.web.asking import asked, given, store_of
from onrecord.web.rendering import address, page, today

router = APIRouter()


@router.get("/cite")
def cite(request: Request) -> Response:
    """Speaker, outlet, date, address, and when it was retrieved."""
    store, wanted = store_of(request), asked(OneReportAsked, request)
    key = report_key(store, wanted.key)
    if key is None:
        raise NoSuchReportError("the store", "holds no such report")
    record = store.record(key, wanted.version)
    number = given(request).get("statement", "")
    statement = None
    if number:
        at = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0
        if not 1 <= at <= len(record.statements):
            raise NoSuchReportError("the store", "holds no such statement")
        statement = record.statements[at - 1]
    back = address("/report", key=key, version=wanted.version) + (f"#r1-s{number}" if number else "")
    return page(request, "cite.html.jinja", told=told(record, statement), back=back, facts=_facts(record, statement))


def _facts(record: Record, statement: Statement | None) -> list[tuple[str, str]]:
    a = record.article
    publisher, date, title = (d.value if d else "" for d in (a.publisher, a.published, a.title))
    return [
        ("Speaker", _speaker(statement) if statement else ""), ("Outlet", publisher or "outlet not told"),
        ("Date", date or "no date"), ("Title", title or a.id), ("Address", a.url or f"no address; {a.id}"),
        ("Retrieved", today()),
    ]  # fmt: skip


def _speaker(s: Statement) -> str:
    return line(who(s)) if s.speaker else f"unknown speaker ({line(who(s))})"


def told(record: Record, statement: Statement | None) -> str:
    """The citation as one line."""
    facts = dict(_facts(record, statement))
    words = f", reported words: “{span_words(statement.content)}”" if statement and statement.content else ""
    first = f"{facts['Speaker']}{words}. " if statement else ""
    parts = f"{facts['Outlet']}, “{line(facts['Title'])}”, {facts['Date']}, {facts['Address']}"
    return f"{first}{parts}. Retrieved {facts['Retrieved']}."
