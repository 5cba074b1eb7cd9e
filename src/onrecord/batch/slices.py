"""Slices of large files: borders that two neighbours find alike, and the bytes between two borders.

A slice is meant to go from byte `start` to byte `end`; it really goes from the first record that begins at or after
`start` to the first that begins at or after `end`. So a file can be cut without being read, and every record is in
exactly one slice.
"""

from __future__ import annotations

import hashlib
from io import RawIOBase
from typing import TYPE_CHECKING, BinaryIO

from onrecord.articles.warc import is_warc

if TYPE_CHECKING:
    from hashlib import _Hash

Digest = hashlib.sha256

_CHUNK = 1 << 18
_MEMBER = b"\x1f\x8b\x08"
_PROBE = 4096
"""How many bytes of a gzip member are enough to see what it packs."""


def member_at(stream: BinaryIO, place: int, size: int) -> int:
    """Where the first gzip member that packs a WARC record begins, at or after `place`; else `size`.

    What looks like one inside packed bytes is told apart by unpacking its beginning.
    """
    if not 0 < place < size:
        return min(max(place, 0), size)
    stream.seek(place)
    seen, base, more = b"", place, True
    while more:
        chunk = stream.read(_CHUNK)
        more = bool(chunk)
        seen += chunk
        at = seen.find(_MEMBER)
        while at >= 0 and (len(seen) - at >= _PROBE or not more):
            if is_warc(seen[at : at + _PROBE]):
                return base + at
            at = seen.find(_MEMBER, at + 1)
        cut = at if at >= 0 else max(0, len(seen) - len(_MEMBER) + 1)
        seen, base = seen[cut:], base + cut
    return size


def line_at(stream: BinaryIO, place: int, size: int) -> int:
    """Where the first line begins, at or after `place`; else `size`."""
    if not 0 < place < size:
        return min(max(place, 0), size)
    base = place - 1  # a line begins here where the byte before ends one
    stream.seek(base)
    while chunk := stream.read(_CHUNK):
        end = chunk.find(b"\n")
        if end >= 0:
            return base + end + 1
        base += len(chunk)
    return size


class Between(RawIOBase):
    """The bytes of `stream` from `start` to `end`, and no others; all that is read goes into `digest`."""

    def __init__(self, stream: BinaryIO, start: int, end: int, digest: _Hash) -> None:
        stream.seek(start)
        self._stream, self._place, self._left, self._digest = stream, 0, end - start, digest

    def tell(self) -> int:
        return self._place  # readers of archives ask for it

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        piece = self._stream.read(min(len(buffer), self._left))
        buffer[: len(piece)] = piece
        self._place += len(piece)
        self._left -= len(piece)
        self._digest.update(piece)
        return len(piece)

    def drain(self) -> None:
        """Read what a reader left, so that the digest is of all."""
        while piece := self._stream.read(min(_CHUNK, self._left)):
            self._left -= len(piece)
            self._digest.update(piece)
