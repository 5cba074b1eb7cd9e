"""Pages. All are written for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.articles.inputs import InputOptions, read_article
from onrecord.errors import InputError
from onrecord.schema.article import Article, Detail
from onrecord.schema.span import Span

from .reports import PARAGRAPHS, page

DEFAULTS = InputOptions()


def read(tmp_path: Path, html: str | bytes, options: InputOptions = DEFAULTS) -> Article:
    file = tmp_path / "page.html"
    file.write_bytes(html.encode() if isinstance(html, str) else html)
    return read_article(str(file), options)


def refusal(tmp_path: Path, html: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(tmp_path, html)
    assert "\n" not in caught.value.reason
    return caught.value.reason


def test_paragraphs_stand_apart_and_the_rest_is_left_out(tmp_path: Path) -> None:
    article = read(tmp_path, page())
    assert article.text.endswith("\n\n".join(PARAGRAPHS))
    for boilerplate in ("Comments", "First!", "Cookies", "World"):
        assert boilerplate not in article.text


def test_head(tmp_path: Path) -> None:
    article = read(tmp_path, page())
    assert article.text.startswith("Harbour talks stall\n\nLISK")
    assert article.title == Detail("Harbour talks stall", "page", Span(0, 19, "Harbour talks stall"))
    assert article.byline == Detail("Mira Holt", "page")
    assert article.publisher == Detail("The Lowland Post", "page")
    assert article.published == Detail("2024-05-10", "page")
    assert article.dateline == Detail("LISK (AP)", "text", Span(21, 30, "LISK (AP)"))
    assert article.url == "https://post.example/harbour"


def test_date_that_also_stands_in_the_text(tmp_path: Path) -> None:
    article = read(tmp_path, page(before="<p>Published May 10, 2024</p>"))
    assert article.published is not None
    assert article.published.value == "2024-05-10"
    if "May 10, 2024" in article.text:
        assert article.published.span is not None
        assert article.published.span.text == "May 10, 2024"


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>“We shall sign nothing,” Vasko wrote to the port.</p></blockquote>",
        "<blockquote>“We shall sign nothing,” Vasko wrote to the port.</blockquote>",
        "<blockquote class='twitter-tweet'><p>“We shall sign nothing,” Vasko wrote to the port.</p></blockquote>",
        "<p><q>“We shall sign nothing,”</q> Vasko wrote to the port.</p>",
        "<p><q cite='x'>We shall sign nothing,</q> Vasko wrote to the port.</p>",
        "<p><em>“We shall sign nothing,”</em> <a href='/vasko'>Vasko</a> <b>wrote</b> to the port.</p>",
    ],
)
def test_quotations_are_kept(tmp_path: Path, quotation: str) -> None:
    article = read(tmp_path, page(after=quotation))
    assert "“We shall sign nothing,” Vasko wrote to the port." in article.text.split("\n\n")


def test_lists_and_line_breaks(tmp_path: Path) -> None:
    more = "<p>He spoke in the rain.<br>Nobody answered him.</p>"
    more += "<ul><li>The talks resume.</li><li>The port is shut.</li></ul>"
    text = read(tmp_path, page(after=more)).text
    assert "He spoke in the rain.\nNobody answered him.\n\nThe talks resume.\n\nThe port is shut." in text


def test_tables_are_left_out(tmp_path: Path) -> None:
    text = read(tmp_path, page(after="<table><tr><td>Grain</td><td>12,000 tonnes</td></tr></table>")).text
    assert "Grain" not in text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    html = page().replace('<meta charset="utf-8">', '<meta charset="windows-1252">' if encoding == "cp1252" else "")
    assert "“We will not sign this paper,”" in read(tmp_path, html.encode(encoding)).text


def test_xhtml(tmp_path: Path) -> None:
    html = '<?xml version="1.0" encoding="utf-8"?>\n' + page()
    assert PARAGRAPHS[1] in read(tmp_path, html).text


def test_options_win(tmp_path: Path) -> None:
    article = read(tmp_path, page(), InputOptions(published="2024-05", publisher="Lisk Tribune"))
    assert article.published == Detail("2024-05", "given")
    assert article.publisher == Detail("Lisk Tribune", "given")


@pytest.mark.parametrize(
    "html",
    [
        "<!DOCTYPE html><html><body></body></html>",
        "<html><body><p>Hello.</p></body></html>",
        "<html><body><script>document.write('x'.repeat(9))</script></body></html>",
        "<html>",
        "<",
    ],
)
def test_no_article(tmp_path: Path, html: str) -> None:
    assert "holds no article text" in refusal(tmp_path, html)


NOT_FREE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": %s}</script>'
LONG = PARAGRAPHS + tuple(
    f"Delegate number {number} of the Civic List told reporters at the gate that the paper had to be read once more."
    for number in range(12)
)


@pytest.mark.parametrize("false", ["false", '"false"', '"False"'])
def test_stub_that_is_said_not_to_be_free(tmp_path: Path, false: str) -> None:
    assert "asks for a subscription" in refusal(tmp_path, page(head=NOT_FREE % false))


@pytest.mark.parametrize(
    "phrase",
    ["Subscribe to continue reading.", "Already a subscriber? Log in", "You’ve reached your limit of free articles"],
)
def test_stub_with_a_paywall_phrase(tmp_path: Path, phrase: str) -> None:
    assert "asks for a subscription" in refusal(tmp_path, page(PARAGRAPHS[:2], after=f"<div><p>{phrase}</p></div>"))


def test_the_whole_article_of_a_paying_site_is_read(tmp_path: Path) -> None:
    html = page(LONG, head=NOT_FREE % "false", after="<div>Already a subscriber?</div>")
    assert LONG[-1] in read(tmp_path, html).text


def test_free_article(tmp_path: Path) -> None:
    assert read(tmp_path, page(head=NOT_FREE % "true"))


def test_check_for_robots(tmp_path: Path) -> None:
    html = "<html><body><noscript>Please enable JavaScript and cookies.</noscript></body></html>"
    assert "a check of the browser" in refusal(tmp_path, html)


def test_other_language(tmp_path: Path) -> None:
    spanish = (
        "El presidente de Corvana dijo el jueves que no enviará más armas al país vecino mientras siga la guerra.",
        "Según un portavoz del gobierno que habló con los periodistas en la capital, nadie quiere otra guerra.",
        "Los ministros se reunirán el lunes para hablar de la frontera y de los refugiados que han llegado.",
    )
    assert "it looks like Spanish" in refusal(tmp_path, page(spanish, title="No habrá más armas"))


def test_a_parser_that_breaks_is_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    assert "holds no article text" in refusal(tmp_path, page())
