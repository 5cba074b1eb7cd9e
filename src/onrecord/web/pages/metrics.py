"""The numbers of the server, as Prometheus reads them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import Response

from onrecord.web.metrics import Metrics

router = APIRouter()


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Requests by page, how long they took, and what the store holds."""
    numbers: Metrics = request.app.state.metrics
    return Response(generate_latest(numbers.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
