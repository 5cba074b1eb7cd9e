"""Folders: which files are read, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.articles.folders import files_below
from onrecord.articles.inputs import read_inputs
from onrecord.errors import InputError
from onrecord.schema.article import Article

from .reports import TEXT, page


def test_all_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/b/c.txt", "a.txt", ".hidden.txt", ".git/x.txt", "a/.b.txt", "c.bin"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(page() if name.endswith("html") else TEXT, encoding="utf-8")
    (tmp_path / "c.bin").write_bytes(b"\x89PNG\x00")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    found = list(read_inputs([str(tmp_path)]))
    names = [str(Path(each.name).relative_to(tmp_path)) for each in found]
    assert names == ["a/b/c.txt", "a/z.html", "a.txt", "b.txt", "c.bin"]
    assert [type(each) for each in found] == [Article] * 4 + [InputError]


def test_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (found,) = read_inputs([str(tmp_path)])
    assert isinstance(found, InputError)
    assert "is a folder without files" in found.reason


def test_named_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert [type(each) for each in read_inputs([str(tmp_path / "link")])] == [Article]


def test_deep_folders(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep /= "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(TEXT, encoding="utf-8")
    assert len(list(files_below(str(tmp_path)))) == 1


def test_folder_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    first, second = files_below(str(tmp_path))
    assert isinstance(first, InputError)
    assert "cannot be opened (Permission denied)" in first.reason
    assert second == str(tmp_path / "b.txt")
