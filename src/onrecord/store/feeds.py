"""What a watcher of feeds remembers between its rounds."""

from __future__ import annotations

from typing import Any

from onrecord.schema.feed import Feed
from onrecord.store.migrate import utc_now
from onrecord.store.session import Session
from onrecord.store.words import clean

_COLUMNS = ("address", "title", "etag", "last_modified", "next_due", "failures", "gone", "last_status", "updated_at")


def feeds(session: Session) -> tuple[Feed, ...]:
    """All feeds, those due first first."""
    rows = session.rows(f"SELECT {', '.join(_COLUMNS)} FROM feeds ORDER BY coalesce(next_due, ''), address")
    return tuple(_feed(dict(zip(_COLUMNS, row, strict=True))) for row in rows)


def _feed(row: dict[str, Any]) -> Feed:
    return Feed(**{**row, "gone": bool(row["gone"]), "updated_at": row["updated_at"] or None})


def save_feed(session: Session, feed: Feed) -> None:
    """Keep a feed's state."""
    texts = (feed.address, feed.title, feed.etag, feed.last_modified, feed.next_due)
    values = (*(clean(t) if t is not None else None for t in texts), feed.failures, int(feed.gone), feed.last_status)
    kept = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
    session.run(
        f"INSERT INTO feeds ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
        f" ON CONFLICT (address) DO UPDATE SET {kept}",
        (*values, feed.updated_at or ""),  # the clock is the watcher's
    )


def remove_feed(session: Session, address: str) -> bool:
    """Forget a feed."""
    return bool(session.run("DELETE FROM feeds WHERE address = ?", (clean(address),)))


def knows(session: Session, url: str) -> bool:
    """Whether a report came from this address, or it was marked as seen."""
    url = clean(url)
    return (
        session.row(
            "SELECT 1 FROM reports WHERE key = ? UNION ALL SELECT 1 FROM versions WHERE url = ?"
            " UNION ALL SELECT 1 FROM seen WHERE address = ?",
            (url, url, url),
        )
        is not None
    )


def mark_seen(session: Session, url: str) -> None:
    """Remember an address."""
    session.run("INSERT INTO seen (address, at) VALUES (?, ?) ON CONFLICT DO NOTHING", (clean(url), utc_now()))
