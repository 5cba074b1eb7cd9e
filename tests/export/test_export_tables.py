"""CSV, Parquet and SQLite, read back by the readers that others use."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from export_cases import TEXT, copy_of_the_report, records, wire_report
from hypothesis import given

from onrecord.export.csv_tables import table_lines, write_tables
from onrecord.export.parquet import write_parquet
from onrecord.export.sqlite import write_sqlite
from onrecord.export.tables import Table
from onrecord.schema.record import Record


def read_csv(lines: Iterator[str]) -> list[dict[str, str]]:
    text = "".join(line + "\n" for line in lines)
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- CSV


def test_a_statement_is_a_row_with_its_report() -> None:
    first, second, third = read_csv(table_lines([wire_report()], "statements"))
    assert (first["publisher"], first["published"], first["speaker"]) == ("Halden Wire", "2031-05-10", "Ana Brandt")
    assert first["content"] == '"We will not\topen the port\n\nwhile they shell it," … “never”'
    assert TEXT[int(first["starts"]) : int(first["ends"])].endswith("“never”")
    assert (second["parent"], third["speaker"], third["cue"], third["negated"]) == ("s1", "", "", "True")


def test_a_cell_that_a_spreadsheet_would_compute_is_text() -> None:
    assert read_csv(table_lines([wire_report()], "statements"))[1]["content"].startswith("'=At least 12")


def test_an_events_own_date_is_not_the_reports() -> None:
    (attack, _) = read_csv(table_lines([wire_report()], "events"))
    assert (attack["published"], attack["date"]) == ("2031-05-10", "2031-05-08")
    assert (attack["actor"], attack["recipient"]) == ("Oskia's navy", "the port 🏭 of Lisk")


def test_hxl_is_a_second_row_of_hashtags() -> None:
    names, tags, *rows = csv.reader(table_lines([wire_report()], "figures", hxl=True))
    assert len(names) == len(tags) == len(rows[0])
    by_name = dict(zip(names, tags, strict=True))
    assert by_name["url"] == "#meta+url"
    assert by_name["low"] == "#indicator+value+min"
    assert all(tag == "" or tag.startswith("#") for tag in tags)


@pytest.mark.parametrize("table", ["statements", "figures", "events"])
@given(record=records())
def test_any_text_is_one_row(table: Table, record: Record) -> None:
    read = read_csv(table_lines([record], table))
    assert len(read) == len(getattr(record, table))
    for row in read:
        assert None not in row
        assert record.article.text[int(row["starts"]) : int(row["ends"])]


def test_a_folder_has_the_three_tables_even_of_nothing(tmp_path: Path) -> None:
    write_tables(iter([wire_report(), copy_of_the_report()]), tmp_path)
    found = {path.name: path.read_bytes().decode("utf-8").splitlines() for path in tmp_path.iterdir()}
    assert sorted(found) == ["events.csv", "figures.csv", "statements.csv"]
    empty = tmp_path / "empty"
    empty.mkdir()
    write_tables(iter([]), empty)
    assert (empty / "figures.csv").read_text("utf-8") == found["figures.csv"][0] + "\n"


# --- Parquet


def test_parquet_has_types_and_one_part_for_so_many_reports(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(iter([wire_report(), copy_of_the_report()]), tmp_path, part=1)
    assert sorted(path.name for path in (tmp_path / "events").iterdir()) == ["part-00000.parquet", "part-00001.parquet"]
    figures = parquet.read_table(tmp_path / "figures").to_pylist()
    assert [(f["report"], f["low"], f["high"], f["approximate"]) for f in figures] == [
        ("https://wire.example/lisk?a=1&b=2", 12.0, None, True),
        ("https://copy.example/lisk", 12.0, None, True),
    ]
    event = parquet.read_table(tmp_path / "events").to_pylist()[0]
    assert (event["actor"], event["actor_sectors"], event["recipient_names"]) == (["Oskia's navy"], ["MIL"], [None])
    (text,) = {row["text"] for row in parquet.read_table(tmp_path / "articles").to_pylist()}
    statement = parquet.read_table(tmp_path / "statements").to_pylist()[2]
    assert text[statement["starts"] : statement["ends"]] == statement["content"] == "a second attack may follow"


def test_parquet_of_nothing_is_tables_without_rows(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(iter([]), tmp_path)
    assert parquet.read_table(tmp_path / "statements").num_rows == 0
    assert "speaker" in parquet.read_table(tmp_path / "statements").column_names


@given(record=records())
def test_parquet_takes_any_record(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path_factory.mktemp("parquet")
    write_parquet([record], folder)
    for row, figure in zip(parquet.read_table(folder / "figures").to_pylist(), record.figures, strict=True):
        assert row["low"] == (None if figure.low is None else float(figure.low))
        assert row["span"] == figure.span.text


# --- SQLite


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    write_sqlite(iter([wire_report(), copy_of_the_report()]), tmp_path / "records.db")
    with closing(sqlite3.connect(tmp_path / "records.db")) as opened:
        yield opened


def test_rows_point_at_rows_of_their_own_report(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    by = "SELECT a.report, s.speaker FROM figures f JOIN statements s ON s.id = f.statement JOIN articles a ON a.id ="
    assert database.execute(f"{by} s.article AND a.id = f.article ORDER BY f.id").fetchall() == [
        ("https://wire.example/lisk?a=1&b=2", "two port officials"),
        ("https://copy.example/lisk", "two port officials"),
    ]
    inner = "SELECT o.speaker FROM statements s JOIN statements o ON o.id = s.parent AND o.article = s.article"
    assert database.execute(inner).fetchall() == [("Ana Brandt",)] * 2


def test_figures_and_events_have_their_places(database: sqlite3.Connection) -> None:
    found = "SELECT p.name, p.latitude, p.country FROM figures_places l JOIN places p ON p.id = l.place"
    assert database.execute(found).fetchall() == [("Lisk", 49.5, "FRA")] * 2
    victims = (
        "SELECT e.span, f.span FROM events_figures l JOIN events e ON e.id = l.event JOIN figures f ON f.id = l.figure"
    )
    assert database.execute(victims).fetchall() == [("shelled", "At least 12")] * 2


def test_words_are_found_and_views_are_there(database: sqlite3.Connection) -> None:
    sought = "SELECT s.speaker FROM statements_fts t JOIN statements s ON s.id = t.rowid WHERE statements_fts MATCH ?"
    assert database.execute(sought, ('"open the port"',)).fetchall() == [("Ana Brandt",)] * 2
    assert database.execute("SELECT publisher, act FROM quotes LIMIT 1").fetchone() == ("Halden Wire", "refuse")
    assert database.execute("SELECT speaker, low, high FROM counts LIMIT 1").fetchone() == (
        "two port officials",
        12,
        None,
    )
    (actors,) = database.execute("SELECT actor_countries FROM events").fetchone()
    assert json.loads(actors) == ["OSK"]


def test_datasette_opens_it_with_search_and_links(tmp_path: Path) -> None:
    """Where it is installed: `pip install datasette`."""
    datasette = pytest.importorskip("datasette.app")
    write_sqlite([wire_report()], tmp_path / "records.db")
    code = asyncio.run(_first_row(datasette.Datasette([str(tmp_path / "records.db")])))
    assert code == ("Ana Brandt", {"value": 1, "label": "“Lisk” shut, says chief"})


async def _first_row(opened: Any) -> tuple[str, dict[str, Any]]:
    await opened.invoke_startup()
    path = "/records/statements.json?_search=port&_shape=objects&_labels=on"
    (row, *_) = (await opened.client.get(path)).json()["rows"]
    return row["speaker"], row["article"]


def test_an_empty_database_has_all_its_tables(tmp_path: Path) -> None:
    write_sqlite(iter([]), tmp_path / "empty.db")
    with closing(sqlite3.connect(tmp_path / "empty.db")) as opened:
        tables = set(chain.from_iterable(opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")))
    assert {"articles", "statements", "figures", "events", "places", "statements_fts"} <= tables


@given(record=records())
def test_sqlite_takes_any_record(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    path = tmp_path_factory.mktemp("sqlite") / "any.db"
    write_sqlite([record], path)
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = opened.execute("SELECT starts, ends, span FROM figures ORDER BY id").fetchall()
    assert kept == [(f.span.start, f.span.end, f.span.text) for f in record.figures]
