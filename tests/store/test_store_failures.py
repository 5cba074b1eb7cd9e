"""Stores that cannot be opened, read or written: what the message says, and that nothing is lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from records_made import record

from onrecord.errors import OnrecordError, SetupError
from onrecord.store.errors import StoreError
from onrecord.store.open import open_store
from onrecord.store.postgres import without_password
from onrecord.store.query import Query


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are my notes, and no database at all.")
    with pytest.raises(StoreError, match=r"notes\.txt: is not a store \(not an SQLite file\); give another name"):
        open_store(file)
    assert file.read_text() == "These are my notes, and no database at all."


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    for name, tables in (("other.db", "CREATE TABLE mine (a)"), ("alike.db", "CREATE TABLE schema_version (number)")):
        file = tmp_path / name
        with closing(sqlite3.connect(file)) as database, database:
            database.execute(tables)
            if name == "alike.db":
                database.execute("INSERT INTO schema_version VALUES (1)")
        before = file.read_bytes()
        with pytest.raises(StoreError, match="another program's database"):
            open_store(file)
        assert file.read_bytes() == before


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()
    with open_store(tmp_path / "new.db") as store:
        assert store.stats().reports == 0


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder; give the name of a file in it"):
        open_store(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"records\.db: its folder does not exist; make it first"):
        open_store(tmp_path / "nowhere" / "records.db")
    assert not (tmp_path / "nowhere").exists()


def as_nobody(code: str, *args: str) -> str:
    """What a script prints that runs without root's rights, which no permission stops."""
    tests = str(Path(__file__).parent)
    body = f"import sys; sys.path.insert(0, {tests!r})\n" + textwrap.dedent(
        """
        from records_made import record
        from onrecord.errors import OnrecordError
        from onrecord.store.migrate import migrations
        from onrecord.store.open import open_store
        import onrecord.store.sqlite
        import os
        migrations("sqlite")  # from here on Python's own files may be out of reach
        if os.geteuid() == 0:
            os.setgid(65534); os.setuid(65534)
        """
    )
    script = body + textwrap.dedent(code)
    done = subprocess.run([sys.executable, "-c", script, *args], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def readable_by_all(folder: Path) -> None:
    """Open the way to a folder of pytest's, which only its owner may enter."""
    for parent in (folder, *folder.parents):
        if parent.owner() and str(parent).startswith("/tmp/") and parent != Path("/tmp"):
            parent.chmod(0o755)


OPENING = """
    try:
        store = open_store(sys.argv[1])
        store.add(record())
        print("added")
    except OnrecordError as error:
        print(f"{type(error).__name__}: {error}")
"""


def test_a_file_without_permission_to_read(tmp_path: Path) -> None:
    readable_by_all(tmp_path)
    with open_store(tmp_path / "records.db"):
        pass
    (tmp_path / "records.db").chmod(0)
    told = as_nobody(OPENING, str(tmp_path / "records.db"))
    assert told.startswith("StoreError")
    assert "records.db: cannot be read (Permission denied); check its permissions" in told


def test_a_folder_without_permission_to_write(tmp_path: Path) -> None:
    readable_by_all(tmp_path)
    with open_store(tmp_path / "records.db") as store:
        store.add(record())
    tmp_path.chmod(0o555)
    try:
        told = as_nobody(OPENING, str(tmp_path / "records.db"))
        fresh = as_nobody(OPENING, str(tmp_path / "new.db"))
    finally:
        tmp_path.chmod(0o755)
    for message in (told, fresh):
        assert message.startswith("StoreError")
        assert "check the permissions of the file and of its folder" in message


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    # A limit on the size of a file stands in for a full disk: the system refuses the write.
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(
                """
                import resource, sys
                sys.path.insert(0, sys.argv[2])
                from records_made import record
                from onrecord.store.errors import StoreError
                from onrecord.store.open import open_store
                store = open_store(sys.argv[1])
                resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
                kept = 0
                try:
                    while kept < 3000:
                        store.add(record(*(f"{kept} {i} word" for i in range(20)), key=f"k{kept}"))
                        kept += 1
                except StoreError as error:
                    print(kept, error)
                """
            ),
            str(tmp_path / "records.db"),
            str(Path(__file__).parent),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    kept, message = told.split(" ", 1)
    assert "records.db: the disk" in message
    assert "try again" in message
    with open_store(tmp_path / "records.db") as store:
        assert store.stats().reports == int(kept) > 0
        assert store.record(f"k{int(kept) - 1}").statements
        assert store.search(Query(words="word")).total > 0
        store.add(record(key="after"))
    with closing(sqlite3.connect(tmp_path / "records.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_database_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "records.db") as store:
        store.add(record())
        with store._pool.lent() as session:  # type: ignore[attr-defined]
            session.run("PRAGMA max_page_count = 1")  # no more than it has
        many = record(*(f"{number} word" for number in range(9000)), key="many")
        with pytest.raises(StoreError, match=r"the disk is full; make room and try again\. What was kept"):
            store.add(many)
        assert store.record("a1").statements


def test_a_locked_store_says_so_after_its_time(tmp_path: Path) -> None:
    with open_store(tmp_path / "records.db", wait=0.2) as store:
        store.add(record())
        with closing(sqlite3.connect(tmp_path / "records.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert store.search(Query(words="talks")).total == 1  # reading does not wait
            with pytest.raises(StoreError, match=r"records\.db: is locked by another program; try again"):
                store.add(record(key="b"))
        assert store.add(record(key="b")).state == "added"


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    with open_store(file) as store:
        list(store.add_all(record(f"number {i}", key=f"k{i}") for i in range(300)))
    data = bytearray(file.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 200] = b"\xff" * 200
    file.write_bytes(data)
    with pytest.raises(StoreError, match=r"records\.db: is damaged; restore it from a copy"), open_store(file) as store:
        list(store.records())


def test_a_damaged_record_is_named_and_can_be_read_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "records.db") as store:
        store.add(record())
        with closing(sqlite3.connect(tmp_path / "records.db")) as other, other:
            other.execute("UPDATE documents SET record = x'00ff'")
        with pytest.raises(StoreError, match="the record of a1 is damaged"):
            store.record("a1")
        store.add(record(), reread=True)
        assert store.record("a1").statements


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    with open_store(tmp_path / "records.db") as store, store._pool.lent() as session:  # type: ignore[attr-defined]
        settings = {name: session.value(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_postgres_without_psycopg_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SetupError, match=r"pip install 'onrecord\[postgres\]'"):
        open_store("postgresql://127.0.0.1/none")


def test_psycopg_is_not_imported_for_a_file(tmp_path: Path) -> None:
    code = (
        "import sys; from onrecord.store.open import open_store; open_store(sys.argv[1]).stats();"
        " print([m for m in ('psycopg', 'spacy', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.db")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_server_that_is_not_there() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="the server cannot be reached") as told:
        open_store("postgresql://ann:secret@127.0.0.1:1/none", wait=2)
    assert "secret" not in str(told.value)
    assert isinstance(told.value, OnrecordError)


def test_no_password_is_shown() -> None:
    assert without_password("postgresql://ann:se@cret@db/x?password=y") == "postgresql://ann@db/x"
    assert without_password("postgresql://db:5432/x") == "postgresql://db:5432/x"


def test_a_name_is_a_file_wherever_the_process_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    for name in ("records.db", ":memory:", "file:x?mode=memory"):
        with open_store(name) as store:
            store.add(record())
            monkeypatch.chdir(tmp_path / "elsewhere")
            assert store.stats().bytes > 0
            with store._pool.lent(), store._pool.lent() as second:  # type: ignore[attr-defined]
                assert second.value("SELECT count(*) FROM reports") == 1
            monkeypatch.chdir(tmp_path)
        assert (tmp_path / name).exists()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_is_no_file_is_refused() -> None:
    with pytest.raises(StoreError, match="is no file"):
        open_store("/dev/null")
