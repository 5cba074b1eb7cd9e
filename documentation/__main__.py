"""Write the pages that are made from the code.

python -m documentation
"""

from __future__ import annotations

from pathlib import Path

from documentation.commands_page import commands_page
from documentation.record_page import record_page

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
PAGES = {"record.md": record_page, "commands.md": commands_page}


def main() -> None:
    """Write them all to docs/reference."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, made in PAGES.items():
        (REFERENCE / name).write_text(made(), "utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
