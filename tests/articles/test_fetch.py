"""Addresses: what is fetched, what is refused, and that no private address is ever contacted."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import httpcore2
import pytest

from onrecord.articles import guard
from onrecord.articles.fetch import fetch
from onrecord.articles.guard import is_public
from onrecord.articles.inputs import InputOptions, read_article
from onrecord.errors import InputError

from .reports import TEXT, page
from .site import Site, running_site

OPEN = InputOptions(allow_private=True, timeout=5)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def refusal(address: str, options: InputOptions = OPEN) -> str:
    with pytest.raises(InputError) as caught:
        read_article(address, options)
    assert caught.value.name == address
    assert "\n" not in caught.value.reason
    assert "Traceback" not in caught.value.reason
    return caught.value.reason


# --- pages


def test_page(site: Site) -> None:
    address = site.page("/harbour", page(), type="text/html; charset=utf-8")
    article = read_article(address, OPEN)
    assert article.name == article.url == address
    assert "“We will not sign this paper,” said Oren Vasko" in article.text
    assert article.publisher is not None
    assert article.publisher.value == "The Lowland Post"
    assert article.published is not None
    assert article.published.value == "2024-05-10"
    assert site.headers["user-agent"].startswith("onrecord/")
    assert site.headers["host"] == f"127.0.0.1:{site.port}"
    assert "cookie" not in site.headers


def test_plain_text(site: Site) -> None:
    article = read_article(site.page("/a.txt", TEXT, type="text/plain; charset=utf-8"), OPEN)
    assert article.text == TEXT
    assert article.dateline is not None
    assert article.dateline.value == "LISK (AP)"


def test_charset_of_the_header(site: Site) -> None:
    body = page().replace("“", '"').replace("”", '"').replace("—", "-").replace('<meta charset="utf-8">', "")
    article = read_article(site.page("/latin", body.encode("latin-1"), type="text/html; charset=ISO-8859-1"), OPEN)
    assert "the steps of the café" in article.text


def test_gzip(site: Site) -> None:
    address = site.page("/packed", gzip.compress(page().encode()), content_encoding="gzip")
    assert "two mediators said" in read_article(address, OPEN).text


# --- redirects


def test_redirects_are_followed(site: Site) -> None:
    target = site.page("/end", page())
    site.redirect("/two", "/end", 301)
    article = read_article(site.redirect("/one", site.url("/two")), OPEN)
    assert article.url == target
    assert site.asked == ["/one", "/two", "/end"]


def test_five_redirects_and_no_more(site: Site) -> None:
    site.page("/0", page())
    for number in range(1, 7):
        site.redirect(f"/{number}", f"/{number - 1}")
    assert read_article(site.url("/5"), OPEN).text
    site.asked.clear()
    assert "more than 5 times" in refusal(site.url("/6"))
    assert len(site.asked) == 6


def test_redirect_loop(site: Site) -> None:
    assert "more than 5 times" in refusal(site.redirect("/loop", "/loop"))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "neither http nor https"),
        ("ftp://127.0.0.1/x", "neither http nor https"),
        ("http://user:word@127.0.0.1/", "user name or password"),
        ("http://\x7f/", "not a web address"),
        ("http://127.0.0.1:99999/", "no host"),
    ],
)
def test_redirect_to_what_is_refused(site: Site, target: str, reason: str) -> None:
    assert reason in refusal(site.redirect("/go", target))
    assert site.asked == ["/go"]


def test_redirect_to_a_private_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public; the one it redirects to does not, and is never contacted."""
    monkeypatch.setattr("onrecord.articles.connection.is_public", lambda address: address == "127.0.0.1")
    site.redirect("/go", site.url("/secret", host="[::1]"))
    site.page("/secret", page())
    assert "private network" in refusal(site.url("/go"), InputOptions(timeout=5))
    assert site.asked == ["/go"]


# --- limits


def test_large_by_its_header(site: Site) -> None:
    assert "larger than 5 MB" in refusal(site.page("/large", b"<html>" + b"x" * 5_000_000))


def test_large_without_a_header(site: Site) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while not site.stopping.is_set():
            request.wfile.write(b"x" * 100_000)

    site.answers["/endless"] = endless
    assert "larger than 5 MB" in refusal(site.url("/endless"))


def test_gzip_bomb(site: Site) -> None:
    bomb = gzip.compress(b"\x20" * 100_000_000, compresslevel=1)
    assert len(bomb) < 1_000_000
    assert "larger than 5 MB" in refusal(site.page("/bomb", bomb, content_encoding="gzip"))


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip"])
def test_unknown_packing(site: Site, coding: str) -> None:
    assert "packed in an unknown way" in refusal(site.page("/packed", b"x", content_encoding=coding))


def test_broken_packing(site: Site) -> None:
    assert "broken" in refusal(site.page("/packed", b"not gzip at all", content_encoding="gzip"))


@pytest.mark.parametrize("where", ["body", "head"])
def test_slow_drip(site: Site, where: str) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        if where == "body":
            request.send_response(200)
            request.send_header("Content-Type", "text/html")
            request.end_headers()
        else:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not site.stopping.wait(0.05):
            request.wfile.write(b"x")
            request.wfile.flush()

    site.answers["/drip"] = drip
    begin = time.monotonic()
    assert "in time" in refusal(site.url("/drip"), InputOptions(allow_private=True, timeout=0.6))
    assert time.monotonic() - begin < 2


def test_slow_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> list[object]:
        time.sleep(1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    assert "not resolved in time" in refusal("http://slow.example/", InputOptions(timeout=0.2))


# --- answers that are no page


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "login (401)"),
        (402, "paywall (402)"),
        (403, "refused by the site (403); save the page from your browser and give the file"),
        (404, "no such page (404)"),
        (410, "gone (410)"),
        (429, "too many requests (429)"),
        (451, "legal reasons (451)"),
        (418, "no page (418)"),
        (500, "has an error (500)"),
        (503, "has an error (503)"),
    ],
)
def test_status(site: Site, status: int, reason: str) -> None:
    assert reason in refusal(site.page("/x", page(), status=status))


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "text/css"])
def test_wrong_type(site: Site, kind: str) -> None:
    assert f"has the type {kind}" in refusal(site.page("/x", b"x", type=kind))


@pytest.mark.parametrize("kind", [None, "", "nonsense"])
def test_no_type(site: Site, kind: str | None) -> None:
    assert "only HTML and plain text are read" in refusal(site.page("/x", b"x", type=kind))


def test_nobody_there() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert "cannot be reached" in refusal(f"http://127.0.0.1:{unused.getsockname()[1]}/")


def test_connection_that_breaks_off(site: Site) -> None:
    site.answers["/broken"] = lambda request: request.connection.shutdown(socket.SHUT_RDWR)
    assert refusal(site.url("/broken"))


def test_no_tls(site: Site) -> None:
    assert "TLS failed" in refusal(site.url("/").replace("http://", "https://"))


def test_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "the host is unknown" in refusal("https://nowhere.example/")


# --- addresses that are never contacted


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "localhost",
        "LOCALHOST",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_this_machine_is_not_contacted(site: Site, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    site.page("/", page())
    connected: list[object] = []
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", lambda *given, **_: connected.append(given))
    assert "private network" in refusal(site.url("/", host=host), InputOptions(timeout=5))
    assert connected == []
    assert site.asked == []


@pytest.mark.parametrize("host", ["localhost.", "①②⑦.⓪.⓪.①", "127.0.0.1%00.example", "exa mple.example"])
def test_odd_spellings(site: Site, host: str) -> None:
    refusal(site.url("/", host=host), InputOptions(timeout=5))
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    ["http://user:word@127.0.0.1/", "http://user@127.0.0.1/", "http:///x", "http://", "https://[::1", "http://h:0/"],
)
def test_no_web_address(address: str) -> None:
    assert "address" in refusal(address)


def test_one_private_address_among_public_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[object] = []
    monkeypatch.setattr(guard, "_look_up", lambda host, port: ["8.8.8.8", "10.0.0.1"])
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", lambda *given, **_: connected.append(given))
    assert "private network" in refusal("http://mixed.example/", InputOptions(timeout=5))
    assert connected == []


def test_the_checked_address_is_the_one_contacted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another answer at the second question (DNS rebinding) cannot help: there is no second question."""
    asked, connected = [], []

    def look_up(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["8.8.8.8"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(backend: object, host: str, *_: object, **__: object) -> None:
        connected.append(host)
        raise httpcore2.ConnectError

    monkeypatch.setattr(guard, "_look_up", look_up)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    assert "cannot be reached" in refusal("http://rebinding.example/", InputOptions(timeout=5))
    assert asked == ["rebinding.example"]
    assert connected == ["8.8.8.8"]


def test_the_name_stays_the_host(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_look_up", lambda host, port: ["127.0.0.1"])
    site.page("/", page())
    fetch(site.url("/", host="post.example"), allow_private=True)
    assert site.headers["host"] == f"post.example:{site.port}"


@pytest.mark.parametrize(
    ("cause", "reason"),
    [(ssl.SSLCertVerificationError(), "certificate is not valid"), (ssl.SSLError(), "TLS failed")],
)
def test_certificates_are_verified_for_the_name(
    site: Site, monkeypatch: pytest.MonkeyPatch, cause: Exception, reason: str
) -> None:
    seen: list[object] = []

    def start_tls(stream: object, context: ssl.SSLContext, name: str, timeout: float) -> None:
        seen.extend([name, context.verify_mode, context.check_hostname])
        raise httpcore2.ConnectError from cause

    monkeypatch.setattr(guard, "_look_up", lambda host, port: ["127.0.0.1"])
    monkeypatch.setattr("httpcore2._backends.sync.SyncStream.start_tls", start_tls)
    assert reason in refusal(site.url("/", host="post.example").replace("http:", "https:"))
    assert seen == ["post.example", ssl.CERT_REQUIRED, True]


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, site.url("/"))
    monkeypatch.setattr(guard, "_look_up", lambda host, port: None)
    assert "unknown" in refusal("http://post.example/")
    assert site.asked == []


PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
PRIVATE = [
    *("10.1.2.3", "172.16.0.1", "192.168.1.1", "127.8.9.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1"),
    *("fec0::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1"),
    *(
        "64:ff9b:1::808:808",
        "2002:a00:1::",
        "2001:0:a00:1::1",
        "::10.0.0.1",
        "2606:4700::5efe:10.0.0.1",
        "",
        "nonsense",
    ),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    assert not is_public(address)
