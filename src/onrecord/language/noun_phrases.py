"""A noun's words: what stands before it and what narrows it, without clauses and appositions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]
_BEFORE = ("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "advmod", "neg", "case")
_NARROWING = ("of", "from", "for")
_WHEN = ("DATE", "TIME")
_DASHES = ("-", "–", "—", "--")
_CLAUSES = ("relcl", "acl", "advcl", "appos", "parataxis", "ccomp")


def noun_phrase(noun: Token) -> list[Token]:
    """The tokens of a noun phrase in order: with articles, titles, `of` phrases and what is joined to
    it by `and`; without relative clauses, participles and appositions."""
    found = [noun]
    for child in noun.lefts:
        if child.dep_ in _BEFORE and child.pos_ != "PUNCT":
            found += [t for t in child.subtree if t.i < noun.i and t.dep_ not in _CLAUSES and t.ent_type_ not in _WHEN]
    found = _behind_dash(found, noun)
    last = noun.i
    for child in noun.rights:
        narrows = child.lower_ in _NARROWING and not (noun.ent_type_ == "PERSON" and noun.pos_ == "PROPN")
        if child.dep_ == "case" or (narrows and child.i == last + 1 and child.dep_ == "prep"):
            found += _unbroken(child)
        elif child.dep_ == "cc" or (child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM")):
            found += [child] if child.dep_ == "cc" else noun_phrase(child)
        elif child.dep_ in ("compound", "nmod", "nummod", "npadvmod") and child.i == last + 1:
            found += list(child.subtree)
        elif not (child.text == "," and _listed(noun)):
            break
        else:
            found.append(child)
        last = max(t.i for t in found)
    ordered = sorted({t.i: t for t in found}.values(), key=lambda t: t.i)
    while len(ordered) > 1 and ordered[-1].dep_ in ("cc", "punct"):
        ordered.pop()
    while len(ordered) > 1 and (ordered[0].tag_ == "POS" or ordered[0].text in ("|", "-", "–", "—", "*", "•")):
        ordered.pop(0)
    return ordered


def _behind_dash(tokens: list[Token], noun: Token) -> list[Token]:
    """Without what a dash parts from the noun: a dateline (`OSLO - Police`) that the parse took for a part of it."""
    dashes = [
        i
        for i in range(min(t.i for t in tokens), noun.i)
        if noun.doc[i].text in _DASHES and noun.doc[i - 1].whitespace_
    ]
    return [t for t in tokens if t.i > dashes[-1]] if dashes else tokens


def _listed(noun: Token) -> bool:
    return any(c.dep_ == "conj" for c in noun.rights)


def _unbroken(prep: Token) -> list[Token]:
    """A prepositional phrase up to its first mark or clause."""
    found = [prep]
    for token in sorted(prep.subtree, key=lambda t: t.i):
        if token.i <= prep.i:
            continue
        where = token.dep_ == "prep" and token.lower_ not in _NARROWING
        mark = token.is_punct and token.text not in ("-", "'", "’")
        if where or mark or token.dep_ in _CLAUSES or token.i > found[-1].i + 1:
            break
        found.append(token)
    return found


def span_of(tokens: Iterable[Token]) -> Range:
    """The half-open range of characters that tokens cover."""
    listed = list(tokens)
    first, last = min(listed, key=lambda t: t.i), max(listed, key=lambda t: t.i)
    return int(first.idx), int(last.idx + len(last))
