"""Common nouns by what they are for: people, bodies, documents (lexicons/source_nouns.toml)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.lexicons.load import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

AGENT_ENDINGS = ("er", "or", "ist", "man", "woman", "person", "ian", "ee", "ant", "eer", "ess")
"""Endings of nouns for those who do something."""

_LISTS = ("person", "organisation", "document", "group", "vague_quantifier", "anaphoric")
_PLAIN_ENDINGS = AGENT_ENDINGS[:6]  # the others end too many nouns for things


@cache
def nouns() -> dict[str, frozenset[str]]:
    """The lists, in lower case, by their names."""
    table = lexicon("source_nouns")
    return {kind: frozenset(w.casefold() for w in table[kind]) for kind in _LISTS}


def names_people(head: Token) -> bool:
    """Whether a noun is for people: those of the lists, and those who do something."""
    noun, printed = head.lemma_.casefold(), head.lower_
    table = nouns()
    listed = printed in table["group"] or noun in table["person"]
    return listed or noun.endswith(_PLAIN_ENDINGS)
