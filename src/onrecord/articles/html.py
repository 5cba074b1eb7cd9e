"""HTML: the article out of a page."""

from __future__ import annotations

import logging
import re
from typing import Any

from onrecord.articles.assemble import Around, assemble
from onrecord.articles.dates import is_edtf_date
from onrecord.articles.decoding import decode
from onrecord.articles.options import InputOptions
from onrecord.articles.paywall import FEW_WORDS, refusal, robot_check
from onrecord.articles.text import article_text
from onrecord.errors import InputError
from onrecord.schema.article import Article

_NO_ARTICLE = "holds no article text; open the article itself and save it, or copy its text into a file"

_FEWEST_WORDS = 10
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""")
_INLINE_QUOTATION = re.compile(r"<q(?:\s[^<>]{0,300})?>((?:(?!<q[\s>]).){1,5000}?)</q\s*>", re.IGNORECASE | re.DOTALL)
_BEGINS_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body|article|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_html(data: bytes) -> bool:
    """Whether `data` begins as a page does."""
    return _BEGINS_HTML.match(data[:4000].decode("utf-8", "replace").lstrip("\ufeff")) is not None


def read_html(
    data: bytes, *, name: str, options: InputOptions, charset: str | None = None, url: str | None = None
) -> Article:
    """The article of a page; `charset` is what the server says, `url` where it was fetched.

    Paragraphs, list items and quotations stand apart by a blank line; comments and tables are
    left out. InputError for a page that has no article, or keeps it back.
    """
    declared = _META_CHARSET.search(data[:4096]) or _XML_CHARSET.search(data[:200])
    page = decode(data, name=name, charset=charset or (declared[1].decode("ascii", "replace") if declared else None))
    page = _INLINE_QUOTATION.sub(_with_marks, _XML_DECLARATION.sub("", page, count=1))
    document = _extract(page, url)
    text = _text(document.body) if document is not None else ""
    if len(text.split()) < FEW_WORDS and (reason := refusal(page, _shown(page))):
        raise InputError(name, reason)
    if len(text.split()) < _FEWEST_WORDS:
        raise InputError(name, robot_check(page) or _NO_ARTICLE)
    return assemble(article_text(text, name=name), name=name, options=options, around=_around(document, url))


def _extract(page: str, url: str | None) -> Any:
    """Trafilatura's document, or None where it finds nothing."""
    from trafilatura import bare_extraction

    # It reports to its log what is returned here; without a handler that would go to the terminal.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        return bare_extraction(
            page,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Guesses from anywhere in the page are left out: a wrong date is worse than none.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:
        # Pages are hostile input to a large third-party parser; whatever breaks in it means "no article here".
        return None


def _with_marks(quotation: re.Match[str]) -> str:
    """An inline quotation with the marks that a browser shows around it, unless it has its own."""
    words = quotation[1]
    return words if words.strip()[:1] in "\"'“‘«" else f"“{words}”"


def _shown(page: str) -> str:
    """All words that a page shows, its article or not."""
    from trafilatura import load_html

    tree = load_html(page)
    hidden = ("script", "style", "template", "noscript")
    pieces: list[str] = []
    for element in () if tree is None else tree.iter():
        if isinstance(element.tag, str) and element.tag not in hidden:
            pieces.append(element.text or "")
        pieces.append(element.tail or "")
    return " ".join(pieces)


def _text(body: Any) -> str:
    """The blocks of an extracted body, each apart by a blank line."""
    return "\n\n".join(block for block in _blocks(body) if block)


def _blocks(element: Any) -> list[str]:
    """Paragraphs, headings, list items and quotations, in order; text beside them is a block too."""
    blocks, run = [], element.text or ""
    for child in element:
        if _is_block(child) or any(_is_block(inner) for inner in child.iterdescendants()):
            blocks += [_tidy(run), *_blocks(child)]
            run = child.tail or ""
        else:
            run += _inline(child) + (child.tail or "")
    return [*blocks, _tidy(run)]


def _is_block(element: Any) -> bool:
    return element.tag in ("p", "head", "list", "item", "quote", "div", "body")


def _inline(element: Any) -> str:
    if element.tag == "lb":
        return "\n"
    if element.tag in ("graphic", "table"):
        return ""
    return (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)


def _tidy(block: str) -> str:
    lines = (" ".join(line.split(" ")).strip() for line in block.split("\n"))
    return "\n".join(line for line in lines if line)


def _around(document: Any, url: str | None) -> Around:
    published = document.date if document.date and is_edtf_date(document.date) else None
    return Around(
        origin="page",
        title=_clean(document.title),
        publisher=_clean(document.sitename),
        byline=_clean(document.author),
        published=published,
        # Where it was fetched is known; what the page says of its address need not be true.
        url=url or _clean(document.url),
    )


def _clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
