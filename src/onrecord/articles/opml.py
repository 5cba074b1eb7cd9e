"""OPML: lists of feeds, as feed readers keep them."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.articles.feeds import MAX_FEED, read_feed
from onrecord.articles.fetch import LISTS, Wanted
from onrecord.articles.options import InputOptions
from onrecord.articles.pages import Pages
from onrecord.articles.xml import list_kind, local_name, parse_xml
from onrecord.errors import InputError
from onrecord.schema.article import Article

FEEDS = Wanted(types=LISTS.types, most=MAX_FEED)


def feeds_of(data: bytes, *, name: str) -> list[str]:
    """The addresses of the feeds in an OPML list, in its order, each once; InputError where there are none."""
    found = []
    for element in parse_xml(data, name).iter():
        if local_name(element) == "outline":
            attributes = {key.lower(): value.strip() for key, value in element.attrib.items()}
            found.append(attributes.get("xmlurl", ""))
    addresses = list(dict.fromkeys(filter(None, found)))
    if not addresses:
        raise InputError(name, "names no feeds (no outline has an xmlUrl)")
    return addresses


def read_opml(data: bytes, *, name: str, options: InputOptions, pages: Pages) -> Iterator[Article | InputError]:
    """The articles of all the feeds; a feed that cannot be read becomes an InputError in its place."""
    for address in feeds_of(data, name=name):
        try:
            page = pages.get(address, FEEDS)
            # A list that leads to a list could go on for ever.
            if list_kind(page.data) != "feed":
                raise InputError(address, "is no feed; take it from the list")
            yield from read_feed(
                page.data, name=address, options=options, pages=pages, url=page.url, charset=page.charset
            )
        except InputError as error:
            yield error
