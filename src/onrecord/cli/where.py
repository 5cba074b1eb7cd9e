"""Which store a command uses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.store.base import Store

VARIABLE = "ONRECORD_STORE"
DEFAULT = "onrecord.sqlite"
"""In the folder in which the command is given."""


def store_name(given: str | None) -> str:
    """The store that is named on the command line, else in the environment, else the default one."""
    return given or os.environ.get(VARIABLE) or DEFAULT


def kept_store(given: str | None) -> Store:
    """An existing store to ask.

    Raises:
        InputError: there is none of this name.
        StoreError: it cannot be opened.
    """
    from onrecord.store.open import open_store

    name = store_name(given)
    if "://" not in name and not Path(name).exists():
        raise InputError(name, "there is no such store; make it with `onrecord add`, or name another with --store")
    return open_store(name)
