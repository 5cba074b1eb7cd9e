"""Quotation variants: every wording, aligned, with the words that differ marked."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.inquiry.quotation import quotation_in
from onrecord.web.aligned import aligned
from onrecord.web.api.asked import QuotationAsked
from onrecord.web.api.taking_turns import asking
from onrecord.web.asking import answers_of, asked, given
from onrecord.web.links import head, report_link
from onrecord.web.rendering import address, page

router = APIRouter()

_SHOWN = 20


@router.get("/quotation")
@asking
def quotation(request: Request) -> Response:
    """The quotations that have some words."""
    words = given(request).get("words", "")
    if not words:
        return page(request, "quotation.html.jinja", words="", answer=None, shown=(), json="", head=head,
                    report_link=report_link)  # fmt: skip
    wanted = asked(QuotationAsked, request)
    answer = answers_of(request).to(quotation_in, wanted.words)
    return page(
        request,
        "quotation.html.jinja",
        words=words,
        answer=answer,
        shown=[(q, aligned(q)) for q in answer.quotations[:_SHOWN]],
        json=address("/api/quotation", words=words),
        head=head,
        report_link=report_link,
    )
