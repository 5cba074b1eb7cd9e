"""How fast the server answers eight readers at once.

    python -m benchmarks.serving [--statements 100000] [--seconds 20] [--pause 0] [--keep STORE]

Fills a store with invented records (`benchmarks.adding`), serves it by uvicorn in a second process on loopback, and
lets eight threads ask for 20 seconds: searches by the API and as pages, reports and their pages, the list of reports.
Prints, for each kind of address, requests a second, the 50th and 95th percentile and the slowest; then, asked by one
reader alone, the questions that read hundreds of reports. Without a pause the readers ask as fast as they are
answered, so what is measured is a server that is never idle; `--pause 0.5` is what people do who read.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator

import httpx2 as httpx

from benchmarks.adding import Inventor
from benchmarks.search import filled
from onrecord.store.open import open_store

CLIENTS = 8
LIMIT_MS = 150.0
_EACH = 25  # statements of a report: those of PolNeAR have 24 on average


def addresses(inventor: Inventor, keys: list[str], seed: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Kinds of addresses with their parameters, without end, in the proportions of a reading room."""
    pick = random.Random(seed)
    while True:
        words = " ".join(inventor.choices(inventor.words, pick.choice((1, 1, 2))))
        asked = pick.choice(({"words": words}, {"words": words, "act": "deny"}, {"act": "commit"}, {"words": words},
                             {"speaker": inventor.choices(inventor.speakers, 1)[0]},
                             {"publisher": inventor.choices(inventor.publishers, 1)[0], "words": words}))  # fmt: skip
        key = {"key": pick.choice(keys)}
        yield pick.choices(
            [
                ("search, API", "/api/search", asked),
                ("search, page", "/search", asked),
                ("report, API", "/api/report", key),
                ("report, page", "/report", key),
                ("list, API", "/api/reports", {"limit": "50"}),
            ],
            (4, 3, 2, 2, 1),
        )[0]


def reader(
    base: str,
    asked: Iterator[tuple[str, str, dict[str, str]]],
    until: float,
    pause: float,
    times: list[tuple[str, float]],
    wrong: list[str],
) -> None:
    """Ask until the time is over, one request after the other."""
    with httpx.Client(base_url=base, timeout=60) as client:
        while time.perf_counter() < until:
            kind, path, given = next(asked)
            began = time.perf_counter()
            answer = client.get(path, params=given)
            times.append((kind, (time.perf_counter() - began) * 1000))
            time.sleep(pause)
            if answer.status_code != 200:
                wrong.append(f"{answer.status_code} {answer.url}")


def served(where: str) -> tuple[subprocess.Popen[bytes], str]:
    """The server in a process of its own, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.serving", "--serve", where, "--port", str(port)])
    base = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            httpx.get(f"{base}/health").raise_for_status()
            return process, base
        except httpx.HTTPError:
            time.sleep(0.1)
    process.terminate()
    raise SystemExit("the server does not come up")


def serve(where: str, port: int) -> None:
    """Serve a store, until the process is ended."""
    import uvicorn

    from onrecord.web.app import create_app

    with open_store(where) as store:
        uvicorn.run(create_app(store), host="127.0.0.1", port=port, log_level="warning", access_log=False)


def told(kind: str, spent: list[float], seconds: float) -> None:
    """One line of figures."""
    ordered = sorted(spent)
    print(f"  {kind:<14}{len(ordered):>6}  {len(ordered) / seconds:6.1f}/s  p50 {statistics.median(ordered):7.1f} ms"
          f"  p95 {ordered[int(len(ordered) * 0.95)]:7.1f} ms  max {ordered[-1]:7.1f} ms", flush=True)  # fmt: skip


def measured(base: str, inventor: Inventor, keys: list[str], clients: int, seconds: float, pause: float) -> float:
    """Print the figures of so many readers; gives the 95th percentile over all."""
    times: list[tuple[str, float]] = []
    wrong: list[str] = []
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=reader, args=(base, addresses(inventor, keys, n), until, pause, times, wrong))
        for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    groups = defaultdict(list)
    for kind, spent in times:
        groups[kind].append(spent)
    print(f"{clients} readers:")
    for kind in sorted(groups):
        told(kind, groups[kind], seconds)
    told("all", [spent for _, spent in times], seconds)
    for line in sorted(set(wrong))[:5]:
        print(f"  not answered: {line}")
    ordered = sorted(spent for _, spent in times)
    return ordered[int(len(ordered) * 0.95)]


def questions(base: str, inventor: Inventor) -> None:
    """Print how long each question over many reports takes, asked once by one reader."""
    speaker, words = inventor.speakers[0], " ".join(inventor.words[:3])
    with httpx.Client(base_url=base, timeout=120) as client:
        for path, given in (("speaker", {"name": speaker}), ("figures", {"measure": "killed"}),
                            ("quotation", {"words": words}), ("coverage", {}), ("stats", {})):  # fmt: skip
            began = time.perf_counter()
            status = client.get(f"/api/{path}", params=given).status_code
            print(f"  /api/{path:<12}{(time.perf_counter() - began) * 1000:9.1f} ms  {status}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000, help="in the store")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--pause", type=float, default=0, help="seconds that a reader waits after an answer")
    parser.add_argument("--keep", help="the store to fill, or to use as it is")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve(args.serve, args.port)
        return
    with tempfile.TemporaryDirectory() as folder:
        where = args.keep or os.path.join(folder, "records.db")
        with open_store(where) as store:
            filled(store, args.statements // _EACH, _EACH)
            keys = [version.report for version in store.reports(limit=200).reports]
            print(f"{store.stats().statements} statements; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        inventor = Inventor()
        process, base = served(where)
        try:
            measured(base, inventor, keys, 1, args.seconds / 4, args.pause)
            p95 = measured(base, inventor, keys, CLIENTS, args.seconds, args.pause)
            print("questions over many reports, one reader:")
            questions(base, inventor)
        finally:
            process.terminate()
            process.wait()
        print(f"p95 of {CLIENTS} readers: {p95:.1f} ms; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        if p95 >= LIMIT_MS:
            raise SystemExit(f"p95 is {p95:.1f} ms, the limit is {LIMIT_MS:.0f} ms")


if __name__ == "__main__":
    main()
