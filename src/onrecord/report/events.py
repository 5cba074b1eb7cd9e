"""Events for people: who did what to whom, when and where, whether it happened, and on whose account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.report.speaking import line, span_words, who
from onrecord.schema.event import Event, Participant, Status
from onrecord.schema.record import Record

REPORTER = "the reporter's own account"
UNDATED = "no date worked out"
STATUS_WORDS: dict[Status, str] = {
    "happened": "happened",
    "ongoing": "goes on",
    "planned": "is planned",
    "conditional": "hangs on a condition",
    "denied": "did not happen, or is denied",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words. `number` is the statement's on whose account it is told, None where the reporter
    tells it; `times` how often the article does."""

    date: str
    kind: str
    words: str
    actor: str
    recipient: str
    where: str
    status: Status
    account: str
    number: int | None
    figures: str
    times: int

    @property
    def deed(self) -> str:
        """Who, what, to whom, in the article's words."""
        return " | ".join((self.actor or "(nobody named)", self.words, self.recipient or "–"))


def told(record: Record) -> list[Told]:
    """The events in the order of their date, those without one after them in the order of the text."""
    numbers = {s.id: n for n, s in enumerate(record.statements, 1)}
    statements = {s.id: s for s in record.statements}
    values = {f.id: f"{line(f.span.text)} {f.measure}" for f in record.figures}
    found = []
    for event in sorted(record.events, key=lambda e: (e.date is None, e.date or "", e.span.start)):
        statement = statements.get(event.statement or "")
        found.append(
            Told(
                date=event.date or UNDATED,
                kind=kind_of(event),
                words=span_words((event.span,)),
                actor=_people(event.actor),
                recipient=_people(event.recipient),
                where=span_words(event.place),
                status=event.status,
                account=who(statement) if statement else REPORTER,
                number=numbers[statement.id] if statement else None,
                figures=", ".join(values[f] for f in event.figures if f in values),
                times=1 + len(event.mentions),
            )
        )
    return found


def kind_of(event: Event) -> str:
    """`ASSAULT, aerial`."""
    return f"{event.type}, {event.mode}" if event.mode else event.type


def verbal_counts(record: Record) -> str:
    """How many statements are verbal events, by type: `3 REQUEST, 1 ACCUSE`."""
    counts: dict[str, int] = {}
    for statement in record.statements:
        if statement.event:
            counts[statement.event.type] = counts.get(statement.event.type, 0) + 1
    return ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _people(people: Iterable[Participant]) -> str:
    return "; ".join(_person(p) for p in people)


def _person(p: Participant) -> str:
    """The words, whom they mean where that is somebody else's name, country and sector."""
    words = line(p.span.text)
    differs = p.name is not None and p.name.casefold() not in words.casefold()
    code = " ".join(part for part in (p.country, p.sector) if part)
    told = [line(p.name) if differs and p.name else "", code]
    extra = ", ".join(part for part in told if part)
    return f"{words} ({extra})" if extra else words
