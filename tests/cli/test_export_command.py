"""`onrecord export`, on the demonstration corpus: what each format gives, and what it refuses."""

from __future__ import annotations

import builtins
import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli.main import app
from onrecord.export.brat_reading import read_brat
from onrecord.export.citron import read_citron
from onrecord.export.formats import FORMATS, Lines
from onrecord.record.serialise import from_json, to_dict
from onrecord.record.verify import verify


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"ONRECORD_STORE": "", "COLUMNS": "200"})


@pytest.fixture(scope="module")
def store(demonstration_store: Path) -> Path:
    return demonstration_store


@pytest.fixture(scope="module")
def printed(store: Path) -> list[str]:
    """The records, as `export` prints them."""
    return run("export", "--store", store).stdout.splitlines()


def test_the_records_are_printed_where_nothing_is_asked(store: Path, printed: list[str]) -> None:
    for line in printed:
        record = from_json(line)
        verify(record, record.article.text)
    assert run("export", "--to", "jsonl", "--store", store).stdout.splitlines() == printed


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if isinstance(form, Lines)])
def test_a_format_of_lines_is_printed_or_written(name: str, store: Path, tmp_path: Path) -> None:
    shown = run("export", "--to", name, "--store", store)
    assert shown.exit_code == 0, shown.output
    for line in shown.stdout.splitlines():
        assert isinstance(json.loads(line), dict)
    written = run("export", "--to", name, "--out", tmp_path / "out", "--store", store)
    assert (written.exit_code, written.output) == (0, "")
    assert (tmp_path / "out").read_text("utf-8") == shown.stdout


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not isinstance(form, Lines)])
def test_other_formats_need_a_destination(name: str, store: Path, tmp_path: Path) -> None:
    if name in ("parquet", "cas"):
        pytest.importorskip({"parquet": "pyarrow", "cas": "cassis"}[name])
    refused = run("export", "--to", name, "--store", store)
    assert refused.exit_code == 2
    assert "--out" in refused.stderr
    assert run("export", "--to", name, "--out", tmp_path / "out", "--store", store).exit_code == 0
    again = run("export", "--to", name, "--out", tmp_path / "out", "--store", store)
    assert (again.exit_code, "nothing is overwritten" in again.stderr) == (2, True)


def test_one_table_is_printed(store: Path, printed: list[str]) -> None:
    table = run("export", "--to", "csv", "--kind", "figures", "--hxl", "--store", store).stdout
    names, tags, *rows = csv.reader(io.StringIO(table))
    assert "#indicator+value+min" in tags
    assert len(rows) == sum(len(json.loads(line)["figures"]) for line in printed)
    assert names.index("speaker")


def test_the_database_has_every_statement(store: Path, printed: list[str], tmp_path: Path) -> None:
    run("export", "--to", "sqlite", "--out", tmp_path / "records.db", "--store", store)
    with closing(sqlite3.connect(tmp_path / "records.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM statements").fetchone()
    assert count == sum(len(json.loads(line)["statements"]) for line in printed)


def test_brat_and_citron_are_read_back(store: Path, printed: list[str], tmp_path: Path) -> None:
    run("export", "--to", "brat", "--out", tmp_path / "brat", "--store", store)
    assert [to_dict(record) for record in read_brat(tmp_path / "brat")] == [json.loads(line) for line in printed]
    quotes = [read_citron(line) for line in run("export", "--to", "citron", "--store", store).stdout.splitlines()]
    assert [document.text for document in quotes] == [json.loads(line)["text"] for line in printed]


def test_help_and_readme_name_every_format() -> None:
    told = run("export", "--help").stdout
    assert all(name in told for name in FORMATS)
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert re.findall(r"^\| `(\S+)` \| .* \| (?:lines|file|folder)", readme, re.MULTILINE) == list(FORMATS)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--to", "xml"], "the formats are jsonl, csv"),
        (["--to", "plover", "--kind", "events"], "belongs to --to csv"),
        (["--hxl"], "belongs to --to csv"),
        (["--to", "csv"], "--kind statements|figures|events prints one"),
        (["--out", "no/such/folder/records.jsonl"], "there is no folder"),
    ],
)
def test_what_makes_no_sense_is_refused(words: list[str], why: str, store: Path) -> None:
    refused = run("export", *words, "--store", store)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert why in refused.stderr


@pytest.mark.parametrize(("name", "library"), [("parquet", "pyarrow"), ("cas", "cassis")])
def test_a_missing_library_is_told_with_its_extra(
    name: str, library: str, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(wanted: str, *args: Any, **more: Any) -> Any:
        if wanted.partition(".")[0] == library:
            raise ImportError(wanted)
        return real(wanted, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    refused = run("export", "--to", name, "--out", tmp_path / "out", "--store", store)
    assert refused.exit_code == 2
    assert f"pip install 'onrecord[{name}]'" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_table_of_formats_loads_no_library() -> None:
    code = (
        "import sys; import onrecord.export.formats\n"
        "print([m for m in ('spacy', 'pyarrow', 'cassis', 'followthemoney') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
