"""The one function that engines share."""

from __future__ import annotations

import json

import pyarrow as pa

from onrecord.articles.inputs import read_inputs
from onrecord.batch.columns import RECORDS
from onrecord.batch.record_batch import article_batch, record_batch
from onrecord.reading import read
from onrecord.record.serialise import to_json
from onrecord.schema.article import Article

from . import made, standin
from .standin import StandIn


def test_articles_in_records_out() -> None:
    articles = [Article(made.text(n), id=f"a{n}", name=f"in {n}", url=f"https://wire.example/{n}") for n in range(3)]
    records = record_batch(article_batch(articles), StandIn())
    assert records.schema == RECORDS
    assert records.num_rows == 3
    first = records.to_pylist()[0]
    assert (first["name"], first["id"], first["url"]) == ("in 0", "a0", "https://wire.example/0")
    assert first["error"] is None
    assert json.loads(first["record"])["text"] == made.text(0)
    assert [s["speaker"] for s in first["statements"]] == ["Oren Vasko", "Mira Holt"]
    assert [(f["low"], f["counted"]) for f in first["figures"]] == [(12.0, "people")]
    assert [e["type"] for e in first["events"]] == ["REJECT"]


def test_a_bad_article_is_a_row_with_its_error() -> None:
    texts = [made.text(0), "", made.text(1, standin.FAULTY), made.text(2)]
    records = record_batch(pa.RecordBatch.from_pylist([{"text": text} for text in texts]), StandIn()).to_pylist()
    assert [row["error"] for row in records] == [None, "is empty", "could not be read for a fault of onrecord", None]
    assert [row["record"] is None for row in records] == [False, True, True, False]
    assert records[1]["name"] == "row 2"
    assert records[1]["statements"] is None


def test_columns_as_json_lines_have_them() -> None:
    batch = pa.RecordBatch.from_pylist([made.row(1), {"text": made.text(2), "date": "soon"}])
    good, bad = record_batch(batch, StandIn()).to_pylist()
    assert (good["title"], good["publisher"], good["date"]) == ("Pier 1 stalls", "Halden Wire", "2031-03-14")
    assert "'soon' is not a date" in bad["error"]


def test_nothing_of_a_head_is_lost() -> None:
    (article,) = read_inputs(["examples/harbour_talks.txt"])
    assert isinstance(article, Article)
    (row,) = record_batch(article_batch([article]), StandIn()).to_pylist()
    record = StandIn().attempt(article)
    assert row["record"] == to_json(record)  # type: ignore[arg-type]


def test_a_broken_head_costs_one_article() -> None:
    batch = article_batch([Article(made.text(1)), Article(made.text(2))]).to_pylist()
    batch[0]["head"] = "{"
    batch.append({**batch[1], "head": '{"title": 3}'})
    records = record_batch(pa.RecordBatch.from_pylist(batch), StandIn()).to_pylist()
    assert ["head" in (row["error"] or "") for row in records] == [True, False, False]
    assert [row["record"] is None for row in records] == [True, False, True]


def test_half_a_character_costs_one_article() -> None:
    class Halving(StandIn):
        def attempt(self, article: Article):  # type: ignore[no-untyped-def]
            broken = Article(article.text + "\ud800") if "pier 1 " in article.text else article
            return super().attempt(broken)

    records = record_batch(article_batch([Article(made.text(n)) for n in range(3)]), Halving()).to_pylist()
    assert ["cannot be written" in (row["error"] or "") for row in records] == [False, True, False]


def test_with_the_shipped_model() -> None:
    (row,) = record_batch(pa.RecordBatch.from_pylist([{"text": made.text(1), "id": "a1"}])).to_pylist()
    assert json.loads(row["record"])["statements"] == json.loads(to_json(read(Article(made.text(1)))))["statements"]
