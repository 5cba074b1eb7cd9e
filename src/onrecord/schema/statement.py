"""Who said what: one attribution of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.notes import Note
from onrecord.schema.event import Verbal
from onrecord.schema.span import Span

Quotation = Literal["direct", "mixed", "indirect"]
SpeakerType = Literal["person", "organisation", "group", "document", "none"]
Act = Literal[
    "silent", "ask", "rule", "threaten", "refuse", "demand", "commit", "accuse", "endorse", "deny", "admit", "predict",
    "wish", "think", "say",
]  # fmt: skip
ACTS: tuple[Act, ...] = get_args(Act)
"""What a speaker can do by a statement, in the order of priority (record.md)."""


@dataclass(frozen=True, slots=True)
class SaidAt:
    """When something was said.

    Attributes:
        span: the words.
        date: *resolved*: the date they tell (EDTF), never finer than they allow; None where they do not tell it.
    """

    span: Span
    date: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody, or a document, is reported to have said, decided, believed or wanted something.

    Attributes:
        id: a hash of the article's text and the spans; the same reading gives the same id.
        source: the words that name who it comes from; empty where the article names nobody.
        cue: the words that signal the attribution; None where there are none.
        content: what is attributed; more than one span where the cue interrupts it.
        quotation: whether all, a part or none of the content stands inside quotation marks.
        verbatim: the spans inside quotation marks, marks left out.
        speaker: *resolved*: the fullest name the article gives for the source, or its
            description; None where the source is empty or cannot be told (see `notes`).
        speaker_type: what kind of source it is; `none` for an empty source.
        named: whether a proper name in the article identifies the speaker.
        act: what the speaker does by it.
        negated: whether the attribution itself is denied (`did not say`).
        condition: the words of the condition under which the content is said to hold.
        to: the words that name whom it was said to.
        said_at: when it was said.
        said_in: the words that tell where or how it was said.
        parent: the id of the statement inside whose content this one stands.
        event: the verbal event of PLOVER that it is; None where it is none.
        score: the tagger's probability for the cue, 0 to 1; None where there is no cue.
        notes: why a field is empty or doubtful.
    """

    id: str
    source: tuple[Span, ...]
    cue: Span | None
    content: tuple[Span, ...]
    quotation: Quotation
    verbatim: tuple[Span, ...] = ()
    speaker: str | None = None
    speaker_type: SpeakerType = "none"
    named: bool = False
    act: Act = "say"
    negated: bool = False
    condition: tuple[Span, ...] = ()
    to: tuple[Span, ...] = ()
    said_at: SaidAt | None = None
    said_in: tuple[Span, ...] = ()
    parent: str | None = None
    event: Verbal | None = None
    score: float | None = None
    notes: tuple[Note, ...] = ()

    @property
    def start(self) -> int:
        """Where the statement begins in the text: the first of its words."""
        cue = (self.cue,) if self.cue else ()
        return int(min(span.start for span in (*self.source, *cue, *self.content)))


SPAN_FIELDS = ("source", "cue", "content", "verbatim", "condition", "to", "said_at", "said_in")
"""The fields of a statement that point at words of the article."""


def spans_of_field(statement: Statement, name: str) -> tuple[Span, ...]:
    """The spans of one of SPAN_FIELDS, however many it can have."""
    value = getattr(statement, name)
    if value is None:
        return ()
    if isinstance(value, SaidAt):
        return (value.span,)
    return (value,) if isinstance(value, Span) else value
