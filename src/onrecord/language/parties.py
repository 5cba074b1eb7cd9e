"""The people and bodies that an article names: who is who, by name, acronym and role.

Names are found by the pipeline's entity recogniser and joined by what news style makes
reliable: a full name at first mention, then the surname; a body's name, then its acronym.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from onrecord.language.countries import Countries, fold
from onrecord.language.names import (
    PEERAGE,
    bare,
    has_organisation_word,
    initials,
    is_acronym,
    shortens,
    title_of,
    words,
)
from onrecord.lexicons.load import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Phrase

Kind = Literal["person", "organisation"]
Gender = Literal["female", "male"]

_ENTITY_KINDS: dict[str, Kind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "organisation", "NORP": "organisation", "FAC": "organisation",
}  # fmt: skip
_ACRONYM_IN_BRACKETS = re.compile(r"\s*[(\[]\s*(?:the\s+)?([A-Z][A-Za-z.]{1,7})\s*[)\]]")
_FEMALE_TITLES = frozenset(("mrs", "ms", "miss", "queen", "princess"))
_MALE_TITLES = frozenset(("mr", "sir", "king", "prince"))


@dataclass(slots=True)
class Party:
    """One person or body. `roles` are the lower-case nouns that describe it beside its name,
    `sides` the names of bodies and countries in those descriptions (whom it speaks for)."""

    name: str
    kind: Kind
    aliases: set[str] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    sides: list[str] = field(default_factory=list)
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class NameMention:
    """One place where a party is named; offsets in code points. Not sure are the recogniser's
    likeliest errors: one word for a person never named in full, a place that is no country."""

    start: int
    end: int
    party: Party
    is_subject: bool
    is_sure: bool


@dataclass(slots=True)
class Parties:
    """The parties of an article and where they are named, in order."""

    all: list[Party]
    mentions: list[NameMention]

    def at(self, start: int, end: int) -> list[NameMention]:
        """The mentions inside [start, end)."""
        low = bisect_left(self.mentions, start, key=lambda m: m.start)
        high = bisect_left(self.mentions, end, key=lambda m: m.start)
        return [m for m in self.mentions[low:high] if m.end <= end]

    def with_role(self, role: str) -> list[Party]:
        """The people described by this noun, in lower case."""
        return [p for p in self.all if p.kind == "person" and role in p.roles]

    def called(self, name: str, kind: Kind | None = None) -> list[Party]:
        """The parties that a name can mean: the one of exactly this name, else all it shortens."""
        key = fold(bare(name))
        pool = [p for p in self.all if kind is None or p.kind == kind]
        exact = [p for p in pool if fold(p.name) == key or key in p.aliases]
        return exact or [p for p in pool if p.kind == "person" and shortens(bare(name), p.name)]


def find_parties(doc: Doc, countries: Countries) -> Parties:
    """Everybody the article names, each once."""
    named = list(_names(doc, countries))
    parties: list[Party] = []
    # Longest names first, so that a surname met early finds the full name met later.
    for _, name, kind in sorted(named, key=lambda n: (-len(words(n[1])), n[0].start)):
        if not _known(parties, name, kind):
            parties.append(Party(name, kind))
    _join_acronyms(doc, parties)
    _join_tails(parties)
    found = Parties(parties, [])
    for ent, name, kind in named:
        candidates = found.called(name, kind) or found.called(name)
        if len(candidates) == 1:
            party = candidates[0]
            party.aliases.add(fold(name))
            _describe(ent, party, countries)
            sure = " " in party.name if party.kind == "person" else ent.label_ == "ORG" or bool(countries.any(name))
            found.mentions.append(NameMention(ent.start_char, ent.end_char, party, is_subject(ent.root), sure))
    return found


def is_subject(token: Token) -> bool:
    """Whether a token is the subject of a verb (or of a passive one)."""
    return token.dep_ in ("nsubj", "nsubjpass")


def _names(doc: Doc, countries: Countries) -> Iterator[tuple[Phrase, str, Kind]]:
    """The names of parties as (entity, bare name, kind). The recogniser takes many a surname
    for a body or a place: a name is a person's wherever it is so at its fullest or most often.
    It also runs a name into the verb beside it; such an entity is no name."""
    entities = [
        (ent, _with_peerage(ent))
        for ent in doc.ents
        if ent.label_ in _ENTITY_KINDS and not any(t.pos_ in ("VERB", "AUX") and t.text.islower() for t in ent)
    ]
    votes: dict[str, Counter[Kind]] = {}
    for ent, name in entities:
        kind: Kind = "person" if title_of(ent.text) else _ENTITY_KINDS[ent.label_]
        votes.setdefault(fold(name), Counter())[kind] += 1
    people = [n for n, count in votes.items() if count["person"] > count["organisation"] / 2 and " " in n]
    for ent, name in entities:
        if not name or not any(c.isupper() for c in name):
            continue
        key = fold(name)
        if countries.any(name) or has_organisation_word(name) or is_acronym(name):
            yield ent, name, "organisation"
        elif any(key == p or shortens(name, p) for p in people):
            yield ent, name, "person"
        else:
            yield ent, name, votes[key].most_common(1)[0][0]


def _with_peerage(ent: Phrase) -> str:
    """An entity's bare name, with the `Lord` or `Lady` before it that is a part of it."""
    name = bare(ent.text)
    before = ent.doc[ent.start - 1].text if ent.start else ""
    return f"{before} {name}" if before.casefold() in PEERAGE and " " not in name else name


def _known(parties: list[Party], name: str, kind: Kind) -> bool:
    key = fold(name)
    for party in parties:
        if fold(party.name) == key or (kind == party.kind == "person" and shortens(name, party.name)):
            return True
    return False


def _join_acronyms(doc: Doc, parties: list[Party]) -> None:
    """Let a body's acronym stand for it: by brackets after the name, else by its initials."""
    bodies = [p for p in parties if p.kind == "organisation"]
    full = [p for p in bodies if not is_acronym(p.name) and " " in p.name]
    defined: dict[str, Party] = {}
    for party in full:
        for match in re.finditer(re.escape(party.name), doc.text):
            if bracket := _ACRONYM_IN_BRACKETS.match(doc.text, match.end()):
                defined.setdefault(fold(bracket.group(1)), party)
    for short in [p for p in bodies if is_acronym(p.name)]:
        key = fold(short.name)
        owners = [defined[key]] if key in defined else [p for p in full if key.upper() in initials(p.name)]
        if len(owners) == 1:
            owners[0].aliases.add(key)
            parties.remove(short)


def _join_tails(parties: list[Party]) -> None:
    """Let the last words of a body's name stand for it, where only one has them: `the Times`."""
    bodies = [p for p in parties if p.kind == "organisation"]
    for short in bodies:
        tail = words(short.name)
        longer = [
            p
            for p in bodies
            if p is not short and len(words(p.name)) > len(tail) and words(p.name)[-len(tail) :] == tail
        ]
        if len(longer) == 1 and not is_acronym(short.name):
            longer[0].aliases |= {fold(short.name), *short.aliases}
            parties.remove(short)


def _describe(ent: Phrase, party: Party, countries: Countries) -> None:
    """Take up the roles and sides that stand beside a mention: before the name, in apposition
    to it, or as the noun that the name is in apposition to."""
    root = ent.root
    nouns: list[Token] = [t for t in root.lefts if t.dep_ in ("compound", "nmod", "amod", "appos") and t.i < ent.start]
    nouns += [t for t in root.children if t.dep_ == "appos"]
    if root.dep_ == "appos":
        nouns.append(root.head)
    if party.kind == "person":
        party.gender = party.gender or gender_of(ent.text, party.name)
        for noun in nouns:
            for token in noun.subtree if noun.dep_ != "compound" else (noun, *noun.lefts):
                if ent.start <= token.i < ent.end:
                    continue
                if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("pobj",):
                    party.roles[token.lemma_.casefold()] += 1
            party.sides += [s for s in sides_in(noun, countries, ent) if s not in party.sides]
        for word in ent.text[: max(ent.text.find(party.name), 0)].split():
            party.roles[word.casefold().strip(".")] += 1


def sides_in(noun: Token, countries: Countries, name: Phrase | None = None) -> Iterator[str]:
    """The bodies and countries named in a description, `name` left out: whom somebody speaks
    for. A country's offices speak for the country (`White House spokesperson`)."""
    for prep in (t for t in noun.children if t.dep_ == "prep" and t.lower_ in ("for", "of")):
        for body in (t for t in prep.children if t.dep_ == "pobj" and t.pos_ == "NOUN" and not countries.any(t.text)):
            if body.lemma_.casefold() in body_nouns():  # a spokesman for the dockers' union
                yield bare(body.doc[body.left_edge.i : body.i + 1].text)
    inside = {t.i for t in noun.subtree} - (set(range(name.start, name.end)) if name is not None else set())
    for other in noun.doc.ents:
        if other.label_ in ("ORG", "GPE", "NORP") and other.start in inside:
            first = other.text.split()
            office = next((c for n in (3, 2, 1) if (c := countries.any(" ".join(first[:n])))), None)
            yield office.name if office else bare(other.text)
    for token in noun.subtree:
        if token.pos_ == "PROPN" and token.dep_ == "poss" and token.i in inside and not token.ent_type_:
            yield bare(token.text)


@cache
def body_nouns() -> frozenset[str]:
    """Common nouns for bodies (lexicons/source_nouns.toml)."""
    return frozenset(w.casefold() for w in lexicon("source_nouns")["organisation"])


@cache
def _given_names() -> dict[str, Gender]:
    table = lexicon("given_names")
    names: dict[str, Gender] = {n.casefold(): "female" for n in table["female"]}
    names.update((n.casefold(), "male") for n in table["male"])
    return names


def gender_of(printed: str, name: str) -> Gender | None:
    """The gender that a title or a given name tells, for pronouns only."""
    title = title_of(printed)
    if title in _FEMALE_TITLES:
        return "female"
    if title in _MALE_TITLES:
        return "male"
    first = name.split()[0] if " " in name else ""
    return _given_names().get(first.casefold())
