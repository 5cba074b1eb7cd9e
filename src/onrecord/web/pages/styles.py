"""Style sheets that are made, not written: the look of a record, and the rules that join a statement's words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.responses import Response

from onrecord.report.page import JOINED

router = APIRouter()


@router.get("/record.css")
def record_css() -> Response:
    """How the self-contained page of one record looks, with a rule a number that joins words and card."""
    return Response(_record(), media_type="text/css")


@cache
def _record() -> str:
    look = (files("onrecord.report") / "page.css").read_text("utf8")
    return look + "".join(_joined(number) for number in range(1, JOINED + 1))


def _joined(n: int) -> str:
    return (
        f".record:has(.j{n}:is(:hover,:focus-within,:target)) .m{n},"
        f".record:has(.m{n}:hover) :is(.m{n},.card.j{n})"
        "{background-color:var(--joined);outline:1px solid var(--link)}\n"
    )
