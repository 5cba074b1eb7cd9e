"""A feed that is watched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """What is remembered of a feed from one look at it to the next.

    `next_due` and `updated_at`, when it was last looked at, are UTC times such as
    `2024-05-10T08:00:00Z`; None means at once, and never. `failures` counts the looks since the
    last one that brought something. A feed that is `gone` is not asked for again; `last_status`
    says why: 410, or 301 where another address took its place.
    """

    address: str
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    next_due: str | None = None
    failures: int = 0
    gone: bool = False
    last_status: int | None = None
    updated_at: str | None = None
