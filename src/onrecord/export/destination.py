"""Where an export goes: a new file or a new folder, which is there only once it is complete.

Nothing is ever replaced: whatever stands there may be somebody's work (an annotated folder, a table with notes).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import InputError


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A name to write a file under; it gets the name `path` when the block ends, and is removed where it fails.

    Raises:
        InputError: something is there already, or nothing can be written there.
    """
    _refuse_file(path)
    with _unfinished(path) as folder:
        unfinished = folder / path.name
        yield unfinished
        _refuse_file(path)
        unfinished.rename(path)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to write into; it gets the name `path` when the block ends, and is removed where it fails.

    Raises:
        InputError: a file or a folder that is not empty is there, or nothing can be written there.
    """
    _refuse_folder(path)
    with _unfinished(path) as folder:
        unfinished = folder / "folder"
        unfinished.mkdir()
        yield unfinished
        _refuse_folder(path)
        if path.exists():
            path.rmdir()
        unfinished.rename(path)


def _refuse_file(path: Path) -> None:
    if path.is_dir():
        raise InputError(str(path), "is a folder; give the name of a file to write")
    if path.exists() or path.is_symlink():
        raise _taken(path, "is there already")


def _refuse_folder(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise _taken(path, "is there already, and is no folder")
    if path.is_dir() and any(path.iterdir()):
        raise _taken(path, "is a folder that is not empty")


def _taken(path: Path, what: str) -> InputError:
    return InputError(str(path), f"{what}, and nothing is overwritten; give another name")


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A folder of our own beside `path`, on the same disk, so that renaming is one step."""
    if not path.parent.is_dir():
        raise InputError(str(path), f"there is no folder {path.parent}; make it first")
    try:
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror or error})") from error
