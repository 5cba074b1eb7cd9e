"""A news report as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from onrecord.schema.span import Span

Origin = Literal["given", "text", "page"]
"""Where a detail of the head comes from: said by the user or the input's own field, found
in the article's text, or found in the page around it."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail of an article's head.

    Attributes:
        value: what it says.
        origin: where it comes from: said by the user or the input, found in the text, or on the page around it.
        span: where it stands, if it stands in the text.
    """

    value: str
    origin: Origin
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One report: its text, and what heads it.

    Attributes:
        text: exactly as read (only CRLF became LF).
        id: the one it was given, else it follows from the text.
        name: the input it came from, as its user knows it; not part of the record's JSON.
        title: the headline.
        publisher: the outlet.
        byline: who wrote it.
        dateline: the place and agency at its beginning (`GENEVA (Halden Wire)`).
        published: the date, in EDTF (`2024-05-10`, `2024-05`).
        url: its address.
    """

    text: str
    id: str = ""
    name: str = ""
    title: Detail | None = None
    publisher: Detail | None = None
    byline: Detail | None = None
    dateline: Detail | None = None
    published: Detail | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", "a" + self.sha256[:16])

    @property
    def sha256(self) -> str:
        """The hash of the text, in hexadecimal; the same text has the same one everywhere."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
