"""How far a run is: articles, their rate, units, time left. On a terminal one line that changes, else a line now and
then."""

from __future__ import annotations

import time
from typing import TextIO

_TERMINAL = 0.5
_LOG = 30.0
"""Seconds between two lines."""


class Progress:
    """Told of what is read, it writes on `stream`."""

    def __init__(self, units: int, stream: TextIO) -> None:
        self._units, self._stream, self._live = units, stream, stream.isatty()
        self._articles = self._ended = 0
        self._began = time.monotonic()
        self._next = self._began + (_TERMINAL if self._live else _LOG)

    def count(self, articles: int) -> None:
        """So many articles more were read."""
        self._articles += articles
        self._show()

    def end_unit(self) -> None:
        """A unit is done, or set aside."""
        self._ended += 1
        self._show()

    def line(self, spent: float) -> str:
        """What there is to tell after so many seconds."""
        rate = self._articles / spent if spent else 0.0
        told = f"{self._articles} articles, {rate:.1f} a second, {self._ended} of {self._units} units"
        if not self._ended:
            return told
        return f"{told}, {duration(spent / self._ended * (self._units - self._ended))} left"

    def clear(self) -> None:
        """Make room for other lines."""
        if self._live:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _show(self) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (_TERMINAL if self._live else _LOG)
        line = self.line(now - self._began)
        self._stream.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        self._stream.flush()


def duration(seconds: float) -> str:
    """Hours, minutes and seconds, no finer than they mean something: `2 h 5 min`, `3 min`, `40 s`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
