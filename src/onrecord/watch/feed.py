"""When a feed is due, and where feeds are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

from onrecord.schema.feed import Feed


def seconds_left(feed: Feed, now: datetime) -> float:
    """The seconds until `feed` is due, 0 or less where it is."""
    return (read_time(feed.next_due) - now).total_seconds() if feed.next_due else 0.0


def interval_of(feed: Feed) -> float | None:
    """The seconds between the last look at `feed` and the next one, unless that is a wait after a failure."""
    if feed.failures or not (feed.next_due and feed.updated_at):
        return None
    return (read_time(feed.next_due) - read_time(feed.updated_at)).total_seconds()


class FeedState(Protocol):
    """Where feeds are kept, and what is known already; the store is one."""

    def feeds(self) -> Iterable[Feed]:
        """All feeds that were ever saved, as they were saved last."""

    def save_feed(self, feed: Feed) -> None:
        """Keep `feed` instead of what was kept for its address."""

    def knows(self, url: str) -> bool:
        """Whether an article with this address is kept, or the address was marked as seen."""

    def mark_seen(self, url: str) -> None:
        """Remember an address that leads to no article, or to one that is kept under another address."""


def write_time(moment: datetime) -> str:
    """A moment as a Feed keeps it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_time(written: str) -> datetime:
    """The moment that `write_time` wrote."""
    moment = datetime.fromisoformat(written)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
