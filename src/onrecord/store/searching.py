"""A search, step by step: the newest matches, how many there are, what they are counted by, the hits of one page.

Both databases give the matches in the order of their row numbers, the newest first, and stop when enough
are found; so a very common word costs no more than a rare one. Exact is therefore only what that many rows
allow, and the page says where it ends.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from onrecord.store.base import Facet, Hit, Page
from onrecord.store.query import (
    FACETS,
    ROWS,
    Conditions,
    Cursor,
    Kind,
    Query,
    conditions,
    read_cursor,
    write_cursor,
)
from onrecord.store.rowid import version_of
from onrecord.store.rows import columns, from_values
from onrecord.store.session import Session

COUNTED = 10_000
"""Up to how many matches are counted exactly."""
SAMPLED = 2_000
"""How many of the newest matches are ranked, and counted for facets: what takes most of a search's time."""
_TOP = 10
_MATCHES = 500

Mark = tuple[int, int]


class Index(Protocol):
    """What searching needs of a database."""

    @abstractmethod
    def matching(self, session: Session, kind: Kind, asked: Conditions, limit: int) -> list[int]:
        """The numbers of the rows that match, the newest first, at most `limit`."""

    @abstractmethod
    def ranked(self, session: Session, kind: Kind, asked: Conditions, limit: int) -> list[int]:
        """The numbers of the newest rows that match, at most `limit`, the best match of the words first."""

    @abstractmethod
    def marked(self, session: Session, kind: Kind, asked: Conditions, ids: Sequence[int]) -> dict[int, list[Mark]]:
        """Where the words stand in the `words` of these rows."""

    @abstractmethod
    def among(self, ids: Sequence[int]) -> tuple[str, Any]:
        """SQL that follows a column and holds for these numbers, with its one value."""


def search(
    session: Session,
    index: Index,
    query: Query,
    names_of: Callable[[str], tuple[str, ...]],
    speaker_of: Callable[[str], str],
) -> Page:
    """What fulfils a query. `names_of` gives all names of a speaker, `speaker_of` the speaker of a name."""
    asked = conditions(query, names_of)
    cursor = read_cursor(query)
    if cursor:
        asked = asked.up_to(cursor.newest)
    found = _ranked(session, index, query, asked) if query.ranked else _by_date(session, index, query, asked)
    pinned = cursor.newest if cursor else max(found.ids, default=0)
    if query.ranked:
        skip = cursor.shown if cursor else 0
        ids = found.ids[skip : skip + query.limit + 1]
        shown = skip + query.limit
    elif cursor:
        ids = index.matching(session, query.kind, asked.up_to(cursor.shown - 1), query.limit + 1)
        shown = ids[: query.limit][-1] if ids else 0
    else:
        ids = found.ids[: query.limit + 1]
        shown = ids[: query.limit][-1] if ids else 0
    return Page(
        hits=_hits(session, index, query, asked, ids[: query.limit], speaker_of),
        total=min(found.total, COUNTED),
        total_exact=found.total <= COUNTED,
        facets=_facets(session, index, query.kind, found.ids[:SAMPLED], speaker_of) if query.facets else {},
        facets_exact=found.total <= SAMPLED,
        ranked=SAMPLED if query.ranked and found.total > SAMPLED else None,
        next=write_cursor(query, Cursor(pinned, shown)) if len(ids) > query.limit else None,
    )


def reports_with(
    session: Session, index: Index, query: Query, names_of: Callable[[str], tuple[str, ...]], before: int | None
) -> tuple[list[str], int | None]:
    """The reports of the newest matches, before the row `before` if given, and the row to go on before; None there
    is the end."""
    asked = conditions(query, names_of)
    ids = index.matching(session, query.kind, asked.up_to(before - 1) if before else asked, _MATCHES)
    among, value = index.among(ids)
    rows = session.rows(
        f"SELECT max(t.id), r.key FROM {query.kind} t JOIN versions v ON v.id = t.version JOIN reports r"
        f" ON r.id = v.report WHERE t.id {among} GROUP BY r.key ORDER BY 1 DESC",
        (value,),
    )
    return [key for _, key in rows], ids[-1] if len(ids) == _MATCHES else None


@dataclass(frozen=True, slots=True)
class _Found:
    """The newest matches, in the order they are shown, and how many there are of all; COUNTED + 1 is more."""

    ids: list[int]
    total: int


def _by_date(session: Session, index: Index, query: Query, asked: Conditions) -> _Found:
    newest = index.matching(session, query.kind, asked, COUNTED + 1)
    return _Found(newest, len(newest))


def _ranked(session: Session, index: Index, query: Query, asked: Conditions) -> _Found:
    sample = index.ranked(session, query.kind, asked, SAMPLED)
    if len(sample) < SAMPLED:
        return _Found(sample, len(sample))
    older = index.matching(session, query.kind, asked.up_to(min(sample) - 1), COUNTED + 1 - SAMPLED)
    return _Found(sample, SAMPLED + len(older))


def _facets(
    session: Session, index: Index, kind: Kind, ids: Sequence[int], speaker_of: Callable[[str], str]
) -> dict[str, tuple[Facet, ...]]:
    own = [name for name in FACETS[kind] if name not in ("publisher", "month")]
    among, value = index.among(ids)
    rows = session.many(f"SELECT {', '.join(own)} FROM {kind} WHERE id {among}", own, (value,))
    values: dict[str, Counter[Any]] = dict(zip(own, map(Counter, zip(*rows, strict=True)), strict=False))
    values.update(publisher=Counter(), month=Counter())
    versions = Counter(map(version_of, ids))
    among, value = index.among(list(versions))
    heads = session.many(
        f"SELECT id, publisher, substr(date, 1, 7) AS month FROM versions WHERE id {among}",
        ("id", "publisher", "month"),
        (value,),
    )
    for version, publisher, month in heads:
        values["publisher"][publisher] += versions[version]
        values["month"][month] += versions[version]
    return {name: _top(name, values.get(name, Counter()), speaker_of) for name in FACETS[kind]}


def _top(name: str, counted: Counter[Any], speaker_of: Callable[[str], str]) -> tuple[Facet, ...]:
    joined: Counter[str | bool | None] = Counter()
    for value, count in counted.items():
        joined[_shown(name, value, speaker_of)] += count
    ordered = sorted(joined.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return tuple(Facet(value, count) for value, count in ordered[:_TOP])


def _shown(name: str, value: Any, speaker_of: Callable[[str], str]) -> str | bool | None:
    if value is None:
        return None
    if name == "named":
        return bool(value)
    return speaker_of(value) if name == "speaker" else str(value)


def _hits(
    session: Session,
    index: Index,
    query: Query,
    asked: Conditions,
    ids: Sequence[int],
    speaker_of: Callable[[str], str],
) -> tuple[Hit, ...]:
    kind = ROWS[query.kind]
    among, value = index.among(ids)
    own = ", ".join(f"t.{name}" for name in columns(kind))
    rows = session.rows(
        f"SELECT t.id, r.key, v.number, v.title, v.publisher, v.date, v.url, {own}"
        f" FROM {query.kind} t JOIN versions v ON v.id = t.version JOIN reports r ON r.id = v.report"
        f" WHERE t.id {among}",
        (value,),
    )
    marks = index.marked(session, query.kind, asked, ids) if asked.phrases and ids else {}
    found = {}
    for number, report, version, title, publisher, date, url, *values in rows:
        row = from_values(kind, values)
        speaker = speaker_of(row.speaker) if row.speaker is not None else None
        found[number] = Hit(
            report, version, title, publisher, date, url, speaker, row.starts, row.ends, row.words,
            tuple(marks.get(number, ())), row,
        )  # fmt: skip
    return tuple(found[number] for number in ids)
