"""The command as a client starts it or reaches it: over standard input and output, and over HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import httpx2
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.server.lowlevel import Server
from starlette.testclient import TestClient
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.mcp.running import PATH, http_app
from onrecord.mcp.server import create_server
from onrecord.store.base import Store

TOKEN = "a-token-for-the-tests"
COMMAND = ["-m", "onrecord", "mcp"]


def test_over_standard_input_and_output(kept: Path, tmp_path: Path) -> None:
    async def ask() -> None:
        started = StdioServerParameters(
            command=sys.executable, args=[*COMMAND, "--store", str(kept)], env=dict(os.environ)
        )
        with (tmp_path / "errors").open("w") as errors:
            async with Client(stdio_client(started, errlog=errors)) as client:
                found = await client.call_tool("search", {"words": "strait", "limit": 3})
                assert len(found.structured_content["hits"]) == 3
                read = await client.call_tool("read_text", {"text": "Minister Ada Holm denied that talks had failed."})
                assert [s["act"] for s in read.structured_content["statements"]] == ["deny"]
        assert (tmp_path / "errors").read_text() == ""

    anyio.run(ask)


def test_ctrl_c_ends_it_though_a_client_is_there(kept: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, *COMMAND, "--store", str(kept)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
        server.stdin.flush()
        assert server.stdout.readline()
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0


@contextmanager
def served(kept: Path) -> Iterator[str]:
    """The address of a server of its own process, on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, *COMMAND, "--http", "--port", str(port), "--store", str(kept)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}{PATH}"
    finally:
        server.terminate()
        out, err = server.communicate(timeout=20)
    assert out == ""
    assert err.splitlines()[:2] == [f"{kept} is at http://127.0.0.1:{port}{PATH}", "Ctrl-C ends it."]


def test_over_http_on_this_machine(kept: Path) -> None:
    async def ask(address: str) -> None:
        async with Client(streamable_http_client(address)) as client:
            found = await client.call_tool("search", {"words": "strait", "limit": 3})
            assert len(found.structured_content["hits"]) == 3
            assert (await client.list_resources()).resources

    with served(kept) as address:
        anyio.run(ask, address)
        foreign = httpx2.post(address, json={}, headers={"Host": "elsewhere.example"})
        assert foreign.status_code == 421


@pytest.fixture
def server(store: Store) -> Server:
    return create_server(store)


def _post(client: TestClient, **headers: str) -> int:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    accept = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-11-25"}
    return client.post(PATH, json=ping, headers={**accept, **headers}).status_code


def test_elsewhere_every_request_needs_the_token(server: Server) -> None:
    with TestClient(http_app(server, token=TOKEN, hosts=("*",)), base_url="http://news.example:8643") as client:
        assert _post(client) == 401
        assert _post(client, Authorization="Bearer another-token") == 401
        assert _post(client, Authorization=f"Basic {TOKEN}") == 401
        assert _post(client, Authorization=f"Bearer {TOKEN}") == 200
        assert _post(client, Authorization=f"bearer {TOKEN}", Origin="http://elsewhere.example") == 200


def test_here_other_hosts_and_pages_are_refused(server: Server) -> None:
    app = http_app(server, token=None, hosts=("127.0.0.1", "localhost", "[::1]"))
    with TestClient(app, base_url="http://127.0.0.1:8643") as client:
        assert _post(client) == 200
        assert _post(client, Origin="http://localhost:8643") == 200
        assert _post(client, Origin="http://elsewhere.example") == 403
        assert _post(client, Host="elsewhere.example") == 421


def test_what_cannot_begin_says_why(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    none = CliRunner().invoke(app, ["mcp", "--store", str(tmp_path / "none.sqlite")])
    assert (none.exit_code, none.stdout) == (2, "")
    assert "there is no such store" in none.stderr
    monkeypatch.setenv("ONRECORD_TOKEN", "short")
    short = CliRunner().invoke(app, ["mcp", "--http", "--host", "0.0.0.0", "--store", str(kept)])
    assert short.exit_code == 2
    assert "$ONRECORD_TOKEN: has fewer than 16 characters" in short.stderr
    monkeypatch.setitem(sys.modules, "mcp", None)
    missing = CliRunner().invoke(app, ["mcp", "--store", str(kept)])
    assert missing.exit_code == 2
    assert 'pip install "onrecord[mcp]"' in missing.stderr
