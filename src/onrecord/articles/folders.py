"""Folders: the files below them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from onrecord.errors import InputError


def files_below(folder: str) -> Iterator[str | InputError]:
    """The files below `folder`, sorted by name; a folder that may not be opened is an InputError in its place.

    Hidden ones, symbolic links and what is no plain file (a pipe would never end) are left out.
    """
    waiting: list[str | InputError] = [folder]
    found = False
    while waiting:
        path = waiting.pop()
        if isinstance(path, InputError) or not os.path.isdir(path):
            found = True
            yield path
            continue
        try:
            # The last one is taken first.
            waiting += [entry.path for entry in sorted(_visible(path), key=lambda entry: entry.name, reverse=True)]
        except OSError as error:
            waiting.append(InputError(path, f"the folder cannot be opened ({error.strerror or 'input error'})"))
    if not found:
        yield InputError(folder, "is a folder without files that can be read")


def _visible(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [
            entry
            for entry in entries
            if not entry.name.startswith(".")
            and (entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False))
        ]
