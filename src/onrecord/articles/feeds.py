"""RSS and Atom feeds: each entry is a report, by its own full text or by the page it leads to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from onrecord.articles.assemble import Around, assemble
from onrecord.articles.dates import given_date, is_edtf_date
from onrecord.articles.decoding import MAX_BYTES
from onrecord.articles.fetch import Page
from onrecord.articles.html import read_html
from onrecord.articles.options import InputOptions
from onrecord.articles.pages import Pages, fill_head, read_page, refuse_lists
from onrecord.articles.xml import list_kind, refuse_entities
from onrecord.errors import InputError
from onrecord.lexicons.load import lexicon
from onrecord.schema.article import Article

MAX_FEED = MAX_BYTES
"""The most bytes of a feed."""

MAX_ENTRIES = 5_000
MAX_MARKUP = 250_000
"""The most entries of a feed, and the most tags; its parser needs minutes for what is made of nothing else."""

_FEWEST_WORDS = 40
"""An entry with fewer words is a teaser, wherever it stands."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_WITH_NAME = re.compile(r"\s*\S+@\S+\s*\(([^()]+)\)\s*")
_UPDATES = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_NO_FEED = "is no feed that can be read; check the address, or give the page it belongs to"
_TOO_LARGE = "is a feed of more than 5 MB; give a smaller one"
_TOO_MANY = f"has more than {MAX_ENTRIES:,} entries, or hardly anything but markup; give a smaller feed"
_EMPTY_ENTRY = "has neither a text nor the address of a page; nothing can be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed: `name` is what its user calls it, `address` what it is known by.

    `content` is its own text as HTML, empty where the page at `link` has to be fetched.
    """

    name: str
    address: str
    link: str | None
    content: str
    around: Around

    @property
    def needs_page(self) -> bool:
        """Whether the entry can be read only with its page."""
        return not self.content


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed says; `interval` is the seconds between two looks at it that it asks for."""

    title: str | None
    entries: tuple[Entry, ...]
    interval: float | None


def parse_feed(data: bytes, *, name: str, url: str | None = None, charset: str | None = None) -> ParsedFeed:
    """The feed in `data`; `url` is where it was fetched, `charset` what the server says.

    InputError where there is no feed. What is broken in a feed costs no more than its entry.
    """
    import feedparser  # type: ignore[import-untyped]

    if len(data) > MAX_FEED:
        raise InputError(name, _TOO_LARGE)
    if list_kind(data) != "feed":
        raise InputError(name, _NO_FEED)
    refuse_entities(data, name)
    if data.count(b"<item") + data.count(b"<entry") > MAX_ENTRIES or data.count(b"<") > MAX_MARKUP:
        raise InputError(name, _TOO_MANY)
    headers = {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}
    if url:
        headers["content-location"] = url
    try:
        # A stream, for a string could be taken as an address or the name of a file.
        parsed = feedparser.parse(BytesIO(data), response_headers=headers)
    except Exception:
        # Feeds are hostile input to a large third-party parser; whatever breaks in it means "no feed here".
        raise InputError(name, _NO_FEED) from None
    entries = tuple(_entry(entry, name, number) for number, entry in enumerate(parsed.entries, start=1))
    return ParsedFeed(_words(parsed.feed.get("title")), entries, _interval(parsed.feed))


def read_entry(entry: Entry, page: Page | None, options: InputOptions) -> Article:
    """The article of an entry: of its own text, or of its `page`, where it needs one; else InputError."""
    if page is not None:
        refuse_lists(page, entry.name)
        return fill_head(read_page(page, name=entry.name, options=options), entry.around, options)
    if entry.needs_page:
        raise InputError(entry.name, _EMPTY_ENTRY)
    shown = f"<html><body><article>{entry.content}</article></body></html>".encode()
    text = _without_added(read_html(shown, name=entry.name, options=options, charset="utf-8").text)
    return assemble(text, name=entry.name, options=options, around=entry.around)


def read_feed(
    data: bytes,
    *,
    name: str,
    options: InputOptions,
    pages: Pages,
    url: str | None = None,
    charset: str | None = None,
) -> Iterator[Article | InputError]:
    """The articles of a feed in its order; an entry that cannot be read becomes an InputError in its place."""
    entries = parse_feed(data, name=name, url=url, charset=charset).entries
    if not entries:
        yield InputError(name, "holds no entries")
    fetched = left = 0
    for entry in entries:
        if entry.needs_page and entry.link:
            if fetched >= options.limit:
                left += 1
                continue
            fetched += 1
        try:
            yield read_entry(entry, pages.get(entry.link) if entry.needs_page and entry.link else None, options)
        except InputError as error:
            yield error
    if left:
        options.notice(name, f"{left} entries were left out; {options.limit} pages at most are fetched for one feed")


def _entry(entry: Any, feed: str, number: int) -> Entry:
    link = str(entry.get("link") or "").strip()
    link = link if re.match(r"https?://", link, re.IGNORECASE) else ""
    content = _content(entry, linked=bool(link))
    known = link or f"{feed}#{entry.get('id') or sha256(repr(sorted(entry.items())).encode()).hexdigest()[:16]}"
    return Entry(
        name=link or f"{feed}, entry {number}",
        address=known,
        link=link or None,
        content=content if _is_full(content) or not link else "",
        around=Around(
            title=_words(entry.get("title")),
            publisher=_words(entry.get("publisher")),
            byline=_authors(entry),
            published=_published(entry),
            url=link or None,
        ),
    )


def _content(entry: Any, *, linked: bool) -> str:
    """The entry's own text as HTML, the longest if there are several; a summary is none, unless there is no page."""
    bodies = [
        body.value if "html" in body.get("type", "html") else html.escape(body.value)
        for body in entry.get("content", ())
        if body.get("value") and body.get("type", "text/html").startswith(("text/", "application/xhtml"))
    ]
    if not bodies and not linked and _is_full(str(entry.get("summary") or "")):
        bodies = [entry.summary]
    return max(bodies, key=len, default="")


def _is_full(content: str) -> bool:
    """Whether a content is the whole report, not only its beginning."""
    words = _plain(content)
    end = words.casefold().replace("’", "'")[-60:].rstrip()
    return len(words.split()) >= _FEWEST_WORDS and not end.endswith(tuple(lexicon("feeds")["cut"]))


def _without_added(text: str) -> str:
    """`text` without a last paragraph that the publishing system added."""
    before, _, last = text.rstrip().rpartition("\n\n")
    words = " ".join(last.casefold().split())
    for added in lexicon("feeds")["added"]:
        if before and len(words) < 400 and words.startswith(added["begins"]) and added["holds"] in words:
            return before
    return text


def _authors(entry: Any) -> str | None:
    raw = str(entry.get("author") or "")
    whole = []
    for author in entry.get("authors", ()):
        name = _words(author.get("name"))
        # Of `post@site.example (Jane Roe)` feedparser can take the end of the address for a name.
        torso = name and author.get("email", "\n") + name in raw
        if name and not torso and not re.search(r"[@()<>]|https?:", name):
            whole.append(name)
    if not whole and (match := _WITH_NAME.fullmatch(raw)):
        whole = [" ".join(match[1].split())]
    return "; ".join(dict.fromkeys(whole)) or None


def _published(entry: Any) -> str | None:
    """The day as it is written, in its own time zone. RSS 1.0 and some Atom feeds have only `updated`."""
    for key in ("published", "updated"):
        if key in entry and (day := day_of(str(entry[key]))):
            return day
    return None


def day_of(written: str) -> str | None:
    """The EDTF day of a date in ISO form or as in e-mail; None for any other."""
    try:
        return given_date(written) or _plausible(parsedate_to_datetime(written))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _plausible(moment: datetime) -> str | None:
    day = moment.date().isoformat()
    return day if is_edtf_date(day) else None


def _interval(feed: Any) -> float | None:
    """What a feed asks for by `ttl` (minutes) or `sy:updatePeriod`; the longer one, if there are both."""
    hints = []
    if re.fullmatch(r"[0-9]{1,9}", ttl := str(feed.get("ttl", "")).strip()):
        hints.append(int(ttl) * 60.0)
    if period := _UPDATES.get(str(feed.get("sy_updateperiod", "")).strip().lower()):
        times = str(feed.get("sy_updatefrequency", "1")).strip()
        hints.append(period / max(1, int(times) if re.fullmatch(r"[0-9]{1,9}", times) else 1))
    return max(hints, default=0.0) or None


def _words(value: Any) -> str | None:
    """A title or a name in plain words, on one line."""
    return _plain(str(value)) or None if value else None


def _plain(value: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", value)).split())
