"""RSS, Atom and OPML: from files and addresses, with their own text or that of the pages."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles.feeds import day_of, parse_feed
from onrecord.articles.inputs import InputOptions, read_inputs
from onrecord.errors import InputError
from onrecord.schema.article import Article

from .feeds_made import FULL, atom, item, rss
from .reports import PARAGRAPHS, TEXT, page
from .site import Site, running_site

OPEN = InputOptions(allow_private=True, timeout=5, pause=0)
ADDED = '<p>The post <a href="/x">Harbour talks stall</a> appeared first on <a href="/">The Lowland Post</a>.</p>'


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def read(content: str | bytes, options: InputOptions = OPEN) -> list[Article | InputError]:
    data = content.encode() if isinstance(content, str) else content
    return list(read_inputs(["-"], options, io.BytesIO(data)))


def one(content: str | bytes, options: InputOptions = OPEN) -> Article:
    (article,) = read(content, options)
    assert isinstance(article, Article), article
    return article


def error(content: str | bytes) -> InputError:
    (found,) = read(content)
    assert isinstance(found, InputError), found
    assert "\n" not in found.reason
    return found


# --- an entry's own text


def test_full_text_and_head() -> None:
    names = "<dc:creator>Mira Holt</dc:creator><dc:creator>Jan Vos</dc:creator>"
    more = f"{names}<dc:publisher>Lowland Post</dc:publisher>"
    article = one(rss(item("https://post.example/a", title="A &amp; <b>B</b>", full=FULL + ADDED, more=more)))
    assert article.text == TEXT
    assert article.name == article.url == "https://post.example/a"
    heads = (article.title, article.byline, article.publisher, article.published)
    assert [(head.value, head.origin) for head in heads if head] == [
        ("A & B", "given"),
        ("Mira Holt; Jan Vos", "given"),
        ("Lowland Post", "given"),
        ("2024-05-10", "given"),  # the day where it was written, not the one in UTC
    ]
    assert article.dateline is not None


def test_atom_content() -> None:
    entry = (
        '<entry><title type="html">Talks &amp;amp; tea</title><id>urn:1</id>'
        "<updated>2024-05-10T08:00:00+03:00</updated>"
        '<link rel="alternate" href="https://post.example/a"/><author><name>Mira Holt</name></author>'
        f'<content type="html">{escape(FULL)}</content></entry>'
    )
    article = one(atom(entry))
    assert article.text == TEXT
    assert article.title is not None
    assert article.title.value == "Talks & tea"
    assert article.byline is not None
    assert article.byline.value == "Mira Holt"
    assert article.published is not None
    assert article.published.value == "2024-05-10"


def test_options_win() -> None:
    article = one(rss(item("https://post.example/a", full=FULL)), InputOptions(published="2020", publisher="Us"))
    assert article.published is not None
    assert article.publisher is not None
    assert (article.published.value, article.publisher.value) == ("2020", "Us")


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("mira@post.example (Mira Holt)", "Mira Holt"),
        ("Mira Holt", "Mira Holt"),
        ("mira@post.example", None),
        ("", None),
    ],
)
def test_authors(author: str, byline: str | None) -> None:
    article = one(rss(item("https://post.example/a", full=FULL, more=f"<author>{author}</author>")))
    assert (article.byline.value if article.byline else None) == byline


def test_entry_without_link_is_read_by_what_it_has() -> None:
    words = escape(" ".join(PARAGRAPHS))
    feed = rss(f'<item><guid isPermaLink="false">urn:7</guid><description>{words}</description></item>')
    article = one(feed)
    assert PARAGRAPHS[0][:30] in article.text
    assert article.name == "standard input, entry 1"
    assert article.url is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Fri, 10 May 2024 22:30:00 -0500", "2024-05-10"),
        ("10 May 2024 01:00 GMT", "2024-05-10"),
        ("2024-05-10T23:59:59-07:00", "2024-05-10"),
        ("2024-05", "2024-05"),
        ("yesterday", None),
        ("", None),
        ("Fri, 32 May 2024 22:30:00 GMT", None),
    ],
)
def test_days(written: str, day: str | None) -> None:
    assert day_of(written) == day


# --- pages


@pytest.mark.parametrize("own", ["", "<p>Talks stalled.</p>", FULL + "<p>Continue reading…</p>", FULL + "[&#8230;]"])
def test_page_is_fetched(site: Site, own: str) -> None:
    link = site.page("/a", page())
    article = one(rss(item(link, title="Other title", full=own, date="Thu, 09 May 2024 10:00:00 GMT")))
    assert site.asked == ["/a"]
    assert article.url == link
    assert article.title is not None
    # What the page says of itself is nearer to its text than what the feed says.
    assert (article.title.value, article.title.origin) == ("Harbour talks stall", "page")
    assert article.published is not None
    assert article.published.value == "2024-05-10"


def test_feed_fills_what_the_page_leaves_out(site: Site) -> None:
    link = site.page("/a.txt", TEXT, type="text/plain")
    article = one(rss(item(link, more="<dc:creator>Mira Holt</dc:creator>")))
    heads = (article.title, article.byline, article.published)
    assert [(head.value, head.origin) for head in heads if head] == [
        ("Harbour talks stall", "given"),
        ("Mira Holt", "given"),
        ("2024-05-10", "given"),
    ]
    assert article.publisher is not None
    assert article.publisher.origin == "text"


def test_feed_at_an_address(site: Site) -> None:
    site.page("/a", page())
    site.page("/b", "", status=404)
    feed = rss(item("/a"), item("/b"), item("https://post.example/c", full=FULL), "<item><title>Nothing</title></item>")
    address = site.page("/feed", feed, type="application/rss+xml; charset=utf-8")
    found = list(read_inputs([address], OPEN))
    assert [each.name for each in found] == [
        site.url("/a"),
        site.url("/b"),
        "https://post.example/c",
        f"{address}, entry 4",
    ]
    assert [type(each) for each in found] == [Article, InputError, Article, InputError]
    assert "no such page (404)" in str(found[1])
    assert "neither a text nor the address" in str(found[3])


def test_feed_that_says_it_is_html(site: Site) -> None:
    (article,) = read_inputs([site.page("/feed", rss(item("https://p.example/a", full=FULL)))], OPEN)
    assert isinstance(article, Article)


@pytest.mark.parametrize("link", ["file:///etc/passwd", "javascript:alert(1)", "/relative"])
def test_links_that_are_no_addresses(link: str) -> None:
    assert "neither a text nor the address" in error(rss(item(link))).reason


def test_private_links_are_not_fetched(site: Site) -> None:
    (found,) = read(rss(item(site.page("/a", page()))), InputOptions(pause=0, timeout=5))
    assert isinstance(found, InputError)
    assert "private network" in found.reason
    assert site.asked == []


def test_link_to_another_feed(site: Site) -> None:
    link = site.page("/feed", rss(item("https://post.example/a", full=FULL)))
    assert "a list where a report should be" in error(rss(item(link))).reason


def test_limit_of_pages(site: Site) -> None:
    links = [site.page(f"/{number}", page()) for number in range(4)]
    said: list[tuple[str, str]] = []
    options = InputOptions(allow_private=True, pause=0, limit=2, notice=lambda name, words: said.append((name, words)))
    found = read(rss(*(item(link) for link in links), item("https://post.example/c", full=FULL)), options)
    assert len(found) == 3
    assert site.asked == ["/0", "/1"]
    assert said == [("standard input", "2 entries were left out; 2 pages at most are fetched for one feed")]


def test_pause_and_too_many_requests(site: Site) -> None:
    links = [site.page("/0", page()), site.page("/1", "", status=429), site.page("/2", page())]
    begin = time.monotonic()
    found = read(rss(*map(item, links)), InputOptions(allow_private=True, pause=0.2))
    assert time.monotonic() - begin > 0.2
    assert [isinstance(each, Article) for each in found] == [True, False, False]
    assert site.asked == ["/0", "/1"]


def test_contact(site: Site) -> None:
    options = InputOptions(allow_private=True, contact="https://desk.example/bot")
    list(read_inputs([site.page("/a", page())], options))
    assert site.headers["user-agent"].endswith(" (+https://desk.example/bot)")
    for contact in ("", "desk", "https://a b", "https://a\r\nX: y", "https://a)"):
        with pytest.raises(InputError, match="--contact"):
            InputOptions(contact=contact)


# --- feeds that are odd, broken or hostile


def test_encodings() -> None:
    feed = rss(item("https://post.example/a", full=FULL)).replace("utf-8", "utf-16")
    assert one(feed.encode("utf-16")).text == TEXT
    latin = rss(item("https://post.example/a", full=FULL.replace("“", '"').replace("”", '"').replace("—", "-")))
    assert "the café" in one(latin.replace("utf-8", "iso-8859-1").encode("iso-8859-1")).text


def test_rdf() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        '<channel rdf:about="https://post.example/"><title>Post</title></channel><item rdf:about="https://post.example/a">'
        "<title>Talks</title><link>https://post.example/a</link><dc:date>2024-05-10T08:00:00+02:00</dc:date>"
        f"<content:encoded>{escape(FULL)}</content:encoded></item></rdf:RDF>"
    )
    article = one(feed)
    assert article.published is not None
    assert article.published.value == "2024-05-10"


def test_broken_entry_costs_only_itself() -> None:
    feed = rss(item("https://post.example/a", full=FULL), "<item><title>a & b</title><link></item>")
    found = read(feed + "</oops>")
    assert isinstance(found[0], Article)
    assert all(isinstance(each, InputError) for each in found[1:])


def test_empty_feed() -> None:
    assert error(rss()).reason == "holds no entries"


def test_large_feed() -> None:
    assert "more than 5 MB" in error(rss(item("https://post.example/a", full="<p>Talks.</p>" * 500_000))).reason


BOMB = '<!DOCTYPE rss [<!ENTITY a "' + "x" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declaration", [BOMB, OUTSIDE, OUTSIDE.replace("ENTITY a", "ENTITY % a"), OUTSIDE.lower()])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declaration: str, encoding: str) -> None:
    feed = rss(item("https://post.example/a", full=FULL)).replace("?>", f"?>{declaration}", 1)
    feed = feed.replace("Lisk stalled.", "&b;&b;&a;").replace("utf-8", encoding)
    assert "XML entities" in error(feed.encode(encoding)).reason


def test_doctype_without_entities_is_read() -> None:
    feed = rss(item("https://post.example/a", full=FULL))
    declared = '?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://dtd.example/rss.dtd">'
    assert one(feed.replace("?>", declared, 1)).text == TEXT


def test_scripts_are_left_out() -> None:
    article = one(rss(item("https://post.example/a", full=FULL + "<script>alert(1)</script><iframe src='x'></iframe>")))
    assert article.text == TEXT


@pytest.mark.parametrize("text", ["<feed>me</feed> said the plant, and the gardener did.", "<rdf>a</rdf> of the talks"])
def test_other_xml_is_a_text_as_before(text: str) -> None:
    assert one(text).text == text


@pytest.mark.parametrize("kind", ["application/xml", "text/xml", "application/gzip"])
def test_other_lists_at_an_address(site: Site, kind: str) -> None:
    (found,) = read_inputs([site.page("/x", "<newsMessage/>", type=kind)], OPEN)
    assert f"has the type {kind}; only HTML and plain text are read, and XML of feeds" in str(found)


HOSTILE = {
    "deep": "<a>" * 50_000,
    "deeper": "<a>" * 500_000,
    "open": "<item>" * 5_000,
    "many": "<item>" * 300_000,
    "tags": "<" * 1_000_000,
    "entities": "&amp;" * 300_000,
    "references": "&x" * 500_000,
    "attributes": "<a " + "b='c' " * 100_000 + ">",
    "title": "<item><title>" + "&lt;b " * 200_000 + "</title></item>",
    "comments": "<!--" * 200_000,
    "data": "<![CDATA[" * 200_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_feeds_take_no_long_time(kind: str) -> None:
    begin = time.process_time()
    assert read(rss(HOSTILE[kind]))
    assert time.process_time() - begin < 5


TOKENS = st.sampled_from(
    [
        *(
            "<rss>",
            "</rss>",
            "<channel>",
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "<urlset>",
            "<url>",
            "<loc>x</loc>",
        ),
        *(
            "<opml>",
            '<outline xmlUrl="x">',
            "<sitemapindex>",
            "<sitemap>",
            "</loc>",
            "<?xml",
            "?>",
            "<!DOCTYPE",
            "[",
            "]>",
        ),
        *("<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&x;", "\x00", "\x1f\x8b", "<content:encoded>", "é", " ", FULL),
        *('<feed xmlns="http://www.w3.org/2005/Atom">', "<entry>", "<guid>1</guid>", "WARC/1.0\r\n", "<pubDate>2024"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    tokens=st.lists(TOKENS, max_size=14), root=st.sampled_from(["", "<rss>", "<opml>", "<urlset>", "<sitemapindex>"])
)
def test_any_xml(tokens: list[str], root: str) -> None:
    for each in read(root + "".join(tokens)):
        if isinstance(each, InputError):
            assert "\n" not in each.reason


@pytest.mark.parametrize(
    ("head", "interval"),
    [
        ("", None),
        ("<ttl>30</ttl>", 1800),
        ("<ttl>often</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
        ("<sy:updatePeriod> daily </sy:updatePeriod><ttl>5</ttl>", 86_400),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600),
    ],
)
def test_intervals(head: str, interval: float | None) -> None:
    assert parse_feed(rss(head=head).encode(), name="feed").interval == interval


# --- OPML


def opml(*addresses: str) -> str:
    outlines = "".join(f'<outline type="rss" text="x" xmlUrl="{escape(address)}"/>' for address in addresses)
    return f'<?xml version="1.0"?><opml version="2.0"><body><outline text="News">{outlines}</outline></body></opml>'


def test_opml(site: Site, tmp_path: Path) -> None:
    good = site.page("/good", rss(item("https://post.example/a", full=FULL)), type="text/xml")
    html = site.page("/html", page())
    (tmp_path / "feeds.opml").write_text(opml(good, html, site.page("/none", "", status=404), good), encoding="utf-8")
    found = list(read_inputs([str(tmp_path / "feeds.opml")], OPEN))
    assert [type(each) for each in found] == [Article, InputError, InputError]
    assert "is no feed" in str(found[1])
    assert "404" in str(found[2])


def test_opml_that_names_itself_or_files(site: Site) -> None:
    itself = site.url("/list.opml")
    site.page("/list.opml", opml(itself, "file:///etc/passwd"), type="text/x-opml")
    found = list(read_inputs([itself], OPEN))
    assert [type(each) for each in found] == [InputError, InputError]
    assert site.asked == ["/list.opml", "/list.opml"]


def test_opml_with_nothing_in_it() -> None:
    assert "names no feeds" in error(opml()).reason
    assert "XML entities" in error(opml("https://x.example/&a;").replace("?>", "?>" + OUTSIDE, 1)).reason
