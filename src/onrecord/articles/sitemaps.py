"""Sitemaps: the newest reports of a news site, by the lists that it keeps for search engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from onrecord.articles.assemble import Around
from onrecord.articles.feeds import day_of
from onrecord.articles.fetch import LISTS
from onrecord.articles.options import InputOptions
from onrecord.articles.pages import Pages, fill_head, read_page, refuse_lists
from onrecord.articles.xml import list_kind, local_name, parse_xml, unpacked
from onrecord.errors import InputError
from onrecord.schema.article import Article

MAX_SITEMAPS = 20
"""How many sitemaps of one index are looked at; those of a large site reach back for decades."""

_NO_DATE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An address in a sitemap, and what is said of it; `changed` is when it was published or last changed."""

    address: str
    changed: datetime
    around: Around


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a sitemap, or the sitemaps of an index; newest first, those without a date last."""

    pages: tuple[Listed, ...]
    sitemaps: tuple[Listed, ...]


def parse_sitemap(data: bytes, *, name: str) -> Sitemap:
    """The sitemap in `data`, packed or not; InputError where there is none."""
    data = unpacked(data, name)
    if list_kind(data) != "sitemap":
        raise InputError(name, "is no sitemap")
    root = parse_xml(data, name)
    listed = [each for element in root if (each := _listed(element))]
    # Sorting keeps the order of those with the same date.
    listed.sort(key=lambda each: each.changed, reverse=True)
    return Sitemap((), tuple(listed)) if local_name(root) == "sitemapindex" else Sitemap(tuple(listed), ())


def read_sitemap(data: bytes, *, name: str, options: InputOptions, pages: Pages) -> Iterator[Article | InputError]:
    """The articles of the newest addresses, at most `options.limit`; what cannot be read becomes an InputError."""
    sitemap = parse_sitemap(data, name=name)
    found, errors = _gather(sitemap, name, options, pages)
    yield from errors
    if not found and not errors:
        yield InputError(name, "names no pages")
    for listed in found[: options.limit]:
        try:
            page = pages.get(listed.address)
            refuse_lists(page, listed.address)
            yield fill_head(read_page(page, name=listed.address, options=options), listed.around, options)
        except InputError as error:
            yield error
    if (left := len(found) - options.limit) > 0:
        options.notice(name, f"{left} older addresses were left out; {options.limit} pages at most are fetched")


def _gather(sitemap: Sitemap, name: str, options: InputOptions, pages: Pages) -> tuple[list[Listed], list[InputError]]:
    """The pages of a sitemap and of those that it names, newest first; sitemaps with nothing newer are not fetched."""
    found, errors = {each.address: each for each in sitemap.pages}, []
    for number, child in enumerate(sitemap.sitemaps):
        newest = sorted((each.changed for each in found.values()), reverse=True)[: options.limit]
        if len(newest) == options.limit and newest[-1] >= child.changed:
            break
        if number == MAX_SITEMAPS:
            options.notice(name, f"of its {len(sitemap.sitemaps)} sitemaps the first {MAX_SITEMAPS} were looked at")
            break
        try:
            inner = parse_sitemap(pages.get(child.address, LISTS).data, name=child.address)
            if inner.sitemaps:
                raise InputError(child.address, "is an index of sitemaps in another index; read it by itself")
            found |= {each.address: each for each in inner.pages if each.address not in found}
        except InputError as error:
            errors.append(error)
    return sorted(found.values(), key=lambda each: each.changed, reverse=True), errors


def _listed(element: Any) -> Listed | None:
    """What one `url` or `sitemap` element says of its address; None where it has none, or is another element."""
    if local_name(element) not in ("url", "sitemap"):
        return None
    fields = _fields(element)
    if not (address := fields.get("loc")):
        return None
    # Other extensions, of images and videos, have titles too.
    news = next(
        (_fields(inner) | _fields(inner, "publication") for inner in element if local_name(inner) == "news"), {}
    )
    published = news.get("publication_date", "")
    return Listed(
        address=address,
        changed=_moment(published) or _moment(fields.get("lastmod", "")) or _NO_DATE,
        around=Around(
            title=news.get("title"),
            publisher=news.get("name"),
            published=day_of(published) if published else None,
            url=address,
        ),
    )


def _fields(element: Any, within: str | None = None) -> dict[str, str]:
    """The texts of an element's children by their names; with `within`, those of its child of that name."""
    if within is not None:
        return next((_fields(inner) for inner in element if local_name(inner) == within), {})
    return {local_name(inner): " ".join(inner.text.split()) for inner in element if (inner.text or "").strip()}


def _moment(written: str) -> datetime | None:
    """When a date of a sitemap (W3C: year, month, day or time) begins, in UTC."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", written):
        written += "-01" * (2 - written.count("-"))
    try:
        moment = datetime.fromisoformat(written)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
