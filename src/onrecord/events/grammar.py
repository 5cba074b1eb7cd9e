"""The words by which the parse of an event is read (lexicons/event_grammar.toml)."""

from __future__ import annotations

from functools import cache

from onrecord.lexicons.load import lexicon


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """One list of a table: `[status]`, `nearly`."""
    return frozenset(lexicon("event_grammar")[table][name])


@cache
def prepositions(table: str, kind: str) -> frozenset[str]:
    """The prepositions of `[towards]` or `[towards_of_nouns]` for a type of event; those of `others` where it has
    none of its own."""
    rows = lexicon("event_grammar")[table]
    return frozenset(rows.get(kind, rows["others"]))
