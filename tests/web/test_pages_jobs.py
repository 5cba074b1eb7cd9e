"""Long reading: a page tells how far it is, and one job waits for the other."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.store.open import open_store
from onrecord.web import jobs
from onrecord.web.app import create_app
from onrecord.web.jobs import Job, Jobs, TooManyJobsError
from onrecord.web.keeping import DEMONSTRATION, Outcome


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Nobody waits for a job, and the demonstration's second report is read only when the event is set."""
    event = threading.Event()

    def reading(*_: object) -> Iterator[Outcome]:
        yield Outcome("first", "added", "a")
        event.wait(20)
        yield Outcome("<b>second</b>", "it is no news report")

    monkeypatch.setattr("onrecord.web.pages.add.keep_demonstration", reading)
    monkeypatch.setattr(jobs, "PATIENCE", 0.05)
    return event


def test_the_page_tells_how_far_the_demonstration_is(tmp_path: Path, slow: threading.Event) -> None:
    with open_store(tmp_path / "own.sqlite") as store:
        room = TestClient(create_app(store), base_url="http://127.0.0.1")
        token = re.search(r'name="form_token" value="([0-9a-f]+)"', room.get("/").text)
        assert token
        page = room.post("/demonstration", data={"form_token": token[1]})
        assert page.url.path.startswith("/add/")
        assert f"1 report of {DEMONSTRATION} so far" in page.text
        assert '<progress max="36" value="1"' in page.text
        assert 'http-equiv="refresh"' in page.text
        slow.set()
        room.app.state.jobs.find(page.url.path.rsplit("/", 1)[1]).future.result(20)  # type: ignore[attr-defined]
        done = room.get(page.url.path).text
        assert "so far" not in done
        assert 'http-equiv="refresh"' not in done
        assert "&lt;b&gt;second&lt;/b&gt;" in done
        assert "it is no news report" in done


def test_a_job_that_is_not_known_is_not_found(tmp_path: Path) -> None:
    with open_store(tmp_path / "own.sqlite") as store:
        room = TestClient(create_app(store), base_url="http://127.0.0.1", raise_server_exceptions=False)
        assert room.get("/add/nothing").status_code == 404


def test_so_many_reports_are_in_the_demonstration() -> None:
    reports = files("onrecord.demonstration") / "reports.jsonl"
    assert len(reports.read_text("utf-8").splitlines()) == DEMONSTRATION


def test_a_fault_ends_the_job_and_not_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    every = Jobs()

    def failing() -> Iterator[Outcome]:
        yield Outcome("first", "added", "a")
        raise ZeroDivisionError

    first = every.start(Job("one"), failing())
    assert (first.done, len(first.outcomes), "fault" in first.why) == (True, 1, True)
    second = every.start(Job("two"), iter([Outcome("x", "added", "x")]))
    assert (second.done, second.why) == (True, "")
    assert every.find(first.id) is first


def test_only_so_many_jobs_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 0)
    event = threading.Event()
    every = Jobs()
    outcomes = (Outcome(str(event.wait(20)), "added") for _ in range(2))
    waiting = [every.start(Job("first"), outcomes), *(every.start(Job("next"), iter(())) for _ in range(19))]
    with pytest.raises(TooManyJobsError):
        every.start(Job("one more"), iter(()))
    event.set()
    assert every.close() == ["first", *["next"] * 19]
    assert len(waiting[0].outcomes) == 1
    assert "closed" in waiting[0].why
