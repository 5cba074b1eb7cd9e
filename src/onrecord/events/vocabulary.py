"""The words that report events (lexicons/events.toml), ready to look up by their verb or noun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from onrecord.lexicons.load import lexicon
from onrecord.schema.event import EventType

Kind = Literal["verb", "frame", "subject", "noun", "figurative"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `head` is the lemma of the verb or the last word of the noun; `after` the words that
    must follow the verb (or stand before the noun); `nouns` one of which must be its object, or
    its subject for a `subject` entry; None where it needs none."""

    kind: Kind
    head: str
    after: tuple[str, ...]
    nouns: frozenset[str] | None
    type: EventType
    mode: str | None

    @property
    def weight(self) -> float:
        """How specific it is: what needs more words wins."""
        nouns = {"frame": 2.0, "figurative": 2.0, "subject": 1.5}.get(self.kind, 0.0)
        return 1.0 + len(self.after) + nouns


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Entries by their head, and the lists of words with a part of their own."""

    verbs: dict[str, list[Entry]]
    nouns: dict[str, list[Entry]]
    instruments: dict[str, str]
    light: frozenset[str]
    needy: frozenset[str]

    def mode_by(self, lemmas: list[str]) -> str | None:
        """The mode that an instrument among these words settles; the longest name of one wins."""
        for size in (3, 2, 1):
            for at in range(len(lemmas) - size + 1):
                if (name := " ".join(lemmas[at : at + size])) in self.instruments:
                    return self.instruments[name]
        return None


@cache
def vocabulary() -> Vocabulary:
    """The shipped entries."""
    table = lexicon("events")
    verbs: dict[str, list[Entry]] = {}
    nouns: dict[str, list[Entry]] = {}
    for block in table["event"]:
        for entry in _entries(block):
            (nouns if entry.kind == "noun" else verbs).setdefault(entry.head, []).append(entry)
    for frame in table["figurative"]["frames"]:
        entry = _frame("figurative", frame, "AGREE", None)
        verbs.setdefault(entry.head, []).append(entry)
    instruments = {word: row["mode"] for row in table["instrument"] for word in row["words"]}
    needy = frozenset((*table["generic"]["verbs"], *table["generic"]["nouns"]))
    return Vocabulary(verbs, nouns, instruments, frozenset(table["light"]["verbs"]), needy)


def _entries(block: dict[str, Any]) -> list[Entry]:
    kind, mode = block["type"], block.get("mode")
    found = []
    for verb in block.get("verbs", ()):
        head, *after = verb.split()
        found.append(Entry("verb", head, tuple(after), None, kind, mode))
    for frame in block.get("frames", ()):
        found.append(_frame("frame", frame, kind, mode))
    for row in block.get("subjects", ()):
        found += _subjects(row, kind, mode)
    for noun in block.get("nouns", ()):
        *before, head = noun.split()
        found.append(Entry("noun", head, tuple(before), None, kind, mode))
    return found


def _frame(kind: Kind, text: str, event: EventType, mode: str | None) -> Entry:
    """`cut off power|water`: the verb with its particles, and the nouns of which one must follow."""
    first, *others = text.split("|")
    head, *rest = first.split()
    links = lexicon("events")["links"]["words"]
    tied = max((i + 1 for i, word in enumerate(rest) if word in links), default=0)
    noun = " ".join(rest[tied:])
    return Entry(kind, head, tuple(rest[:tied]), frozenset((noun, *others)) - {""} or None, event, mode)


def _subjects(text: str, event: EventType, mode: str | None) -> list[Entry]:
    """`mortar|shell: land on|hit`: nouns, then the verbs that each tell the event with one of them."""
    before, _, verbs = text.partition(": ")
    nouns = frozenset(before.split("|"))
    return [Entry("subject", verb.split()[0], tuple(verb.split()[1:]), nouns, event, mode) for verb in verbs.split("|")]
