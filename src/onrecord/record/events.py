"""Events joined to statements, figures and places, and to each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.events.actors.code import actor_code
from onrecord.events.aim import aimed_at
from onrecord.events.same import is_same
from onrecord.language.analysis import Analysis
from onrecord.record.containment import innermost, named_in
from onrecord.schema.event import Event, EventType, Mention, Participant, Status, Verbal
from onrecord.schema.figure import Figure
from onrecord.schema.place import Place
from onrecord.schema.span import Span
from onrecord.schema.statement import Act, Statement

VERBAL: dict[Act, EventType] = {
    "demand": "REQUEST",
    "accuse": "ACCUSE",
    "refuse": "REJECT",
    "threaten": "THREATEN",
    "commit": "AGREE",
    "endorse": "SUPPORT",
    "admit": "CONCEDE",
}
"""The verbal events of PLOVER that a statement is by its act."""
VERBAL_TYPES: tuple[EventType, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
)  # fmt: skip
"""The types of PLOVER that are done by words."""

_TOLD_TO_COME: tuple[Act, ...] = ("commit", "threaten", "demand", "wish", "refuse", "predict")
_LATEST = 50
"""Events of a type that a later one can be the same as; so the cost grows with the article, not with its square."""
_SUPPOSED: tuple[Act, ...] = ("wish", "ask")
_COUNTED: dict[EventType, tuple[str, ...]] = {
    "ASSAULT": ("killed", "injured", "missing"),
    "COERCE": ("detained",),
    "PROTEST": ("people",),
}
"""The measures of figures that belong to an event of this type in the same sentence."""


def with_verbal(
    analysis: Analysis, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[list[Statement], list[Event]]:
    """The statements with the verbal event that each is, and the events that are no statement.

    A verbal event told by a statement's own cue is that statement and is not coded twice; where the cue
    tells none, the statement's act does.
    """
    told: dict[int, Event] = {}
    left: list[Event] = []
    cues = sorted((s.cue.start, s.cue.end, i) for i, s in enumerate(statements) if s.cue)
    following, open_now = 0, list[tuple[int, int, int]]()
    for event in events:
        while following < len(cues) and cues[following][0] < event.span.end:
            open_now.append(cues[following])
            following += 1
        open_now = [c for c in open_now if c[1] > event.span.start]
        own = next((i for _, _, i in open_now if event.type in VERBAL_TYPES), None)
        if own is None:
            left.append(event)
        else:
            told.setdefault(own, event)
    return [replace(s, event=_verbal(analysis, s, told.get(i))) for i, s in enumerate(statements)], left


def _verbal(analysis: Analysis, statement: Statement, told: Event | None) -> Verbal | None:
    if statement.negated:
        return None
    if told is not None:
        return Verbal(told.type, told.mode, told.recipient or _whom(analysis, statement))
    kind = VERBAL.get(statement.act)
    return Verbal(kind, None, _whom(analysis, statement)) if kind else None


def _whom(analysis: Analysis, statement: Statement) -> tuple[Participant, ...]:
    """Whom it was said to, else whom its content is aimed at."""
    aim = None if statement.to else aimed_at(analysis, statement)
    return tuple(_participant(analysis, span) for span in statement.to or ((aim,) if aim else ()))


def _participant(analysis: Analysis, span: Span) -> Participant:
    code = actor_code(span.text, analysis.countries)
    named = {mention.party.name for mention in analysis.parties.at(span.start, span.end)}
    return Participant(span, named.pop() if len(named) == 1 else None, code.country, code.sector)


def joined(
    analysis: Analysis,
    events: Sequence[Event],
    statements: Sequence[Statement],
    figures: Sequence[Figure],
    places: Sequence[Place],
) -> list[Event]:
    """The events with the account, the status, the figures and the places that they have from the rest of the
    record; what is told twice is one event with two mentions."""
    by_id = {s.id: s for s in statements}
    holders = innermost(statements, [e.span for e in events])
    found: list[Event] = []
    by_type: dict[EventType, list[int]] = {}
    for event, holder in zip(events, holders, strict=True):
        statement = by_id.get(holder) if holder else None
        if statement is not None and any(c.overlaps(event.span) for c in statement.condition):
            continue  # what a condition supposes is not told as an event
        status = _status(event.status, statement)
        if status is None:
            continue
        event = replace(event, statement=holder, status=status, places=named_in(event.place, places))
        alike = by_type.setdefault(event.type, [])
        told = next((i for i in alike[-_LATEST:] if is_same(found[i], event)), None)
        if told is None:
            alike.append(len(found))
            found.append(event)
        else:
            found[told] = _once(found[told], event)
    return _with_figures(analysis, found, figures)


def _status(status: Status, statement: Statement | None) -> Status | None:
    """The status under a statement's act: what is denied is denied; what is still to come is conditional where the
    statement has a condition, and no event where it is only wished or asked for."""
    if statement is None or status == "denied":
        return status
    if statement.act == "deny" and status in ("happened", "ongoing"):
        return "denied"
    if statement.act in _SUPPOSED and status == "planned":
        return None
    if status in ("planned", "conditional") and statement.act in _TOLD_TO_COME and statement.condition:
        return "conditional"
    return status


def _once(first: Event, later: Event) -> Event:
    """One event of two tellings: what the first leaves open is taken from the later one."""
    return replace(
        first,
        mode=first.mode or later.mode,
        actor=first.actor or later.actor,
        recipient=first.recipient or later.recipient,
        place=first.place or later.place,
        places=first.places or later.places,
        date=first.date or later.date,
        mentions=(*first.mentions, Mention(later.span, later.statement)),
    )


def _with_figures(analysis: Analysis, events: Sequence[Event], figures: Sequence[Figure]) -> list[Event]:
    """Each figure joined to the event that it belongs to: the one of those who do it or suffer it, else the
    nearest of its sentence of a type that has such figures."""
    owned: dict[str, list[str]] = {}
    told = sorted((span.start, n) for n, e in enumerate(events) for span in (e.span, *(m.span for m in e.mentions)))
    starts = [start for start, _ in told]
    for figure in figures:
        sentence = analysis.phrase(figure.span.start, figure.span.end).sent
        low, high = bisect_left(starts, sentence.start_char), bisect_left(starts, sentence.end_char)
        near = [events[n] for n in dict.fromkeys(n for _, n in told[low:high])]
        holding = [e for e in near if any(p.span.overlaps(figure.span) for p in (*e.actor, *e.recipient))]
        fitting = holding or [e for e in near if figure.measure in _COUNTED.get(e.type, ())]
        if fitting:
            nearest = min(fitting, key=lambda e: _distance(e, figure.span))
            owned.setdefault(nearest.id, []).append(figure.id)
    return [replace(e, figures=tuple(owned.get(e.id, ()))) for e in events]


def _distance(event: Event, span: Span) -> int:
    return min(abs(s.start - span.start) for s in (event.span, *(m.span for m in event.mentions)))
