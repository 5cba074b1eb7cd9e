"""What a number counts: its noun with what modifies it, and the verb that governs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.figures.numbers import Number

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

Range = tuple[int, int]
_MODIFIERS = ("amod", "compound", "nmod", "nummod", "poss", "det", "case", "advmod", "quantmod", "punct")


@dataclass(frozen=True, slots=True)
class Counted:
    """`noun` is what is counted, None where the number stands alone; `of` its words."""

    noun: Token | None
    of: tuple[Range, ...]
    anchor: Token


def counted_by(number: Number, words: Phrase) -> Counted:
    """What the tokens of a number count."""
    root = _root(words)
    noun = _noun(words, root)
    if noun is None:
        return Counted(_shared(root), (), root)
    return Counted(noun, _words(noun, words), noun if noun.i > root.i or noun.dep_ != "pobj" else root)


def _root(words: Phrase) -> Token:
    """The number's own token that the rest of it hangs on."""
    inside = [t for t in words if t.pos_ == "NUM" or t.tag_ in ("NNS", "NN", "CD")]
    return next((t for t in inside if t.head.i < words.start or t.head.i >= words.end), words.root)


def _noun(words: Phrase, root: Token) -> Token | None:
    """The noun that a number modifies, or the one behind its `of`."""
    for token in (root, *words):
        if (
            token.dep_ in ("nummod", "quantmod", "amod", "compound", "det", "predet", "nmod")
            and token.head.i >= words.end
        ):
            head = token.head
            while head.dep_ in ("compound", "amod", "nmod", "nummod") and head.head.i > head.i:
                head = head.head
            if head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "VERB"):
                return head if head.pos_ != "VERB" else None
    following = words.doc[words.end] if words.end < len(words.doc) else None
    if following is not None and following.lower_ == "of":
        return next((c for c in following.children if c.dep_ == "pobj"), None)
    if following is not None and following.pos_ in ("NOUN", "ADJ", "PROPN") and not following.is_sent_start:
        noun = following
        while noun.dep_ in ("compound", "amod", "nmod") and noun.head.i > noun.i and noun.head.i - words.end < 4:
            noun = noun.head
        return noun if noun.pos_ in ("NOUN", "PROPN") else None
    return None


def _shared(root: Token) -> Token | None:
    """The noun of the number that this one is joined to: `40 people killed and 300 wounded`."""
    for token in (root, *root.ancestors):
        if token.dep_ == "conj":
            head = token.head
            return head if head.pos_ in ("NOUN", "PROPN") else None
        if token.pos_ in ("VERB", "AUX"):
            return None
    return None


def _words(noun: Token, words: Phrase) -> tuple[Range, ...]:
    """The words for what is counted: from behind the number to the noun, and what defines it
    after that (`of foreign nationality`, `born to ...`), no place and no clause of its own."""
    doc = noun.doc
    if noun.i < words.end:  # `whom millions of people ...`: a parse that points back
        return ()
    first = noun.i
    for token in noun.lefts:
        if token.dep_ in _MODIFIERS and token.i >= words.end:
            first = min(first, token.left_edge.i)
    first = max(first, words.end)
    if doc[first].lower_ == "of" and first < noun.i:
        first += 1
    last = noun.i
    for token in noun.rights:
        defines = token.dep_ == "prep" and token.lower_ in ("of", "from", "with", "between") and token.i == last + 1
        defines = defines or (
            token.dep_ == "acl" and token.i == last + 1 and token.tag_ in ("VBG", "VBN") and _has_complement(token)
        )
        if not defines:
            break
        last = token.right_edge.i
        comma = next((t.i for t in doc[token.i : last + 1] if t.text in (",", "–", "—", ":", "”", '"')), None)
        if comma is not None:
            last = comma - 1
            break
    return ((doc[first].idx, doc[last].idx + len(doc[last])),)


def _has_complement(verb: Token) -> bool:
    return any(c.dep_ in ("prep", "dobj", "xcomp", "agent") for c in verb.children)
