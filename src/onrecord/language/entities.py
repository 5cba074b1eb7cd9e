"""Named entities by their first token: `doc.ents` builds all of them at every look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token


def entity_from(first: Token, kinds: tuple[str, ...]) -> Phrase | None:
    """The entity of one of these kinds that begins with a token."""
    if first.ent_iob_ != "B" or first.ent_type_ not in kinds:
        return None
    doc, end = first.doc, first.i + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return doc[first.i : end]
