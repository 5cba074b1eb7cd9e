"""Numbers for Prometheus, and the log of requests."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from onrecord.cli.logs import JsonLines, TextLines, log_as_asked
from onrecord.errors import InputError
from onrecord.store.base import Store
from onrecord.store.open import open_store
from onrecord.web.app import create_app


def _samples(room: TestClient, **more: str) -> dict[tuple[str, ...], float]:
    text = room.get("/metrics", headers=more).text
    return {
        (sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_page_and_not_by_address(demonstration_store: Store) -> None:
    room = TestClient(create_app(demonstration_store), base_url="http://127.0.0.1")
    for words in ("strait", "strait", "grain"):
        room.get("/search", params={"words": words})
    room.get("/nowhere")
    found = _samples(room)
    count = "onrecord_request_seconds_count"
    assert found[count, "method=GET", "page=/search", "status=200"] == 3
    assert found[count, "method=GET", "page=none", "status=404"] == 1
    assert found[("onrecord_store_reports",)] == demonstration_store.stats().reports
    assert found[("onrecord_store_up",)] == 1
    assert not any("strait" in part for key in found for part in key)


def test_a_store_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    store = open_store(tmp_path / "own.sqlite")
    room = TestClient(create_app(store), base_url="http://127.0.0.1")
    store.close()
    assert _samples(room)[("onrecord_store_up",)] == 0


def test_the_token_is_demanded(demonstration_store: Store) -> None:
    room = TestClient(create_app(demonstration_store, token="a-token-of-enough-length"), base_url="http://127.0.0.1")
    assert room.get("/metrics").status_code == 401
    assert _samples(room, Authorization="Bearer a-token-of-enough-length")


def test_every_request_is_one_line_without_what_was_asked(
    demonstration_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    room = TestClient(create_app(demonstration_store), base_url="http://127.0.0.1")
    with caplog.at_level(logging.INFO, "onrecord"):
        room.get("/search", params={"words": "strait"})
    (record,) = (r for r in caplog.records if r.name == "onrecord.web.metrics")
    line = json.loads(JsonLines().format(record))
    assert (line["message"], line["method"], line["page"], line["status"]) == ("request", "GET", "/search", 200)
    assert "strait" not in JsonLines().format(record) + TextLines().format(record)
    assert "page=/search" in TextLines().format(record)


def test_logs_are_what_the_environment_asks_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("onrecord")
    before = (logger.handlers[:], logger.level, logger.propagate)
    try:
        monkeypatch.setenv("ONRECORD_LOG", "json")
        log_as_asked()
        logging.getLogger("onrecord.test").info("kept", extra={"told": {"report": "a"}})
        line = json.loads(capsys.readouterr().err)
        assert (line["level"], line["report"]) == ("info", "a")
        monkeypatch.setenv("ONRECORD_LOG", "xml")
        with pytest.raises(InputError, match="json or text"):
            log_as_asked()
    finally:
        logger.handlers[:], logger.level, logger.propagate = before[0], before[1], before[2]
