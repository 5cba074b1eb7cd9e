"""A store with the demonstration corpus, and the reading room over it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files

import pytest

from onrecord.articles.inputs import read_inputs
from onrecord.reading import load_reader
from onrecord.schema.article import Article
from onrecord.store.base import Store
from onrecord.store.open import open_store


@pytest.fixture(scope="session")
def demonstration_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The 36 reports, kept; tests only read it."""
    with open_store(tmp_path_factory.mktemp("web") / "demonstration.sqlite") as store:
        reader = load_reader()
        with as_file(files("onrecord.demonstration") / "reports.jsonl") as reports:
            articles = [a for a in read_inputs([str(reports)]) if isinstance(a, Article)]
        list(store.add_all(reader.read(article) for article in articles))
        yield store
