"""Sitemaps of news sites, and which of their addresses are read."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator

import pytest

from onrecord.articles.inputs import InputOptions, read_inputs
from onrecord.articles.sitemaps import parse_sitemap
from onrecord.articles.xml import unpacked
from onrecord.errors import InputError
from onrecord.schema.article import Article

from .feeds_made import listed, sitemap
from .reports import TEXT, page
from .site import Site, running_site

OPEN = InputOptions(allow_private=True, timeout=5, pause=0)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def read(data: bytes | str, options: InputOptions = OPEN) -> list[Article | InputError]:
    return list(read_inputs(["-"], options, io.BytesIO(data.encode() if isinstance(data, str) else data)))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_newest_first(site: Site, pack: type[bytes]) -> None:
    for path in "abcde":
        site.page(f"/{path}", page())
    data = sitemap(
        listed(site.url("/a")),
        listed(site.url("/b"), "2024-05"),
        listed(site.url("/c"), "2024-05-10T01:00:00+02:00"),
        listed(site.url("/d"), "2024-05-09T23:30:00Z"),
        listed(site.url("/e"), "2024-05-01", news="2024-05-11T00:00:00Z"),
    )
    found = read(pack(data.encode()))
    assert [each.name[-2:] for each in found] == ["/e", "/d", "/c", "/b", "/a"]
    assert all(isinstance(each, Article) for each in found)


def test_news_extension_fills_the_head(site: Site) -> None:
    address = site.page("/a.txt", TEXT, type="text/plain")
    (article,) = read(sitemap(listed(address, news="2024-05-09T23:30:00-05:00")))
    assert isinstance(article, Article)
    heads = (article.title, article.publisher, article.published)
    assert [(head.value, head.origin) for head in heads if head] == [
        ("Harbour talks stall", "given"),
        ("The Lowland Post", "given"),
        ("2024-05-09", "given"),
    ]


def test_last_change_is_no_publication_date(site: Site) -> None:
    (article,) = read(sitemap(listed(site.page("/a.txt", TEXT, type="text/plain"), "2024-05-09")))
    assert isinstance(article, Article)
    assert article.published is None
    assert article.title is None


def test_limit(site: Site) -> None:
    said: list[str] = []
    addresses = [site.page(f"/{number}", page()) for number in range(5)]
    options = InputOptions(allow_private=True, pause=0, limit=2, notice=lambda _, words: said.append(words))
    data = sitemap(*(listed(address, f"2024-05-0{number + 1}") for number, address in enumerate(addresses)))
    assert len(read(data, options)) == 2
    assert site.asked == ["/4", "/3"]
    assert said == ["3 older addresses were left out; 2 pages at most are fetched"]


def index(*children: str) -> str:
    return sitemap(*children, root="sitemapindex")


def child(address: str, changed: str = "") -> str:
    return listed(address, changed, element="sitemap")


def test_index_at_an_address(site: Site) -> None:
    a, b = site.page("/a", page()), site.page("/b", page())
    old = site.page("/old.xml", sitemap(listed(a, "2024-01-01")), type="application/xml")
    new = site.page("/new.xml.gz", gzip.compress(sitemap(listed(b, "2024-05-01")).encode()), type="application/x-gzip")
    broken = site.page("/broken.xml", "<urlset", type="application/xml")
    top = site.page(
        "/sitemap.xml", index(child(old), child(broken, "2024-03-01"), child(new, "2024-05-01")), type="text/xml"
    )
    found = list(read_inputs([top], OPEN))
    assert [each.name for each in found] == [broken, b, a]
    assert isinstance(found[0], InputError)
    assert "XML that cannot be read" in found[0].reason


def test_sitemaps_with_nothing_newer_are_not_fetched(site: Site) -> None:
    new = site.page("/new.xml", sitemap(listed(site.page("/a", page()), "2024-05-02")), type="text/xml")
    data = index(child(site.url("/old.xml"), "2024-05-01"), child(new, "2024-05-02"))
    (article,) = read(data, InputOptions(allow_private=True, pause=0, limit=1))
    assert isinstance(article, Article)
    assert site.asked == ["/new.xml", "/a"]


def test_index_of_indexes(site: Site) -> None:
    itself = site.url("/sitemap.xml")
    site.page("/sitemap.xml", index(child(itself)), type="text/xml")
    (found,) = read_inputs([itself], OPEN)
    assert "an index of sitemaps in another index" in str(found)
    assert site.asked == ["/sitemap.xml"] * 2


def test_many_sitemaps(site: Site) -> None:
    said: list[str] = []
    options = InputOptions(allow_private=True, pause=0, notice=lambda _, words: said.append(words))
    for number in range(25):
        site.page(f"/{number}", sitemap(), type="text/xml")
    read(index(*(child(site.url(f"/{number}"), f"20{99 - number}") for number in range(25))), options)
    assert len(site.asked) == 20
    assert said == ["of its 25 sitemaps the first 20 were looked at"]


def test_addresses_that_are_refused(site: Site) -> None:
    feed = site.page("/map", sitemap(listed("https://post.example/")), type="text/plain")
    found = read(sitemap(listed("file:///etc/passwd"), listed("/relative"), listed(feed), "<url></url>"))
    assert ["neither http nor https" in str(found[0]), "neither http" in str(found[1])] == [True, True]
    assert "a list where a report should be" in str(found[2])
    assert len(found) == 3


def test_nothing_in_it() -> None:
    assert "names no pages" in str(read(sitemap())[0])
    assert "names no pages" in str(read(index())[0])


def test_broken_gzip() -> None:
    packed = gzip.compress(sitemap(listed("https://post.example/")).encode())
    assert "broken gzip" in str(read(packed[:-10])[0])
    assert "gzip archive" in str(read(gzip.compress(b"just words"))[0])


def test_bombs() -> None:
    bomb = gzip.compress(sitemap().encode() + b" " * 60_000_000)
    assert "more than 50 MB" in str(read(bomb)[0])
    many = gzip.compress(b"<urlset/>" + b" " * 40_000_000)
    with pytest.raises(InputError, match="more than 50 MB"):
        unpacked(many + many, "x")


def test_entities_are_refused() -> None:
    data = sitemap(listed("https://post.example/&a;")).replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    with pytest.raises(InputError, match="XML entities"):
        parse_sitemap(data.encode(), name="x")
