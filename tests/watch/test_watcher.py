"""Feeds watched over loopback: what comes out, what is asked for, and when."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import islice, pairwise

import pytest

from onrecord.articles.feeds import Entry, read_entry
from onrecord.articles.fetch import Page
from onrecord.articles.options import InputOptions
from onrecord.errors import InputError
from onrecord.schema.article import Article
from onrecord.schema.feed import Feed
from onrecord.watch.feed import interval_of, read_time, seconds_left
from onrecord.watch.watcher import Watcher, stop_on_signals

from .newsroom import MemoryState, Newsroom, Reply, kept, names, page, rss, running_newsroom

MINUTE, DAY = 60, 86_400


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with running_newsroom() as running:
        yield running


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def once(room: Newsroom, state: MemoryState, *addresses: str, **more: object) -> list[Article | InputError]:
    """One round of a watcher that has just been started."""
    return list(kept(room.watcher(state, **more).watch(addresses, once=True), state))


def later(room: Newsroom, seconds: float) -> None:
    room.clock.time += seconds


def wait_of(room: Newsroom, feed: Feed) -> float:
    return seconds_left(feed, room.clock.now())


def only(state: MemoryState) -> Feed:
    (feed,) = state.feeds()
    return feed


# --- what is new


def test_new_entries_come_once(room: Newsroom, state: MemoryState) -> None:
    room.page("/a", "/b", "/c")
    address = room.feed("/feed", "/a", "/b", ETag='"1"')
    found = once(room, state, address)
    assert [each.name for each in found] == [room.url("/a"), room.url("/b")]
    assert isinstance(found[0], Article)
    assert found[0].published is not None
    assert found[0].published.value == "2024-05-10"
    assert once(room, state) == []  # not due
    later(room, 16 * MINUTE)
    assert once(room, state) == []  # due, and 304
    assert only(state).last_status == 304
    room.feed("/feed", "/c", "/a", "/b", ETag='"2"')
    later(room, 16 * MINUTE)
    assert [each.name for each in once(room, state)] == [room.url("/c")]
    assert room.asked() == ["/feed", "/a", "/b", "/feed", "/feed", "/c"]


def test_conditions(room: Newsroom, state: MemoryState) -> None:
    modified = "Fri, 10 May 2024 07:00:00 GMT"
    address = room.feed("/feed", ETag='W/"1"', Last_Modified=modified)
    once(room, state, address)
    later(room, 16 * MINUTE)
    once(room, state, address)
    first, second = (each.headers for each in room.requests if each.path == "/feed")
    assert "if-none-match" not in first
    assert (second["if-none-match"], second["if-modified-since"]) == ('W/"1"', modified)
    assert second["user-agent"].startswith("onrecord/")
    assert "(+https://" in second["user-agent"]
    feed = only(state)
    assert (feed.etag, feed.last_modified, feed.title, feed.failures) == ('W/"1"', modified, "Post", 0)


def test_entry_with_its_own_text_needs_no_request(room: Newsroom, state: MemoryState) -> None:
    body = page("x").partition("<article>")[2].partition("</article>")[0]
    feed = rss(room.url("/a")).replace("</item>", f"<content:encoded><![CDATA[{body}]]></content:encoded></item>")
    feed = feed.replace("<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    (article,) = once(room, state, room.on("/feed", Reply(feed, headers=names({}))))
    assert isinstance(article, Article)
    assert article.url == room.url("/a")
    assert room.asked() == ["/feed"]


def test_broken_entries_stop_nothing(room: Newsroom, state: MemoryState) -> None:
    room.page("/a")
    room.on("/short", Reply("<html><body>No</body></html>", headers={"Content-Type": "text/html"}))
    address = room.feed("/feed", "/none", "/short", "/a")
    feed = room.replies["/feed"][0]
    room.on("/feed", replace(feed, body=feed.body.replace("</channel>", "<item><title>Empty</title></item></channel>")))
    found = once(room, state, address)
    assert [each.name for each in found] == [*map(room.url, ("/none", "/short", "/a")), f"{address}, entry 4"]
    assert [isinstance(each, Article) for each in found] == [False, False, True, False]
    assert "404" in str(found[0])
    later(room, 16 * MINUTE)
    assert once(room, state) == []
    assert room.asked()[-1] == "/feed"


def test_links_that_lead_to_one_page(room: Newsroom, state: MemoryState) -> None:
    room.page("/a")
    room.on("/t1", Reply(status=302, headers={"Location": "/a"}))
    room.on("/t2", Reply(status=302, headers={"Location": "/a"}))
    (article,) = once(room, state, room.feed("/feed", "/t1", "/t2", "/a"))
    assert isinstance(article, Article)
    assert (article.name, article.url) == (room.url("/t1"), room.url("/a"))
    # None of the links is followed again, not even after a restart.
    later(room, 16 * MINUTE)
    assert once(room, state) == []
    assert room.asked() == ["/feed", "/t1", "/a", "/t2", "/a", "/feed"]


def test_one_entry_in_two_feeds(room: Newsroom, state: MemoryState) -> None:
    room.page("/a", "/b")
    found = once(room, state, room.feed("/feed1", "/a", "/b"), room.feed("/feed2", "/b", "/a"))
    assert sorted(each.name for each in found) == [room.url("/a"), room.url("/b")]


def test_own_reading(room: Newsroom, state: MemoryState) -> None:
    def read(entry: Entry, fetched: Page | None, options: InputOptions) -> Article:
        return replace(read_entry(entry, fetched, options), id="mine")

    room.page("/a")
    (article,) = once(room, state, room.feed("/feed", "/a"), read=read)
    assert isinstance(article, Article)
    assert article.id == "mine"


# --- politeness


def test_spacing(room: Newsroom, state: MemoryState) -> None:
    paths = [f"/{number}" for number in range(4)]
    room.page(*paths)
    once(room, state, room.feed("/feed", *paths))
    times = [each.time for each in room.requests]
    assert room.asked(robots=True) == ["/robots.txt", "/feed", *paths]
    assert all(after - before >= 10 for before, after in pairwise(times))
    assert times[-1] - times[0] < 51  # and not much longer


def test_hosts_do_not_wait_for_each_other(room: Newsroom, state: MemoryState) -> None:
    """127.0.0.1 and localhost are two hosts; one is asked while the other rests."""
    paths = [f"/{number}" for number in range(4)]
    room.page(*paths)
    here = room.feed("/feed", *paths)
    there = room.on("/there", Reply(rss(*(room.url(path, "localhost") for path in paths)), headers=names({})))
    found = once(room, state, here, there.replace("127.0.0.1", "localhost"))
    assert len(found) == 8
    assert room.clock.time - 1000 < 52
    for host in ("127.0.0.1", "localhost"):
        times = [each.time for each in room.requests if each.headers["host"].startswith(host)]
        assert all(after - before >= 10 for before, after in pairwise(times))


def test_robots_forbid_a_path(room: Newsroom, state: MemoryState) -> None:
    room.page("/news/a", "/paid/b", "/paid/free/c")
    robots = "User-agent: onrecord\nDisallow: /paid/\nAllow: /paid/free/\nUser-agent: *\nDisallow: /\n"
    room.on("/robots.txt", Reply(robots, headers={"Content-Type": "text/plain"}))
    found = once(room, state, room.feed("/feed", "/news/a", "/paid/b", "/paid/free/c"))
    assert [isinstance(each, Article) for each in found] == [True, False, True]
    assert "robots.txt asks programs not to" in str(found[1])
    assert "/paid/b" not in room.asked()


def test_robots_forbid_the_feed(room: Newsroom, state: MemoryState) -> None:
    room.on("/robots.txt", Reply("User-agent: *\nDisallow: /feed"))
    address = room.feed("/feed", "/a")
    (error,) = once(room, state, address)
    assert error.name == address
    assert room.asked() == []
    assert only(state).failures == 1


def test_redirects_ask_robots_too(room: Newsroom, state: MemoryState) -> None:
    room.on("/robots.txt", Reply("User-agent: *\nDisallow: /secret"))
    room.on("/a", Reply(status=302, headers={"Location": "/secret"}))
    room.page("/secret")
    (error,) = once(room, state, room.feed("/feed", "/a"))
    assert error.name == room.url("/a")
    assert "robots.txt" in str(error)
    assert "/secret" not in room.asked()
    times = [each.time for each in room.requests]
    assert all(after - before >= 10 for before, after in pairwise(times))


def test_robots_are_kept_a_day(room: Newsroom, state: MemoryState) -> None:
    address = room.feed("/feed")
    watcher = room.watcher(state)
    for _ in range(2):
        list(watcher.watch([address], once=True))
        later(room, DAY / 2 - 60)
    assert room.asked(robots=True) == ["/robots.txt", "/feed", "/feed"]
    later(room, MINUTE * 3)
    list(watcher.watch([address], once=True))
    assert room.asked(robots=True)[3:] == ["/robots.txt", "/feed"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_that_cannot_be_read_forbid_all(room: Newsroom, state: MemoryState, status: int) -> None:
    room.on("/robots.txt", Reply(status=status), Reply(status=404))
    room.page("/a")
    address = room.feed("/feed", "/a")
    (error,) = once(room, state, address)
    assert isinstance(error, InputError)
    assert room.asked() == []
    later(room, 16 * MINUTE)
    (article,) = once(room, state, address)
    assert isinstance(article, Article)


def test_crawl_delay(room: Newsroom, state: MemoryState) -> None:
    room.on("/robots.txt", Reply("User-agent: *\nCrawl-delay: 40"))
    room.page("/a")
    once(room, state, room.feed("/feed", "/a"))
    times = [each.time for each in room.requests]
    assert all(after - before >= 40 for before, after in pairwise(times))


# --- failures


def test_too_many_requests(room: Newsroom, state: MemoryState) -> None:
    room.page("/a")
    good = Reply(rss(room.url("/a")), headers=names({}))
    address = room.on("/feed", Reply(status=429, headers={"Retry-After": "3600"}), good)
    (error,) = once(room, state, address)
    assert "too many requests (429)" in str(error)
    feed = only(state)
    assert (feed.failures, feed.last_status) == (1, 429)
    assert 3590 < wait_of(room, feed) <= 3600
    later(room, 3500)
    assert once(room, state) == []
    assert room.asked() == ["/feed"]
    later(room, 101)
    assert len(once(room, state)) == 1
    assert only(state).failures == 0


def test_retry_after_as_a_date_and_at_most_a_day(room: Newsroom, state: MemoryState) -> None:
    date = (room.clock.now() + timedelta(hours=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    one = room.on("/1", Reply(status=503, headers={"Retry-After": date}))
    two = room.on("/2", Reply(status=503, headers={"Retry-After": "99999999"}))
    once(room, state, one)
    assert 7100 < wait_of(room, only(state)) <= 7200
    other = MemoryState()
    once(room, other, two)
    assert wait_of(room, only(other)) == DAY


def test_unavailable_twice(room: Newsroom, state: MemoryState) -> None:
    room.page("/a")
    good = Reply(rss(room.url("/a")), headers=names({}))
    address = room.on("/feed", Reply(status=503), Reply(status=503), good)
    watcher = room.watcher(state)
    found = list(islice(watcher.watch([address]), 2))
    assert isinstance(found[0], InputError)  # told once
    assert "503" in str(found[0])
    assert isinstance(found[1], Article)
    first, second, third = (each.time for each in room.requests if each.path == "/feed")
    assert 15 * MINUTE <= second - first + 1 < 16 * MINUTE
    assert 30 * MINUTE <= third - second + 1 < 31 * MINUTE


def test_a_host_with_too_many_requests_is_left_alone(room: Newsroom, state: MemoryState) -> None:
    room.on(
        "/a",
        Reply(status=429, headers={"Retry-After": "7200"}),
        Reply(page("a"), headers={"Content-Type": "text/html"}),
    )
    room.page("/b")
    address = room.feed("/feed", "/a", "/b", ETag='"1"')
    watcher = room.watcher(state)
    found = list(islice(watcher.watch([address]), 2))
    # Nothing is lost: both come when the host may be asked again, which takes two hours.
    assert [isinstance(each, Article) for each in found] == [True, True]
    times = {each.path: each.time for each in room.requests}
    first = next(each.time for each in room.requests if each.path == "/a")
    assert not [each for each in room.requests if first < each.time < first + 7100]
    assert times["/b"] > first + 7100


def test_page_that_cannot_be_had_for_now(room: Newsroom, state: MemoryState) -> None:
    """It is tried at the next looks, for which the feed is sent whole; after three times it is told."""
    room.on("/a", Reply(status=500))
    room.on("/b", Reply(status=500), Reply(page("b"), headers={"Content-Type": "text/html"}))
    room.page("/c")
    address = room.feed("/feed", "/a", "/b", "/c", ETag='"1"')
    stop = threading.Event()
    found: list[Article | InputError] = []
    for each in kept(room.watcher(state, stop=stop).watch([address]), state):
        found.append(each)
        if len(found) == 3:
            stop.set()
    assert [each.name[-2:] for each in found] == ["/c", "/b", "/a"]
    assert [isinstance(each, Article) for each in found] == [True, True, False]
    assert room.asked().count("/a") == 3
    assert room.asked().count("/c") == 1


def test_page_that_cannot_be_had_is_told_in_a_single_round(room: Newsroom, state: MemoryState) -> None:
    room.on("/a", Reply(status=503))
    (error,) = once(room, state, room.feed("/feed", "/a", ETag='"1"'))
    assert "503" in str(error)
    assert only(state).etag is None


def test_gone(room: Newsroom, state: MemoryState) -> None:
    address = room.on("/feed", Reply(status=410))
    (error,) = room.watcher(state).watch([address])  # and ends: no feed is left
    assert "gone (410)" in str(error)
    assert (only(state).gone, only(state).last_status) == (True, 410)
    later(room, 3 * DAY)
    assert once(room, state) == []
    (error,) = once(room, state, address)
    assert "gone (410)" in str(error)
    assert room.asked() == ["/feed"]


@pytest.mark.parametrize("status", [301, 308])
def test_moved(room: Newsroom, state: MemoryState, status: int) -> None:
    room.page("/a", "/b")
    old = room.on("/old", Reply(status=status, headers={"Location": "/new"}))
    new = room.feed("/new", "/a", ETag='"1"')
    assert len(once(room, state, old)) == 1
    feeds = {feed.address: feed for feed in state.feeds()}
    assert (feeds[old].gone, feeds[new].gone, feeds[new].etag) == (True, False, '"1"')
    later(room, 16 * MINUTE)
    once(room, state)
    assert room.asked() == ["/old", "/new", "/a", "/new"]
    # Whoever still names the old address gets the new feed.
    room.feed("/new", "/b", "/a", ETag='"2"')
    later(room, 16 * MINUTE)
    assert [each.name for each in once(room, state, old)] == [room.url("/b")]


@pytest.mark.parametrize("status", [302, 307])
def test_moved_for_a_while(room: Newsroom, state: MemoryState, status: int) -> None:
    old = room.on("/old", Reply(status=status, headers={"Location": "/new"}))
    room.feed("/new")
    once(room, state, old)
    assert only(state).address == old


def test_moved_to_what_is_no_feed(room: Newsroom, state: MemoryState) -> None:
    old = room.on("/old", Reply(status=301, headers={"Location": "/login"}))
    room.page("/login")
    (error,) = once(room, state, old)
    assert "no feed" in str(error)
    assert (only(state).address, only(state).gone, only(state).failures) == (old, False, 1)


def test_huge_feed(room: Newsroom, state: MemoryState) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "application/rss+xml")
        request.end_headers()
        while not room.closing.is_set():
            request.wfile.write(b"<item>" * 20_000)

    (error,) = once(room, state, room.on("/feed", Reply(act=endless)))
    assert "larger than 5 MB" in str(error)
    assert only(state).failures == 1


def test_slow_feed_and_slow_page(room: Newsroom, state: MemoryState) -> None:
    def slow(request: BaseHTTPRequestHandler) -> None:
        room.closing.wait(3)

    room.on("/slow", Reply(act=slow))
    room.page("/a")
    options = InputOptions(allow_private=True, timeout=0.3)
    begin = time.monotonic()
    found = once(room, state, room.url("/slow"), room.feed("/feed", "/slow", "/a"), options=options)
    assert time.monotonic() - begin < 3
    assert sum(isinstance(each, Article) for each in found) == 1
    assert sum("did not answer in time" in str(each) for each in found) == 2


@pytest.mark.parametrize("body", ["", "<html><body>Hello</body></html>", "<rss", "just words"])
def test_no_feed(room: Newsroom, state: MemoryState, body: str) -> None:
    found = once(room, state, room.on("/feed", Reply(body, headers=names({}))))
    assert body == "<rss" or "no feed" in str(found[0])


def test_private_addresses_are_not_asked(room: Newsroom, state: MemoryState) -> None:
    (error,) = once(room, state, room.feed("/feed"), options=InputOptions(timeout=2))
    assert "private network" in str(error)
    assert room.asked(robots=True) == []


def test_what_is_no_address(room: Newsroom, state: MemoryState) -> None:
    found = once(room, state, "feeds.opml", "file:///etc/passwd", "http://", "http://[::1", room.feed("/feed"))
    assert len(found) == 4
    assert all("is not the address of a feed" in str(each) for each in found)
    assert len(state.feeds()) == 1


# --- intervals


@pytest.mark.parametrize(
    ("head", "headers", "seconds"),
    [
        ("", {}, 15 * MINUTE),
        ("<ttl>60</ttl>", {}, 60 * MINUTE),
        ("<ttl>1</ttl>", {}, 5 * MINUTE),
        ("<ttl>99999</ttl>", {}, DAY),
        ("<ttl>10</ttl>", {"Cache_Control": "public, max-age=1800"}, 30 * MINUTE),
        ("", {"Cache_Control": "max-age=0, must-revalidate"}, 15 * MINUTE),
        ("", {"Cache_Control": "no-store"}, 15 * MINUTE),
    ],
)
def test_intervals(room: Newsroom, state: MemoryState, head: str, headers: dict[str, str], seconds: int) -> None:
    once(room, state, room.feed("/feed", head=head, ETag='"1"', **headers))
    feed = only(state)
    assert feed.next_due
    assert feed.updated_at
    assert (read_time(feed.next_due) - read_time(feed.updated_at)).total_seconds() == seconds
    later(room, seconds + 1)
    once(room, state)  # a 304 does not say it again, but it holds
    feed = only(state)
    assert feed.last_status == 304
    assert interval_of(feed) == seconds


# --- stops and restarts


def test_restart_in_the_middle(room: Newsroom, state: MemoryState) -> None:
    paths = [f"/{number}" for number in range(5)]
    room.page(*paths)
    address = room.feed("/feed", *paths, ETag='"1"')
    before = list(islice(kept(room.watcher(state).watch([address]), state), 2))
    assert only(state).etag is None  # what is left must be sent again
    later(room, 16 * MINUTE)
    after = once(room, state)
    assert [each.name for each in before + after] == list(map(room.url, paths))
    assert only(state).etag == '"1"'
    assert [path for path in room.asked() if path != "/feed"] == paths


def test_stop_between_requests(room: Newsroom, state: MemoryState) -> None:
    room.page("/a", "/b")
    stop = threading.Event()
    found = []
    for each in room.watcher(state, stop=stop).watch([room.feed("/feed", "/a", "/b")]):
        found.append(each)
        stop.set()
    assert len(found) == 1
    assert "/b" not in room.asked()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals(room: Newsroom, state: MemoryState, number: signal.Signals) -> None:
    """A real clock and a real signal, while the watcher waits for its host."""
    before = signal.getsignal(number)
    watcher = Watcher(state, options=InputOptions(allow_private=True, timeout=2))
    timer = threading.Timer(0.3, os.kill, (os.getpid(), number))
    begin = time.monotonic()
    with stop_on_signals(watcher.stop):
        timer.start()
        assert list(watcher.watch([room.feed("/feed")])) == []
    assert time.monotonic() - begin < 3
    assert watcher.stop.is_set()
    assert signal.getsignal(number) is before


def test_it_goes_on_and_on(room: Newsroom, state: MemoryState) -> None:
    address = room.feed("/feed", ETag='"1"')
    stop = threading.Event()
    end = room.clock.time + DAY / 2

    def sleep(seconds: float) -> None:
        room.clock.sleep(seconds)
        if room.clock.time > end:
            stop.set()

    watcher = Watcher(
        state,
        options=InputOptions(allow_private=True),
        clock=room.clock.monotonic,
        now=room.clock.now,
        sleep=sleep,
        stop=stop,
    )
    assert list(watcher.watch([address])) == []
    assert len(room.asked()) == pytest.approx(4 * 12, abs=3)
