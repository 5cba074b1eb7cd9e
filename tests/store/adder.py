"""A process that adds records until it is killed, and prints the key of each one that `add` returned for.

python adder.py STORE NAME [COUNT]; with COUNT it ends by itself. With NAME `same` all processes add the same reports.
"""

from __future__ import annotations

import itertools
import sys

from records_made import record

from onrecord.store.open import open_store


def main() -> None:
    where, name = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else None
    with open_store(where) as store:
        print("open", flush=True)
        for number in range(count) if count is not None else itertools.count():
            text = [f"number {number} by {'all' if name == 'same' else name}", "that ships sail"]
            added = store.add(record(*text, key=f"{name}-{number}", date=f"2031-03-{number % 28 + 1:02}"))
            print(added.report, added.state, flush=True)


if __name__ == "__main__":
    main()
