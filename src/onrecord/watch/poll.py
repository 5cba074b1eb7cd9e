"""One look at one feed: is there anything new, and what is it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from onrecord.articles.feeds import MAX_FEED, Entry, ParsedFeed, parse_feed
from onrecord.articles.fetch import LISTS, PAGES, Answer, Page, UnavailableError, Wanted
from onrecord.articles.options import InputOptions
from onrecord.errors import InputError
from onrecord.schema.article import Article
from onrecord.schema.feed import Feed
from onrecord.watch.feed import FeedState, interval_of, write_time
from onrecord.watch.politeness import DEFAULT, LONGEST, SHORTEST, HeldError, backoff, retry_after
from onrecord.watch.visit import Turn, Visitor

ReadEntry = Callable[[Entry, Page | None, InputOptions], Article]
Outcome = Article | InputError
Steps = Generator[Turn | Outcome, None, None]

TRIES = 3
"""How often a page that cannot be had for now is tried, once at each look at its feed."""

_FEEDS = Wanted(types=LISTS.types, most=MAX_FEED)
GONE = "the feed is gone (410) and is not asked for again; take it from your list"


@dataclass(slots=True, kw_only=True)
class Poller:
    """Looks at feeds. `done` are the addresses that came out or came to nothing, `tries` those to be tried again."""

    state: FeedState
    read: ReadEntry
    visitor: Visitor
    now: Callable[[], datetime]
    once: bool
    done: set[str] = field(default_factory=set)
    tries: dict[str, int] = field(default_factory=dict)

    def poll(self, feed: Feed) -> Steps:
        """Ask for `feed` and yield what is new; a `Turn` in between waits for a host. Its state is saved."""
        try:
            visit = yield from self.visitor.visit(feed.address, _FEEDS, _conditions(feed))
        except HeldError as held:
            # Nothing that it did; but such a wait says nothing about how often it wants to be looked at.
            self._save(replace(feed, failures=max(1, feed.failures)), held.seconds, status=feed.last_status)
            return
        except InputError as error:
            yield from self._failed(feed, error.reason)
            return
        answer = visit.answer
        if answer.status == 410:
            self._save(feed, LONGEST, status=410, gone=True)
            yield InputError(feed.address, GONE)
        elif answer.status == 304:
            feed = self._moved(feed, visit.moved)
            etag, last_modified = _validators(answer)
            kept = replace(feed, etag=etag or feed.etag, last_modified=last_modified or feed.last_modified, failures=0)
            self._save(kept, _interval(answer, interval_of(feed)), status=304)
        else:
            yield from self._read_answer(feed, answer, visit.moved)

    def _read_answer(self, feed: Feed, answer: Answer, moved: str | None) -> Steps:
        try:
            page = answer.page(feed.address)
            parsed = parse_feed(page.data, name=moved or feed.address, url=page.url, charset=page.charset)
        except InputError as error:
            yield from self._failed(feed, error.reason, answer)
            return
        feed = replace(self._moved(feed, moved), title=parsed.title or feed.title)
        interval = _interval(answer, parsed.interval)
        # Until all its entries are done, the feed has to be sent whole again, whoever asks next.
        feed = self._save(replace(feed, etag=None, last_modified=None, failures=0), interval, status=200)
        if (yield from self._entries(parsed)):
            etag, last_modified = _validators(answer)
            self._save(replace(feed, etag=etag, last_modified=last_modified), interval, status=200)

    def _entries(self, parsed: ParsedFeed) -> Generator[Turn | Outcome, None, bool]:
        """Yield what the new entries are; returns whether all are done, or some are to be tried again."""
        complete = True
        for entry in parsed.entries:
            if entry.address in self.done or self.state.knows(entry.address):
                continue
            self.done.add(entry.address)  # from here on no other feed takes it up
            again = False
            outcome: Outcome | None = None
            try:
                outcome = yield from self._entry(entry)
            except UnavailableError as error:
                again = isinstance(error, HeldError) or self._may_try_again(entry)
                if not again or (self.once and not isinstance(error, HeldError)):
                    outcome = InputError(entry.name, error.reason)
            except InputError as error:
                outcome = InputError(entry.name, error.reason)
            if outcome is not None:
                yield outcome
            # Whoever took the article has kept it by now, under its own address.
            if again:
                complete = False
                self.done.discard(entry.address)
            elif not self.state.knows(entry.address):
                self.state.mark_seen(entry.address)
        return complete

    def _may_try_again(self, entry: Entry) -> bool:
        """Count a try that came to nothing for now."""
        self.tries[entry.address] = self.tries.get(entry.address, 0) + 1
        return self.tries[entry.address] < TRIES

    def _entry(self, entry: Entry) -> Generator[Turn, None, Article | None]:
        """The article of an entry; None where its link led to one that is known."""
        if not (entry.needs_page and entry.link):
            return self.read(entry, None, self.visitor.options)
        visit = yield from self.visitor.visit(entry.link, PAGES)
        page = visit.answer.page(entry.name)
        if page.url != entry.link and (page.url in self.done or self.state.knows(page.url)):
            return None
        self.done.add(page.url)
        return self.read(entry, page, self.visitor.options)

    def _failed(self, feed: Feed, reason: str, answer: Answer | None = None) -> Steps:
        """Put the feed off; it is told at the first failure of a row."""
        failures = feed.failures + 1
        asked = retry_after(answer, self.now()) if answer else None
        wait = max(SHORTEST, asked) if asked else backoff(failures)
        self._save(replace(feed, failures=failures), wait, status=answer.status if answer else None)
        if self.once or failures == 1:
            yield InputError(feed.address, reason)

    def _moved(self, feed: Feed, address: str | None) -> Feed:
        """The feed under its new address, if it has one; under the old one it is gone."""
        if address is None or address == feed.address:
            return feed
        self._save(feed, LONGEST, status=301, gone=True)
        return replace(feed, address=address)

    def _save(self, feed: Feed, wait: float, *, status: int | None, gone: bool = False) -> Feed:
        """Save what came of a look, with when the next one is due."""
        saved = replace(
            feed,
            next_due=self._in(wait),
            gone=gone,
            last_status=status,
            updated_at=write_time(self.now()),
        )
        self.state.save_feed(saved)
        return saved

    def _in(self, seconds: float) -> str:
        return write_time(self.now() + timedelta(seconds=seconds))


def _conditions(feed: Feed) -> dict[str, str]:
    """The headers that ask for a feed only if it changed."""
    headers = {"if-none-match": feed.etag, "if-modified-since": feed.last_modified}
    return {name: value for name, value in headers.items() if value}


def _validators(answer: Answer) -> tuple[str | None, str | None]:
    """What to ask with next time: ETag and Last-Modified."""
    return answer.headers.get("etag"), answer.headers.get("last-modified")


def _interval(answer: Answer, hint: float | None) -> float:
    """The seconds to the next look: as the feed and its site ask for, within bounds."""
    age = re.search(r"(?:^|[\s,])max-age=([0-9]{1,9})", answer.headers.get("cache-control", ""), re.IGNORECASE)
    hints = [*([float(age[1])] if age else []), *([hint] if hint else [])]
    return min(LONGEST, max(SHORTEST, max(hints, default=0.0) or DEFAULT))
