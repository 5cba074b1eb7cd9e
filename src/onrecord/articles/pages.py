"""Pages that a list names: fetched one after another, with a pause, and read as any page is."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from onrecord.articles.assemble import Around, assemble
from onrecord.articles.decoding import decode
from onrecord.articles.fetch import HTML_TYPES, PAGES, Page, UnavailableError, Wanted, fetch
from onrecord.articles.options import InputOptions
from onrecord.articles.text import article_text
from onrecord.errors import InputError
from onrecord.schema.article import Article, Detail

_ENOUGH = "not fetched: the site has just had too many requests; try again later"


class Pages:
    """Fetches for one list. A host that has had too many requests is asked for nothing more."""

    def __init__(self, options: InputOptions) -> None:
        self._options = options
        self._asked: dict[str, float] = {}
        self._tired: set[str] = set()

    def get(self, address: str, wanted: Wanted = PAGES) -> Page:
        """The page at `address`; InputError where there is none to be had."""
        host = host_of(address)
        if host in self._tired:
            raise UnavailableError(address, _ENOUGH, 429)
        if host in self._asked:
            time.sleep(max(0.0, self._asked[host] + self._options.pause - time.monotonic()))
        try:
            return fetch_page(address, self._options, wanted)
        except UnavailableError as error:
            if error.status == 429:
                self._tired.add(host)
            raise
        finally:
            self._asked[host] = time.monotonic()


def fetch_page(address: str, options: InputOptions, wanted: Wanted = PAGES) -> Page:
    """`fetch` with what the user's options say."""
    return fetch(
        address,
        timeout=options.timeout,
        allow_private=options.allow_private,
        contact=options.contact,
        wanted=wanted,
    )


def host_of(address: str) -> str:
    """The host of an address in small letters; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def read_page(page: Page, *, name: str, options: InputOptions) -> Article:
    """The article of a page; InputError where it has none."""
    from onrecord.articles.html import read_html

    if page.type in HTML_TYPES:
        return read_html(page.data, name=name, options=options, charset=page.charset, url=page.url)
    text = article_text(decode(page.data, name=name, charset=page.charset), name=name)
    return assemble(text, name=name, options=options, around=Around(url=page.url))


def fill_head(article: Article, around: Around, options: InputOptions) -> Article:
    """`article` with what a list says of it, where neither its user nor its page does; that wins over the text."""
    listed = assemble(article.text, name=article.name, options=options, around=around)
    return Article(
        text=article.text,
        id=article.id,
        name=article.name,
        title=_first(article.title, listed.title),
        publisher=_first(article.publisher, listed.publisher),
        byline=_first(article.byline, listed.byline),
        dateline=article.dateline,
        published=_first(article.published, listed.published),
        url=article.url or around.url,
    )


def _first(read: Detail | None, listed: Detail | None) -> Detail | None:
    return read if read and read.origin != "text" else listed or read


def refuse_lists(page: Page, name: str) -> None:
    """InputError for a page that is a list itself, where an article should be."""
    from onrecord.articles.xml import list_kind

    if list_kind(page.data):
        raise InputError(name, "is a list where a report should be; read it by itself")
