"""How long a search takes over a million statements.

    python -m benchmarks.search [--reports 20000] [--statements 50] [--keep STORE]

Fills a store with invented records (`benchmarks.adding`), through `add_all`, so that its indexes are as a user's are;
with `--keep` in a file that is left there and used again the next time (or a postgresql:// address). Then runs some
200 searches of all kinds: rare and very common words, phrases, each filter, combinations, ranges of dates, later
pages, all with facets. Prints the 50th and 95th percentile, the slowest search, and each group's own figures.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from benchmarks.adding import Inventor
from onrecord.schema.event import EVENT_TYPES, STATUSES
from onrecord.schema.statement import ACTS
from onrecord.store.base import Store
from onrecord.store.open import open_store
from onrecord.store.query import Query

LIMIT_MS = 100.0


def filled(store: Store, reports: int, statements: int) -> None:
    """Fill the store up to so many reports."""
    kept = store.stats().reports
    began = time.perf_counter()
    inventor = Inventor()
    for done, _ in enumerate(store.add_all(islice(inventor.records(reports, statements), kept, None)), start=kept + 1):
        if done % 2_000 == 0:
            print(f"  {done} reports after {time.perf_counter() - began:.0f} s", flush=True)


def queries(inventor: Inventor) -> Iterator[tuple[str, Query]]:
    """Some 200 searches, each with the name of its group."""
    pick = random.Random(7)
    words, speakers, publishers = inventor.words, inventor.speakers, inventor.publishers
    for rank in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55):
        yield "very common word", Query(words=words[rank])
        yield "very common word, by date", Query(words=words[rank], sort="date")
    for rank in (100, 300, 1_000, 3_000):
        yield "word", Query(words=words[rank])
    for rank in (10_000, 20_000, 30_000, 39_000):
        yield "rare word", Query(words=words[rank])
    yield "word that is nowhere", Query(words="xylophonequartet")
    for first, second in ((0, 1), (2, 3), (0, 300), (0, 20_000), (5, 3_000), (10, 11), (1_000, 2_000), (50, 60)):
        yield "two words", Query(words=f"{words[first]} {words[second]}")
        yield "three words", Query(words=f"{words[first]} {words[second]} {words[pick.randrange(200)]}")
        yield "phrase", Query(words=f'"{words[first]} {words[second]}"')
    for speaker in (*speakers[:4], *pick.sample(speakers, 6), "Nobody Anywhere"):
        yield "speaker", Query(speaker=speaker)
        yield "speaker and word", Query(speaker=speaker, words=words[pick.randrange(20)])
    for act in ACTS:
        yield "act", Query(act=act)
        yield "act and common word", Query(act=act, words=words[pick.randrange(10)])
    for publisher in (*publishers[:3], *publishers[30:34], publishers[-1]):
        yield "publisher", Query(publisher=publisher)
        yield "publisher, act, named", Query(publisher=publisher, act=pick.choice(ACTS), named=True)
        yield "publisher and common word", Query(publisher=publisher, words=words[pick.randrange(5)])
    for unknown in (True, "unresolved", "nobody"):
        yield "speaker unknown", Query(speaker_unknown=unknown)  # type: ignore[arg-type]
        yield "speaker unknown, word", Query(speaker_unknown=unknown, words=words[4])  # type: ignore[arg-type]
    for quotation in ("direct", "mixed", "indirect"):
        yield "quotation", Query(quotation=quotation)
        yield "quotation, phrase", Query(quotation=quotation, words=f'"{words[0]} {words[2]}"')
    for since, until in (("2028", "2028"), ("2028-01", "2028-02"), ("2029-05-09", "2029-05-09"), (None, "2028-06")):
        yield "dates", Query(since=since, until=until)
        yield "dates and common word", Query(since=since, until=until, words=words[0])
        yield "dates, act, publisher", Query(since=since, until=until, act="deny", publisher=publishers[2])
        yield "dates and rare word", Query(since=since, until=until, words=words[9_000])
    for speaker, publisher in zip(pick.sample(speakers, 8), pick.sample(publishers, 8), strict=True):
        yield "everything", Query(speaker=speaker, publisher=publisher, act="say", named=True, words=words[0])
    for event_type in EVENT_TYPES[:8]:
        yield "events", Query(kind="events", type=event_type, status=pick.choice(STATUSES))
        yield "events, word", Query(kind="events", type=event_type, words=words[pick.randrange(9)])
    for measure in ("killed", "injured", "money", "percent"):
        yield "figures", Query(kind="figures", measure=measure)
        yield "figures, word", Query(kind="figures", measure=measure, words=words[1], since="2029")
    yield "all", Query()
    yield "large page", Query(words=words[0], limit=200)
    yield "large page", Query(act="say", limit=200)


def later_pages(store: Store, inventor: Inventor) -> Iterator[tuple[str, Query]]:
    """Searches for the second and the third page."""
    for query in (Query(), Query(act="say"), Query(words=inventor.words[0]), Query(words=inventor.words[300])):
        for _ in range(2):
            query = replace(query, cursor=store.search(query).next)
            yield "later page", query


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--statements", type=int, default=50, help="of each report")
    parser.add_argument("--keep", help="the store to fill, or to use as it is")
    parser.add_argument("--rounds", type=int, default=3, help="how often each search is run; all times count")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_store(args.keep or os.path.join(folder, "records.db")) as store:
        filled(store, args.reports, args.statements)
        held = store.stats()
        print(f"{held.statements} statements, {held.figures} figures, {held.events} events; {held.bytes / 1e6:.0f} MB")
        inventor = Inventor()
        asked = [*queries(inventor), *later_pages(store, inventor)]
        times: list[tuple[float, str, Query]] = []
        worked: list[float] = []
        for _ in range(args.rounds):
            for group, query in asked:
                began, used = time.perf_counter(), time.process_time()
                store.search(query)
                worked.append((time.process_time() - used) * 1000)
                times.append(((time.perf_counter() - began) * 1000, group, query))
        groups = defaultdict(list)
        for spent, group, _ in times:
            groups[group].append(spent)
        for group, spent_in in groups.items():
            print(f"  {group:<28}{len(spent_in):>5}  median {statistics.median(spent_in):7.1f} ms"
                  f"  max {max(spent_in):7.1f} ms")  # fmt: skip
        ordered = sorted(spent for spent, _, _ in times)
        p95 = ordered[int(len(ordered) * 0.95)]
        slowest, group, query = max(times, key=lambda timed: timed[0])
        print(f"{len(asked)} searches, {args.rounds} times each: p50 {statistics.median(ordered):.1f} ms, "
              f"p95 {p95:.1f} ms, max {slowest:.1f} ms")  # fmt: skip
        print(f"slowest: {group}: {query}")
        # What other programs of a shared machine take away shows in the time, not in the work.
        print(f"work alone (processor time): p95 {sorted(worked)[int(len(worked) * 0.95)]:.1f} ms; "
              f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
        if p95 >= LIMIT_MS:
            raise SystemExit(f"p95 is {p95:.1f} ms, the limit is {LIMIT_MS:.0f} ms")


if __name__ == "__main__":
    main()
