"""Read a word list."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The list `name` (a file `name.toml` of this package); read once, so don't change what you get.

    FileNotFoundError where there is no such list.
    """
    return tomllib.loads((files("onrecord.lexicons") / f"{name}.toml").read_text(encoding="utf-8"))
