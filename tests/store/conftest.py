"""Stores of both kinds. PostgreSQL: `export ONRECORD_TEST_POSTGRES="$(tests/store/postgres.sh)"`."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.reading import load_reader
from onrecord.schema.article import Article, Detail
from onrecord.schema.record import Record
from onrecord.store.base import Store
from onrecord.store.open import open_store

POSTGRES = os.environ.get("ONRECORD_TEST_POSTGRES")


@contextmanager
def place_for_a_store(kind: str, folder: Path) -> Iterator[str]:
    """The name of a store that does not exist yet; in PostgreSQL it has a schema of its own."""
    if kind == "sqlite":
        yield str(folder / "records.db")
        return
    if not POSTGRES:
        pytest.skip("no PostgreSQL server: ONRECORD_TEST_POSTGRES gives none (tests/store/postgres.sh starts one)")
    psycopg = pytest.importorskip("psycopg")
    schema = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {schema}")
        yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
        server.execute("SET client_min_messages = error")
        server.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new store can be opened."""
    with place_for_a_store(request.param, tmp_path) as name:
        yield name


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(where) as opened:
        yield opened


@pytest.fixture(scope="session")
def reports() -> list[Record]:
    """The records of every other report of the demonstration, read once."""
    reader = load_reader()
    lines = (files("onrecord.demonstration") / "reports.jsonl").read_text("utf8").splitlines()[::2]
    return [reader.read(_article(json.loads(line))) for line in lines]


def _article(row: dict[str, str]) -> Article:
    head = {name: Detail(row[name], "given") for name in ("title", "publisher", "byline") if row.get(name)}
    return Article(row["text"], id=row["id"], url=row.get("url"), published=Detail(row["date"], "given"), **head)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def story(
    request: pytest.FixtureRequest, reports: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store that holds the demonstration's reports; tests only search it."""
    folder = tmp_path_factory.mktemp("story")
    with place_for_a_store(request.param, folder) as name, open_store(name) as opened:
        assert len(list(opened.add_all(reports))) == len(reports)
        yield opened
