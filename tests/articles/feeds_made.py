"""Feeds, lists and archives for the tests."""

from __future__ import annotations

import gzip
from html import escape

from .reports import PARAGRAPHS, page

FULL = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def item(
    link: str = "",
    *,
    title: str = "Harbour talks stall",
    full: str = "",
    date: str = "Fri, 10 May 2024 22:30:00 -0500",
    more: str = "",
) -> str:
    """An item of an RSS feed; `full` is its own text as HTML."""
    return (
        f"<item><title>{escape(title)}</title>"
        + (f"<link>{escape(link)}</link>" if link else "")
        + (f"<pubDate>{date}</pubDate>" if date else "")
        + "<description>Talks on the harbour of Lisk stalled.</description>"
        + (f"<content:encoded><![CDATA[{full}]]></content:encoded>" if full else "")
        + f"{more}</item>"
    )


def rss(*items: str, head: str = "") -> str:
    """An RSS feed of `items`."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- made by hand -->\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>The Lowland Post</title>'
        f"<link>https://post.example/</link><description>News</description>{head}{''.join(items)}</channel></rss>"
    )


def atom(*entries: str) -> str:
    """An Atom feed of `entries`."""
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Lowland Post</title>'
        f"<id>urn:post</id><updated>2024-05-10T08:00:00Z</updated>{''.join(entries)}</feed>"
    )


def sitemap(*urls: str, root: str = "urlset") -> str:
    """A sitemap, or an index, of `urls`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        f' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{"".join(urls)}</{root}>'
    )


def listed(address: str, changed: str = "", *, news: str = "", element: str = "url") -> str:
    """An address in a sitemap; `news` is the date of publication in the news extension."""
    return (
        f"<{element}><loc>{escape(address)}</loc>"
        "<image:image><image:loc>https://post.example/i.png</image:loc><image:title>Cranes</image:title></image:image>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + (
            "<news:news><news:publication><news:name>The Lowland Post</news:name><news:language>en</news:language>"
            f"</news:publication><news:publication_date>{news}</news:publication_date>"
            "<news:title>Harbour talks stall</news:title></news:news>"
            if news
            else ""
        )
        + f"</{element}>"
    )


def record(
    body: bytes,
    *,
    kind: str = "response",
    address: str = "https://post.example/harbour",
    status: str = "200 OK",
    type: str = "text/html; charset=utf-8",
    http: str = "",
    warc: str = "",
) -> bytes:
    """A WARC record as CC-NEWS has them."""
    if kind in ("response", "revisit"):
        body = f"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n{http}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-05-11T03:04:05Z\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\n{warc}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def warc() -> bytes:
    """A WARC file, each record packed by itself: three pages, one of them without an article, and much else."""
    without_date = page().replace('<meta property="article:published_time" content="2024-05-10T08:00:00Z">', "")
    records = [
        record(b"software: test\r\n", kind="warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(page().encode()),
        record(b"seed: 1\r\n", kind="metadata"),
        record(b"not here", status="404 Not Found"),
        record(b"\x89PNG", type="image/png"),
        record(b"<html><body><p>Cookies</p></body></html>", address="https://post.example/empty"),
        record(
            gzip.compress(without_date.encode()), http="Content-Encoding: gzip\r\n", address="https://post.example/b"
        ),
        record(page().encode()[:300], warc="WARC-Truncated: length\r\n"),
    ]
    return b"".join(gzip.compress(each) for each in records)
