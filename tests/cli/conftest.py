"""The demonstration corpus in a store, read once for all commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app


@pytest.fixture(scope="session")
def demonstration_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration corpus, loaded by the product's own command; a test that writes takes a copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    loaded = CliRunner().invoke(app, ["demo", "--store", str(path)], env={"ONRECORD_STORE": "", "COLUMNS": "200"})
    assert loaded.exit_code == 0, loaded.output
    assert f"onrecord stats --store {path}" in loaded.output
    return path
