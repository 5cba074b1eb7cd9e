"""Where a command's output goes: a file that is safe to replace, a stream that may be closed."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from onrecord.errors import InputError


def refuse_output(path: Path, inputs: Sequence[str]) -> None:
    """InputError where a file could not be written there, or would destroy what is no earlier output.

    Only a regular file is replaced, and never one of the inputs; a link is followed.
    """
    target = path.resolve()
    if path.is_dir():
        raise InputError(str(path), "is a folder; give the name of a file to write")
    if not target.parent.is_dir():
        raise InputError(str(path), f"there is no folder {target.parent}; make it first")
    if path.exists() and not target.is_file():
        raise InputError(str(path), "is no regular file; give the name of a file to write")
    if path.exists() and any(Path(name).exists() and Path(name).samefile(path) for name in inputs if name):
        raise InputError(str(path), "is one of the inputs; give another name to write to")


def replace_file(path: Path, text: str) -> None:
    """Write a whole file or nothing: a reader never sees half of it, and what was there stays
    until the new one is complete.

    Raises:
        InputError: the file cannot be written.
    """
    target = path.resolve()
    unfinished = ""
    try:
        handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".part")
        with open(handle, "w", encoding="utf8") as stream:
            stream.write(text)
        os.chmod(unfinished, target.stat().st_mode if target.exists() else 0o644)
        os.replace(unfinished, target)
    except OSError as error:
        if unfinished:
            with suppress(OSError):
                os.unlink(unfinished)
        raise InputError(str(path), f"cannot be written ({error.strerror})") from error


@contextmanager
def standard_output() -> Iterator[None]:
    """Printing on standard output: a reader that has seen enough (`| head`) is no error.

    Raises:
        InputError: it is closed, or its disk is full.
    """
    if sys.stdout is None:
        raise InputError("standard output", "is closed; redirect it to a file or to /dev/null")
    if isinstance(sys.stdout, TextIOWrapper):  # what a terminal cannot show is told by its code point
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        _drop_output()
        raise InputError("standard output", f"cannot be written ({error.strerror})") from error


def _drop_output() -> None:
    """Let nothing more be written when the interpreter ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
