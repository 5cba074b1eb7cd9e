"""What the server does, in numbers that Prometheus reads: requests by page, how long they took, what is held."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.store.base import Store
from onrecord.store.errors import StoreError

_log = logging.getLogger(__name__)
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The numbers of one application."""

    def __init__(self, store: Store) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "onrecord_request_seconds", "Seconds until a request was answered.", ("method", "page", "status"),
            registry=self.registry, buckets=_SECONDS,
        )  # fmt: skip
        self.registry.register(_Held(store))


class _Held(Collector):
    """What the store holds, counted when it is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterable[GaugeMetricFamily]:
        try:
            stats = self._store.stats()
        except StoreError:
            yield GaugeMetricFamily("onrecord_store_up", "Whether the store can be read.", 0)
            return
        yield GaugeMetricFamily("onrecord_store_up", "Whether the store can be read.", 1)
        for name in ("reports", "statements", "figures", "events", "bytes"):
            yield GaugeMetricFamily(f"onrecord_store_{name}", f"How many {name} the store holds.", getattr(stats, name))


class Measured:
    """Measures and logs every request. The page is the route and never the address, which can hold a token and tells
    what somebody looks up."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        began = time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            seconds = time.perf_counter() - began
            page = _page(scope)
            self._metrics.requests.labels(scope["method"], page, str(status)).observe(seconds)
            told = {"method": scope["method"], "page": page, "status": status, "seconds": round(seconds, 4)}
            _log.info("request", extra={"told": told})


def _page(scope: Scope) -> str:
    """The route that answered: one of a known few, however many addresses are asked for."""
    return str(getattr(scope.get("route"), "path", "none"))
