"""Join a text with what is known around it: what the user says wins over fields and page, these over the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.articles.head import Head, find_head
from onrecord.articles.options import InputOptions
from onrecord.schema.article import Article, Detail, Origin
from onrecord.schema.span import Span

_TOP = 1000
"""How many characters from the start of a text its head can take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What an input says about its article beside the text, and where it says so."""

    origin: Literal["given", "page"] = "given"
    id: str = ""
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None


def assemble(text: str, *, name: str, options: InputOptions, around: Around = Around()) -> Article:
    """The article: its text, and every detail of its head from the best place that has it."""
    head = find_head(text)
    return Article(
        text=text,
        id=around.id,
        name=name,
        title=_choose(text, around.title, around.origin, head.title),
        publisher=_given(text, options.publisher, head.publisher)
        or _choose(text, around.publisher, around.origin, head.publisher),
        byline=_choose(text, around.byline, around.origin, head.byline),
        dateline=head.dateline,
        published=_given_date(options, head) or _choose_date(around, head),
        url=around.url,
    )


def _given(text: str, value: str | None, found: Detail | None) -> Detail | None:
    return _choose(text, value, "given", found) if value else None


def _choose(text: str, value: str | None, origin: Origin, found: Detail | None) -> Detail | None:
    """`value` if there is one, with its place in the text if it stands there; else what was found."""
    if not value:
        return found
    value = " ".join(value.split())
    if found and found.value == value:
        return Detail(value, origin, found.span)
    return Detail(value, origin, _at_top(text, value))


def _at_top(text: str, value: str) -> Span | None:
    """Where `value` stands, as whole words, in the first lines of the text."""
    if len(value) > _TOP:
        return None
    match = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)").search(text, 0, _TOP)
    return Span.of(text, *match.span()) if match else None


def _given_date(options: InputOptions, head: Head) -> Detail | None:
    return _date(options.published, "given", head.published) if options.published else None


def _choose_date(around: Around, head: Head) -> Detail | None:
    return _date(around.published, around.origin, head.published) if around.published else head.published


def _date(value: str, origin: Origin, found: Detail | None) -> Detail:
    return Detail(value, origin, found.span if found and found.value == value else None)
