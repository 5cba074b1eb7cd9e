"""Where a report can be read: at its address, and from this server as a resource `onrecord://report/KEY`."""

from __future__ import annotations

from urllib.parse import quote, unquote

from onrecord.corpus.reports import Report

SCHEME = "onrecord://report/"

TEMPLATE = SCHEME + "{key}"
"""The resources as an RFC 6570 template: the key is percent-encoded."""


def resource_of(key: str) -> str:
    """The address of a stored report as a resource."""
    return SCHEME + quote(key, safe="")


def key_of(uri: str) -> str | None:
    """The key, or the article's id, that a resource's address names; None for any other address."""
    return unquote(uri.removeprefix(SCHEME)) if uri.startswith(SCHEME) and len(uri) > len(SCHEME) else None


def link_of(report: Report) -> str:
    """The report's own address, else the resource."""
    return report.url or resource_of(report.id)
