"""Reading a source's own words: its head noun, its kind, its description, the name in it.

All of it is by the parse of the phrase alone; what the rest of the article tells of the
source is for `resolve.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.language.countries import fold
from onrecord.language.names import has_organisation_word, is_acronym
from onrecord.language.nouns import AGENT_ENDINGS, nouns
from onrecord.schema.statement import SpeakerType

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token


def head_of(phrase: Phrase) -> Token:
    """The noun that a source is about. A parser may hang a whole title on the name or the
    name on the title; either will do, the name first."""
    root: Token = phrase.root
    if root.pos_ in ("NOUN", "PROPN", "PRON"):
        return root
    for token in phrase:
        if token.pos_ in ("PROPN", "NOUN", "PRON") and token.head.i not in range(phrase.start, phrase.end):
            return token
    return next((t for t in phrase if t.pos_ in ("PROPN", "NOUN", "PRON")), root)


def is_coordinated(phrase: Phrase, head: Token) -> bool:
    """Whether a source names several; `the peer and former minister` is one."""
    others = [t for t in head.conjuncts if phrase.start <= t.i < phrase.end]
    one = phrase[0].lower_ in ("the", "a", "an") and is_role(head)
    return bool(others) and not (
        one and all(is_role(t) and t.left_edge.pos_ != "DET" and t.tag_ == "NN" for t in others)
    )


def core_name(phrase: Phrase, head: Token) -> str:
    """The name around a head: its compounds, `of` phrases and what brackets do not hold."""
    doc = phrase.doc
    start = end = head.i
    while (
        start > phrase.start
        and doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ", "NUM")
        and doc[start - 1].dep_ != "appos"
        and doc[start - 1].ent_type_ not in ("DATE", "TIME")
    ):
        start -= 1
    while end + 1 < phrase.end and (
        doc[end + 1].pos_ == "PROPN"
        or (doc[end + 1].lower_ in ("of", "for", "and", "the", "on", "&", "-") and _goes_on(phrase, end + 2))
    ):
        end += 1
    text: str = doc[start : end + 1].text
    return text


def _goes_on(phrase: Phrase, at: int) -> bool:
    return any(t.pos_ == "PROPN" for t in phrase.doc[at : min(at + 2, phrase.end)])


def looks_personal(phrase: Phrase, head: Token, name: str) -> bool:
    """Whether a name that the recogniser missed is a person's: a title or a role noun stands
    before it, or it has two words and none of a body."""
    if has_organisation_word(name) or is_acronym(name):
        return False
    before = [t.lemma_.casefold() for t in phrase if t.i < head.i]
    if any(w in nouns()["person"] for w in before) or fold(phrase.text) != fold(name):
        return True
    return len(name.split()) in (2, 3) and all(w[0].isupper() for w in name.split())


def is_role(head: Token) -> bool:
    """Whether a head is a role noun: `the President`, but not Thomas Baker."""
    printed_as_name = head.text[:1].isupper() and not any(t.pos_ == "DET" for t in head.lefts)
    return not printed_as_name and bool({head.lemma_.casefold(), head.lower_} & nouns()["person"])


def is_possessive(name: Phrase) -> bool:
    return name.text.endswith(("'s", "’s", "s'", "s’")) or name.doc[name.end : name.end + 1].text in (
        "'s",
        "’s",
        "'",
        "’",
    )


def kind_of(phrase: Phrase, head: Token) -> SpeakerType:
    """By the head noun: lexicons/source_nouns.toml, else a plural is a group, else by the
    noun's ending: those who do something are people."""
    noun, printed = head.lemma_.casefold(), head.lower_
    table = nouns()
    plural = head.tag_ in ("NNS", "NNPS")
    if phrase[0].lower_ == "one" and len(phrase) > 1 and phrase[1].lower_ == "of":
        return "person"
    listed: tuple[SpeakerType, ...] = ("group", "document")
    for kind in listed:
        if printed in table[kind] or noun in table[kind]:
            return kind
    if plural or head.pos_ in ("DET", "NUM", "ADJ") or printed in table["vague_quantifier"]:
        return "group"
    if noun in table["person"] or noun.endswith(AGENT_ENDINGS):
        return "person"
    return "organisation"


def description_of(phrase: Phrase, head: Token, *, whole: bool = False) -> str:
    """The source's words without the article, and without what only adds to them: an
    apposition, a relative clause, a participle after a comma."""
    end = phrase.end
    if not whole:
        for token in phrase:
            adds = ("relcl", "appos", "acl") if head.pos_ == "NOUN" else ("relcl", "appos")
            if token.i > head.i and (token.dep_ in adds or token.lower_ in ("who", "which")):
                end = min(end, token.left_edge.i)
            if token.i > head.i and token.text in (",", "–", "—", "("):
                end = min(end, token.i)
    start = phrase.start
    text: str = phrase.doc[start : max(end, head.i + 1)].text.strip(" ,–—")
    for word in ("the ", "both "):
        if text[: len(word)].lower() == word:
            text = text[len(word) :]
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first.lower() in ("a", "an", "one", "some", "many", "two", "several") else text
