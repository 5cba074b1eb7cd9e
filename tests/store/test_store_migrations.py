"""Stores of every earlier version are brought up to date; those of a later one are left alone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from records_made import record

from onrecord.schema.feed import Feed
from onrecord.store import migrate
from onrecord.store.base import Store
from onrecord.store.errors import StoreError
from onrecord.store.open import WAIT, open_store
from onrecord.store.postgres import open_postgres
from onrecord.store.query import Query
from onrecord.store.relational import RelationalStore
from onrecord.store.sqlite import SqliteStore

NEWEST = migrate.migrations("sqlite")[-1].number

ROWS = ("reports", "versions", "documents", "statements", "figures", "events", "places")
"""What a store of version 1 has."""


def run(store: Store, *statements: str) -> None:
    """Run SQL in a store."""
    assert isinstance(store, RelationalStore)

    def work(session: migrate.Session) -> None:
        for statement in statements:
            session.script(statement)

    store._write(work)


@pytest.fixture
def at_version(where: str) -> Callable[[int], None]:
    """Makes a store of an earlier version that holds two versions of a report."""

    def make(number: int) -> None:
        with open_store(where) as store:
            store.add(record("that apples fell", key="a"))
            store.add(record("that pears fell", key="a"))
            assert isinstance(store, RelationalStore)
            later = {
                4: ["INDEX versions_by_article", "INDEX figures_by_id"],
                3: ["TABLE feeds", "TABLE seen", "TABLE speaker_names", "TABLE speaker_log"],
                2: ["TABLE statements_search", "TABLE figures_search", "TABLE events_search"],
            }
            assert max(later) == NEWEST, "tell here what the newest step makes"
            for step, made in later.items():
                if step > number:
                    run(store, *(f"DROP {what}" for what in made))
            if number < 2 and where.startswith("postgresql"):
                run(
                    store,
                    "DROP FUNCTION onrecord_words",
                    "DROP TEXT SEARCH CONFIGURATION onrecord",
                    "DROP TEXT SEARCH DICTIONARY onrecord_stem",
                )
            run(store, f"DELETE FROM schema_version WHERE number > {number}")

    return make


@pytest.mark.parametrize("number", range(1, NEWEST + 1))
def test_a_store_of_each_version_is_brought_up_to_date(
    where: str, at_version: Callable[[int], None], number: int
) -> None:
    at_version(number)
    with open_store(where) as store:
        assert [hit.version for hit in store.search(Query(words="pear", act="say")).hits] == [2]
        assert store.search(Query(words="apples")).total == 0
        store.save_feed(Feed("https://news.example/feed"))
        store.merge_speakers("Lee", "Ann Lee")
        assert store.search(Query(speaker="Lee")).total == 1
        store.add(record("that plums fell", key="a"))
        assert store.search(Query(words="pears")).total == 0
        assert [v.number for v in store.versions("a")] == [1, 2, 3]
        assert isinstance(store, RelationalStore)
        with store._reading() as session:
            steps = session.rows("SELECT number, name FROM schema_version ORDER BY number")
        assert [step for step, _ in steps] == list(range(1, NEWEST + 1))


@pytest.mark.parametrize("number", range(1, NEWEST + 1))
def test_the_steps_make_what_their_number_says(tmp_path: Path, number: int) -> None:
    """Step by step from nothing, with the rows of a finished store put in between: as a store of that time was."""
    finished, old = str(tmp_path / "finished.db"), str(tmp_path / "old.db")
    with open_store(finished) as store:
        store.add(record("that apples fell", key="a"))
    with closing(SqliteStore(old, WAIT)) as begun:
        begun.set_up(upto=1)
    with closing(sqlite3.connect(old)) as database, database:
        database.execute("ATTACH ? AS finished", (finished,))
        for table in ROWS:
            database.execute(f"INSERT INTO {table} SELECT * FROM finished.{table}")
    with closing(SqliteStore(old, WAIT)) as begun:
        begun.set_up(upto=number)
    with closing(sqlite3.connect(old)) as database:
        assert database.execute("SELECT max(number) FROM schema_version").fetchone() == (number,)
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert ("statements_search" in tables, "feeds" in tables) == (number >= 2, number >= 3)
    with open_store(old) as store:
        assert store.search(Query(words="apple")).total == 1


def test_a_newer_store_is_refused_and_left_as_it_is(where: str, tmp_path: Path) -> None:
    with open_store(where) as store:
        store.add(record())
        run(store, f"INSERT INTO schema_version (number, name, at) VALUES ({NEWEST + 1}, 'later', 'now')")
    before = Path(where).read_bytes() if not where.startswith("postgresql") else b""
    with pytest.raises(StoreError, match=rf"newer onrecord \(its tables have version {NEWEST + 1}.*update onrecord"):
        open_store(where)
    if before:
        assert Path(where).read_bytes() == before
        assert [p.name for p in tmp_path.iterdir()] == ["records.db"]


def test_a_step_that_fails_leaves_the_store_as_it_was(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(where) as store:
        store.add(record())
    real = migrate.migrations("sqlite" if not where.startswith("postgresql") else "postgres")
    broken = migrate.Migration(NEWEST + 1, "later", "CREATE TABLE later (a TEXT);\nINSERT INTO nowhere VALUES (1);")
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "migrations", lambda dialect: (*real, broken))
        with pytest.raises(StoreError, match="cannot do this"):
            open_store(where)
    with open_store(where) as store:
        assert isinstance(store, RelationalStore)
        with store._reading() as session:
            assert not session.has_table("later")
        assert store.stats().reports == 1


def test_both_dialects_have_the_same_steps() -> None:
    steps = [(m.number, m.name) for m in migrate.migrations("sqlite")]
    assert steps == [(m.number, m.name) for m in migrate.migrations("postgres")]
    assert [number for number, _ in steps] == list(range(1, len(steps) + 1))


def test_a_copy_of_the_file_is_a_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        store.add(record())
    shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
    with open_store(tmp_path / "b.db") as copy:
        assert copy.stats().reports == 1


def test_tables_of_another_program_in_postgres_are_left_alone(where: str) -> None:
    if not where.startswith("postgresql"):
        pytest.skip("about PostgreSQL")
    import psycopg

    with psycopg.connect(where, autocommit=True) as server:
        server.execute("CREATE TABLE reports (mine TEXT)")
        with pytest.raises(StoreError, match="tables of another program"):
            open_postgres(where, WAIT)
        assert server.execute("SELECT count(*) FROM reports").fetchone() == (0,)
        assert server.execute("SELECT to_regclass('schema_version')").fetchone() == (None,)
