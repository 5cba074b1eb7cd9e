"""Whether the server and its store work, for whoever watches over them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web.api.models import Health, errors
from onrecord.web.api.sending import send_json

router = APIRouter(tags=["about the store"])


@router.get("/health", summary="Whether the store can be read", response_model=Health, responses=errors())
def health(request: Request) -> Response:
    """200 where the server answers and the store can be read, else 503."""
    request.app.state.store.knows("")
    return send_json({"status": "ok"})
