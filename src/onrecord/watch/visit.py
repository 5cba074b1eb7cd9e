"""Requests that wait for their turn.

A visit is a generator: it yields a `Turn` when it wants to ask a host for something, and is
resumed when that may be. So the visits of many feeds go on side by side, without threads, and
a host that wants long pauses holds up nobody but its own feeds.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.articles.fetch import MAX_REDIRECTS, Answer, UnavailableError, Wanted, ask
from onrecord.articles.options import InputOptions
from onrecord.articles.pages import host_of
from onrecord.errors import InputError
from onrecord.watch.politeness import MAX_ROBOTS, Politeness, origin_of

_ROBOTS = Wanted(types=None, most=MAX_ROBOTS, cut=True)


@dataclass(frozen=True, slots=True)
class Turn:
    """The wish to ask `host` for something."""

    host: str


@dataclass(frozen=True, slots=True)
class Visit:
    """The answer after all redirects; `moved` is the new address where the site says that it moved for good."""

    answer: Answer
    moved: str | None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Asks sites for feeds and pages as they want to be asked."""

    politeness: Politeness
    options: InputOptions
    now: Callable[[], datetime]

    def visit(
        self, address: str, wanted: Wanted, headers: Mapping[str, str] | None = None
    ) -> Generator[Turn, None, Visit]:
        """What is at `address`; InputError where the site does not want it read or there is no answer."""
        url, moved, for_good = address, None, True
        for _ in range(MAX_REDIRECTS + 1):
            if not host_of(url):
                raise InputError(address, "is not a web address")
            yield from self._read_robots(url)
            self.politeness.refuse_forbidden(url)
            yield from self._turn(url)
            answer = self._ask(url, wanted, headers or {})
            if answer.location is None:
                return Visit(answer, moved)
            url = answer.location
            for_good = for_good and answer.status in (301, 308)
            moved = url if for_good else moved
        raise InputError(address, f"the site redirects more than {MAX_REDIRECTS} times; check the address")

    def _read_robots(self, address: str) -> Generator[Turn, None, None]:
        """Read the robots.txt for `address`, unless it is known."""
        url = origin_of(address) + "/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            if self.politeness.knows_robots(address):
                return
            yield from self._turn(url)
            if self.politeness.knows_robots(address):  # another visit has read it meanwhile
                return
            try:
                answer = self._ask(url, _ROBOTS, {})
            except UnavailableError:
                self.politeness.note_robots(address, None)
                return
            except InputError:
                # No address that may be contacted, or no sensible answer; what is asked for itself will tell.
                break
            if answer.location is None:
                self.politeness.note_robots(address, answer)
                return
            url = answer.location
        self.politeness.note_robots(address, Answer(url, 404))

    def _turn(self, address: str) -> Generator[Turn, None, None]:
        """Wait until the host of `address` may be asked; HeldError where that takes too long."""
        self.politeness.refuse_held(address)
        yield Turn(host_of(address))
        self.politeness.refuse_held(address)  # another visit may have been too many meanwhile

    def _ask(self, address: str, wanted: Wanted, headers: Mapping[str, str]) -> Answer:
        try:
            answer = ask(
                address,
                headers=headers,
                wanted=wanted,
                timeout=self.options.timeout,
                allow_private=self.options.allow_private,
                contact=self.options.contact,
            )
        finally:
            self.politeness.note_request(address)
        self.politeness.note_answer(address, answer, self.now())
        return answer
