"""Who is reported to have done what to whom: one event of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.notes import Note
from onrecord.schema.span import Span

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
"""The types of PLOVER 2.0 (lexicons/plover.toml)."""

Status = Literal["happened", "ongoing", "planned", "conditional", "denied"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Participant:
    """Those who do something, or to whom it is done.

    Attributes:
        span: the words.
        name: *resolved*: the fullest name the article gives for them, or their description; None where it cannot be
            told.
        country: *resolved*: ISO 3166-1 alpha-3; None where the words do not tell.
        sector: *resolved*: a code of PLOVER (`MIL`, `GOV`); None where the words do not tell.
    """

    span: Span
    name: str | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One more place where the article tells the same event.

    Attributes:
        span: the words there.
        statement: on whose account there; None is the reporter's own.
    """

    span: Span
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Verbal:
    """The verbal event that a statement is: what the speaker does by it, in PLOVER's terms.

    Attributes:
        type: one of PLOVER's verbal types.
        mode: its mode, where it has one.
        recipient: to whom.
    """

    type: EventType
    mode: str | None = None
    recipient: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something reported to have been done by somebody to somebody.

    Attributes:
        id: a hash of the article's text and the span.
        span: the words that report it.
        type: one of the 16 types of PLOVER 2.0.
        mode: how, where the type has modes and the words tell it.
        actor: those who do it; empty where nobody is named.
        recipient: those to whom it is done.
        place: the words that tell where.
        places: the ids of the named places in those words.
        date: *resolved*: when (EDTF), None where the words do not tell it.
        status: whether it happened, goes on, is planned, hangs on a condition, or is denied.
        statement: on whose account: the id of the innermost statement whose content tells it;
            None: the reporter's own.
        figures: the ids of the figures that count its victims, those who take part, its goods.
        mentions: where else the article tells it.
        notes: why a field is empty or doubtful.
    """

    id: str
    span: Span
    type: EventType
    status: Status
    mode: str | None = None
    actor: tuple[Participant, ...] = ()
    recipient: tuple[Participant, ...] = ()
    place: tuple[Span, ...] = ()
    places: tuple[str, ...] = ()
    date: str | None = None
    statement: str | None = None
    figures: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    notes: tuple[Note, ...] = ()
