"""WARC files, with either of the libraries that read them."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.articles.inputs import InputOptions, read_inputs
from onrecord.errors import InputError, SetupError
from onrecord.schema.article import Article

from .feeds_made import record, warc
from .reports import PARAGRAPHS, page


@pytest.fixture(params=["fastwarc", "warcio"], autouse=True)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "warcio":
        monkeypatch.setitem(sys.modules, "fastwarc", None)
    pytest.importorskip(request.param)
    return str(request.param)


def read(data: bytes, said: list[str] | None = None) -> list[Article | InputError]:
    options = InputOptions(notice=lambda _, words: said.append(words) if said is not None else None)
    return list(read_inputs(["-"], options, io.BytesIO(data)))


@pytest.mark.parametrize("unpack", [False, True])
def test_pages_and_the_rest(unpack: bool) -> None:
    said: list[str] = []
    first, empty, third = read(gzip.decompress(warc()) if unpack else warc(), said)
    assert isinstance(first, Article)
    assert PARAGRAPHS[1] in first.text
    assert (first.name, first.url) == ("standard input, record 3", "https://post.example/harbour")
    assert first.published is not None
    assert (first.published.value, first.published.origin) == ("2024-05-10", "page")
    assert isinstance(empty, InputError)
    assert "record 7: holds no article" in str(empty)
    assert isinstance(third, Article)
    # When it was archived is the best that is known of a page without a date.
    assert third.published is not None
    assert (third.published.value, third.published.origin) == ("2024-05-11", "given")
    assert said == [
        "records that are no pages were left out "
        "(1 cut short, 1 metadata, 1 not HTML, 1 not found or redirected, 1 request, 1 warcinfo)"
    ]


def test_file(tmp_path: Path) -> None:
    file = tmp_path / "any.name"
    file.write_bytes(warc())
    assert len(list(read_inputs([str(file)]))) == 3


def test_no_pages() -> None:
    (found,) = read(record(b"x", kind="warcinfo") + record(b"", kind="revisit"))
    assert "holds no pages (1 revisit, 1 warcinfo)" in str(found)


def test_chunked() -> None:
    body = page().encode()
    chunked = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    (article,) = read(record(chunked, http="Transfer-Encoding: chunked\r\n"))
    assert isinstance(article, Article)


@pytest.mark.parametrize("http", ["Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n"])
def test_unpacked_under_its_old_headers(http: str) -> None:
    (article,) = read(record(page().encode(), http=http))
    assert isinstance(article, Article)


def test_unknown_packing() -> None:
    (found,) = read(record(b"x", http="Content-Encoding: br\r\n"))
    assert "packed in a way that is not read (br)" in str(found)


def test_cut_in_the_middle() -> None:
    whole = gzip.compress(record(page().encode()))
    found = read(whole + whole[: len(whole) // 2])
    assert isinstance(found[0], Article)
    assert len(found) >= 1
    assert all(isinstance(each, InputError) for each in found[1:])


@pytest.mark.parametrize(
    "rubbish", [b"WARC/1.0\r\n", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", b"WARC/9\r\n" + b"x" * 99_999]
)
def test_rubbish(rubbish: bytes) -> None:
    found = read(rubbish)
    assert found
    assert all(isinstance(each, InputError) and "\n" not in each.reason for each in found)


def test_large_page_and_bomb() -> None:
    bomb = gzip.compress(b"<html>" + b" " * 100_000_000, compresslevel=1)
    found = read(
        record(b"<html>" + b"x" * 5_000_000) + record(bomb, http="Content-Encoding: gzip\r\n") + record(page().encode())
    )
    assert ["larger than 5 MB" in str(each) for each in found] == [True, True, False]
    assert isinstance(found[2], Article)


def test_without_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "warcio", None)
    with pytest.raises(SetupError, match=r"onrecord\[archive\]"):
        read(warc())


def test_imported_only_then() -> None:
    code = (
        "import sys, io\nfrom onrecord.articles.inputs import read_inputs\n"
        "list(read_inputs(['-'], stdin=io.BytesIO(b'Talks in Lisk were over.')))\n"
        "sys.exit(' '.join({'fastwarc', 'warcio', 'feedparser', 'lxml', 'protego'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
