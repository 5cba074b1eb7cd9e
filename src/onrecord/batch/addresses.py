"""Files on this machine and behind any address that fsspec knows: what they are, and their bytes.

fsspec is imported only for an address.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from onrecord.articles import streams
from onrecord.articles.folders import files_below
from onrecord.errors import InputError, SetupError

MARK = "batch.json"
"""The file that says of a folder that it is the output of a batch."""

MISSING = 'a batch needs more packages; install them with `pip install "onrecord[batch]"`'

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_VERSIONS = ("ETag", "etag", "md5Hash", "sha256", "generation", "LastModified", "mtime", "last_modified", "created")
"""Where file systems tell which version of a file it is, the surest first."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was found: `size` in bytes; `version` changes when its content does (an etag, a time)."""

    address: str
    size: int
    version: str


def is_address(name: str) -> bool:
    """Whether `name` is an address of fsspec's, not a path."""
    return _ADDRESS.match(name) is not None


def whole(name: str) -> str:
    """The name by which every process finds it, wherever that process stands."""
    return name if is_address(name) else os.path.abspath(name)


def files_of(name: str) -> tuple[bool, list[File]]:
    """Whether `name` is a folder; and the file itself, or those below it sorted by name.

    Raises:
        InputError: there is none, or it may not be read.
        SetupError: the package for this kind of address is not installed.
    """
    return _remote_files(name) if is_address(name) else _local_files(name)


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """A file for reading and seeking; errors as for `files_of`."""
    if not is_address(address):
        with streams.opened(address) as stream:
            yield stream
        return
    with _explained(address):
        system, path = _file_system(address)
        stream = cast(BinaryIO, system.open(path, "rb"))
    with stream:
        yield stream


def _local_files(name: str) -> tuple[bool, list[File]]:
    if not os.path.isdir(name):
        with streams.opened(name):  # tells why it cannot be read
            return False, [_local_file(name)]
    found: list[File] = []
    for path in files_below(name):
        if isinstance(path, InputError):
            raise path
        if not _is_output(Path(path).parent, Path(name)):
            found.append(_local_file(path))
    return True, found


def _is_output(folder: Path, root: Path) -> bool:
    """Whether a folder below `root` is of a batch's output, such as that of the run before."""
    if folder == root or not folder.is_relative_to(root):
        return False
    return (folder / MARK).is_file() or _is_output(folder.parent, root)


def _local_file(path: str) -> File:
    status = os.stat(path)
    return File(os.path.abspath(path), status.st_size, str(status.st_mtime_ns))


def _remote_files(name: str) -> tuple[bool, list[File]]:
    with _explained(name):
        system, path = _file_system(name)
        told = system.info(path)
        if told["type"] != "directory":
            return False, [_remote_file(system, path, told)]
        below = system.find(path, detail=True)
    found = [_remote_file(system, path, told) for path, told in sorted(below.items()) if "/." not in path]
    if not found:
        raise InputError(name, "is a folder without files that can be read")
    return True, found


def _remote_file(system: Any, path: str, told: dict[str, Any]) -> File:
    address = system.unstrip_protocol(path)
    if told.get("size") is None:
        raise InputError(address, "does not tell its size; get the file and name the copy")
    version = next((str(told[key]) for key in _VERSIONS if told.get(key)), "")
    return File(address, int(told["size"]), version)


def _file_system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise SetupError(MISSING) from None
    system, path = url_to_fs(address)
    return system, path


@contextmanager
def _explained(address: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise InputError(address, "there is no such file; check the address") from None
    except PermissionError:
        raise InputError(address, "may not be read by you; check your credentials for it") from None
    except ImportError as error:  # fsspec says which package reads such addresses
        raise SetupError(f"{address}: {error}") from None
    except (ValueError, OSError) as error:
        raise InputError(address, f"cannot be read ({' '.join(str(error).split())[:120]})") from None
