"""PLOVER records (https://github.com/openeventdata/PLOVER, the manual's chapter on data fields), one event a line.

Both the events of a record and the statements that are verbal events themselves (a demand, a threat) are told.
What PLOVER has no field for is added, as the manual invites: `date_from`, since it demands a day and many events
have none but the report's, `status`, and `account`, the speaker on whose account the event is. The auxiliary modes
say that an event is planned (`future`), hangs on a condition (`hypothetical`) or is denied (`negation`).
`quad_code` counts from verbal cooperation to material conflict; SANCTION is material conflict, as its own section
of the manual has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onrecord.export.names import item_name
from onrecord.lexicons.load import lexicon
from onrecord.schema.article import Article
from onrecord.schema.event import Event, EventType, Participant, Status, Verbal
from onrecord.schema.figure import Figure
from onrecord.schema.place import Place
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

CODEBOOK = "plover-2.0"
_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_AUXILIARY: dict[Status, str] = {"planned": "future", "conditional": "hypothetical", "denied": "negation"}
_SIZES = {"killed": "dead", "injured": "injured", "detained": "arrested"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def event_lines(records: Iterable[Record]) -> Iterator[str]:
    """One event a line: those of a record in the order of its events, then of its statements."""
    for record in records:
        for event in plover_events(record):
            yield json.dumps(event, ensure_ascii=False, separators=(",", ":"))


def plover_events(record: Record) -> Iterator[dict[str, Any]]:
    """The events of a record as plain dicts; offsets in `text_info` are in code points, half-open."""
    figures = {f.id: f for f in record.figures}
    places = {p.id: p for p in record.places}
    told = {s.id: s for s in record.statements}
    for event in record.events:
        by = told.get(event.statement or "")
        yield {
            **_head(record, event.id, event.date),
            "actor": [_actor(person) for person in event.actor],
            "recipient": [_actor(person) for person in event.recipient],
            **_category(event.type, event.mode, _AUXILIARY.get(event.status)),
            "status": event.status,
            "account": by.speaker or "unnamed" if by else None,
            **_text(event.span),
            **_location(event, [places[key] for key in event.places if key in places]),
            **_size([figures[key] for key in event.figures if key in figures]),
        }
    for statement in record.statements:
        if statement.event is not None:
            yield _verbal(record, statement, statement.event)


def _verbal(record: Record, s: Statement, event: Verbal) -> dict[str, Any]:
    words = (s.cue,) if s.cue else s.content or s.source
    return {
        **_head(record, s.id, s.said_at.date if s.said_at else None),
        "actor": [{"entity_text": span.text, **({"name": s.speaker} if s.speaker else {})} for span in s.source],
        "recipient": [_actor(person) for person in event.recipient],
        **_category(event.type, event.mode, "negation" if s.negated else None),
        "status": "denied" if s.negated else "happened",
        "account": None,
        **_text(words[0]),
    }


def _head(record: Record, item: str, date: str | None) -> dict[str, Any]:
    article = record.article
    return {
        "id": item_name(article, item),
        **_dates(article, date),
        "cite_info": {
            "url": article.url,
            "title": article.title.value if article.title else None,
            "publication": article.publisher.value if article.publisher else None,
            "language": "en",
            "coder": record.provenance.package,
            "codebook": CODEBOOK,
        },
    }


def _dates(article: Article, date: str | None) -> dict[str, str | None]:
    """The day, or the first and the last one, where the words tell them; else the day the report is of."""
    start, _, end = (date or "").partition("/")
    if _DAY.fullmatch(start):
        until = {"enddate": end} if _DAY.fullmatch(end) else {}
        return {"date": start, **until, "date_from": "event"}
    published = article.published.value if article.published else ""
    if _DAY.fullmatch(published):
        return {"date": published, "date_from": "publication"}
    return {"date": None, "date_from": None}


def _actor(person: Participant) -> dict[str, str]:
    told = {"code": person.country, "sector": person.sector, "entity_text": person.span.text, "name": person.name}
    return {name: value for name, value in told.items() if value}


def _category(kind: EventType, mode: str | None, auxiliary: str | None) -> dict[str, Any]:
    quad = next(row["quad"] for row in lexicon("plover")["type"] if row["name"] == kind)
    modes = [name for name in (mode, auxiliary) if name]
    return {"event": [kind], "mode": modes, "context": [], "quad_code": _QUADS.index(quad) + 1}


def _text(span: Span) -> dict[str, Any]:
    return {"event_text": [span.text], "text_info": {"start": span.start, "end": span.end}}


def _location(event: Event, places: Sequence[Place]) -> dict[str, Any]:
    """One place, where one is clear; else the words, for there is room for one only."""
    resolved = [place for place in places if place.geonames_id is not None]
    if len(resolved) == 1:
        (place,) = resolved
        return {
            "event_loc": {
                "geonameid": place.geonames_id,
                "name": place.span.text,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "cc3": place.country,
            }
        }
    return {"event_loc": {"name": " … ".join(span.text for span in event.place)}} if event.place else {}


def _size(figures: Sequence[Figure]) -> dict[str, Any]:
    """How many were killed, injured or arrested: a number, or the range that the words allow, null where open."""
    sizes: dict[str, Any] = {}
    for figure in figures:
        if name := _SIZES.get(figure.measure):
            exact = figure.low == figure.high and not figure.approximate
            sizes.setdefault(name, figure.low if exact else {"low": figure.low, "high": figure.high})
    return {"size": sizes} if sizes else {}
