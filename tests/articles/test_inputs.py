"""Names in, articles and errors out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.articles.inputs import InputOptions, read_article, read_inputs
from onrecord.errors import InputError
from onrecord.lexicons.load import lexicon
from onrecord.schema.article import Article

from .reports import PARAGRAPHS, TEXT, page


def error_of(name: str, stdin: bytes | None = None) -> InputError:
    (error,) = read_inputs([name], stdin=None if stdin is None else io.BytesIO(stdin))
    assert isinstance(error, InputError)
    assert "\n" not in error.reason
    return error


def test_order_and_errors_in_their_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.html").write_text(page(), encoding="utf-8")
    names = [str(tmp_path / name) for name in ("a.txt", "none.txt", "b.html")]
    found = list(read_inputs(names))
    assert [type(each) for each in found] == [Article, InputError, Article]
    assert [each.name for each in found] == names


def test_nothing() -> None:
    assert list(read_inputs([])) == []


def test_inputs_are_read_one_by_one(tmp_path: Path) -> None:
    """The second name is not touched before its turn."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found = read_inputs([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert isinstance(next(found), Article)
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert isinstance(next(found), Article)


@pytest.mark.parametrize(
    ("name", "content", "begin"),
    [
        ("a.txt", TEXT, "LISK"),
        ("a", TEXT, "LISK"),
        ("a.md", TEXT, "LISK"),
        ("a.html", page(), "Harbour"),
        ("a.HTM", page(), "Harbour"),
        ("a.xhtml", page(), "Harbour"),
        ("a", page(), "Harbour"),
        ("a.txt", "\n <!-- saved -->\n" + page(), "Harbour"),
        ("a.ndjson", json.dumps({"text": TEXT}), "LISK"),
        ("a", json.dumps({"text": TEXT}), "LISK"),
        ("a", json.dumps({"text": TEXT}, indent=2), "LISK"),
        ("a", "\n" + json.dumps([{"text": TEXT}]), "LISK"),
        ("a.txt", "[1] " + TEXT, "[1]"),
        ("a.txt", '{"note": "no report"} ' + TEXT, '{"note"'),
    ],
)
def test_kinds(tmp_path: Path, name: str, content: str, begin: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    assert read_article(str(file)).text.startswith(begin)


@pytest.mark.parametrize("content", [TEXT, page(), json.dumps({"text": TEXT}), "\n\n" + json.dumps({"text": TEXT})])
def test_standard_input(content: str) -> None:
    article = read_article("-", stdin=io.BytesIO(content.encode()))
    assert PARAGRAPHS[1] in article.text
    assert article.name.startswith("standard input")


def test_lines_from_standard_input() -> None:
    lines = "".join(json.dumps({"text": TEXT, "id": number}) + "\n" for number in range(3))
    found = list(read_inputs(["-"], stdin=io.BytesIO(lines.encode())))
    assert [each.id for each in found if isinstance(each, Article)] == ["0", "1", "2"]
    assert found[2].name == "standard input:3"


def test_standard_input_twice() -> None:
    found = list(read_inputs(["-", "-"], stdin=io.BytesIO(TEXT.encode())))
    assert isinstance(found[0], Article)
    assert isinstance(found[1], InputError)
    assert "twice" in found[1].reason


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert "is a folder" in error_of(str(tmp_path)).reason
    assert "no such file" in error_of(str(tmp_path / "none.txt")).reason
    assert "is no file" in error_of("").reason
    assert "no name of a file" in error_of("a\x00b").reason
    assert "no name of a file" in error_of("a\ud800b").reason
    assert "cannot be read" in error_of("x" * 5000).reason
    assert "address that is not read" in error_of("file:///etc/passwd").reason
    assert "address that is not read" in error_of("ftp://post.example/a").reason


def test_permissions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):  # root may read everything
        monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    assert "may not be read" in error_of(str(file)).reason


def test_disk_that_fails(tmp_path: Path) -> None:
    class Failing(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    (error,) = read_inputs(["-"], stdin=Failing())
    assert isinstance(error, InputError)
    assert error.reason == "cannot be read (Input/output error)"


def test_endless_file() -> None:
    assert error_of("/dev/zero").reason


def test_read_article_raises() -> None:
    with pytest.raises(InputError, match="no such file"):
        read_article("none.txt")


@pytest.mark.parametrize("value", ["2024", "2024-05", "2024-05-10", "2024-02-29"])
def test_published_option(value: str) -> None:
    article = read_article("-", InputOptions(published=value), io.BytesIO(TEXT.encode()))
    assert article.published is not None
    assert (article.published.value, article.published.origin) == (value, "given")


@pytest.mark.parametrize(
    "value", ["", "24", "2024-13", "2024-02-30", "2023-02-29", "10 May 2024", "2024-5-1", "٢٠٢٤", "0000"]
)
def test_published_option_that_is_no_date(value: str) -> None:
    with pytest.raises(InputError, match="is not a date") as caught:
        InputOptions(published=value)
    assert caught.value.name == "--published"


def test_other_options() -> None:
    with pytest.raises(InputError, match="--publisher"):
        InputOptions(publisher=" ")
    with pytest.raises(InputError, match="--timeout"):
        InputOptions(timeout=0)


def test_publisher_option_that_stands_in_the_text() -> None:
    article = read_article("-", InputOptions(publisher="Civic List"), io.BytesIO(TEXT.encode()))
    assert article.publisher is not None
    assert article.publisher.span is not None
    assert TEXT[article.publisher.span.start : article.publisher.span.end] == "Civic List"


def test_same_text_same_id() -> None:
    first, second = (read_article("-", stdin=io.BytesIO(TEXT.encode())) for _ in range(2))
    assert first == second


def test_import_is_light() -> None:
    code = (
        # An empty package of the name, so that only what the inputs themselves load is seen.
        "import sys, types\n"
        "sys.modules['onrecord'] = package = types.ModuleType('onrecord')\n"
        f"package.__path__ = [{str(files('onrecord'))!r}]\n"
        "import onrecord.articles.inputs\n"
        "heavy = {'trafilatura', 'lxml', 'httpx2', 'httpcore2', 'py3langid', 'numpy', 'charset_normalizer'}\n"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_word_lists_have_headers() -> None:
    for name in ("agencies", "heads", "languages", "paywall"):
        source = (files("onrecord.lexicons") / f"{name}.toml").read_text(encoding="utf-8")
        assert source.startswith("# ")
        assert lexicon(name) == tomllib.loads(source)
        assert lexicon(name) is lexicon(name)


def test_an_agency_spelling_belongs_to_one_name() -> None:
    agencies: dict[str, list[str]] = lexicon("agencies")["agencies"]
    spellings = [spelling for name, more in agencies.items() for spelling in {name, *more}]
    assert len(spellings) == len(set(spellings))


# --- any bytes at all

MARKUP = (b"<p>", b"</p>", b"<html>", b"<!doctype html>", b"<article>", b"<blockquote>", b"<table>", b"<!--", b"&#0;")
JSON = (b'{"text": "', b'"}', b"{", b"}", b"[", b"]", b",", b'"title": ', b"\\ud800", b'", "date": "2024')
MARKS = (b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF", b"\x00", b"\xe9", b"\n", b"\r\n")
HEADS = (b"By Jane Roe", b"LISK (AP) - ", b"May 10, 2024", b"Talks stall in Lisk", TEXT.encode())
WORDS = st.lists(st.sampled_from(MARKUP + JSON + MARKS + HEADS), max_size=12).map(b"".join)
ANY_TEXT = st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
SUFFIXES = st.sampled_from(["", ".txt", ".html", ".jsonl", ".json"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=200), ANY_TEXT, WORDS), suffix=SUFFIXES)
def test_any_bytes(tmp_path: Path, data: bytes, suffix: str) -> None:
    file = tmp_path / f"input{suffix}"
    file.write_bytes(data)
    found = list(read_inputs([str(file)]))
    assert found
    for each in found:
        if isinstance(each, InputError):
            assert "\n" not in each.reason
            continue
        assert isinstance(each.text, str)
        each.text.encode()
        for detail in (each.title, each.publisher, each.byline, each.dateline, each.published):
            if detail is not None and detail.span is not None:
                assert each.text[detail.span.start : detail.span.end] == detail.span.text


HOSTILE = {
    "spaces": b"Talks" + b" " * 1_000_000 + b"stalled in Lisk on Friday, they said.",
    "blank lines": b"Talks\n" + b" " * 500_000 + b"\n" + b" \n" * 100_000 + b"stalled in Lisk, they said.",
    "comments": b"<!---->" * 100_000 + b"Talks stalled in Lisk.",
    "quotations": b"<html><body>" + b"<q " * 300_000,
    "scripts": b"<html><body><p>Talks stalled.</p>" + b"<script" * 100_000,
    "separators": b"Talks | " * 100_000,
    "brackets": b"(" * 500_000 + b" Talks stalled.",
    "stops": b"Talks stalled" + b".\"')" * 300_000 + b" x\n\nThe talks in Lisk were over on Friday, they said.",
    "title": b'{"text": "Talks stalled in Lisk.", "title": "' + b"(x" * 500_000 + b'"}',
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_inputs_take_no_long_time(kind: str) -> None:
    begin = time.process_time()
    assert list(read_inputs(["-"], stdin=io.BytesIO(HOSTILE[kind])))
    assert time.process_time() - begin < 5
