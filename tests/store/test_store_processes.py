"""Several processes, and processes that are killed."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from onrecord.store.base import Hit, Store
from onrecord.store.open import open_store
from onrecord.store.query import Query

ADDER = str(Path(__file__).with_name("adder.py"))


def start(where: str, *args: str) -> subprocess.Popen[str]:
    """An adder, once it has opened the store."""
    adder = subprocess.Popen(
        [sys.executable, ADDER, where, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert adder.stdout
    if adder.stdout.readline() != "open\n":
        raise AssertionError(ended(adder)[1])
    return adder


def ended(adder: subprocess.Popen[str]) -> tuple[str, str]:
    """What an adder has printed, after its end. Not `communicate`, which overlooks what is read already."""
    with adder:
        assert adder.stdout
        assert adder.stderr
        return adder.stdout.read(), adder.stderr.read()


def test_a_killed_process_loses_no_record(where: str) -> None:
    moments = random.Random(5)
    kept: set[str] = set()
    for number in range(4):
        adder = start(where, f"round{number}")
        time.sleep(moments.uniform(0.05, 0.3))
        adder.kill()
        told, _ = ended(adder)
        # A last line without its end was cut off while it was printed.
        kept |= {line.split()[0] for line in told.splitlines(keepends=True) if line.endswith("\n")}
        with open_store(where) as store:
            there = {record.article.id for record in store.records()}
            assert kept <= there
            found = Counter(hit.report for hit in every_hit(store, Query(words="sail", limit=200)))
            assert found == Counter(dict.fromkeys(there, 1))
        if not where.startswith("postgresql"):
            database = sqlite3.connect(where)
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            database.execute("INSERT INTO statements_search (statements_search) VALUES ('integrity-check')")
            database.close()
    assert len(kept) > 20


def every_hit(store: Store, query: Query) -> list[Hit]:
    """All hits of a search, page by page, by date."""
    hits: list[Hit] = []
    query = replace(query, sort="date")
    while True:
        page = store.search(query)
        hits += page.hits
        if page.next is None:
            return hits
        query = replace(query, cursor=page.next)


def test_processes_add_at_once_and_lose_nothing(where: str) -> None:
    adders = [start(where, name, "30") for name in ("same", "same", "one", "two")]
    told = Counter[str]()
    for adder in adders:
        out, err = ended(adder)
        assert adder.returncode == 0, err
        told.update(out.splitlines())
    with open_store(where) as store:
        assert store.stats().reports == 90
        assert store.stats().versions == 90
        assert {v.number for i in range(30) for v in store.versions(f"same-{i}")} == {1}
        assert store.search(Query(words="sail")).total == 90
    for i in range(30):
        assert (told[f"same-{i} added"], told[f"same-{i} unchanged"]) == (1, 1)


def test_processes_open_a_new_store_at_once(where: str) -> None:
    adders = [
        subprocess.Popen([sys.executable, ADDER, where, str(n), "3"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for n in range(4)
    ]
    errors = [adder.communicate(timeout=60)[1].decode() for adder in adders]
    assert errors == [""] * 4
    with open_store(where) as store:
        assert store.stats().reports == 12
