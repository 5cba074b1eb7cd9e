"""brat standoff (https://brat.nlplab.org/standoff.html): a .txt and an .ann for each report, to annotate by hand.

A statement is an event triggered by its cue (a BareStatement, which has none, by its content), with the other
fields as arguments; figures and events are events too, an event under its type in PLOVER. `Within` is the statement
in whose content something stands. What can be chosen is an attribute (the act, the measure, the status); what is
resolved (the speaker, dates, values) stands in an annotator's note as JSON. What an annotator adds needs its attributes
and no note. reports.jsonl has the heads of the
reports, annotation.conf tells brat the types. `read_brat` (brat_reading.py) reads all of it back.

Offsets are in code points, half-open; control signs and lone surrogates, which no text file can hold, are replaced
by U+FFFD. An annotation is written as the lines it runs over, as brat has it; fragments
with nothing but line breaks between them are one span.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from onrecord.record.dicts.events import event_to_dict
from onrecord.record.dicts.figures import figure_to_dict
from onrecord.record.dicts.places import place_to_dict
from onrecord.record.dicts.statements import statement_to_dict
from onrecord.record.serialise import to_dict
from onrecord.schema.event import EVENT_TYPES, STATUSES
from onrecord.schema.figure import Measure
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import ACTS, Quotation, SpeakerType, Statement, spans_of_field
from onrecord.store.words import clean

HEADS = "reports.jsonl"
WITHIN, COUNT, NAMED = "Within", "Count", "Named"
ROLES: dict[str, dict[str, str]] = {
    "statement": {
        "source": "Source", "content": "Content", "verbatim": "Verbatim", "condition": "Condition", "to": "To",
        "said_at": "SaidAt", "said_in": "SaidIn",
    },
    "figure": {"of": "Of", "place": "Where", "period": "Period"},
    "event": {"actor": "Actor", "recipient": "Recipient", "place": "Where", "mentions": "Mention"},
}  # fmt: skip
"""The arguments that are words, by the field they are."""

CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "statement": {"act": ACTS, "quotation": get_args(Quotation), "speaker_type": get_args(SpeakerType)},
    "figure": {"measure": get_args(Measure)},
    "event": {"status": STATUSES, "mode": ()},
}
FLAGS = {"statement": ("negated", "named"), "figure": ("approximate",), "event": ()}
NOTED: dict[str, dict[str, Any]] = {
    "statement": {"speaker": None, "event": None, "score": None, "notes": []},
    "figure": {"low": None, "high": None, "notes": []},
    "event": {"date": None, "notes": []},
    "place": {
        "geonames_id": None, "latitude": None, "longitude": None, "country": None, "literal": True, "notes": [],
    },
}  # fmt: skip
"""What is in a note, and what it is where an annotator has added something and written none."""

ABOUT = {"actor": "actors", "recipient": "recipients", "mentions": "mentions"}
"""Fields of which each word has a note of its own, and where the record has what it tells."""

DATES = {"said_at": ("date",), "period": ("from", "to")}
"""What is resolved of fields that are words too."""

STATEMENT, BARE, FIGURE, PLACE = "Statement", "BareStatement", "Figure", "Place"

LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{LINE_BREAKS}]+")

Fragments = list[tuple[int, int]]


def write_brat(records: Iterable[Record], folder: Path) -> None:
    """Write 000001.txt and 000001.ann and so on into a folder, with annotation.conf and reports.jsonl."""
    (folder / "annotation.conf").write_text("\n".join(_configuration()) + "\n", "utf-8")
    with open(folder / HEADS, "w", encoding="ascii") as heads:
        for number, record in enumerate(records, start=1):
            name = f"{number:06}"
            _write(folder / f"{name}.txt", clean(record.article.text))
            _write(folder / f"{name}.ann", "".join(line + "\n" for line in standoff_lines(record)))
            heads.write(json.dumps({"file": name, "name": record.article.name, **_head(record)}) + "\n")


def standoff_lines(record: Record) -> Iterator[str]:
    """The lines of the .ann file of a record."""
    return iter(_Standoff(record).lines)


def attribute(field: str) -> str:
    """The name of a field's attribute: `SpeakerType`."""
    return "".join(part.capitalize() for part in field.split("_"))


def _write(path: Path, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)


def _head(record: Record) -> dict[str, Any]:
    parts = ("text", "text_sha256", "statements", "figures", "events", "places")
    return {name: value for name, value in to_dict(record).items() if name not in parts}


class _Standoff:
    """The lines of one record; ids count up by kind of line, as brat numbers them."""

    def __init__(self, record: Record) -> None:
        self.text = clean(record.article.text)
        self.lines: list[str] = []
        self.count = {"T": 0, "A": 0, "#": 0}
        events = [item.id for items in (record.statements, record.figures, record.events) for item in items]
        self.key = {own: f"E{number}" for number, own in enumerate(events, start=1)}
        for place in record.places:
            self.key[place.id] = self._words(PLACE, [place.span])
            row = place_to_dict(place)
            self._note(self.key[place.id], {"id": place.id, **{name: row[name] for name in NOTED["place"]}})
        for s in record.statements:
            words = {field: spans_of_field(s, field) for field in ROLES["statement"]}
            self._event("statement", s.id, *_trigger(s), words, {WITHIN: [s.parent]}, statement_to_dict(s))
        for f in record.figures:
            period = [f.period.span] if f.period else []
            words = {"of": f.of, "place": f.place, "period": tuple(period)}
            self._event(
                "figure", f.id, FIGURE, f.span, words, {WITHIN: [f.statement], NAMED: f.places}, figure_to_dict(f)
            )
        for e in record.events:
            sides = {"actor": tuple(p.span for p in e.actor), "recipient": tuple(p.span for p in e.recipient)}
            words = {**sides, "place": e.place, "mentions": tuple(m.span for m in e.mentions)}
            links = {WITHIN: [e.statement], COUNT: e.figures, NAMED: e.places}
            self._event("event", e.id, e.type, e.span, words, links, event_to_dict(e))

    def _event(
        self, kind: str, key: str, type_: str, trigger: Span, words: dict[str, tuple[Span, ...]],
        links: dict[str, Sequence[str | None]], row: dict[str, Any],
    ) -> None:  # fmt: skip
        arguments = [(type_, self._words(type_, [trigger]))]
        for field, role in ROLES[kind].items():
            groups = [[span] for span in words[field]] if kind == "event" else self._groups(words[field])
            keys = [self._words(role, group) for group in groups]
            for word, about in zip(keys, row.get(ABOUT.get(field, ""), ()), strict=False):
                self._note(word, {name: about[name] for name in about if name != "span"})
            arguments += [(_nth(role, n), key) for n, key in enumerate(keys, start=1)]
        for role, others in links.items():
            known = [self.key[other] for other in others if other in self.key]
            arguments += [(_nth(role, n), other) for n, other in enumerate(known, start=1)]
        event = self.key[key]
        self.lines.append(f"{event}\t" + " ".join(f"{role}:{of}" for role, of in arguments))
        for field in CHOICES[kind]:
            if row[field] is not None:
                self.lines.append(f"{self._next('A')}\t{attribute(field)} {event} {row[field]}")
        for field in FLAGS[kind]:
            if row[field]:
                self.lines.append(f"{self._next('A')}\t{attribute(field)} {event}")
        self._note(event, {"id": row["id"], **{name: row[name] for name in NOTED[kind]}, **_dates(row)})

    def _note(self, of: str, told: dict[str, Any]) -> None:
        self.lines.append(f"{self._next('#')}\tAnnotatorNotes {of}\t{json.dumps(told)}")

    def _words(self, type_: str, spans: Sequence[Span]) -> str:
        """One text-bound annotation over one span, or several."""
        key = self._next("T")
        places = [piece for span in spans for piece in self._pieces(span)]
        where = ";".join(f"{start} {end}" for start, end in places)
        words = " ".join(self.text[start:end] for start, end in places)
        self.lines.append(f"{key}\t{type_} {where}\t{words}")
        return key

    def _pieces(self, span: Span) -> Fragments:
        return [piece.span() for piece in _LINE.finditer(self.text, span.start, span.end)]

    def _groups(self, spans: Sequence[Span]) -> list[list[Span]]:
        """The spans of a field, as many in one annotation as brat allows (in order, apart) and as can be told
        from one span that runs over several lines."""
        groups: list[list[Span]] = []
        for span in spans:
            before = groups[-1][-1] if groups else None
            if before and before.end < span.start and self.text[before.end : span.start].strip(LINE_BREAKS):
                groups[-1].append(span)
            else:
                groups.append([span])
        return groups

    def _next(self, kind: str) -> str:
        self.count[kind] += 1
        return f"{kind}{self.count[kind]}"


def _dates(row: dict[str, Any]) -> dict[str, Any]:
    """What is resolved of DATES, where it is known."""
    told = {field: {part: row[field][part] for part in parts} for field, parts in DATES.items() if field in row}
    return {field: parts for field, parts in told.items() if any(parts.values())}


def _trigger(s: Statement) -> tuple[str, Span]:
    return (STATEMENT, s.cue) if s.cue else (BARE, (s.content or s.source)[0])


def _nth(role: str, number: int) -> str:
    """brat numbers the second and later arguments of a role: Content, Content2."""
    return role if number == 1 else f"{role}{number}"


def _configuration() -> Iterator[str]:
    """annotation.conf: the types that brat shows and lets annotators choose."""
    yield "[entities]"
    yield from dict.fromkeys((PLACE, *(role for roles in ROLES.values() for role in roles.values())))
    yield "\n[relations]\n\n[events]"
    events: dict[str, str] = {
        STATEMENT: "statement",
        BARE: "statement",
        FIGURE: "figure",
        **dict.fromkeys(EVENT_TYPES, "event"),
    }
    for type_, kind in events.items():
        words = [f"{role}*:{role}" for role in ROLES[kind].values()]
        links = [f"{WITHIN}?:{STATEMENT}|{BARE}"]
        links += [f"{NAMED}*:{PLACE}"] if kind != "statement" else []
        links += [f"{COUNT}*:{FIGURE}"] if kind == "event" else []
        yield f"{type_}\t" + ", ".join((*words, *links))
    yield "\n[attributes]"
    for kind in ROLES:
        of = "|".join(type_ for type_, its in events.items() if its == kind)
        for field, values in CHOICES[kind].items():
            yield f"{attribute(field)}\tArg:{of}" + (f", Value:{'|'.join(values)}" if values else "")
        for field in FLAGS[kind]:
            yield f"{attribute(field)}\tArg:{of}"
