"""The queries of docs/batch.md run over what a batch writes."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from onrecord.batch.run import run_batch
from onrecord.batch.units import UnitSizes

from . import made, standin

DOCUMENT = Path(__file__).parents[2] / "docs" / "batch.md"
QUERIES = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text("utf8"), re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `records` is, with a unit that was set aside."""
    where = tmp_path_factory.mktemp("docs")
    made.archive(where / "a.warc.gz")
    made.lines(where / "a.jsonl", fatal={1: standin.FATAL})
    names = [str(where / "a.warc.gz"), str(where / "a.jsonl")]
    run_batch(names, str(where / "records"), standin.job, workers=1, sizes=UnitSizes(lines=1_500))
    return where


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 6


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_query(folder: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        assert connection.execute(query).fetchall()
