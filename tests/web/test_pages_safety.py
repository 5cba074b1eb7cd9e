"""What a request must pass before it reaches a page."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.cli.serve import hosts_of, is_loopback
from onrecord.store.base import Store
from onrecord.store.open import open_store
from onrecord.web import security
from onrecord.web.app import create_app
from onrecord.web.security import host_of

TOKEN = "a-token-of-some-length-0123456789"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "own.sqlite") as opened:
        yield opened


@pytest.fixture
def room(store: Store) -> TestClient:
    """A reading room without a token."""
    return TestClient(create_app(store), base_url="http://127.0.0.1")


@pytest.fixture
def locked(store: Store) -> TestClient:
    """A reading room that demands a token."""
    return TestClient(create_app(store, token=TOKEN), base_url="http://127.0.0.1")


def test_every_response_has_the_headers(room: TestClient) -> None:
    for path in ("/", "/nowhere", "/static/style.css", "/record.css", "/api/stats", "/add"):
        headers = room.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert room.get("/", headers={"host": "evil.example"}).headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.", "[::2]:80"])
def test_foreign_host_is_refused(room: TestClient, host: str) -> None:
    answer = room.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "<h1" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost", "LOCALHOST:1", "[::1]:8642"])
def test_own_hosts_are_answered(room: TestClient, host: str) -> None:
    assert room.get("/", headers={"host": host}).status_code == 200
    assert host_of(host) in ("127.0.0.1", "localhost", "[::1]")


@pytest.mark.parametrize(
    "path", ["/", "/search", "/static/style.css", "/record.css", "/api/stats", "/health", "/nowhere"]
)
def test_everything_needs_the_token(locked: TestClient, path: str) -> None:
    assert locked.get(path).status_code == 401
    assert locked.get(path, params={"token": "wrong"}).status_code == 401
    assert locked.get(path, headers={"authorization": "Bearer wrong"}).status_code == 401
    assert locked.get(path, headers={"cookie": "onrecord_session=wrong"}).status_code == 401


def test_the_token_opens_by_header_address_and_form(store: Store) -> None:
    def fresh() -> TestClient:
        return TestClient(create_app(store, token=TOKEN), base_url="http://127.0.0.1")

    assert fresh().get("/api/stats", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    by_address = fresh()
    first = by_address.get("/search", params={"words": "a b", "token": TOKEN}, follow_redirects=False)
    assert first.status_code == 303
    assert first.headers["location"] == "/search?words=a+b"
    assert TOKEN not in first.headers["set-cookie"]
    assert "HttpOnly" in first.headers["set-cookie"]
    assert by_address.get("/").status_code == 200
    by_form = fresh()
    assert by_form.post("/token", data={"token": "wrong"}).status_code == 401
    assert by_form.post("/token", data={"token": TOKEN}).status_code == 200
    elsewhere = fresh().get(f"//evil.example/?token={TOKEN}", follow_redirects=False)
    assert not elsewhere.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize("path", ["/add", "/demonstration"])
def test_changes_need_the_form_of_this_browser(room: TestClient, store: Store, path: str) -> None:
    assert room.post(path, data={"text": "x"}).status_code == 403
    assert room.post(path, data={"text": "x", "form_token": "0" * 64}).status_code == 403
    other = TestClient(create_app(store), base_url="http://127.0.0.1")
    token = other.get("/add").text.split('name="form_token" value="')[1].split('"')[0]
    room.get("/add")
    assert room.post(path, data={"text": "x", "form_token": token}).status_code == 403
    assert store.stats().reports == 0


def test_other_sites_cannot_send(room: TestClient) -> None:
    token = room.get("/add").text.split('name="form_token" value="')[1].split('"')[0]
    sent = {"form_token": token, "text": ""}
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert room.post("/add", data=sent, headers=headers).status_code == 403
    assert room.post("/add", data=sent, headers={"origin": "http://127.0.0.1"}).status_code == 400


def test_large_bodies_are_refused(room: TestClient) -> None:
    token = room.get("/add").text.split('name="form_token" value="')[1].split('"')[0]
    assert room.post("/add", data={"form_token": token, "text": "x" * 2_100_000}).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(300):
            yield b"x" * 10_000

    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = room.post("/add", content=pieces(), headers=form)
    assert answer.status_code == 413
    assert "2 MB" in answer.text


def test_too_many_at_once_are_asked_to_come_back(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "READING", 0)
    answer = room.get("/search")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert room.get("/static/style.css").status_code == 200
    assert room.get("/health").status_code == room.get("/metrics").status_code == 200
    assert room.post("/add", data={}).status_code == 403, "what adds waits for its turn elsewhere"


def test_which_addresses_are_this_machine_s_own() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "[::1]", "127.3.2.1"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "192.168.1.5", "news.example", ""))
    assert hosts_of("0.0.0.0") == ("*",)
    assert "news.example" in hosts_of("News.example")


def test_serve_demands_a_token_beyond_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = []
    monkeypatch.setattr("uvicorn.Server.run", lambda server, sockets: served.append((server.config.app, sockets)))
    monkeypatch.delenv("ONRECORD_TOKEN", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = CliRunner().invoke(app, ["serve", "--store", str(tmp_path / "none.sqlite"), "--port", port])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "cannot be listened on" in refused.stderr
    assert not (tmp_path / "none.sqlite").exists()
    where = ["--store", str(tmp_path / "s.sqlite"), "--port", port]
    at_home = CliRunner().invoke(app, ["serve", *where])
    assert at_home.exit_code == 0
    assert f"(new, and empty) is at http://127.0.0.1:{port}/" in at_home.output
    assert "?token=" not in at_home.output
    assert served[0][0].state.keys.token is None
    abroad = CliRunner().invoke(app, ["serve", *where, "--host", "0.0.0.0"])
    assert "?token=" in abroad.output
    assert served[1][0].state.keys.token
    monkeypatch.setenv("ONRECORD_TOKEN", TOKEN)
    given = CliRunner().invoke(app, ["serve", *where, "--host", "0.0.0.0"])
    assert TOKEN not in given.output
    assert served[2][0].state.keys.token == TOKEN
    CliRunner().invoke(app, ["serve", *where])
    assert served[3][0].state.keys.token == TOKEN, "a token that is set is demanded here too: a proxy may be in front"
    monkeypatch.setenv("ONRECORD_TOKEN", "short")
    assert CliRunner().invoke(app, ["serve", *where, "--host", "0.0.0.0"]).exit_code == 2
