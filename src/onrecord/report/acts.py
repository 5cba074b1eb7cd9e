"""What speakers do by their statements, for people: acts in words, occasions, and what somebody
undertakes, refuses, threatens, demands or denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.report.speaking import span_words, who
from onrecord.schema.statement import Act, Statement

VERBS: dict[Act, str] = {
    "silent": "declines to say", "ask": "asks", "rule": "rules", "threaten": "threatens", "refuse": "refuses",
    "demand": "demands", "commit": "commits", "accuse": "accuses", "endorse": "endorses", "deny": "denies",
    "admit": "admits", "predict": "predicts", "wish": "wishes", "think": "thinks", "say": "says",
}  # fmt: skip
"""Each act as what its speaker does."""

GROUPED: dict[Act, str] = {
    "commit": "Commitments", "refuse": "Refusals", "threaten": "Threats", "demand": "Demands", "deny": "Denials",
}  # fmt: skip
"""The acts that the report gathers by speaker, with their headings."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One commitment, refusal, threat, demand or denial: the statement and its number."""

    number: int
    speaker: str
    statement: Statement

    @property
    def content(self) -> str:
        """What is committed to, refused ..., on one line."""
        return span_words(self.statement.content)

    @property
    def condition(self) -> str:
        """The words of its condition, on one line; empty where there is none."""
        return span_words(self.statement.condition)


def deeds(statements: Sequence[Statement]) -> Iterator[tuple[str, list[Deed]]]:
    """The deeds under each heading of GROUPED, those of one speaker together, in the order in
    which the speakers come; headings without any are left out. Statements count from 1."""
    for act, heading in GROUPED.items():
        by_speaker: dict[str, list[Deed]] = {}
        for number, s in enumerate(statements, 1):
            if s.act == act and not s.negated:
                by_speaker.setdefault(who(s), []).append(Deed(number, who(s), s))
        if by_speaker:
            yield heading, [deed for found in by_speaker.values() for deed in found]


def circumstances(s: Statement) -> list[tuple[str, str]]:
    """(label, words) of the condition, addressee, time and occasion that a statement has."""
    found = [("condition", span_words(s.condition)), ("to", span_words(s.to))]
    if s.said_at:
        date = f" ({s.said_at.date})" if s.said_at.date else ""
        found.append(("when", span_words((s.said_at.span,)) + date))
    found.append(("where, how", span_words(s.said_in)))
    return [(label, words) for label, words in found if words]
