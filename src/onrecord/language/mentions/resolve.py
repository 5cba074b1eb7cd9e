"""Who a source's words mean.

Statements are resolved in the order of the text, each with what was on record before it, as
a reader does: names by the article's parties, roles (`the minister`) by who bears them,
pronouns by who was spoken of last and fits. Where two fit, nobody is chosen.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.language.analysis import Analysis
from onrecord.language.countries import fold
from onrecord.language.mentions.discourse import (
    NOBODY,
    Discourse,
    Form,
    Number,
    Referent,
    Speaker,
    as_speaker,
    forms_of,
    last_noun,
)
from onrecord.language.mentions.phrase import (
    core_name,
    description_of,
    head_of,
    is_coordinated,
    is_possessive,
    is_role,
    kind_of,
    looks_personal,
)
from onrecord.language.names import bare, has_organisation_word, is_acronym, words
from onrecord.language.nouns import nouns
from onrecord.language.parties import Gender, Party, is_subject, sides_in
from onrecord.notes import Note
from onrecord.schema.statement import SpeakerType

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

_HE = Form("male", "singular", ("person",))
_SHE = Form("female", "singular", ("person",))
_IT = Form(None, "singular", ("organisation", "document"))
_THEY = Form(None, "plural", ("group", "organisation"))
_PERSONAL = {
    **dict.fromkeys(("he", "his", "him", "himself"), _HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), _SHE),
    **dict.fromkeys(("it", "its", "itself"), _IT),
    **dict.fromkeys(("they", "their", "them", "themselves"), _THEY),
}
_CHAINED = frozenset(("he", "his", "him", "she", "her"))
_OWNERS = ("his", "her", "its", "their")
_FIRST_SINGULAR = frozenset(("i", "my", "me", "mine"))
_FIRST_PLURAL = frozenset(("we", "our", "us", "ours"))
_MODIFIERS = ("prep", "relcl", "acl", "poss", "compound", "amod")
_RELATIVE = frozenset(("who", "which", "whose", "that", "whom"))
_PAIR_REACH = 800  # characters before `both countries` in which the two are looked for
_OFFICES = frozenset(
    ("white house", "kremlin", "pentagon", "downing street", "elysee", "whitehall")
)  # bodies themselves


class SpeakerResolver:
    """Resolves the sources of one article, in the order of the text."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.discourse = Discourse(analysis)
        self._pronouns = deque(t for t in analysis.doc if t.lower_ in _CHAINED and not self._is_quoted(t.idx))

    def resolve(self, source: tuple[tuple[int, int], ...], parent: Speaker | None) -> Speaker:
        """The speaker of a source; `parent` is the speaker in whose content it stands."""
        if not source:
            return NOBODY
        phrase = self.analysis.phrase(source[0][0], source[-1][1])
        self._follow_pronouns(phrase.start_char)
        speaker = self._read(phrase, parent)
        if owner := self._owner(phrase):  # `its envoy, Maria Lopez` speaks for it
            speaker = replace(speaker, sides=(*speaker.sides, owner))
        if speaker.name:
            number: Number = "plural" if speaker.type == "group" else "singular"
            subject = is_subject(phrase.root)
            self.discourse.add(Referent(phrase.start_char, speaker, number, subject, parent is None))
        return speaker

    def _follow_pronouns(self, at: int) -> None:
        """Take up whom the reporter's own pronouns before `at` keep in mind, source or not."""
        while self._pronouns and self._pronouns[0].idx < at:
            token = self._pronouns.popleft()
            speaker = self.discourse.latest(token.idx, _PERSONAL[token.lower_])
            if speaker.name:
                self.discourse.add(Referent(token.idx, speaker, "singular", is_subject(token), False))

    def _is_quoted(self, at: int) -> bool:
        return any(q.inner_start <= at < q.inner_end for q in self.analysis.quoted_near(at))

    def _read(self, phrase: Phrase, parent: Speaker | None) -> Speaker:
        head = head_of(phrase)
        word = head.lower_ if head.text == "I" or not head.text.isupper() else ""  # the US, the WHO
        if len(phrase) <= 3 and word in _FIRST_SINGULAR:
            return parent or NOBODY
        if len(phrase) <= 3 and word in _FIRST_PLURAL:
            return self._side_of(parent)
        if word in _PERSONAL and len(phrase) <= 2:
            return self._of_pronoun(phrase, head, parent)
        if word in _RELATIVE and len(phrase) <= 2:
            return self._of_relative(phrase, head, parent)
        return self._of_noun(phrase, head)

    # ---- pronouns

    def _of_pronoun(self, phrase: Phrase, head: Token, parent: Speaker | None) -> Speaker:
        at = phrase.start_char
        # In a direct quotation `he` is never its own speaker, who would say `I`.
        excluded = parent.name if parent and self._is_quoted(at) else None
        return self.discourse.latest(at, _PERSONAL[head.lower_], excluded)

    def _of_relative(self, phrase: Phrase, head: Token, parent: Speaker | None) -> Speaker:
        """`who said`: the noun that the relative clause belongs to."""
        clause = next((t for t in (head, *head.ancestors) if t.dep_ == "relcl"), None)
        antecedent = clause.head if clause is not None else self._noun_before(phrase)
        if antecedent is None or antecedent.i >= head.i:
            return Speaker(None, "none", False, (Note("speaker-unresolved", phrase.text),))
        start = antecedent.left_edge.i
        return self._read(phrase.doc[start : max(antecedent.i + 1, start + 1)], parent)

    def _noun_before(self, phrase: Phrase) -> Token | None:
        for token in reversed(phrase.doc[max(phrase.start - 4, 0) : phrase.start]):
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                return token
        return None

    # ---- the speaker's side

    def _side_of(self, parent: Speaker | None) -> Speaker:
        """`we` in somebody's words: the body or country that they speak for."""
        if parent is None or parent.name is None:
            return NOBODY if parent is None else Speaker(None, "group", False, (Note("speaker-side"),))
        if parent.type in ("organisation", "group", "document"):
            return parent
        for side in parent.sides or (parent.party.sides if parent.party else ()):
            country = self.analysis.countries.any(side)
            name = self._country_name(country.name) if country else self._full_name(side)
            return Speaker(name, "organisation", True)
        return Speaker(None, "group", False, (Note("speaker-side", parent.name),))

    # ---- nouns and names

    def _of_noun(self, phrase: Phrase, head: Token) -> Speaker:
        if phrase[0].lower_ == "both" and head.tag_ == "NNS" and (pair := self._pair_before(phrase)):
            return pair
        if is_coordinated(phrase, head):
            return self._of_several(phrase, head)
        if party := self._named_party(phrase, head):
            return as_speaker(party)
        if country := self._country(phrase, head):
            return Speaker(country, "organisation", True)
        if is_role(head) or (head.pos_ != "PROPN" and head.ent_type_ not in ("ORG", "GPE")):
            return self._of_description(phrase, head)
        return self._of_name(phrase, head)

    def _pair_before(self, phrase: Phrase) -> Speaker | None:
        """`both countries`: the latest two that the text joins by `and`."""
        mentions = self.analysis.parties.at(max(phrase.start_char - _PAIR_REACH, 0), phrase.start_char)
        for one, other in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
            between = self.analysis.text[one.end : other.start].split()
            if between in (["and"], ["and", "the"]) and one.party.kind == other.party.kind:
                return Speaker(f"{one.party.name} and {other.party.name}", one.party.kind, True)
        return None

    def _named_party(self, phrase: Phrase, head: Token) -> Party | None:
        """Whose name is the source's head (a person's) or stands in apposition to it."""
        for mention in self.analysis.parties.at(phrase.start_char, phrase.end_char):
            name = self.analysis.phrase(mention.start, mention.end)
            root = name.root
            if is_possessive(name) and name.end < phrase.end - 1:
                continue
            is_head = name.start <= head.i < name.end
            inside = phrase.start <= root.head.i < phrase.end and not is_head
            if mention.party.kind == "person":
                beside = root.dep_ == "appos" or (root.dep_ in ("compound", "nmod", "flat") and head.i < name.start)
                if is_head or (inside and beside) or (not inside and name.start == phrase.start):
                    return mention.party
            elif root.dep_ == "appos" and root.head.i == head.i:
                return mention.party
        return None

    def _country(self, phrase: Phrase, head: Token) -> str | None:
        name = bare(phrase.text)
        countries = self.analysis.countries
        country = countries.named(name) or countries.governed_from(name)
        if country is None and phrase[0].lower_ == "the" and len(words(name)) == 1:
            country = countries.people_of(name)
        if country is None or (fold(name) in _OFFICES):
            return None
        return self._country_name(country.name)

    def _country_name(self, name: str) -> str:
        """The fullest form of a country's name that the article itself uses."""
        return self._printed_countries.get(name, name)

    @cached_property
    def _printed_countries(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for mention in self.analysis.parties.mentions:
            printed = mention.party.name
            if country := self.analysis.countries.named(printed):
                found[country.name] = max(found.get(country.name, ""), printed, key=len)
        return found

    def _full_name(self, name: str) -> str:
        """The full name of a body that the article also calls by `name`."""
        called = self.analysis.parties.called(name, "organisation")
        return called[0].name if len(called) == 1 else bare(name)

    def _of_name(self, phrase: Phrase, head: Token) -> Speaker:
        name = bare(core_name(phrase, head))
        people = self.analysis.parties.called(name, "person")
        people = people or self.analysis.parties.called(name.partition(" of ")[0], "person")  # `Ann Lee of Norway`
        if len(people) == 1:
            return as_speaker(people[0])
        if len(people) > 1:
            names = ", ".join(sorted(p.name for p in people))
            return Speaker(None, "person", True, (Note("speaker-ambiguous", names),))
        bodies = self.analysis.parties.called(name, "organisation")
        if len(bodies) == 1:
            return Speaker(bodies[0].name, "organisation", True, party=bodies[0])
        if looks_personal(phrase, head, name):
            return Speaker(name, "person", True)
        if head.tag_ == "NNPS" and not is_acronym(name) and not has_organisation_word(name):
            return Speaker(description_of(phrase, head), "group", False)
        return Speaker(name, "organisation", True)

    def _of_several(self, phrase: Phrase, head: Token) -> Speaker:
        """A source of several: all named bodies or people, else a group by its description."""
        parts = [head, *head.conjuncts]
        named = [t.pos_ == "PROPN" for t in parts]
        people = [
            m.party for m in self.analysis.parties.at(phrase.start_char, phrase.end_char) if m.party.kind == "person"
        ]
        name = description_of(phrase, head, whole=True)
        if all(named) and len(people) >= len(parts):
            return Speaker(name, "person", True)
        if any(t.tag_ != "NNPS" for t, is_name in zip(parts, named, strict=True) if is_name):
            return Speaker(name, "organisation", True)
        return Speaker(name, "group", False)

    def _of_description(self, phrase: Phrase, head: Token) -> Speaker:
        """A source by a common noun: a body, a document, a role that a named person bears, or
        somebody whom the article leaves unnamed."""
        noun = head.lemma_.casefold()
        kind = kind_of(phrase, head)
        definite = phrase[0].lower_ in ("the", "this", "that", "these", "those") or phrase[0].dep_ == "poss"
        description = self._with_owner(phrase, description_of(phrase, head))
        if kind == "person" and definite and noun in ("man", "woman", "boy", "girl") and len(phrase) == 2:
            gender: Gender = "female" if noun in ("woman", "girl") else "male"
            speaker = self.discourse.latest(phrase.start_char, Form(gender, "singular", ("person",)))
            if speaker.name:
                return speaker
        if kind == "person" and definite:
            bearers = self._bearers(phrase, head, noun)
            if len(bearers) == 1:
                return as_speaker(bearers[0])
            if len(bearers) > 1:
                names = ", ".join(sorted(p.name for p in bearers))
                return Speaker(None, "person", True, (Note("speaker-ambiguous", names),))
        if definite and (earlier := self._same_noun(phrase, head, kind)):
            return earlier
        sides = tuple(sides_in(head, self.analysis.countries)) if kind == "person" else ()
        named = kind == "organisation" and self._holds_name(phrase, head)
        return Speaker(description, kind, named, sides=sides)

    def _with_owner(self, phrase: Phrase, description: str) -> str:
        """A description with the name of whom its possessive means: `his spokesman`."""
        rest = description.split(" ", 1)
        owner = self._owner(phrase)
        return f"{owner}'s {rest[1]}" if owner and len(rest) == 2 else description

    def _owner(self, phrase: Phrase) -> str | None:
        """The name of whom the possessive means that a source begins with."""
        first = phrase[0]
        if len(phrase) == 1 or first.dep_ != "poss" or first.lower_ not in _OWNERS:
            return None
        owner = self.discourse.latest(phrase.start_char, _PERSONAL[first.lower_])
        return owner.name if owner.named else None

    def _holds_name(self, phrase: Phrase, head: Token) -> bool:
        """Whether a body's description is itself a name: `the US military`, `the British government`."""
        if head.tag_ == "NNS":
            return False
        return any(
            (t.pos_ == "PROPN" or self.analysis.countries.people_of(t.text))
            and t.dep_ in ("compound", "nmod", "poss", "amod")
            for t in phrase
            if t.i < head.i
        )

    def _bearers(self, phrase: Phrase, head: Token, noun: str) -> list[Party]:
        """The named people described by this noun; by the other words of the source too, where
        several bear it; those named before the source, where that leaves one."""
        bearers = self.analysis.parties.bearing(noun)
        if len(bearers) > 1:
            wanted = {t.lemma_.casefold() for t in phrase if t.i != head.i and t.pos_ in ("NOUN", "PROPN", "ADJ")}
            fitting = [p for p in bearers if wanted and wanted <= set(p.roles) | {fold(s) for s in p.sides}]
            bearers = fitting or bearers
        if len(bearers) > 1:
            bearers = [p for p in bearers if p.first < phrase.start_char] or bearers
        return bearers

    def _same_noun(self, phrase: Phrase, head: Token, kind: SpeakerType) -> Speaker | None:
        """`the officials`: those who were spoken of before by the same noun, or the one body of
        the article that has it in its name."""
        end = next((t.i for t in phrase if t.text in (",", "–", "—")), phrase.end)
        if any(t.dep_ in _MODIFIERS and phrase.start <= t.i < end for t in head.children):
            return None
        noun = head.lemma_.casefold()
        if earlier := self.discourse.described(phrase.start_char, noun, kind):
            return earlier
        if kind != "organisation":
            return None
        bodies = {fold(p.name): as_speaker(p) for form in forms_of(noun) for p in self._named_bodies.get(form, ())}
        for chunk in self._described_bodies.get(noun, ()):
            name = description_of(chunk, chunk.root)
            bodies.setdefault(fold(name), Speaker(name, kind, self._holds_name(chunk, chunk.root)))
        if len(bodies) == 1:
            return next(iter(bodies.values()))
        if bodies or noun not in nouns()["anaphoric"]:
            return None
        latest = self.discourse.latest(phrase.start_char, Form(None, "singular", (kind,)))
        return latest if latest.name else None

    @cached_property
    def _named_bodies(self) -> dict[str, list[Party]]:
        """The article's parties by the noun that their names end in."""
        found: dict[str, list[Party]] = {}
        for party in self.analysis.parties.all:
            found.setdefault(last_noun(party.name), []).append(party)
        return found

    @cached_property
    def _described_bodies(self) -> dict[str, list[Phrase]]:
        """The article's noun phrases about bodies that have more than the noun, by their noun."""
        found: dict[str, list[Phrase]] = {}
        for chunk in self.analysis.doc.noun_chunks:
            noun = chunk.root.lemma_.casefold()
            if noun in nouns()["organisation"] and self._holds_name(chunk, chunk.root):
                found.setdefault(noun, []).append(chunk)
        return found
