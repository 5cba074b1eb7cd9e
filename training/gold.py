"""Reading gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_lines(path: str | Path) -> list[dict[str, Any]]:
    """The articles of a gold file."""
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines]
