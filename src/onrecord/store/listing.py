"""Reports and their versions, listed; and how much there is of everything."""

from __future__ import annotations

import base64
import binascii

from onrecord.store.base import Stats, Version, VersionPage
from onrecord.store.errors import QueryError
from onrecord.store.query import MAX_LIMIT
from onrecord.store.rowid import LAST, rows_of_days
from onrecord.store.session import Session
from onrecord.store.words import clean

_HEADS = (
    "SELECT r.key, v.number, v.latest, v.article, v.text_sha256, v.title, v.publisher, v.byline, v.date, v.url,"
    " v.package, v.model, v.model_sha256, v.pipeline, v.added_at, v.statements, v.figures, v.events, v.first_row"
    " FROM versions v JOIN reports r ON r.id = v.report"
)


def versions(session: Session, report: str) -> tuple[Version, ...]:
    """All versions of a report; none where there is no such report."""
    rows = session.rows(f"{_HEADS} WHERE r.key = ? ORDER BY v.number", (clean(report),))
    return tuple(_version(row) for row in rows)


def reports(
    session: Session,
    title: str,
    publisher: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    cursor: str | None,
) -> VersionPage:
    """The latest versions, the newest first."""
    if not 1 <= limit <= MAX_LIMIT:
        raise QueryError(f"limit: {limit} is not from 1 to {MAX_LIMIT}")
    try:
        first, last = rows_of_days(since, until)
    except ValueError as error:
        raise QueryError(f"since, until: {error}") from error
    before = _read_cursor(cursor)
    sql = f"{_HEADS} WHERE v.latest = 1 AND v.first_row BETWEEN ? AND ?"
    values: list[str | int] = [first, min(last, before - 1)]
    if title:
        sql += " AND lower(v.title) LIKE lower(?) ESCAPE '\\'"
        values.append(f"%{like(clean(title))}%")
    if publisher is not None:
        sql += " AND lower(v.publisher) = lower(?)"
        values.append(clean(publisher))
    rows = session.rows(f"{sql} ORDER BY v.first_row DESC LIMIT ?", (*values, limit + 1))
    more = len(rows) > limit
    return VersionPage(
        tuple(_version(row) for row in rows[:limit]), _write_cursor(int(rows[limit - 1][-1])) if more else None
    )


def speakers_like(session: Session, word: str, limit: int) -> tuple[str, ...]:
    """The names with a word in them, of the latest versions or earlier ones, the most frequent first."""
    rows = session.rows(
        "SELECT speaker, COUNT(*) FROM statements WHERE lower(speaker) LIKE ? ESCAPE '\\'"
        " GROUP BY speaker ORDER BY COUNT(*) DESC, speaker LIMIT ?",
        (f"%{like(word.lower())}%", limit),
    )
    return tuple(speaker for speaker, _ in rows)


def has_text(session: Session, key: str, sha256: str) -> bool:
    """Whether a version of a report has this text."""
    found = session.value(
        "SELECT v.id FROM versions v JOIN reports r ON r.id = v.report WHERE r.key = ? AND v.text_sha256 = ?",
        (key, sha256),
    )
    return found is not None


def key_of_article(session: Session, article: str) -> str | None:
    """The key of the newest report whose article has this id."""
    key: str | None = session.value(
        "SELECT r.key FROM versions v JOIN reports r ON r.id = v.report WHERE v.article = ?"
        " ORDER BY v.latest DESC, v.first_row DESC LIMIT 1",
        (article,),
    )
    return key


def key_of_figure(session: Session, figure: str) -> str | None:
    """The key of the report whose latest version has a figure."""
    key: str | None = session.value(
        "SELECT r.key FROM figures f JOIN versions v ON v.id = f.version JOIN reports r ON r.id = v.report"
        " WHERE f.figure = ? AND v.latest = 1 LIMIT 1",
        (figure,),
    )
    return key


def like(text: str) -> str:
    """A text as a LIKE pattern that finds just it."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _version(row: tuple[object, ...]) -> Version:
    key, number, latest, *rest = row[:-1]
    return Version(key, number, bool(latest), *rest)  # type: ignore[arg-type]


def _write_cursor(last: int) -> str:
    return base64.urlsafe_b64encode(last.to_bytes(8, "big")).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> int:
    if cursor is None:
        return LAST + 1
    try:
        data = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        data = b""
    last = int.from_bytes(data, "big")
    if len(data) != 8 or last > LAST:
        raise QueryError("cursor: not one that this list gave; begin without one")
    return last


def stats(session: Session, size: int) -> Stats:
    """How much there is; `size` is what it takes on disk, in bytes."""
    count = session.value("SELECT count(*) FROM versions")
    row = session.row(
        "SELECT count(*), coalesce(sum(statements), 0), coalesce(sum(figures), 0), coalesce(sum(events), 0),"
        " count(DISTINCT publisher), min(date), max(date) FROM versions WHERE latest = 1"
    )
    assert row is not None
    found, statements, figures, events, publishers, first, last = row
    return Stats(found, count, int(statements), int(figures), int(events), publishers, first, last, size)
