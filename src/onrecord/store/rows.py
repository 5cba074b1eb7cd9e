"""A record as rows: what a store can search and list, one frozen type per table.

The names of the fields are the names of the columns. A tuple is kept as a JSON list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

from onrecord.record.containment import named_in
from onrecord.schema.event import Event, Participant
from onrecord.schema.figure import Figure
from onrecord.schema.place import Place
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement
from onrecord.store.words import clean, key

_GAP = " … "
_REACH = 300
"""How many characters before and after a figure or an event its sentence is looked for."""
_SENTENCE_END = re.compile(r"""[.!?]["”’')\]]*\s+|\n""")


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement, one row. `words` is its content (a gap is ` … `), from `starts` to `ends` in the article's
    text; other words are joined in the same way, and empty where there are none."""

    table: ClassVar[str] = "statements"

    statement: str
    position: int
    parent: str | None
    speaker: str | None
    speaker_type: str
    named: bool
    act: str
    negated: bool
    quotation: str
    source: str
    cue: str
    words: str
    verbatim: str
    condition: str
    addressee: str
    said_at: str
    said_date: str | None
    said_in: str
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure, one row. `span` is the figure itself, from `starts` to `ends`; `words` the sentence around it,
    which begins at `words_start`. `speaker` is that of its `statement`."""

    table: ClassVar[str] = "figures"

    figure: str
    position: int
    speaker: str | None
    measure: str
    low: int | float | None
    high: int | float | None
    approximate: bool
    span: str
    counted: str
    place: str
    period: str
    period_from: str | None
    period_to: str | None
    statement: str | None
    starts: int
    ends: int
    words: str
    words_start: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event, one row. `span` is the words that report it, from `starts` to `ends`; `words` the sentence
    around it, which begins at `words_start`. `speaker` is that of its `statement`.

    Those who act and those it is done to are parallel tuples: the words, the names, the countries (ISO
    3166-1 alpha-3), the sectors (PLOVER); None where they are not known.
    """

    table: ClassVar[str] = "events"

    event: str
    position: int
    speaker: str | None
    type: str
    status: str
    mode: str | None
    span: str
    actor: tuple[str, ...]
    actor_names: tuple[str | None, ...]
    actor_countries: tuple[str | None, ...]
    actor_sectors: tuple[str | None, ...]
    recipient: tuple[str, ...]
    recipient_names: tuple[str | None, ...]
    recipient_countries: tuple[str | None, ...]
    recipient_sectors: tuple[str | None, ...]
    place: str
    date: str | None
    statement: str | None
    starts: int
    ends: int
    words: str
    words_start: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place name, one row; degrees are WGS 84."""

    table: ClassVar[str] = "places"

    place: str
    position: int
    name: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    literal: bool
    starts: int
    ends: int


Row = StatementRow | FigureRow | EventRow
AnyRow = Row | PlaceRow
R = TypeVar("R", bound=AnyRow)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A row, and the keys it is found by (`words.key`)."""

    row: AnyRow
    keys: frozenset[str]


def rows_of(record: Record) -> list[Indexed]:
    """All rows of a record, with their keys, in the order of the text within each table."""
    reader = _Rows(record)
    return [
        *(reader.statement(i, s) for i, s in enumerate(record.statements)),
        *(reader.figure(i, f) for i, f in enumerate(record.figures)),
        *(reader.event(i, e) for i, e in enumerate(record.events)),
        *(Indexed(_place(i, p), frozenset()) for i, p in enumerate(record.places)),
    ]


class _Rows:
    """The rows of one record, with what they need from its other parts at hand."""

    def __init__(self, record: Record) -> None:
        self.text = record.article.text
        self.statements = {s.id: s for s in record.statements}
        self.in_order = record.places
        self.places = {p.id: p for p in record.places}
        publisher = record.article.publisher
        self.always = {key("latest", "yes")} | ({key("publisher", publisher.value)} if publisher else set())

    def statement(self, position: int, s: Statement) -> Indexed:
        content = s.content or s.source or ((s.cue,) if s.cue else ())
        row = StatementRow(
            statement=s.id, position=position, parent=s.parent, speaker=s.speaker, speaker_type=s.speaker_type,
            named=s.named, act=s.act, negated=s.negated, quotation=s.quotation, source=_joined(s.source),
            cue=s.cue.text if s.cue else "", words=_joined(s.content), verbatim=_joined(s.verbatim),
            condition=_joined(s.condition), addressee=_joined(s.to), said_at=s.said_at.span.text if s.said_at else "",
            said_date=s.said_at.date if s.said_at else None, said_in=_joined(s.said_in),
            starts=content[0].start if content else 0, ends=content[-1].end if content else 0,
        )  # fmt: skip
        inside = [self.places[p] for p in named_in(s.content, self.in_order)]
        return Indexed(row, self._keys(s, (), inside))

    def figure(self, position: int, f: Figure) -> Indexed:
        told = self.statements.get(f.statement or "")
        start, end = _sentence(self.text, f.span)
        row = FigureRow(
            figure=f.id, position=position, speaker=told.speaker if told else None, measure=f.measure,
            low=f.low, high=f.high, approximate=f.approximate, span=f.span.text, counted=_joined(f.of),
            place=_joined(f.place), period=f.period.span.text if f.period else "",
            period_from=f.period.start if f.period else None, period_to=f.period.end if f.period else None,
            statement=f.statement, starts=f.span.start, ends=f.span.end, words=self.text[start:end], words_start=start,
        )  # fmt: skip
        named = [self.places[p] for p in f.places if p in self.places]
        return Indexed(row, self._keys(told, f.place, named) | {key("measure", f.measure)})

    def event(self, position: int, e: Event) -> Indexed:
        told = self.statements.get(e.statement or "")
        start, end = _sentence(self.text, e.span)
        row = EventRow(
            event=e.id, position=position, speaker=told.speaker if told else None, type=e.type, status=e.status,
            mode=e.mode, span=e.span.text,
            actor=_words(e.actor), actor_names=tuple(p.name for p in e.actor),
            actor_countries=tuple(p.country for p in e.actor), actor_sectors=tuple(p.sector for p in e.actor),
            recipient=_words(e.recipient), recipient_names=tuple(p.name for p in e.recipient),
            recipient_countries=tuple(p.country for p in e.recipient),
            recipient_sectors=tuple(p.sector for p in e.recipient),
            place=_joined(e.place), date=e.date, statement=e.statement, starts=e.span.start, ends=e.span.end,
            words=self.text[start:end], words_start=start,
        )  # fmt: skip
        named = [self.places[p] for p in e.places if p in self.places]
        return Indexed(row, self._keys(told, e.place, named) | {key("type", e.type), key("status", e.status)})

    def _keys(self, told: Statement | None, where: Iterable[Span], places: Iterable[Place]) -> frozenset[str]:
        """What a row is found by: the statement that tells it, the words that say where, the places named."""
        keys = set(self.always)
        if told is not None:
            keys |= {key("act", told.act), key("quotation", told.quotation), key("named", yes_no(told.named))}
        if told is None or (not told.source and told.speaker is None):
            keys.add(key("unknown", "nobody"))
        elif told.speaker is None:
            keys.add(key("unknown", "unresolved"))
        if told is not None and told.speaker is not None:
            keys.add(key("speaker", told.speaker))
        keys |= {key("place", span.text) for span in where}
        for place in places:
            keys.add(key("place", place.span.text))
            if place.geonames_id is not None:
                keys.add(key("place", f"geonames:{place.geonames_id}"))
        return frozenset(keys)


def _place(position: int, p: Place) -> PlaceRow:
    return PlaceRow(
        place=p.id, position=position, name=p.span.text, geonames_id=p.geonames_id, latitude=p.latitude,
        longitude=p.longitude, country=p.country, literal=p.literal, starts=p.span.start, ends=p.span.end,
    )  # fmt: skip


def yes_no(value: bool) -> str:
    """A truth value as the value of a key."""
    return "yes" if value else "no"


def _joined(spans: Sequence[Span]) -> str:
    return _GAP.join(span.text for span in spans)


def _words(participants: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(p.span.text for p in participants)


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """Where the sentence around a span begins and ends; cut off where it is long, and found by its marks alone,
    since a row's words are there to be recognised, not analysed."""
    start = max(0, span.start - _REACH)
    for mark in _SENTENCE_END.finditer(text, start, span.start):
        start = mark.end()
    mark_after = _SENTENCE_END.search(text, span.end, min(len(text), span.end + _REACH))
    end = mark_after.end() if mark_after else min(len(text), span.end + _REACH)
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return start, end


def columns(kind: type[AnyRow]) -> tuple[str, ...]:
    """The columns of a row's table, without its number, its version and its keys."""
    return _COLUMNS[kind]


def _sort_of(hint: Any) -> str:
    """What must be done to a value of this type when it is read back."""
    if hint is bool:
        return "bool"
    if get_origin(hint) is tuple:
        return "tuple"
    return "number" if {int, float} <= set(get_args(hint)) else "plain"


_KINDS: tuple[type[AnyRow], ...] = (StatementRow, FigureRow, EventRow, PlaceRow)
_COLUMNS = {kind: tuple(field.name for field in fields(kind)) for kind in _KINDS}
_SORTS: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(_sort_of(get_type_hints(kind)[name]) for name in _COLUMNS[kind]) for kind in _KINDS
}


def to_values(row: AnyRow) -> tuple[Any, ...]:
    """A row as a database takes it: truth as 0 and 1, tuples as JSON, text cleaned."""
    return tuple(_value(getattr(row, name)) for name in columns(type(row)))


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return clean(json.dumps(value, ensure_ascii=False))
    if isinstance(value, int) and abs(value) >= 1 << 53:
        return float(value)  # no database has a larger whole number; the record keeps it exactly
    return value


def from_values(kind: type[R], values: Sequence[Any]) -> R:
    """A row read back."""
    read = [_read(sort, value) for sort, value in zip(_SORTS[kind], values, strict=True)]
    return kind(*read)


def _read(sort: str, value: Any) -> Any:
    if sort == "bool":
        return bool(value)
    if sort == "tuple":
        return tuple(json.loads(value))
    if sort == "number" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value
