"""A search: what can be asked, and what of it the databases are asked for.

Both dialects get the same `Conditions`: phrases that must stand in a row's words, keys of which each group must
have one, and a range of row numbers (which is a range of dates). `sqlite.py` writes them as one FTS5
expression, `postgres.py` as a tsquery and array overlaps.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from typing import Literal, get_args

from onrecord.schema.event import EVENT_TYPES, STATUSES
from onrecord.schema.figure import Measure
from onrecord.schema.statement import ACTS, Quotation
from onrecord.store.errors import QueryError
from onrecord.store.rowid import LAST, rows_of_days
from onrecord.store.rows import EventRow, FigureRow, Row, StatementRow, yes_no
from onrecord.store.words import Phrase, key, phrases

Kind = Literal["statements", "figures", "events"]
Unknown = Literal["unresolved", "nobody"]
Sort = Literal["rank", "date"]

MAX_LIMIT = 200

ROWS: dict[Kind, type[Row]] = {"statements": StatementRow, "figures": FigureRow, "events": EventRow}

FACETS: dict[Kind, tuple[str, ...]] = {
    "statements": ("speaker", "act", "quotation", "named", "publisher", "month"),
    "figures": ("measure", "speaker", "publisher", "month"),
    "events": ("type", "status", "speaker", "publisher", "month"),
}
"""What the matches of a search are counted by."""

_CHOICES: dict[str, tuple[object, ...]] = {
    "kind": get_args(Kind),
    "act": ACTS,
    "quotation": get_args(Quotation),
    "measure": get_args(Measure),
    "type": EVENT_TYPES,
    "status": STATUSES,
    "speaker_unknown": (True, False, *get_args(Unknown)),
    "named": (True, False),
    "sort": get_args(Sort),
}
_ONLY: dict[str, Kind] = {"measure": "figures", "type": "events", "status": "events"}


@dataclass(frozen=True, slots=True)
class Query:
    """What to search for in the latest version of each report. All that is given must hold.

    Attributes:
        kind: what to search.
        words: words that must all stand in the row, "phrases" in quotation marks; whatever else is typed
            is plain text. For statements they are sought in the content, for figures and events in the
            sentence around them. The first 64 count.
        speaker: a speaker's name, with all names merged into it; case and accents do not count. For figures and
            events it is, like act, quotation and named, that of the statement that tells them.
        speaker_unknown: True: no speaker is known. "unresolved": there are words for the source, but they could
            not be resolved to a speaker. "nobody": the article names no source.
        act, quotation, named: of the statement.
        publisher: the publisher's name; case and accents do not count.
        since, until: the first and last date of publication (`2024-05-09`, `2024-05`, `2024`).
        place: a place as the article writes it, or `geonames:281133`: for statements one named in the content,
            for figures and events where they are.
        measure: of figures. type, status: of events.
        sort: "rank": the best matches of the words first; "date": the newest reports first. By default
            rank where there are words.
        limit: how many hits a page has, 1 to 200.
        cursor: `Page.next` of the same search, for the page after it.
        facets: whether to count the matches by speaker, act and so on.

    Raises:
        QueryError: a field has a value that it cannot have, or one that says nothing about this kind.
    """

    kind: Kind = "statements"
    words: str = ""
    speaker: str | None = None
    speaker_unknown: bool | Unknown = False
    act: str | None = None
    quotation: str | None = None
    named: bool | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    measure: str | None = None
    type: str | None = None
    status: str | None = None
    sort: Sort | None = None
    limit: int = 50
    cursor: str | None = None
    facets: bool = True

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            value = getattr(self, name)
            if value is not None and value not in choices:
                raise QueryError(f"{name}: {value!r} is none of {', '.join(str(c) for c in choices)}")
        for name, kind in _ONLY.items():
            if getattr(self, name) is not None and self.kind != kind:
                raise QueryError(f"{name}: only {kind} have one, not {self.kind}")
        if not 1 <= self.limit <= MAX_LIMIT:
            raise QueryError(f"limit: {self.limit} is not from 1 to {MAX_LIMIT}")
        try:
            rows_of_days(self.since, self.until)
        except ValueError as error:
            raise QueryError(f"since, until: {error}") from error
        if self.speaker is not None and self.speaker_unknown:
            raise QueryError("speaker_unknown: a speaker is asked for, who is not unknown")

    @property
    def ranked(self) -> bool:
        """Whether the best matches come first: there are words, and no other order is asked for."""
        return self.sort != "date" and bool(phrases(self.words))


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a row must fulfil: all phrases, one key of each group, a number from `first` to `last`."""

    phrases: tuple[Phrase, ...]
    keys: tuple[tuple[str, ...], ...]
    first: int
    last: int

    def up_to(self, last: int) -> Conditions:
        """The same, for rows that come not after `last`."""
        return replace(self, last=min(self.last, last))


def conditions(query: Query, names_of: Callable[[str], tuple[str, ...]]) -> Conditions:
    """What a search asks of a row; `names_of` gives all names of a speaker."""
    groups: list[tuple[str, ...]] = []
    if query.speaker is not None:
        groups.append(tuple(key("speaker", name) for name in names_of(query.speaker)))
    if query.speaker_unknown:
        asked = get_args(Unknown) if query.speaker_unknown is True else (query.speaker_unknown,)
        groups.append(tuple(key("unknown", which) for which in asked))
    if query.named is not None:
        groups.append((key("named", yes_no(query.named)),))
    for name in ("act", "quotation", "publisher", "place", "measure", "type", "status"):
        if (value := getattr(query, name)) is not None:
            groups.append((key(name, value),))
    if not groups and not phrases(query.words):
        groups.append((key("latest", "yes"),))  # an index of words finds nothing without a word
    first, last = rows_of_days(query.since, query.until)
    return Conditions(phrases(query.words), tuple(groups), first, last)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ends: the newest row that the search knew, and the last row shown (by date) or how many were
    shown (by rank). So a page does not shift when newer reports are added."""

    newest: int
    shown: int


def write_cursor(query: Query, cursor: Cursor) -> str:
    """The cursor as an opaque text, which only the same search accepts."""
    told = json.dumps([_sameness(query), cursor.newest, cursor.shown])
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read_cursor(query: Query) -> Cursor | None:
    """The query's cursor; None where it has none.

    Raises:
        QueryError: it is not one that this search gave.
    """
    if query.cursor is None:
        return None
    try:
        padded = query.cursor.encode() + b"=" * (-len(query.cursor) % 4)
        sameness, newest, shown = json.loads(base64.urlsafe_b64decode(padded))
        if sameness == _sameness(query) and all(type(n) is int and 0 <= n <= LAST for n in (newest, shown)):
            return Cursor(newest, shown)
    except (binascii.Error, ValueError, TypeError, RecursionError):
        pass
    raise QueryError("cursor: not one that this search gave; begin without one")


def _sameness(query: Query) -> str:
    asked = [getattr(query, f.name) for f in fields(query) if f.name not in ("cursor", "limit", "facets")]
    return blake2b(json.dumps(asked).encode(), digest_size=6).hexdigest()
