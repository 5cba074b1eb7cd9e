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
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from onrecord.language.countries import Countries, fold
from onrecord.language.entities import entity_from
from onrecord.language.names import (
    PEERAGE,
    bare,
    has_organisation_word,
    initials,
    is_acronym,
    short_forms,
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
_ACRONYM_IN_BRACKETS = re.compile(r"[^\S\n]?[(\[][^\S\n]*(?:the\s+)?([A-Z][A-Za-z.]{1,7})\s*[)\]]")
_SHORT_NAMES = frozenset(("jan", "mar", "sun", "wed", "mon", "jun"))  # and names of people or papers
_LONGEST_NAME = 120  # characters before a bracketed acronym in which its full name is looked for
_FEMALE_TITLES = frozenset(("mrs", "ms", "miss", "queen", "princess"))
_MALE_TITLES = frozenset(("mr", "sir", "king", "prince"))


@dataclass(slots=True)
class Party:
    """One person or body. `roles` are the lower-case nouns that describe it beside its name,
    `sides` the names of bodies and countries in those descriptions (whom it speaks for),
    `first` where it is named first."""

    name: str
    kind: Kind
    aliases: set[str] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    sides: list[str] = field(default_factory=list)
    gender: Gender | None = None
    first: int = -1


@dataclass(frozen=True, slots=True)
class NameMention:
    """One place where a party is named; offsets in code points. Not sure are the recogniser's
    likeliest errors: one word for a person never named in full, a place that is no country."""

    start: int
    end: int
    party: Party
    is_subject: bool
    is_sure: bool


class Parties:
    """The parties of an article and where they are named, in order.

    Every look-up is by key, so that its cost does not grow with the article.
    """

    def __init__(self) -> None:
        self.all: list[Party] = []
        self.mentions: list[NameMention] = []
        self._named: dict[str, list[Party]] = {}
        self._shortened: dict[tuple[str, ...], list[Party]] = {}

    def add(self, party: Party) -> None:
        """Take up a party under its name and, a person, under what its name is shortened to."""
        self.all.append(party)
        self.let_mean(fold(party.name), party)
        if party.kind == "person":
            for short in short_forms(party.name):
                self._shortened.setdefault(short, []).append(party)

    def let_mean(self, key: str, party: Party) -> None:
        """Let a folded name stand for a party."""
        if key not in party.aliases:
            party.aliases.add(key)
            self._named.setdefault(key, []).append(party)

    def join(self, short: Party, party: Party) -> None:
        """Let another party's names stand for this one, and forget that other."""
        for key in short.aliases:
            self._named[key] = [p for p in self._named[key] if p is not short]
            self.let_mean(key, party)
        self.all = [p for p in self.all if p is not short]

    def at(self, start: int, end: int) -> list[NameMention]:
        """The mentions inside [start, end)."""
        low = bisect_left(self.mentions, start, key=lambda m: m.start)
        high = bisect_left(self.mentions, end, key=lambda m: m.start)
        return [m for m in self.mentions[low:high] if m.end <= end]

    def called(self, name: str, kind: Kind | None = None) -> list[Party]:
        """The parties that a name can mean: the one of exactly this name, else all it shortens."""
        name = bare(name)
        found = [p for p in self.exactly(name) if kind in (None, p.kind)]
        return found or (self.shortened(name) if kind != "organisation" else [])

    def exactly(self, name: str) -> list[Party]:
        """The parties with this very name, full or otherwise known to stand for them."""
        return self._named.get(fold(name), [])

    def bearing(self, role: str) -> list[Party]:
        """The people described by this noun, in lower case."""
        return self._by_role.get(role, [])

    @cached_property
    def _by_role(self) -> dict[str, list[Party]]:
        found: dict[str, list[Party]] = {}
        for party in self.all:
            for role in party.roles if party.kind == "person" else ():
                found.setdefault(role, []).append(party)
        return found

    def shortened(self, name: str) -> list[Party]:
        """The people whose names this one is short for."""
        return self._shortened.get(tuple(words(name)), [])


def find_parties(doc: Doc, countries: Countries) -> Parties:
    """Everybody the article names, each once."""
    named = list(_names(doc, countries))
    found = Parties()
    # Longest names first, so that a surname met early finds the full name met later.
    for _, name, kind in sorted(named, key=lambda n: (-len(words(n[1])), n[0].start)):
        if not found.exactly(name) and not (kind == "person" and found.shortened(name)):
            found.add(Party(name, kind))
    _join_acronyms(doc, found)
    _join_tails(found)
    for ent, name, kind in named:
        candidates = found.called(name, kind) or found.called(name)
        if len(candidates) == 1:
            party = candidates[0]
            found.let_mean(fold(name), party)
            party.first = ent.start_char if party.first < 0 else party.first
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
        for found in doc.ents
        if found.label_ in _ENTITY_KINDS
        and (ent := _without_date(found)) is not None
        and not any(t.pos_ in ("VERB", "AUX") and t.text.islower() for t in ent)
    ]
    votes: dict[str, Counter[Kind]] = {}
    for ent, name in entities:
        kind: Kind = "person" if title_of(ent.text) else _ENTITY_KINDS[ent.label_]
        votes.setdefault(fold(name), Counter())[kind] += 1
    people = {n for n, count in votes.items() if count["person"] > count["organisation"] / 2 and " " in n}
    shortened = {short for n in people for short in short_forms(n)}
    for ent, name in entities:
        if not name or not any(c.isupper() for c in name):
            continue
        key = fold(name)
        person, of, _ = name.partition(" of ")
        if of and fold(person) in people:  # `Ann Lee of Norway`
            at = next(t.i for t in ent if t.lower_ == "of")
            yield ent.doc[ent.start : at], person, "person"
            continue
        if countries.any(name) or has_organisation_word(name) or is_acronym(name):
            yield ent, name, "organisation"
        elif key in people or tuple(words(name)) in shortened:
            yield ent, name, "person"
        else:
            yield ent, name, votes[key].most_common(1)[0][0]


def _without_date(ent: Phrase) -> Phrase | None:
    """An entity without what the recogniser ran into it: a date before (`Feb. 1 Norway`), a preposition behind
    (`Ann Lee of`); None where nothing else is left (`March`)."""
    dates = _calendar_names()
    start, end = ent.start, ent.end
    while end > start and ent.doc[end - 1].pos_ == "ADP" and ent.doc[end - 1].text.islower():
        end -= 1
    while start < end and (
        ent.doc[start].lower_.rstrip(".") in dates or (ent.doc[start].text.isdigit() and _is_month_before(ent, start))
    ):
        start += 1
    if start == end:
        return None
    if (start, end) == (ent.start, ent.end):
        return ent
    from spacy.tokens import Span as Entity

    return Entity(ent.doc, start, end, label=ent.label_)


def _is_month_before(ent: Phrase, at: int) -> bool:
    return at > 0 and ent.doc[at - 1].lower_.rstrip(".") in _calendar_names()


@cache
def _calendar_names() -> frozenset[str]:
    """Months and weekdays that are nobody's name."""
    table = lexicon("calendar")
    names = {name for key in ("months", "weekdays") for row in table[key] for name in row}
    return frozenset(names - (set(table["unsure_months"]) - {"march"}) - _SHORT_NAMES)


def _with_peerage(ent: Phrase) -> str:
    """An entity's bare name, with the `Lord` or `Lady` before it that is a part of it."""
    name = bare(ent.text)
    before = ent.doc[ent.start - 1].text if ent.start else ""
    return f"{before} {name}" if before.casefold() in PEERAGE and " " not in name else name


def _join_acronyms(doc: Doc, parties: Parties) -> None:
    """Let a body's acronym stand for it: by brackets after the name, else by its initials."""
    bodies = [p for p in parties.all if p.kind == "organisation"]
    full = {p.name: p for p in bodies if not is_acronym(p.name) and " " in p.name}
    defined: dict[str, Party] = {}
    text = doc.text  # made anew at each look
    for bracket in _ACRONYM_IN_BRACKETS.finditer(text):
        before = text[max(bracket.start() - _LONGEST_NAME, 0) : bracket.start()]
        starts = [0, *(m.end() for m in re.finditer(r"\s", before))]
        owner = next((full[before[at:]] for at in starts if before[at:] in full), None)
        owner = owner or _spelt_out(parties, before, starts, bracket.group(1))
        if owner is not None:
            defined.setdefault(fold(bracket.group(1)), owner)
    by_initials: dict[str, list[Party]] = {}
    for party in full.values():
        for letters in initials(party.name):
            by_initials.setdefault(letters, []).append(party)
    for short in [p for p in bodies if is_acronym(p.name)]:
        key = fold(short.name)
        owners = [defined[key]] if key in defined else by_initials.get(key.upper(), [])
        if len(owners) == 1:
            parties.join(short, owners[0])


def _spelt_out(parties: Parties, before: str, starts: list[int], acronym: str) -> Party | None:
    """The body whose name before a bracket spells the acronym in it, new where the recogniser
    missed the name: `Harakat Nur al-Sahel (HNS)`."""
    for at in reversed(starts):
        name = before[at:].strip(" ,")
        if name[:1].isupper() and acronym.upper() in initials(name):
            known = parties.exactly(name)
            if not known:
                known = [Party(name, "organisation")]
                parties.add(known[0])
            known[0].kind = "organisation"  # only bodies are written so, whatever the recogniser said
            return known[0]
    return None


def _join_tails(parties: Parties) -> None:
    """Let the last words of a body's name stand for it, where only one has them: `the Times`."""
    bodies = [p for p in parties.all if p.kind == "organisation"]
    longer: dict[tuple[str, ...], list[Party]] = {}
    for party in bodies:
        parts = words(party.name)
        for at in range(1, len(parts)):
            longer.setdefault(tuple(parts[at:]), []).append(party)
    for short in bodies:
        owners = longer.get(tuple(words(short.name)), [])
        if len(owners) == 1 and not is_acronym(short.name):
            parties.join(short, owners[0])


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
                    party.roles[_role(token.lemma_)] += 1
            party.sides += [s for s in sides_in(noun, countries, ent) if s not in party.sides]
        for word in ent.text[: max(ent.text.find(party.name), 0)].split():
            party.roles[_role(word)] += 1


def sides_in(noun: Token, countries: Countries, name: Phrase | None = None) -> Iterator[str]:
    """The bodies and countries named in a description, `name` left out: whom somebody speaks
    for. A country's offices speak for the country (`White House spokesperson`)."""
    for prep in (t for t in noun.children if t.dep_ == "prep" and t.lower_ in ("for", "of")):
        for body in (t for t in prep.children if t.dep_ == "pobj" and t.pos_ == "NOUN" and not countries.any(t.text)):
            if body.lemma_.casefold() in body_nouns():  # a spokesman for the dockers' union
                yield bare(body.doc[body.left_edge.i : body.i + 1].text)
    inside = {t.i for t in noun.subtree} - (set(range(name.start, name.end)) if name is not None else set())
    for other in (e for i in sorted(inside) if (e := entity_from(noun.doc[i], ("ORG", "GPE", "NORP")))):
        first = other.text.split()
        office = next((c for n in (3, 2, 1) if (c := countries.any(" ".join(first[:n])))), None)
        yield office.name if office else bare(other.text)
    for token in noun.subtree:
        # The recogniser takes many a body for a person: `Unicef's regional director`.
        alone = token.ent_type_ in ("", "PERSON") and token.ent_iob_ != "I" and not _is_compound(token)
        if token.pos_ == "PROPN" and token.dep_ == "poss" and token.i in inside and alone:
            yield bare(token.text)


def _is_compound(token: Token) -> bool:
    return any(c.dep_ in ("compound", "flat", "nmod") for c in token.children)


def _role(word: str) -> str:
    """A noun beside a name, titles written out: `Sen.` is a senator."""
    folded = word.casefold().strip(".")
    return _title_roles().get(folded, folded)


@cache
def _title_roles() -> dict[str, str]:
    roles: dict[str, str] = lexicon("source_nouns")["title_roles"]
    return roles


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
