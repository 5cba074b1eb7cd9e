"""Bytes from files and standard input, never more than allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord.articles.decoding import MAX_BYTES
from onrecord.errors import InputError

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The file `name`, for reading; InputError that says why it cannot be read."""
    if not name:
        raise InputError("(empty name)", "is no file; name a file, an address or - for standard input")
    try:
        if Path(name).is_dir():
            raise InputError(name, "is a folder; name the files in it")
        stream = Path(name).open("rb")  # noqa: SIM115 (closed below; reading has errors of its own)
    except FileNotFoundError:
        raise InputError(name, "there is no such file; check the name") from None
    except PermissionError:
        raise InputError(name, "may not be read by you; change its permissions") from None
    except OSError as error:
        raise InputError(name, f"cannot be read ({error.strerror or 'input error'})") from None
    except ValueError:
        # A NUL in the name, or half a character.
        raise InputError(name, "is no name of a file") from None
    with stream:
        yield stream


def head_line(stream: BinaryIO) -> bytes:
    """All up to the end of the first line with something on it, but not much more than MAX_BYTES."""
    taken = b""
    while len(taken) <= MAX_BYTES:
        line = stream.readline(MAX_BYTES + 2)
        taken += line
        if not line or line.strip(b" \t\r\n\xef\xbb\xbf"):
            break
    return taken


def all_of(stream: BinaryIO, taken: bytes = b"") -> bytes:
    """`taken` and the rest, cut one byte after MAX_BYTES, so that whoever decodes it sees that it is too large."""
    rest = stream.read(max(0, MAX_BYTES + 1 - len(taken)))
    return taken + rest


def lines_of_stream(stream: BinaryIO, taken: bytes = b"") -> Iterator[bytes]:
    """The lines of `taken` and of the rest; of a line that is too large, the first MAX_BYTES + 2 bytes."""
    *before, line = _LINE.findall(taken) or [stream.readline(MAX_BYTES + 2)]
    yield from before
    while line:
        yield line
        while not line.endswith(b"\n") and line:
            line = stream.readline(MAX_BYTES + 2)
        line = stream.readline(MAX_BYTES + 2)
