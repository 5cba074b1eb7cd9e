"""When a host may be asked, and what its robots.txt allows.

Two requests to one host are at least SPACING seconds apart, or as far as its robots.txt asks
for; a host that has had too many is left alone as long as it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.articles.fetch import Answer, UnavailableError
from onrecord.articles.pages import host_of
from onrecord.errors import InputError

if TYPE_CHECKING:
    from protego import Protego

SPACING = 10.0
"""The fewest seconds between two requests to one host."""

MINUTE, DAY = 60.0, 86_400.0
DEFAULT, SHORTEST, LONGEST = 15 * MINUTE, 5 * MINUTE, DAY
"""The seconds between two looks at a feed: by default, at least and at most."""

ROBOTS_NAME = "onrecord"
"""The name by which a robots.txt can speak to us."""

MAX_ROBOTS = 512_000
"""So many bytes of a robots.txt are read, as the standard (RFC 9309) asks for."""

_RETRY_ROBOTS = SHORTEST
_PATIENCE = MINUTE


class HeldError(UnavailableError):
    """A host that is not asked, since it asked to be left alone; `seconds` are left."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(name, "not fetched: the site has had too many requests; try again later", 429)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class _Robots:
    """What a robots.txt says, until when that holds; None for one that could not be read."""

    rules: Protego | None
    until: float


class Politeness:
    """What is known of all hosts. Times are those of `clock`, which never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._strikes: dict[str, int] = {}
        self._robots: dict[str, _Robots] = {}

    def ready_at(self, host: str) -> float:
        """When `host` may be asked next."""
        spacing = max(SPACING, self._delays.get(host, 0.0))
        return max(self._asked.get(host, -DAY) + spacing, self._held.get(host, -DAY))

    def refuse_held(self, address: str) -> None:
        """HeldError where the host of `address` is to be left alone for longer than one would wait."""
        left = self._held.get(host_of(address), -DAY) - self._clock()
        if left > _PATIENCE:
            raise HeldError(address, left)

    def note_request(self, address: str) -> None:
        """The host of `address` has just been asked."""
        self._asked[host_of(address)] = self._clock()

    def note_answer(self, address: str, answer: Answer, now: datetime) -> None:
        """Leave a host alone that says it has had too many requests, or until when it cannot answer."""
        host = host_of(address)
        wait = retry_after(answer, now)
        if answer.status == 429 or (answer.status >= 500 and wait):
            self._strikes[host] = self._strikes.get(host, 0) + 1
            self._held[host] = self._clock() + (wait or backoff(self._strikes[host]))
        elif answer.status < 400:
            self._strikes.pop(host, None)

    def knows_robots(self, address: str) -> bool:
        """Whether the robots.txt for `address` was read, or tried, not too long ago."""
        robots = self._robots.get(origin_of(address))
        return robots is not None and robots.until > self._clock()

    def note_robots(self, address: str, answer: Answer | None) -> None:
        """Keep the robots.txt for `address`: None where there was no answer, so that nothing may be asked for now."""
        from protego import Protego

        origin, host = origin_of(address), host_of(address)
        if answer is None or answer.status == 429 or answer.status >= 500:
            self._robots[origin] = _Robots(None, self._clock() + _RETRY_ROBOTS)
            return
        # Without a robots.txt (404 and such) everything is allowed.
        text = answer.data.decode("utf-8", "replace") if answer.status == 200 else ""
        rules = Protego.parse(text.removeprefix("\ufeff"))
        self._robots[origin] = _Robots(rules, self._clock() + DAY)
        self._delays[host] = min(DAY, rules.crawl_delay(ROBOTS_NAME) or 0.0)

    def refuse_forbidden(self, address: str) -> None:
        """InputError where the robots.txt forbids `address`; UnavailableError where it could not be read."""
        robots = self._robots.get(origin_of(address))
        if robots is None or robots.rules is None:
            raise UnavailableError(address, "not fetched: the site's robots.txt cannot be read now; try again later")
        if not robots.rules.can_fetch(address, ROBOTS_NAME):
            raise InputError(
                address, "not fetched: the site's robots.txt asks programs not to; open it yourself and save the page"
            )


def origin_of(address: str) -> str:
    """Scheme, host and port of an address: that for which one robots.txt speaks."""
    parts = urlsplit(address)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


def backoff(failures: int) -> float:
    """The seconds to wait after so many failures in a row: twice as long each time."""
    return min(LONGEST, DEFAULT * 2.0 ** min(max(0, failures - 1), 20))


def retry_after(answer: Answer, now: datetime) -> float | None:
    """The seconds that `Retry-After` asks for (a number or a date), at most a day; None without a usable one."""
    value = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,12}", value):
        return min(DAY, float(value)) or None
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    seconds = (moment - now).total_seconds()
    return min(DAY, seconds) if seconds > 0 else None
