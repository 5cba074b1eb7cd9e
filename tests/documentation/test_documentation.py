"""The documentation says what the code does: made pages are current, nothing is left out, and the examples run."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from documentation.__main__ import PAGES, REFERENCE
from onrecord.cli.main import app
from onrecord.export.formats import FORMATS
from onrecord.notes import CODES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"(<!-- run: no[^>]*-->\n)?```(console|python)\n(.*?)```", re.DOTALL)
SERVING = ("serve", "watch", "mcp")  # they go on until they are stopped


@pytest.mark.parametrize("name", sorted(PAGES))
def test_pages_made_from_the_code_are_current(name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name](), "run: python -m documentation"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_nothing_on_them_is_without_a_meaning(name: str) -> None:
    empty = [line for line in (REFERENCE / name).read_text("utf-8").splitlines() if re.search(r"\|\s*\|\s*$", line)]
    assert [line for line in empty if line.strip("| ")] == []


def test_every_note_has_its_meaning() -> None:
    page = (REFERENCE / "record.md").read_text("utf-8")
    assert [code for code in CODES if f"| `{code}` |" not in page] == []


def test_every_setting_of_the_environment_is_told() -> None:
    told = (REFERENCE / "settings.md").read_text("utf-8")
    used = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"\"(ONRECORD_[A-Z_]+)\"", path.read_text("utf-8"))
    }
    assert used
    assert [name for name in sorted(used) if f"`{name}`" not in told] == []


def test_every_format_is_told() -> None:
    told = (REFERENCE / "formats.md").read_text("utf-8")
    assert [name for name in FORMATS if f"| `{name}` |" not in told] == []


def _blocks(language: str) -> Iterator[tuple[str, str]]:
    """The examples that are run, page by page in one: they go on from each other."""
    for path in sorted(DOCS.rglob("*.md")):
        found = [m[3] for m in BLOCK.finditer(path.read_text("utf-8")) if m[2] == language and not m[1]]
        if found and "reference" not in path.parts:
            yield str(path.relative_to(DOCS)), "".join(found)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that the examples ask."""
    folder = tmp_path_factory.mktemp("examples")
    done = CliRunner().invoke(app, ["demo", "--store", str(folder / "crisis.sqlite")])
    assert done.exit_code == 0, done.output
    return folder / "crisis.sqlite"


@pytest.mark.parametrize(("page", "block"), list(_blocks("console")))
def test_commands_run(page: str, block: str, demonstration: Path, tmp_path: Path,
                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    shutil.copy(demonstration, tmp_path / "crisis.sqlite")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_STORE", raising=False)
    commands = [shlex.split(line[2:], comments=True) for line in block.splitlines() if line.startswith("$ onrecord ")]
    assert commands
    for _, *words in commands:
        if words[0] in SERVING or words[0] == "batch":
            words = [words[0], "--help"]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, f"{page}: onrecord {' '.join(words)}\n{done.output[-800:]}"


@pytest.mark.parametrize(("page", "block"), list(_blocks("python")))
def test_programs_run(page: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(block, page, "exec"), {"__name__": "__main__"})


def test_every_command_is_in_an_example() -> None:
    text = "\n".join(path.read_text("utf-8") for path in DOCS.rglob("*.md"))
    commands = re.findall(r"^## onrecord ([\w ]+)$", (REFERENCE / "commands.md").read_text("utf-8"), re.MULTILINE)
    assert commands
    assert [c for c in commands if f"onrecord {c}" not in text.replace("## onrecord", "")] == []


def test_every_command_and_format_is_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    commands = re.findall(r"^## onrecord (\w+)", (REFERENCE / "commands.md").read_text("utf-8"), re.MULTILINE)
    assert [name for name in dict.fromkeys(commands) if f"`{name}`" not in changelog
            and f"`onrecord {name}" not in changelog] == []  # fmt: skip
