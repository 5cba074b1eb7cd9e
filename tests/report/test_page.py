"""The page: complete, safe, readable without colour, script or network."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest

from onrecord.notes import Note
from onrecord.paragraphs import paragraphs
from onrecord.report.page import render_page
from onrecord.schema.article import Article, Detail
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

TEXT = (
    "VELSTAD (Northwire) - The palace said that President Reyl believes that the talks “can still succeed”.\n\n"
    "“We will not reopen the road,” she said. “Not this month.\n\n“Not under pressure.”\n"
    "It is feared that 4,000 lorries & their drivers will wait; officials did not say how long.\n"
)
MADE_BY = Provenance("onrecord 0.1.0", "tagger-1", "ab" * 32, "pipeline 3.8")
VOID = {"meta", "link", "img", "br", "hr", "input"}
HOSTILE = "<script>alert(1)</script>\"><img src=x onerror=alert(1)> & ]]> </style> ' {{ 7 * 7 }}"


def at(part: str, text: str = TEXT) -> Span:
    start = text.index(part)
    return Span.of(text, start, start + len(part))


PALACE_SAID = at("that President Reyl believes that the talks “can still succeed”")
PALACE = Statement(
    "s-palace", (at("The palace"),), at("said"), (PALACE_SAID,), "mixed", (at("can still succeed"),),
    speaker="palace", speaker_type="organisation",
)  # fmt: skip
REYL = Statement(
    "s-reyl", (at("President Reyl"),), at("believes"), (at("that the talks “can still succeed”"),),
    "mixed", (at("can still succeed"),), speaker="Tomas Reyl", speaker_type="person", named=True, act="think",
    parent="s-palace",
)  # fmt: skip
SHE = Statement(
    "s-she", (at("she"),), Span.of(TEXT, TEXT.index("she said") + 4, TEXT.index("she said") + 8),
    (at("“We will not reopen the road,”"), at("“Not this month.\n\n“Not under pressure.”")), "direct",
    (at("We will not reopen the road,"),), speaker_type="person", notes=(Note("speaker-unresolved"),),
)  # fmt: skip
FEARED = Statement("s-fear", (), at("It is feared"), (at("that 4,000 lorries & their drivers will wait"),), "indirect")
DENIED = Statement(
    "s-not", (at("officials"),), at("did not say"), (at("how long"),), "indirect",
    speaker="officials", speaker_type="group", negated=True,
)  # fmt: skip
ARTICLE = Article(
    TEXT,
    name="talks.txt",
    title=Detail("Talks “can succeed”", "page"),
    publisher=Detail("Northwire", "text", at("Northwire")),
    published=Detail("2024-10-17", "given"),
    url="https://news.example/talks?a=1&b=2",
)
RECORD = Record(ARTICLE, (PALACE, REYL, SHE, FEARED, DENIED), MADE_BY)


class Page(HTMLParser):
    """What a browser would make of a page: its tags, ids and links, and the text by place."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.paragraphs: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = tag, {name: value or "" for name, value in attrs}
        self.tags.append(found)
        if tag not in VOID:
            self.open.append(found)
        if tag == "p" and "article" in self.path:
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.path, data))
        if "article" in self.path and "sup" not in self.path and "p" in self.path:
            self.paragraphs[-1] += data

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(tag for tag, _ in self.open)

    def values(self, attribute: str, tag: str | None = None) -> list[str]:
        return [attrs[attribute] for name, attrs in self.tags if attribute in attrs and tag in (None, name)]

    def text(self, place: str) -> str:
        return " ".join("".join(data for path, data in self.texts if place in path).split())


def shown(*records: Record) -> Page:
    return Page(render_page(records))


@pytest.mark.parametrize("record", [RECORD, Record(ARTICLE, (), MADE_BY)], ids=["marked", "unmarked"])
def test_the_text_is_complete_and_unchanged(record: Record) -> None:
    assert shown(record).paragraphs == [TEXT[start:end] for start, end in paragraphs(TEXT)]


def test_every_link_inside_the_page_has_its_place() -> None:
    page = shown(RECORD, replace(RECORD, article=replace(ARTICLE, title=None)), Record(ARTICLE, (), MADE_BY))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    inside = {link[1:] for link in page.values("href") if link.startswith("#")}
    assert inside <= set(ids)
    assert {f"r{r}-{kind}{n}" for r in (1, 2) for kind in "st" for n in range(1, 6)} <= inside
    assert set(" ".join(page.values("aria-labelledby")).split()) <= set(ids)


def test_statements_are_linked_to_where_they_begin() -> None:
    source = render_page([RECORD])
    link = '<a href="#r1-s{0}" aria-label="Statement {0}">{0}</a></sup>'
    assert f'<sup class="j1" id="r1-t1">{link.format(1)}<span class="source m1">The palace' in source
    assert f'<sup class="j2 content" id="r1-t2">{link.format(2)}<span class="content source m1 m2">President' in source


def test_a_statement_in_two_places_has_its_number_at_both() -> None:
    text = "“No,” Ruiz said on Friday. “Never.” He left."
    content = (at("“No,”", text), at("“Never.”", text))
    ruiz = Statement("r", (at("Ruiz", text),), at("said", text), content, "direct", speaker="Ruiz", named=True)
    source = render_page([Record(Article(text), (ruiz,), MADE_BY)])
    assert source.count('>1</a></sup><span class="content open close m1">') == 2
    assert source.count("</sup>") == 3  # the legend has one too
    assert source.count('id="r1-t1"') == 1


def test_nested_content_has_a_sign_of_its_own_and_verbatim_words_too() -> None:
    source = render_page([RECORD])
    assert '<span class="content open m1">that </span>' in source
    assert '<span class="content deep open m1 m2">that the talks “</span>' in source
    assert '<span class="content deep verbatim m1 m2">can still succeed</span>' in source
    assert '<span class="content deep close m1 m2">”</span>' in source


def test_nested_statements_stand_under_their_parent_with_the_ladder() -> None:
    source = render_page([RECORD])
    inside = source[source.index('<ol class="nested" aria-label="Inside statement 1">') : source.index('id="r1-s3"')]
    assert 'id="r1-s2"' in inside
    assert inside.index("<bdi>palace</bdi>") < inside.index("<bdi>Tomas Reyl</bdi></p>")


@pytest.mark.parametrize(
    "words",
    [
        "Tomas Reyl, in the text: “President Reyl” palace <relays Tomas Reyl believes",
        "1 palace said",  # only a `The` parts the source's words from the speaker
        "says unnamed organisation partly quoted",
        "thinks named person partly quoted",
        "“she” said",
        "who is meant is not clear quoted Note: nobody in the article is found whom the source can mean",
        "no source given It is feared",
        "not did not say how long says unnamed group not quoted",
        "“We will not reopen the road,” … “Not this month. “Not under pressure.”",
    ],
)
def test_statements_say_in_words_what_is_known(words: str) -> None:
    assert words in shown(RECORD).text("aside")


def test_who_speaks_counts_named_unnamed_unclear_and_no_source_apart() -> None:
    main = shown(RECORD).text("main")
    assert "Named 1 1 Tomas Reyl person statement 2 Unnamed 2 1 palace organisation statement 1 1 officials" in main
    assert "Not clear who 1 1 “she” person statement 3 No source given 1 1 statement 4" in main


def test_head_tells_where_each_detail_was_found_and_what_was_not() -> None:
    main = shown(RECORD).text("main")
    assert "Talks “can succeed” Publisher Northwire found in the text Date 2024-10-17 as given" in main
    assert "Title found on the page around the text. Not found: byline, dateline." in main
    assert "https://news.example/talks?a=1&b=2" in shown(RECORD).values("href", "a")


def test_provenance_and_what_the_page_does_not_say() -> None:
    page = shown(RECORD)
    for part in ("onrecord 0.1.0", "tagger-1", "ab" * 32, "pipeline 3.8", ARTICLE.sha256):
        assert part in page.text("footer")
    assert "what was reported and by whom, not what is true." in page.text("header")


def hostile_record() -> Record:
    text = f"{HOSTILE} said “{HOSTILE}” today.\n\n]]> <b>& more"
    source = Span.of(text, 0, len(HOSTILE))
    content = Span.of(text, text.index("“"), text.index(" today"))
    inside = Span.of(text, content.start + 1, content.end - 1)
    statement = Statement(
        '"><b id=x>', (source,), at("said", text), (content,), "direct", (inside,), speaker=HOSTILE + "!",
        speaker_type="person", named=True, notes=(Note("speaker-ambiguous", HOSTILE),),
    )  # fmt: skip
    detail = Detail(HOSTILE, "page")
    article = Article(
        text, id=HOSTILE, name=HOSTILE, title=detail, publisher=detail, byline=detail, dateline=detail,
        published=detail, url="javascript:alert(1)//https://x",
    )  # fmt: skip
    return Record(article, (statement,), Provenance(HOSTILE, HOSTILE, HOSTILE, HOSTILE))


@pytest.mark.parametrize("times", [1, 2])
def test_nothing_of_an_article_becomes_markup(times: int) -> None:
    record = hostile_record()
    page = shown(*[record] * times)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "b id=x", "link", "iframe", "object"})
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert all(re.fullmatch(r"#[\w-]+", link) for link in page.values("href"))
    assert all(re.fullmatch(r"[a-z0-9 -]+", name) for name in [*page.values("class"), *page.values("id")])
    text = record.article.text
    assert page.paragraphs == [text[a:b] for a, b in paragraphs(text)] * times
    assert "49" not in page.text("article")
    assert page.text("title").startswith(HOSTILE if times == 1 else "2 articles")


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://news.example/a", True),
        ("HTTP://news.example/a", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,https://x", False),
        ("https://", False),
        ("https://a b", False),
        ("//news.example", False),
        ("file:///etc/hosts", False),
    ],
)
def test_only_web_addresses_become_links(url: str, linked: bool) -> None:
    page = shown(replace(RECORD, article=replace(ARTICLE, url=url)))
    assert (url in page.values("href")) == linked
    assert " ".join(url.split()) in page.text("dl")


def test_the_page_loads_and_runs_nothing() -> None:
    source = render_page([RECORD, RECORD])
    page = Page(source)
    assert source.startswith("<!DOCTYPE html>")
    assert "default-src 'none'; style-src 'unsafe-inline'" in page.values("content", "meta")
    assert page.values("charset") == ["utf-8"]
    assert page.values("lang", "html") == ["en"]
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "img", "iframe", "form", "base"})
    assert not page.values("src") + page.values("style")
    assert not re.search(r"url\(|@import|@font-face", page.text("style"))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_headings_follow_each_other_without_a_gap(count: int) -> None:
    page = shown(*[RECORD] * count)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_several_articles_have_a_list_at_the_top() -> None:
    page = shown(RECORD, Record(Article("Nobody spoke.", name="quiet.txt"), (), MADE_BY))
    assert page.text("nav") == "Talks “can succeed” Northwire · 2024-10-17 · 5 statements quiet.txt 0 statements"
    assert {"#r1", "#r2"} <= set(page.values("href"))
    assert page.text("aside").endswith("Statements 0 No statement was found.")
    assert not shown(RECORD).text("nav")


def test_characters_that_no_html_file_can_hold() -> None:
    page = render_page([Record(Article("One \ud800 two \0 three."), (), MADE_BY)])
    assert "One \ufffd two \ufffd three." in page.encode("utf8").decode("utf8")


def test_no_statement_is_lost_where_parents_are_missing_or_go_in_a_ring() -> None:
    ring = (replace(PALACE, parent="s-reyl"), REYL, replace(SHE, parent="gone"), replace(FEARED, parent="s-fear"))
    assert {f"r1-s{n}" for n in range(1, 5)} <= set(shown(Record(ARTICLE, ring, MADE_BY)).values("id"))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast_is_enough_in_both_themes(theme: int) -> None:
    css = files("onrecord.report").joinpath("page.css").read_text("utf8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css.split(":root {")[theme + 1].split("}")[0]))
    grounds = ("paper", "card", "content", "deep", "deeper", "joined")
    assert min(contrast(colours["ink"], colours[ground]) for ground in grounds) >= 7
    assert min(contrast(colours["link"], colours[ground]) for ground in grounds) >= 4.5
    assert min(contrast(colours["dim"], colours[ground]) for ground in ("paper", "card", "joined")) >= 4.5
    assert contrast(colours["alarm"], colours["on-alarm"]) >= 4.5
    lines = [contrast(colours[line], colours[ground]) for line in ("source", "cue", "bracket") for ground in grounds]
    assert min(lines) >= 3
