"""Names for things outside of a store: the same record has the same ones on every machine and in every run."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from uuid import UUID, uuid5

from onrecord.export.tables import report_key
from onrecord.schema.article import Article

_NAMESPACE = UUID("6f2c7a0e-3d0f-5b5e-9a43-0f6c1c1f8f11")  # drawn once for this package; another one renames all


def text_name(article: Article) -> str:
    """The name of the article's text as it was read (RFC 6920): a hash, so offsets in it can mean no other text."""
    digest = urlsafe_b64encode(bytes.fromhex(article.sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}"


def item_name(article: Article, item: str) -> str:
    """The name of a statement, figure or event of a report; two reports with one text have two."""
    return uuid5(_NAMESPACE, f"{report_key(article)}\n{item}").urn
