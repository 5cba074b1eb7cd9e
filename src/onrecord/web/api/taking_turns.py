"""Questions that read hundreds of reports: a few at a time, so that searches need not wait for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio.lowlevel import RunVar

AT_ONCE = 2
"""More would not be sooner: they compute in Python, one at a time."""

T = TypeVar("T")
_turns: RunVar[anyio.CapacityLimiter] = RunVar("onrecord_turns")


async def in_turn(work: Callable[[], T]) -> T:
    """The result of `work`, which is done in a thread when it is its turn."""
    try:
        turns = _turns.get()
    except LookupError:
        turns = anyio.CapacityLimiter(AT_ONCE)
        _turns.set(turns)
    return await anyio.to_thread.run_sync(work, limiter=turns)
