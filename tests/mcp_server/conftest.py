"""The demonstration corpus in a store, and clients of a server over it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp.client import Client

from onrecord.articles.inputs import read_inputs
from onrecord.mcp.server import create_server
from onrecord.reading import load_reader
from onrecord.schema.article import Article
from onrecord.store.base import Store
from onrecord.store.open import open_store

T = TypeVar("T")
WITHOUT_ADDRESS = (
    'TARNVIK (Sound Wire) — "The ferry will sail at noon," harbour master Odd Brenna said on Monday. '
    "He added that 40 lorries were waiting."
)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the 36 reports and one that has no address; tests only read it."""
    path = tmp_path_factory.mktemp("mcp") / "demonstration.sqlite"
    reader = load_reader()
    with open_store(path) as store, as_file(files("onrecord.demonstration") / "reports.jsonl") as reports:
        articles = [a for a in read_inputs([str(reports)]) if isinstance(a, Article)]
        articles.append(Article(WITHOUT_ADDRESS, id="ferry 1/å"))
        list(store.add_all(reader.read(article) for article in articles))
    return path


@pytest.fixture(scope="session")
def store(kept: Path) -> Iterator[Store]:
    with open_store(kept) as opened:
        yield opened


@pytest.fixture
def asking(store: Store) -> Callable[[Callable[[Client], Awaitable[Any]]], Any]:
    """What an asynchronous function makes of a client that is connected in memory."""

    def run(question: Callable[[Client], Awaitable[T]]) -> T:
        async def connected() -> T:
            async with Client(create_server(store)) as client:
                return await question(client)

        return anyio.run(connected)

    return run
