"""The demonstration corpus as records, read once."""

from pathlib import Path

import pytest

import onrecord.demonstration
from onrecord.articles.inputs import read_inputs
from onrecord.reading import load_reader
from onrecord.schema.article import Article
from onrecord.schema.record import Record

REPORTS = Path(onrecord.demonstration.__file__).with_name("reports.jsonl")


@pytest.fixture(scope="session")
def demonstration() -> list[Record]:
    """The 36 reports, read."""
    reader = load_reader()
    return [reader.read(article) for article in read_inputs([str(REPORTS)]) if isinstance(article, Article)]
