"""The command line of the measures that can list their errors."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path


def run(description: str, measure: Callable[[Path], tuple[dict[str, float], Iterable[str]]], gold: str) -> None:
    """Print the first N errors, then the figures; `measure` takes the gold file (`gold` says what
    it holds) and gives both."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("gold", type=Path, help=gold)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N errors")
    arguments = parser.parse_args()
    figures, errors = measure(arguments.gold)
    for line in list(errors)[: arguments.errors]:
        print(line)
    for name, value in figures.items():
        print(f"{name:18}{value:6.1f}")
