"""Pages that are sent again without asking the store, and never when it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.reading import load_reader
from onrecord.schema.article import Article, Detail
from onrecord.store.base import Store
from onrecord.store.open import open_store
from onrecord.web import remembering
from onrecord.web.app import create_app


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A store with one report."""
    name = str(tmp_path / "own.sqlite")
    with open_store(name) as store:
        _keep(store, "one", "Pavel Dorin said that talks would go on.")
    return name


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


def _keep(store: Store, key: str, text: str) -> None:
    store.add(load_reader().read(Article(text, key, published=Detail("2031-03-05", "given"))))


def _room(store: Store) -> TestClient:
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def _counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Notes every search of the store."""
    asked: list[object] = []
    search = store.search
    monkeypatch.setattr(store, "search", lambda query: (asked.append(query), search(query))[1])
    return asked


@pytest.mark.parametrize("path", ["/search?words=talks", "/api/search?words=talks", "/api/search.csv?words=talks"])
def test_the_same_is_sent_again_without_a_search(store: Store, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    room, asked = _room(store), _counted(store, monkeypatch)
    first, again = room.get(path), room.get(path)
    assert len(asked) == 1
    assert first.text == again.text
    assert first.headers == again.headers
    assert "content-security-policy" in again.headers


def test_a_change_by_another_process_is_seen_at_once(store: Store, place: str) -> None:
    room = _room(store)
    assert room.get("/api/search", params={"words": "talks"}).json()["total"] == 1
    with open_store(place) as other:
        _keep(other, "two", "Pavel Dorin denied that talks would go on.")
    assert room.get("/api/search", params={"words": "talks"}).json()["total"] == 2


def test_a_new_day_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    room = _room(store)
    room.get("/search?words=talks")
    for module in ("rendering", "remembering"):
        monkeypatch.setattr(f"onrecord.web.{module}.today", lambda: "2099-12-31")
    assert "2099-12-31" in room.get("/search?words=talks").text


def test_what_is_refused_is_not_remembered(store: Store) -> None:
    room = _room(store)
    assert room.get("/report?key=two").status_code == 404
    _keep(store, "two", "Pavel Dorin denied it.")
    assert room.get("/report?key=two").status_code == 200


def test_a_signed_page_is_each_browsers_own(store: Store) -> None:
    app = create_app(store)
    pages = [TestClient(app, base_url="http://127.0.0.1").get("/add").text for _ in range(2)]
    assert pages[0] != pages[1]


def test_the_token_is_asked_for_each_time(store: Store) -> None:
    app = create_app(store, token="a-token-of-enough-length")
    room = TestClient(app, base_url="http://127.0.0.1")
    key = {"Authorization": "Bearer a-token-of-enough-length"}
    assert room.get("/api/stats", headers=key).status_code == 200
    assert room.get("/api/stats").status_code == 401


def test_the_memory_has_a_limit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    room, asked = _room(store), _counted(store, monkeypatch)
    monkeypatch.setattr(remembering, "REMEMBERED", 1)
    room.get("/api/search?words=talks")
    room.get("/api/search?words=talks")
    assert len(asked) == 2
