"""schema.org as JSON-LD (https://schema.org/Quotation), one statement a line, for pages and knowledge graphs.

A statement with words inside quotation marks is a Quotation of those words; one that is told in other words is a
Claim, which says that somebody claims it and nothing about its truth (never a ClaimReview: that is a rating).
What somebody did not say, and a statement without content, is neither. A speaker without a name, and a document,
is a credit text. schema.org has no word for nesting, acts or conditions; they stay in the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.export.names import item_name, text_name
from onrecord.schema.article import Article
from onrecord.schema.record import Record
from onrecord.schema.statement import Statement

_PARTY = {"person": "Person", "organisation": "Organization"}


def quotation_lines(records: Iterable[Record]) -> Iterator[str]:
    """One object a line, in the order of the records and of their statements."""
    for record in records:
        for statement in record.statements:
            if statement.content and not statement.negated:
                yield json.dumps(quotation(record.article, statement), ensure_ascii=False, separators=(",", ":"))


def quotation(article: Article, s: Statement) -> dict[str, Any]:
    """A statement as a Quotation or a Claim, with the NewsArticle it is in."""
    verbatim = bool(s.verbatim)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Quotation" if verbatim else "Claim",
        "@id": item_name(article, s.id),
        "text": " … ".join(span.text for span in (s.verbatim or s.content)),
    }
    if s.speaker and s.named and s.speaker_type in _PARTY:
        role = "spokenByCharacter" if verbatim else "author"
        found[role] = {"@type": _PARTY[s.speaker_type], "name": s.speaker}
    elif credit := s.speaker or " ".join(span.text for span in s.source):
        found["creditText"] = credit
    if s.said_at and s.said_at.date:
        found["dateCreated"] = s.said_at.date
    found["isPartOf" if verbatim else "appearance"] = _news_article(article)
    return found


def _news_article(article: Article) -> dict[str, Any]:
    told = {
        "headline": article.title.value if article.title else None,
        "datePublished": article.published.value if article.published else None,
        "author": article.byline.value if article.byline else None,
        "publisher": {"@type": "Organization", "name": article.publisher.value} if article.publisher else None,
        "dateline": article.dateline.value if article.dateline else None,
        "url": article.url,
    }
    known = {name: value for name, value in told.items() if value is not None}
    return {"@type": "NewsArticle", "@id": article.url or text_name(article), **known}
