"""A site on loopback with feeds and pages, a clock that moves only when somebody sleeps, and where feeds are kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from onrecord.articles.options import InputOptions
from onrecord.errors import InputError
from onrecord.schema.article import Article
from onrecord.schema.feed import Feed
from onrecord.watch.watcher import Watcher

OPTIONS = InputOptions(allow_private=True, timeout=2)

PARAGRAPHS = (
    "LISK — Talks on the harbour of Lisk stalled on Friday after the Civic List walked out, two mediators said.",
    "“We will not sign this paper,” said Oren Vasko, who leads the list, on the steps of the café.",
    "The port ministry said that 1,200 people had left the quarter since Tuesday, and that more would follow.",
)


class MemoryState:
    """A FeedState that lives as long as the process; `known` are the addresses that are kept or were seen."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.known = set(known)
        self._feeds: dict[str, Feed] = {}

    def feeds(self) -> list[Feed]:
        """All feeds, in the order in which they came."""
        return list(self._feeds.values())

    def save_feed(self, feed: Feed) -> None:
        """Keep `feed` by its address."""
        self._feeds[feed.address] = feed

    def knows(self, url: str) -> bool:
        """Whether `url` is one of the known addresses."""
        return url in self.known

    def mark_seen(self, url: str) -> None:
        """Make `url` one of them."""
        self.known.add(url)


class Clock:
    """Time for a watcher: `sleep` is the only thing that takes any."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.begin = datetime(2024, 5, 10, 8, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.time

    def now(self) -> datetime:
        return self.begin + timedelta(seconds=self.time - 1000)

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.time += seconds


@dataclass(frozen=True)
class Reply:
    """What a path answers with."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    act: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass(frozen=True)
class Asked:
    """A request that came, and when by the watcher's clock."""

    path: str
    time: float
    headers: dict[str, str]


class Newsroom:
    """Replies by path, several of them in turn and the last for ever; everything else is 404."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.replies: dict[str, list[Reply]] = {}
        self.requests: list[Asked] = []
        self.port = 0
        self.closing = threading.Event()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def on(self, path: str, *replies: Reply) -> str:
        self.replies[path] = list(replies)
        return self.url(path)

    def feed(self, path: str, *links: str, head: str = "", **headers: str) -> str:
        """A feed at `path` of pages at `links`."""
        return self.on(path, Reply(rss(*map(self.url, links), head=head), headers=names(headers)))

    def page(self, *paths: str) -> None:
        for path in paths:
            self.on(path, Reply(page(path), headers={"Content-Type": "text/html; charset=utf-8"}))

    def watcher(self, state: MemoryState, **more: object) -> Watcher:
        clock = self.clock
        options = more.pop("options", OPTIONS)
        assert isinstance(options, InputOptions)
        return Watcher(
            state,
            options=options,
            clock=clock.monotonic,
            now=clock.now,
            sleep=clock.sleep,
            **more,  # type: ignore[arg-type]
        )

    def asked(self, robots: bool = False) -> list[str]:
        return [each.path for each in self.requests if robots or each.path != "/robots.txt"]


def names(headers: dict[str, str]) -> dict[str, str]:
    return {"Content-Type": "application/rss+xml; charset=utf-8"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }


def rss(*links: str, head: str = "") -> str:
    items = "".join(
        f"<item><title>Harbour talks stall</title><link>{escape(link)}</link>"
        "<pubDate>Fri, 10 May 2024 06:00:00 GMT</pubDate></item>"
        for link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{head}{items}</channel></rss>'


def page(mark: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"<!doctype html><html><head><title>{mark}</title></head><body><article>{body}</article></body></html>"


def kept(found: Iterator[Article | InputError], state: MemoryState) -> Iterator[Article | InputError]:
    """What comes out of a watcher, kept as a store does it."""
    for each in found:
        if isinstance(each, Article):
            state.known.add(each.url or each.name)
        yield each


@contextmanager
def running_newsroom() -> Iterator[Newsroom]:
    room = Newsroom()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            room.requests.append(Asked(self.path, room.clock.time, headers))
            replies = room.replies.get(self.path, [Reply(status=404)])
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            with suppress(BrokenPipeError, ConnectionResetError):
                if reply.act is not None:
                    reply.act(self)
                    return
                etag = reply.headers.get("ETag", "-")
                same = etag == headers.get("if-none-match")
                data = b"" if same else reply.body.encode()
                self.send_response(304 if same else reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    room.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield room
    finally:
        room.closing.set()
        server.shutdown()
        server.server_close()
