"""JSON Lines and JSON documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.articles import jsonlines
from onrecord.articles.inputs import InputOptions, read_article, read_inputs
from onrecord.errors import InputError
from onrecord.schema.article import Article, Detail
from onrecord.schema.span import Span

from .reports import TEXT

DEFAULTS = InputOptions()


def read(tmp_path: Path, content: str | bytes, name: str = "a.jsonl", options: InputOptions = DEFAULTS) -> list[Any]:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_inputs([str(file)], options))


def line(**fields: Any) -> str:
    return json.dumps({"text": TEXT, **fields})


def test_fields(tmp_path: Path) -> None:
    fields = {
        "id": "n1",
        "date": "2024-05-10",
        "publisher": "The Lowland Post",
        "title": "Talks stall",
        "byline": "Mira Holt",
        "url": "https://post.example/1",
        "more": [1],
    }
    (article,) = read(tmp_path, line(**fields))
    assert article == Article(
        text=TEXT,
        id="n1",
        name=f"{tmp_path}/a.jsonl:1",
        title=Detail("Talks stall", "given"),
        publisher=Detail("The Lowland Post", "given"),
        byline=Detail("Mira Holt", "given"),
        dateline=Detail("LISK (AP)", "text", Span(0, 9, "LISK (AP)")),
        published=Detail("2024-05-10", "given"),
        url="https://post.example/1",
    )


def test_what_is_not_given_is_found_in_the_text(tmp_path: Path) -> None:
    (article,) = read(tmp_path, line(title=None, publisher=""))
    assert article.publisher == Detail("Associated Press", "text", Span(6, 8, "AP"))
    assert article.title is None
    assert article.id.startswith("a")
    assert len(article.id) == 17


def test_given_words_that_stand_in_the_text(tmp_path: Path) -> None:
    text = f"Talks stall in Lisk\nBy Mira Holt\nMay 10, 2024\n\n{TEXT}"
    (article,) = read(
        tmp_path, line(text=text, title="Talks stall in Lisk", author="Mira Holt", published="2024-05-10")
    )
    assert article.title == Detail("Talks stall in Lisk", "given", Span(0, 19, "Talks stall in Lisk"))
    assert article.byline == Detail("Mira Holt", "given", Span(23, 32, "Mira Holt"))
    assert article.published == Detail("2024-05-10", "given", Span(33, 45, "May 10, 2024"))


def test_given_words_inside_others_have_no_place(tmp_path: Path) -> None:
    (article,) = read(tmp_path, line(publisher="Lis"))
    assert article.publisher == Detail("Lis", "given")


def test_one_bad_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    found = read(tmp_path, f"{line()}\n\nnonsense\n{line(id='b')}\n")
    assert [type(each) for each in found] == [Article, InputError, Article]
    assert found[1].name == f"{tmp_path}/a.jsonl:3"
    assert found[2].name.endswith("a.jsonl:4")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("nonsense", "is not JSON"),
        ('{"text": "x"', "is not JSON"),
        ("[1, 2]", "is not a JSON object"),
        ("null", "is not a JSON object"),
        ('"text"', "is not a JSON object"),
        ('{"title": "x"}', 'has no "text"'),
        ('{"text": 7}', 'its "text" is not a string'),
        ('{"text": null}', 'its "text" is not a string'),
        ('{"text": ""}', "is empty"),
        ('{"text": "..."}', "holds no words"),
        ('{"text": "Talks \\u0000 stalled"}', "control characters"),
        ('{"text": "Talks \\ud800 stalled"}', "half a character"),
        (line(title="\ud800"), "half a character"),
        (line(id="\udfff"), "half a character"),
        (line(date="10 May 2024"), "its date '10 May 2024' is not a date"),
        (line(date="2024-02-30"), "is not a date"),
        (line(date="2024-13"), "is not a date"),
        (line(date="2024-05-10T25:00"), "is not a date"),
        (line(date="2024-05-10\nx"), "is not a date"),
        (line(date=20240510), 'its "date" is not a string'),
        (line(title=["x"]), 'its "title" is not a string'),
        (line(id=1.5), 'its "id" is not a string'),
        (line(id=True), 'its "id" is not a string'),
        ("[" * 100_000, "is not JSON"),
        ('{"text": ' + "9" * 10_000 + "}", "is not JSON"),
    ],
)
def test_bad_lines(tmp_path: Path, bad: str, reason: str) -> None:
    error, article = read(tmp_path, f"{bad}\n{line()}")
    assert isinstance(error, InputError)
    assert error.name == f"{tmp_path}/a.jsonl:1"
    assert reason in error.reason
    assert "\n" not in error.reason
    assert isinstance(article, Article)


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    (error,) = read(tmp_path, b'{"text": "caf\xe9"}')
    assert "is not UTF-8" in error.reason


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("2024-05-10", "2024-05-10"),
        ("2024-05-10T08:00:00Z", "2024-05-10"),
        ("2024-05-10 08:00:00+02:00", "2024-05-10"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        (" 2024-05-10 ", "2024-05-10"),
        ("", None),
        (None, None),
    ],
)
def test_dates(tmp_path: Path, given: str | None, value: str | None) -> None:
    (article,) = read(tmp_path, line(date=given))
    assert (article.published.value if article.published else None) == value


def test_published_before_date(tmp_path: Path) -> None:
    (article,) = read(tmp_path, line(date="2023-01-01", published="2024-05-10"))
    assert article.published.value == "2024-05-10"


def test_number_as_id(tmp_path: Path) -> None:
    assert read(tmp_path, line(id=12))[0].id == "12"


def test_options_win(tmp_path: Path) -> None:
    options = InputOptions(published="2024-05", publisher="Lisk Tribune")
    (article,) = read(tmp_path, line(date="2023-01-01", publisher="x"), options=options)
    assert article.published == Detail("2024-05", "given")
    assert article.publisher == Detail("Lisk Tribune", "given")


def test_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + line(text=TEXT.replace("\n", "\r\n")).encode() + b"\r\n"
    assert read(tmp_path, content)[0].text == TEXT


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff\n"])
def test_no_lines(tmp_path: Path, content: str) -> None:
    (error,) = read(tmp_path, content)
    assert error.reason == "holds no articles"


def test_long_lines_are_refused_and_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("jsonlines", "streams", "inputs"):
        monkeypatch.setattr(f"onrecord.articles.{module}.MAX_BYTES", 1000)
    exact = line() + " " * (1000 - len(line()))
    found = read(tmp_path, f"{line(more='x' * 5000)}\n{exact}\r\n{line(more='x' * 1000)}\n{line()}")
    assert [type(each) for each in found] == [InputError, Article, InputError, Article]
    assert found[0].reason == jsonlines.LINE_TOO_LARGE
    assert [each.name.rpartition(":")[2] for each in found] == ["1", "2", "3", "4"]


# --- .json


@pytest.mark.parametrize("content", [line(), line() + "\n", json.dumps({"text": TEXT}, indent=2)])
def test_one_object(tmp_path: Path, content: str) -> None:
    (article,) = read(tmp_path, content, "a.json")
    assert article.text == TEXT
    assert article.name.endswith("/a.json")


def test_array(tmp_path: Path) -> None:
    found = read(tmp_path, f"[{line(id='a')},\n 7, {line(id='c')}]", "a.json")
    assert [type(each) for each in found] == [Article, InputError, Article]
    assert found[1].name == f"{tmp_path}/a.json, item 2"


@pytest.mark.parametrize(
    ("content", "reason"), [("[]", "holds no articles"), ("", "is not JSON"), ("{", "is not JSON")]
)
def test_bad_documents(tmp_path: Path, content: str, reason: str) -> None:
    (error,) = read(tmp_path, content, "a.json")
    assert reason in error.reason
    assert error.name == f"{tmp_path}/a.json"


def test_lines_under_the_name_of_a_document(tmp_path: Path) -> None:
    found = read(tmp_path, f"\n{line(id='a')}\n\n{line(id='b')}\n{line(id='c')}", "a.json")
    assert [each.id for each in found] == ["a", "b", "c"]
    assert [each.name.rpartition(":")[2] for each in found] == ["2", "4", "5"]


def test_more_than_one(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f"{line()}\n{line()}")
    with pytest.raises(InputError, match="more than one article"):
        read_article(str(file))
