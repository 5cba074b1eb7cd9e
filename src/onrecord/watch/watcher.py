"""The watcher: looks at every feed when it is due, and hands on what is new."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import FrameType

from onrecord.articles.feeds import read_entry
from onrecord.articles.options import InputOptions
from onrecord.articles.pages import host_of
from onrecord.errors import InputError
from onrecord.schema.article import Article
from onrecord.schema.feed import Feed
from onrecord.watch.feed import FeedState, seconds_left
from onrecord.watch.politeness import Politeness
from onrecord.watch.poll import GONE, Poller, ReadEntry, Steps
from onrecord.watch.visit import Turn, Visitor

_LONGEST_SLEEP = 60.0
"""Clocks can jump, and machines sleep; so the time is looked at that often."""

_SHORTEST_SLEEP = 0.001
_STOP_SLICE = 0.5


def utc_now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class _Task:
    """A look at a feed that is not over; `host` is what it waits for, None at its beginning."""

    address: str
    steps: Steps
    host: str | None = None


class Watcher:
    """Watches feeds. What it needs to go on after a restart is in `state`.

    `read` makes an article of an entry and its page. `stop` ends the watching before the next
    request. `clock` never goes back, `now` is the time of day, `sleep` waits so many seconds.
    """

    def __init__(
        self,
        state: FeedState,
        read: ReadEntry = read_entry,
        options: InputOptions = InputOptions(),
        *,
        stop: threading.Event | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] | None = None,
    ) -> None:
        self.stop = stop or threading.Event()
        self._state = state
        self._read = read
        self._options = options
        self._clock = clock
        self._now = now
        self._sleep = sleep or self._sleep_in_slices
        self._politeness = Politeness(clock)
        self._done: set[str] = set()
        self._tries: dict[str, int] = {}

    def watch(self, addresses: Iterable[str] = (), *, once: bool = False) -> Iterator[Article | InputError]:
        """What is new in the feeds at `addresses`, or in all feeds of the state, as it comes.

        Each address comes once, also after a restart, if the state knows the articles that came: so
        keep each before you ask for the next. An InputError is a feed or an entry that cannot
        be read, and stops nothing. With `once` every feed that is due is looked at once; else
        this ends when `stop` is set or no feed is left.
        """
        feeds = _Watched(self._state, list(dict.fromkeys(addresses)))
        yield from feeds.refused
        poller = Poller(
            state=feeds,
            read=self._read,
            visitor=Visitor(self._politeness, self._options, self._now),
            now=self._now,
            once=once,
            done=self._done,
            tries=self._tries,
        )
        tasks: list[_Task] = []
        try:
            yield from self._run(feeds, poller, tasks)
        finally:
            for task in tasks:
                task.steps.close()

    def _run(self, feeds: _Watched, poller: Poller, tasks: list[_Task]) -> Iterator[Article | InputError]:
        begun: set[str] = set()
        while not self.stop.is_set():
            due = [] if poller.once and begun else feeds.due(self._now())
            active = {task.address for task in tasks}
            tasks += [_Task(feed.address, poller.poll(feed)) for feed in due if feed.address not in active]
            begun.update(feed.address for feed in due)
            if not tasks and (poller.once or not feeds.left()):
                return
            wait = self._until_next(feeds, tasks, once=poller.once)
            if wait > 0:
                self._sleep(min(_LONGEST_SLEEP, wait))
                continue
            task = min(tasks, key=self._ready_at)
            # Behind the others, so that those who want the same host take turns.
            tasks.remove(task)
            step = next(task.steps, None)
            if step is not None:
                tasks.append(task)
                task.host = step.host if isinstance(step, Turn) else None
                if not isinstance(step, Turn):
                    yield step

    def _ready_at(self, task: _Task) -> float:
        return self._clock() if task.host is None else self._politeness.ready_at(task.host)

    def _until_next(self, feeds: _Watched, tasks: list[_Task], *, once: bool) -> float:
        """The seconds until there is something to do; 0 where there is."""
        waits = [self._ready_at(task) - self._clock() for task in tasks]
        if not once:
            waits += feeds.waits(self._now(), besides={task.address for task in tasks})
        wait = min(waits, default=_LONGEST_SLEEP)
        return max(wait, _SHORTEST_SLEEP) if wait > 0 else 0.0

    def _sleep_in_slices(self, seconds: float) -> None:
        # `Event.wait` would take a lock that a signal handler, which sets the event, could then want too.
        end = time.monotonic() + seconds
        while not self.stop.is_set() and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _STOP_SLICE))


class _Watched:
    """The feeds of a state that are watched: those that are named, or all."""

    def __init__(self, state: FeedState, addresses: list[str]) -> None:
        self._state = state
        self.refused: list[InputError] = []
        kept = {feed.address: feed for feed in state.feeds()}
        self._feeds = {address: feed for address, feed in kept.items() if not addresses}
        for address in addresses:
            if not host_of(address) or not address.lower().startswith(("http://", "https://")):
                self.refused.append(InputError(address, "is not the address of a feed; it begins with http or https"))
                continue
            feed = kept.get(address, Feed(address))
            if feed.gone and feed.last_status == 410:
                self.refused.append(InputError(address, GONE))
            elif feed.gone:
                # It has moved; its site will say where to.
                feed = Feed(address)
            self._feeds[address] = feed

    def feeds(self) -> list[Feed]:
        """Those that are watched, as they are now."""
        return list(self._feeds.values())

    def save_feed(self, feed: Feed) -> None:
        """Keep it here and in the state."""
        self._feeds[feed.address] = feed
        self._state.save_feed(feed)

    def knows(self, url: str) -> bool:
        """As the state says."""
        return self._state.knows(url)

    def mark_seen(self, url: str) -> None:
        """Mark it in the state."""
        self._state.mark_seen(url)

    def left(self) -> list[Feed]:
        """Those that are not gone."""
        return [feed for feed in self._feeds.values() if not feed.gone]

    def due(self, now: datetime) -> list[Feed]:
        """Those that are to be looked at now."""
        return [feed for feed in self.left() if seconds_left(feed, now) <= 0]

    def waits(self, now: datetime, besides: set[str]) -> list[float]:
        """The seconds until each of them is due."""
        return [seconds_left(feed, now) for feed in self.left() if feed.address not in besides]


@contextmanager
def stop_on_signals(stop: threading.Event) -> Iterator[None]:
    """Let SIGINT and SIGTERM set `stop`; a second one does what it did before. For the main thread."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for each, handler in before.items():
            signal.signal(each, handler)

    def handle(number: int, frame: FrameType | None) -> None:
        stop.set()
        restore()

    for each in before:
        signal.signal(each, handle)
    try:
        yield
    finally:
        restore()
