"""The command as its user calls it."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.reading import Reader
from onrecord.schema.article import Article
from onrecord.schema.record import Record
from onrecord.tagger.find import Attribution

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour_talks.txt"
STORY = "Pavel Dorin said on Friday that the talks in Geneva would go on next week. He denied that they had failed.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf8")
    return path


def run(*arguments: str, stdin: str | bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, arguments, input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_help_loads_no_model() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from onrecord.cli.main import app; import onrecord\n"
        "assert CliRunner().invoke(app, ['read', '--help']).exit_code == 0\n"
        "print([m for m in ('spacy', 'onnxruntime', 'tokenizers', 'trafilatura', 'torch') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_report_fits_80_columns_without_colour() -> None:
    status, out, _ = run("read", str(EXAMPLE))
    assert status == 0
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80
    assert out.startswith("Harbour talks stall as Oskia ties grain convoys to prisoner list\nHalden Wire · 2031-03-14")
    assert "Who speaks:" in out


def test_json_is_one_line_an_article(story: Path) -> None:
    status, out, _ = run("read", "--json", str(story), str(EXAMPLE))
    assert status == 0
    first, second = map(json.loads, out.splitlines())
    assert first["text"] == STORY
    assert [s["speaker"] for s in first["statements"]] == ["Pavel Dorin", "Pavel Dorin"]
    assert second["publisher"] == "Halden Wire"


def test_standard_input_and_overrides() -> None:
    status, out, _ = run("read", "-", "--json", "--published", "2031-03-14", "--publisher", "Sound Wire", stdin=STORY)
    assert status == 0
    assert (json.loads(out)["date"], json.loads(out)["publisher"]) == ("2031-03-14", "Sound Wire")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n\x00\x01", "not a text"),
        (b"Der Minister sagte am Freitag, dass die Verhandlungen in Genf weitergehen. " * 6, "German"),
        (b"word " * 1_100_000, "5 MB"),
    ],
    ids=["empty", "pdf", "german", "large"],
)  # fmt: skip
def test_bad_input_is_one_clear_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    status, out, err = run("read", str(path))
    assert (status, out) == (2, "")
    assert err.startswith(f"onrecord: {path}: ")
    assert err.count("\n") == 1
    assert reason in err


def test_one_bad_input_stops_no_other(story: Path, tmp_path: Path) -> None:
    status, out, err = run("read", "--json", str(tmp_path / "none.txt"), str(story))
    assert status == 1
    assert len(out.splitlines()) == 1
    assert err.startswith(f"onrecord: {tmp_path / 'none.txt'}: ")


def test_private_addresses_are_refused() -> None:
    status, _, err = run("read", "http://127.0.0.1:9/story")
    assert status == 2
    assert "--allow-private" in err


def test_page_is_written_whole(story: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    status, out, _ = run("read", str(story), "--html", str(page))
    assert (status, out) == (0, "")
    assert "Pavel Dorin" in page.read_text("utf8")
    assert not list(tmp_path.glob("*.part"))


def test_page_in_no_folder_is_refused_before_reading(story: Path, tmp_path: Path) -> None:
    status, _, err = run("read", str(story), "--html", str(tmp_path / "no" / "page.html"))
    assert status == 2
    assert "there is no folder" in err


def test_verify_accepts_its_own_record_and_no_other(story: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    record.write_text(run("read", "--json", str(story))[1], "utf8")
    status, out, _ = run("verify", str(record), str(story))
    assert (status, "2 statements" in out) == (0, True)
    story.write_text(STORY.replace("Dorin", "Daran"), "utf8")
    status, _, err = run("verify", str(record), str(story))
    assert status == 1
    assert "the record says 'Pavel Dorin', the article 'Pavel Daran'" in err


def test_verify_of_no_record(story: Path) -> None:
    status, _, err = run("verify", str(story), str(story))
    assert status == 2
    assert "not JSON" in err


def test_a_progress_bar_counts_many_articles_on_a_terminal(story: Path) -> None:
    master, slave = os.openpty()
    command = [sys.executable, "-m", "onrecord", "read", *[str(story)] * 5]
    with subprocess.Popen(command, stdout=slave, stderr=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"}) as run:
        os.close(slave)
        shown = b""
        with contextlib.suppress(OSError):  # the terminal is closed when the command ends
            while part := os.read(master, 65536):
                shown += part
        assert run.wait() == 0
    os.close(master)
    assert b"articles read" in shown
    assert b"5/?" in shown


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--published", "yesterday"], "--published: 'yesterday' is not a date"),
        (["--published", "2024-02-30"], "--published: '2024-02-30' is not a date"),
        (["--publisher", ""], "--publisher: is empty"),
    ],
)
def test_options_that_cannot_be_are_told_in_one_line(story: Path, arguments: list[str], reason: str) -> None:
    status, out, err = run("read", str(story), *arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"onrecord: {reason}")
    assert err.count("\n") == 1


def test_a_page_never_replaces_an_input_or_what_is_no_file(story: Path, tmp_path: Path) -> None:
    status, _, err = run("read", str(story), "--html", str(story))
    assert (status, story.read_text("utf8")) == (2, STORY)
    assert "is one of the inputs" in err
    os.mkfifo(tmp_path / "pipe")
    status, _, err = run("read", str(story), "--html", str(tmp_path / "pipe"))
    assert status == 2
    assert "is no regular file" in err


def test_a_page_is_written_through_a_link_and_leaves_no_part(story: Path, tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old", "utf8")
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    assert run("read", str(story), "--html", str(tmp_path / "link.html"))[0] == 0
    assert (tmp_path / "link.html").is_symlink()
    assert "Pavel Dorin" in (tmp_path / "real.html").read_text("utf8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.html", "real.html", "story.txt"]


def shell(command: str) -> tuple[int, str]:
    full = command.replace("onrecord", f"{sys.executable} -m onrecord")
    found = subprocess.run(["bash", "-c", full], capture_output=True, text=True, check=False)
    return found.returncode, found.stderr


def test_closed_and_full_streams_are_no_traceback(story: Path) -> None:
    assert shell(f"onrecord read {story} >/dev/full") == (
        2,
        "onrecord: standard output: cannot be written (No space left on device)\n",
    )
    assert shell(f"onrecord read {story} >&-")[0] == 2
    assert shell("onrecord read - <&-") == (2, "onrecord: standard input: is empty\n")
    assert shell(f"set -o pipefail; onrecord read {story} {story} | head -1") == (0, "")


def test_signs_that_steer_a_terminal_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "sly.txt"
    path.write_text("Pavel Dorin said on Friday \x1b[31mthat the \u202etalks would go on next week.\n", "utf8")
    out = run("read", str(path))[1]
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_fault_on_one_article_does_not_stop_the_others(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Reader._read

    def faulty(self: Reader, article: Article, tagged: Callable[[], list[Attribution]]) -> Record:
        if "Valk" in article.text:
            raise IndexError("list index out of range")
        return whole(self, article, tagged)

    monkeypatch.setattr(Reader, "_read", faulty)
    status, out, err = run("read", str(EXAMPLE), str(story), "--json")
    assert (status, len(out.splitlines())) == (1, 1)
    assert err.startswith(
        f"onrecord: {EXAMPLE}: could not be read for a fault of onrecord, please report it (IndexError"
    )


def test_what_the_readme_shows_is_what_the_demo_prints() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf8")
    reading = readme.split("## Keeping the record")[0]
    blocks = [block.split("```")[0] for block in reading.split("```text\n")[1:]]
    printed = {line.rstrip() for line in run("read", str(EXAMPLE))[1].splitlines()}
    shown = [line.rstrip() for block in blocks for line in block.splitlines()]
    assert len(shown) > 20
    assert [line for line in shown if line not in printed] == []
