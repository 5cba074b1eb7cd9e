"""The folder of a batch: known by its mark, written by one run at a time, and read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from onrecord.batch.addresses import MARK, is_address
from onrecord.batch.durable import UNFINISHED, explained, write_whole
from onrecord.batch.manifest import FOLDER as MANIFEST
from onrecord.batch.recipe import Recipe
from onrecord.errors import InputError, SetupError
from onrecord.schema.record import Record

FORMAT = 1
TABLES = ("articles", "statements", "figures", "events")


def is_output(name: str) -> bool:
    """Whether `name` is the folder of a batch, or a Parquet file."""
    path = Path(name)
    try:
        return (path / MARK).is_file() or (path.suffix == ".parquet" and path.is_file())
    except (OSError, ValueError):  # no name of a file
        return False


def records_of(name: str) -> Iterator[Record | InputError]:
    """The records of a batch in the order of its inputs, or of one part of its `articles`; units that are not done are
    left out.

    Raises:
        InputError: it has none, or is damaged.
        SetupError: Parquet is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise SetupError('Parquet needs more packages; install them with `pip install "onrecord[batch]"`') from None
    from onrecord.batch.manifest import read_manifest
    from onrecord.batch.parts import part, records_of_part

    path = Path(name)
    if path.is_file():
        yield from records_of_part(path)
        return
    _check_format(path)
    done = [row.unit for row in read_manifest(path) if row.state == "done"]
    if not done:
        raise InputError(name, "is the output of a batch in which nothing is done yet; run it again")
    for unit in done:
        try:
            yield from records_of_part(part(path, "articles", unit))
        except InputError as error:
            yield error  # the other parts are whole


@contextmanager
def output_folder(name: str, recipe: Recipe) -> Iterator[Path]:
    """The folder, made ready for a run with this recipe, and locked while it lasts.

    Raises:
        InputError: it is something else, has what another recipe made, or another run writes there.
        OutputError: it cannot be written.
    """
    import fcntl  # not on Windows, where a batch does not run, and `add` does

    if is_address(name):
        raise InputError(name, "is an address; name a folder of this machine or one that is mounted here (--out)")
    path = Path(name).absolute()
    if path.exists() and not path.is_dir():
        raise InputError(name, "is no folder; name one for the output (--out)")
    if path.is_dir() and any(path.iterdir()) and not (path / MARK).is_file():
        raise InputError(name, "is a folder with other things in it; name a new one for the output (--out)")
    with explained(path):
        for table in (*TABLES, MANIFEST):
            (path / table).mkdir(parents=True, exist_ok=True)
        if not (path / MARK).exists():
            mark = {"format": FORMAT, "recipe": asdict(recipe)}
            write_whole(path / MARK, json.dumps(mark, indent=1).encode() + b"\n")
    _check_recipe(path, recipe)
    with explained(path):
        lock = (path / MARK).open("rb")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(name, "is written by another run; wait for it, or name another folder (--out)") from None
        _remove_unfinished(path)  # of a run that was killed
        try:
            yield path
        finally:
            _remove_unfinished(path)  # of workers that died


def _check_format(path: Path) -> dict[str, Any]:
    """What the mark says, of a format that is known."""
    try:
        mark: dict[str, Any] = json.loads((path / MARK).read_bytes())
        found = mark["format"]
    except (OSError, ValueError, KeyError, TypeError):
        found = None
    if found != FORMAT:
        raise InputError(str(path), f"is the output of another onrecord ({MARK} says {found}); name another folder")
    return mark


def _check_recipe(path: Path, recipe: Recipe) -> None:
    """One folder never mixes what two models or two sets of options made, and never loses one for the other."""
    found, asked = _check_format(path).get("recipe") or {}, asdict(recipe)
    if differing := [f"{key} {found.get(key)}, now {asked[key]}" for key in asked if found.get(key) != asked[key]]:
        reason = f"was read with other options or versions ({'; '.join(differing)}); give these, or name a new folder"
        raise InputError(str(path), reason)


def _remove_unfinished(path: Path) -> None:
    """Remove what was left half written."""
    with explained(path):
        for left in path.glob(f"*/.*{UNFINISHED}"):
            left.unlink(missing_ok=True)
