"""What questions over many reports have found, kept for as long as the store stays as it is: a speaker's answer can
take seconds, and a reader then looks at it by one act after the other."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from onrecord.store.base import Store

T = TypeVar("T")


MOST = 6
"""How many are kept; each can hold hundreds of records."""


class Answers:
    """The latest answers, at most so many, by what was asked. Safe to be asked from several threads at once."""

    def __init__(self, store: Store, most: int = MOST) -> None:
        self._store, self._most = store, most
        self._lock = Lock()
        self._revision = ""
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def to(self, question: Callable[..., T], *asked: Hashable) -> T:
        """`question(store, *asked)`, worked out if it was not asked since the store was changed."""
        revision = self._store.revision()  # before the question: a change meanwhile then makes the answer old
        key = (question, *asked)
        with self._lock:
            if revision != self._revision:
                self._kept.clear()
                self._revision = revision
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: T = self._kept[key]
                return kept
        found = question(self._store, *asked)
        with self._lock:
            if revision == self._revision:
                self._kept[key] = found
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return found
