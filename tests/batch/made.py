"""Inputs for the tests, invented: archives, tables, lines, folders."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from articles.feeds_made import record
from articles.reports import page

SPEAKERS = ("Oren Vasko", "Mira Holt", "Teyla Brandt", "Jonas Rell")


def paragraphs(number: int, more: str = "") -> tuple[str, ...]:
    """A report; every one differs."""
    return (
        f"LISK (Halden Wire) — Talks on pier {number} of the harbour stalled after the Civic List walked out again.",
        f"{SPEAKERS[number % 4]} said that {number + 12} people had left the quarter since Tuesday, by boat.",
        f"{SPEAKERS[(number + 1) % 4]} said that crane {number} would not move before the council had answered them.",
        f"Nobody from the ministry of ports spoke about pier {number} on the evening of the meeting. {more}".strip(),
    )


def text(number: int, more: str = "") -> str:
    return "\n\n".join(paragraphs(number, more))


def row(number: int, more: str = "") -> dict[str, str]:
    """An article as JSON Lines and tables have them."""
    return {
        "text": text(number, more),
        "id": f"r{number}",
        "title": f"Pier {number} stalls",
        "publisher": "Halden Wire",
        "date": "2031-03-14",
        "url": f"https://wire.example/{number}",
    }


def page_record(number: int, more: str = "", **fields: str) -> bytes:
    """A record of an archive with a page."""
    html = page(paragraphs(number, more), title=f"Pier {number} stalls")
    html = html.replace("https://post.example/harbour", f"https://post.example/{number}")
    return record(html.encode(), address=f"https://post.example/{number}", **fields)


def archive(path: Path, *, fatal: dict[int, str] | None = None, pages: int = 12) -> Path:
    """A packed WARC file with good records, and such as are left out or cannot be read, between them."""
    records = [record(b"software: test\r\n", kind="warcinfo")]
    for number in range(pages):
        records.append(record(b"GET / HTTP/1.1\r\n\r\n", kind="request"))
        records.append(page_record(number, (fatal or {}).get(number, "")))
        if number % 4 == 1:
            records.append(record(b"\x89PNG", type="image/png"))
            records.append(record(b"User-agent: *", type="text/html", address="https://post.example/robots.txt"))
            records.append(record(b"<html><body><p>Cookies</p></body></html>", address="https://post.example/empty"))
    records.append(record(b"<html>" + b"x " * 2_600_000, address="https://post.example/large"))
    path.write_bytes(b"".join(gzip.compress(each, mtime=0) for each in records))
    return path


def lines(path: Path, count: int = 9, *, fatal: dict[int, str] | None = None) -> Path:
    """JSON Lines, three of which cannot be read."""
    written = [json.dumps(row(100 + number, (fatal or {}).get(number, ""))) for number in range(count)]
    written[2:2] = ["", "no JSON", json.dumps({"title": "no text"}), json.dumps({"text": " "})]
    path.write_text("\n".join(written), "utf8")
    return path


def table(path: Path, count: int = 9) -> Path:
    """A Parquet table in row groups of four."""
    rows = [row(200 + number) for number in range(count)]
    rows[3]["text"] = ""
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=4)
    return path


def folder(path: Path, count: int = 9) -> Path:
    """A folder with texts, a page, a feed, and another folder with lines."""
    (path / "more").mkdir(parents=True)
    for number in range(count):
        (path / f"report{number}.txt").write_text(text(300 + number), "utf8")
    (path / "more" / "page.html").write_text(page(paragraphs(399)), "utf8")
    (path / "more" / "feed.xml").write_text("<rss version='2.0'><channel><title>T</title></channel></rss>", "utf8")
    lines(path / "more" / "more.jsonl", 2)
    return path


def tree(out: Path) -> dict[str, bytes]:
    """All files of an output, by their names."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
