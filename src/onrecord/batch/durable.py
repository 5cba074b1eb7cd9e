"""Files that are there as a whole or not at all, also after the power fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import OnrecordError

UNFINISHED = ".tmp"


class OutputError(OnrecordError):
    """The output of a batch cannot be written: the whole run stops."""


def unfinished(path: Path) -> Path:
    """Where a file is written before it has its name; no other process writes there, and no pattern finds it."""
    return path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")


def publish(path: Path) -> None:
    """Give a file, written at `unfinished(path)`, its name."""
    written = unfinished(path)
    with written.open("rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(written, path)
    _sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file.

    Raises:
        OutputError: it cannot be written.
    """
    with explained(path):
        unfinished(path).write_bytes(content)
        publish(path)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """OutputError for what the disk says."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or " ".join(str(error).split())[:120]
        raise OutputError(f"{path}: cannot be written ({reason}); make room or choose another folder") from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
