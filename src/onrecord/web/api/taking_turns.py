"""Work in threads, a little at a time: Python computes on one core, and threads that wait for each other there take
longer for all they do than if they had come one after the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import ParamSpec, TypeVar

import anyio
from anyio.lowlevel import RunVar

READING, ASKING = 2, 1
"""How many answers about one report or one search are worked on at one time (while one waits for the database, another
computes), and how many questions over hundreds of reports, for which the others need not wait."""

P = ParamSpec("P")
T = TypeVar("T")
_reading: RunVar[anyio.CapacityLimiter] = RunVar("onrecord_reading")
_asking: RunVar[anyio.CapacityLimiter] = RunVar("onrecord_asking")


def reading(endpoint: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """An endpoint that looks at one report, or searches once: done in a thread when it is its turn."""
    return _in_turn(endpoint, _reading, READING)


def asking(endpoint: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """An endpoint that looks at hundreds of reports: done in a thread when it is its turn."""
    return _in_turn(endpoint, _asking, ASKING)


def _in_turn(endpoint: Callable[P, T], limiter: RunVar[anyio.CapacityLimiter], most: int) -> Callable[P, Awaitable[T]]:
    @wraps(endpoint)
    async def waiting(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            turns = limiter.get()
        except LookupError:
            limiter.set(turns := anyio.CapacityLimiter(most))
        return await anyio.to_thread.run_sync(partial(endpoint, *args, **kwargs), limiter=turns)

    return waiting
