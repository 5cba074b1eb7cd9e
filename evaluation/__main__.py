"""Measure every task on gold and compare with the floors that must not be gone below.

    python -m evaluation ../shared [--only TASK ...]

Prints one line per figure, with its floor (floors.toml) beside it, and ends with status 1 where
one is below. Raising a floor is a commit of its own.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from evaluation.events import score_events
from evaluation.mentions import score_mentions
from evaluation.places import score_places
from evaluation.records import score_attributions, score_records
from evaluation.times import score_times

FLOORS = Path(__file__).parent / "floors.toml"


def tasks(shared: Path) -> dict[str, Callable[[], dict[str, float]]]:
    """What is measured, by the name of its table in floors.toml."""
    gold, tools = shared / "gold", shared / "tools"
    return {
        "attributions": lambda: score_attributions(gold / "polnear.dev.jsonl", tools),
        "records": lambda: score_records(gold / "records.dev.jsonl", tools),
        "times": lambda: score_times(gold / "times.dev.jsonl"),
        "places": lambda: score_places(gold / "places.dev.jsonl"),
        "events": lambda: score_events(gold / "plover.train.jsonl", gold / "records.train.jsonl"),
        "mentions": lambda: score_mentions(gold / "mentions.dev.jsonl"),
    }


def compare(task: str, scores: dict[str, float], floors: dict[str, float]) -> int:
    """Print the scores of one task beside their floors; how many are below."""
    below = 0
    for name, floor in floors.items():
        score = scores.get(name, 0.0)
        failed = score < floor
        below += failed
        print(f"{task:<14}{name:<36}{score:6.1f}   floor {floor:5.1f}{'   BELOW' if failed else ''}", flush=True)
    for name in sorted(set(scores) - set(floors)):
        print(f"{task:<14}{name:<36}{scores[name]:6.1f}", flush=True)
    return below


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds gold/ and tools/")
    parser.add_argument("--only", nargs="*", help="the tasks to measure")
    args = parser.parse_args()
    floors = tomllib.loads(FLOORS.read_text("utf8"))
    known = tasks(args.shared)
    chosen = args.only or list(known)
    if unknown := [name for name in chosen if name not in known]:
        parser.error(f"no task is called {unknown[0]}; there are {', '.join(known)}")
    below = sum(compare(name, known[name](), floors[name]) for name in chosen)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
