"""Who a source's words mean.

Statements are resolved in the order of the text, each with what was on record before it, as
a reader does: names by the article's parties, roles (`the minister`) by who bears them,
pronouns by who was spoken of last and fits. Where two fit, nobody is chosen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from onrecord.language.analysis import Analysis
from onrecord.language.countries import fold
from onrecord.language.names import bare, has_organisation_word, is_acronym, words
from onrecord.language.parties import Gender, Party, is_subject, sides_in
from onrecord.lexicons.load import lexicon
from onrecord.notes import Note
from onrecord.schema.statement import SpeakerType

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

Number = Literal["singular", "plural"]

_Form = tuple[Gender | None, Number, tuple[SpeakerType, ...]]
_PERSONAL: dict[str, _Form] = {
    "he": ("male", "singular", ("person",)),
    "his": ("male", "singular", ("person",)),
    "him": ("male", "singular", ("person",)),
    "himself": ("male", "singular", ("person",)),
    "she": ("female", "singular", ("person",)),
    "her": ("female", "singular", ("person",)),
    "hers": ("female", "singular", ("person",)),
    "herself": ("female", "singular", ("person",)),
    "it": (None, "singular", ("organisation", "document")),
    "its": (None, "singular", ("organisation", "document")),
    "they": (None, "plural", ("group", "organisation")),
    "their": (None, "plural", ("group", "organisation")),
    "them": (None, "plural", ("group", "organisation")),
}
_FIRST_SINGULAR = frozenset(("i", "my", "me", "mine"))
_FIRST_PLURAL = frozenset(("we", "our", "us", "ours"))
_NOUN_LISTS = ("person", "organisation", "document", "group", "vague_quantifier", "anaphoric")
_AGENT_ENDINGS = ("er", "or", "ist", "man", "woman", "person", "ian", "ee", "ant", "eer", "ess")
_MODIFIERS = ("prep", "relcl", "acl", "poss", "compound", "amod")
_RELATIVE = frozenset(("who", "which", "whose", "that", "whom"))
_OFFICES = frozenset(
    ("white house", "kremlin", "pentagon", "downing street", "elysee", "whitehall")
)  # bodies themselves
_REACH = 1500  # characters: how far back a pronoun is looked up
_WEAK_SUBJECT, _STALE = 0.75, 0.55  # weights of a mention that is no subject, and of each sentence back


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source. `name` is None where nobody could be chosen; `notes` then say why."""

    name: str | None
    type: SpeakerType
    named: bool
    notes: tuple[Note, ...] = ()
    party: Party | None = None
    sides: tuple[str, ...] = ()


NOBODY = Speaker(None, "none", False)


@dataclass(frozen=True, slots=True)
class _Referent:
    """Somebody spoken of at a place of the text, whom a later pronoun may mean."""

    at: int
    speaker: Speaker
    number: Number
    is_subject: bool
    spoke: bool
    is_sure: bool = True


def _position(referent: _Referent) -> int:
    return referent.at


class SpeakerResolver:
    """Resolves the sources of one article, in the order of the text."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.sentence_starts = [s.start_char for s in analysis.doc.sents]
        self.referents = [
            _Referent(m.start, _as_speaker(m.party), "singular", m.is_subject, False, m.is_sure)
            for m in analysis.parties.mentions
        ]

    def resolve(self, source: tuple[tuple[int, int], ...], parent: Speaker | None) -> Speaker:
        """The speaker of a source; `parent` is the speaker in whose content it stands."""
        if not source:
            return NOBODY
        phrase = self.analysis.phrase(source[0][0], source[-1][1])
        speaker = self._read(phrase, parent)
        if speaker.name:
            number: Number = "plural" if speaker.type == "group" else "singular"
            subject = is_subject(phrase.root)
            referent = _Referent(phrase.start_char, speaker, number, subject, parent is None)
            insort(self.referents, referent, key=_position)
        return speaker

    def _read(self, phrase: Phrase, parent: Speaker | None) -> Speaker:
        head = _head(phrase)
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
        return self._of_form(phrase, _PERSONAL[head.lower_], parent)

    def _of_form(self, phrase: Phrase, form: _Form, parent: Speaker | None) -> Speaker:
        """Whoever was spoken of last and agrees with a pronoun's gender, number and kind."""
        gender, number, types = form
        scores: dict[str, float] = {}
        best: dict[str, Speaker] = {}
        low = bisect_left(self.referents, phrase.start_char - _REACH, key=_position)
        high = bisect_left(self.referents, phrase.start_char, key=_position)
        for referent in self.referents[low:high]:
            speaker = referent.speaker
            if speaker.type not in types:
                continue
            if (
                not referent.is_sure
                or not _agrees(referent, gender, number)
                or self._quotes_himself(phrase, speaker, parent)
            ):
                continue
            assert speaker.name is not None
            distance = self._sentence(phrase.start_char) - self._sentence(referent.at)
            weight = (1.0 if referent.is_subject else _WEAK_SUBJECT) * (1.3 if referent.spoke else 1.0)
            weight *= 1.2 if number == "plural" and referent.number == "plural" else 1.0
            scores[speaker.name] = max(scores.get(speaker.name, 0.0), weight * _STALE**distance)
            best[speaker.name] = speaker
        return _choose(scores, best, types[0])

    def _quotes_himself(self, phrase: Phrase, speaker: Speaker, parent: Speaker | None) -> bool:
        """In a direct quotation `he` is never its own speaker, who would say `I`."""
        if parent is None or speaker.name != parent.name:
            return False
        at = phrase.start_char
        return any(q.inner_start <= at < q.inner_end for q in self.analysis.quoted_near(at))

    def _sentence(self, at: int) -> int:
        return bisect_right(self.sentence_starts, at)

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
        if _is_coordinated(phrase, head):
            return self._of_several(phrase, head)
        if party := self._named_party(phrase, head):
            return _as_speaker(party)
        if country := self._country(phrase, head):
            return Speaker(country, "organisation", True)
        if _is_role(head) or (head.pos_ != "PROPN" and head.ent_type_ not in ("ORG", "GPE")):
            return self._of_description(phrase, head)
        return self._of_name(phrase, head)

    def _named_party(self, phrase: Phrase, head: Token) -> Party | None:
        """Whose name is the source's head (a person's) or stands in apposition to it."""
        for mention in self.analysis.parties.at(phrase.start_char, phrase.end_char):
            name = self.analysis.phrase(mention.start, mention.end)
            root = name.root
            if _is_possessive(name) and name.end < phrase.end - 1:
                continue
            is_head = name.start <= head.i < name.end
            inside = phrase.start <= root.head.i < phrase.end and not is_head
            if mention.party.kind == "person":
                beside = root.dep_ == "appos" or (root.dep_ in ("compound", "nmod", "flat") and head.i < name.start)
                if is_head or (inside and beside) or (not inside and name.start == phrase.start):
                    return mention.party
            elif root.dep_ == "appos" and inside:
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
        countries = self.analysis.countries
        printed = {
            m.party.name
            for m in self.analysis.parties.mentions
            if (c := countries.named(m.party.name)) and c.name == name
        }
        return max(printed, key=len) if printed else name

    def _full_name(self, name: str) -> str:
        """The full name of a body that the article also calls by `name`."""
        called = self.analysis.parties.called(name, "organisation")
        return called[0].name if len(called) == 1 else bare(name)

    def _of_name(self, phrase: Phrase, head: Token) -> Speaker:
        name = bare(_core(phrase, head))
        people = self.analysis.parties.called(name, "person")
        if len(people) == 1:
            return _as_speaker(people[0])
        if len(people) > 1:
            names = ", ".join(sorted(p.name for p in people))
            return Speaker(None, "person", True, (Note("speaker-ambiguous", names),))
        bodies = self.analysis.parties.called(name, "organisation")
        if len(bodies) == 1:
            return Speaker(bodies[0].name, "organisation", True, party=bodies[0])
        if _looks_personal(phrase, head, name):
            return Speaker(name, "person", True)
        if head.tag_ == "NNPS" and not is_acronym(name) and not has_organisation_word(name):
            return Speaker(_description(phrase, head), "group", False)
        return Speaker(name, "organisation", True)

    def _of_several(self, phrase: Phrase, head: Token) -> Speaker:
        """A source of several: all named bodies or people, else a group by its description."""
        parts = [head, *head.conjuncts]
        named = [t.pos_ == "PROPN" for t in parts]
        people = [
            m.party for m in self.analysis.parties.at(phrase.start_char, phrase.end_char) if m.party.kind == "person"
        ]
        name = _description(phrase, head, whole=True)
        if all(named) and len(people) >= len(parts):
            return Speaker(name, "person", True)
        if any(t.tag_ != "NNPS" for t, is_name in zip(parts, named, strict=True) if is_name):
            return Speaker(name, "organisation", True)
        return Speaker(name, "group", False)

    def _of_description(self, phrase: Phrase, head: Token) -> Speaker:
        """A source by a common noun: a body, a document, a role that a named person bears, or
        somebody whom the article leaves unnamed."""
        noun = head.lemma_.casefold()
        kind = _kind_of(phrase, head)
        definite = phrase[0].lower_ in ("the", "this", "that", "these", "those") or phrase[0].dep_ == "poss"
        description = _description(phrase, head)
        if kind == "person" and definite and noun in ("man", "woman", "boy", "girl") and len(phrase) == 2:
            gender: Gender = "female" if noun in ("woman", "girl") else "male"
            if speaker := self._last_spoken_of(phrase, (gender, "singular", ("person",))):
                return speaker
        if kind == "person" and definite:
            bearers = self._bearers(phrase, head, noun)
            if len(bearers) == 1:
                return _as_speaker(bearers[0])
            if len(bearers) > 1:
                names = ", ".join(sorted(p.name for p in bearers))
                return Speaker(None, "person", True, (Note("speaker-ambiguous", names),))
        if definite and (earlier := self._same_noun(phrase, head, kind)):
            return earlier
        sides = tuple(sides_in(head, self.analysis.countries)) if kind == "person" else ()
        named = kind == "organisation" and self._holds_name(phrase, head)
        return Speaker(description, kind, named, sides=sides)

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
        bearers = self.analysis.parties.with_role(noun)
        if len(bearers) > 1:
            wanted = {t.lemma_.casefold() for t in phrase if t.i != head.i and t.pos_ in ("NOUN", "PROPN", "ADJ")}
            fitting = [p for p in bearers if wanted and wanted <= set(p.roles) | {fold(s) for s in p.sides}]
            bearers = fitting or bearers
        if len(bearers) > 1:
            named = {m.party.name for m in self.analysis.parties.mentions if m.start < phrase.start_char}
            bearers = [p for p in bearers if p.name in named] or bearers
        return bearers

    def _same_noun(self, phrase: Phrase, head: Token, kind: SpeakerType) -> Speaker | None:
        """`the officials`: those who were spoken of before by the same noun, or the one body of
        the article that has it in its name."""
        end = next((t.i for t in phrase if t.text in (",", "–", "—")), phrase.end)
        if any(t.dep_ in _MODIFIERS and phrase.start <= t.i < end for t in head.children):
            return None
        noun = head.lemma_.casefold()
        same = [
            r.speaker
            for r in self.referents
            if r.speaker.name
            and r.at < phrase.start_char
            and r.speaker.type == kind
            and _last_noun(r.speaker.name, noun)
        ]
        if same:  # the latest of those that say more than the noun
            return next((s for s in reversed(same) if s.name and " " in s.name), same[-1])
        if kind != "organisation":
            return None
        bodies = {fold(p.name): _as_speaker(p) for p in self.analysis.parties.all if _last_noun(p.name, noun)}
        for chunk in self._described_bodies.get(noun, ()):
            name = _description(chunk, chunk.root)
            bodies.setdefault(fold(name), Speaker(name, kind, self._holds_name(chunk, chunk.root)))
        if len(bodies) == 1:
            return next(iter(bodies.values()))
        return (
            None
            if bodies or noun not in _nouns()["anaphoric"]
            else self._last_spoken_of(phrase, (None, "singular", (kind,)))
        )

    def _last_spoken_of(self, phrase: Phrase, form: _Form) -> Speaker | None:
        found = self._of_form(phrase, form, None)
        return found if found.name else None

    @cached_property
    def _described_bodies(self) -> dict[str, list[Phrase]]:
        """The article's noun phrases about bodies that have more than the noun, by their noun."""
        found: dict[str, list[Phrase]] = {}
        for chunk in self.analysis.doc.noun_chunks:
            noun = chunk.root.lemma_.casefold()
            if noun in _nouns()["organisation"] and self._holds_name(chunk, chunk.root):
                found.setdefault(noun, []).append(chunk)
        return found


def _as_speaker(party: Party) -> Speaker:
    return Speaker(party.name, party.kind, True, party=party)


def _choose(scores: dict[str, float], best: dict[str, Speaker], kind: SpeakerType) -> Speaker:
    """The clear winner, or nobody with a note that says who was near."""
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked:
        return Speaker(None, kind, False, (Note("speaker-unresolved"),))
    if len(ranked) > 1 and scores[ranked[1]] > 0.95 * scores[ranked[0]]:
        named = best[ranked[0]].named and best[ranked[1]].named
        return Speaker(None, best[ranked[0]].type, named, (Note("speaker-ambiguous", ", ".join(sorted(ranked[:2]))),))
    return best[ranked[0]]


def _agrees(referent: _Referent, gender: Gender | None, number: Number) -> bool:
    speaker = referent.speaker
    known = speaker.party.gender if speaker.party else None
    if gender and known and gender != known:
        return False
    return number == "plural" or referent.number == "singular"


def _head(phrase: Phrase) -> Token:
    """The noun that a source is about. A parser may hang a whole title on the name or the
    name on the title; either will do, the name first."""
    root: Token = phrase.root
    if root.pos_ in ("NOUN", "PROPN", "PRON"):
        return root
    for token in phrase:
        if token.pos_ in ("PROPN", "NOUN", "PRON") and token.head.i not in range(phrase.start, phrase.end):
            return token
    return next((t for t in phrase if t.pos_ in ("PROPN", "NOUN", "PRON")), root)


def _is_coordinated(phrase: Phrase, head: Token) -> bool:
    """Whether a source names several; `the peer and former minister` is one."""
    others = [t for t in head.conjuncts if phrase.start <= t.i < phrase.end]
    one = phrase[0].lower_ in ("the", "a", "an") and _is_role(head)
    return bool(others) and not (
        one and all(_is_role(t) and t.left_edge.pos_ != "DET" and t.tag_ == "NN" for t in others)
    )


def _core(phrase: Phrase, head: Token) -> str:
    """The name around a head: its compounds, `of` phrases and what brackets do not hold."""
    doc = phrase.doc
    start = end = head.i
    while (
        start > phrase.start
        and doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ", "NUM")
        and doc[start - 1].dep_ != "appos"
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


def _looks_personal(phrase: Phrase, head: Token, name: str) -> bool:
    """Whether a name that the recogniser missed is a person's: a title or a role noun stands
    before it, or it has two words and none of a body."""
    if has_organisation_word(name) or is_acronym(name):
        return False
    before = [t.lemma_.casefold() for t in phrase if t.i < head.i]
    if any(w in _nouns()["person"] for w in before) or fold(phrase.text) != fold(name):
        return True
    return len(name.split()) in (2, 3) and all(w[0].isupper() for w in name.split())


def _is_role(head: Token) -> bool:
    """Whether a head is a role noun: `the President`, but not Thomas Baker."""
    printed_as_name = head.text[:1].isupper() and not any(t.pos_ == "DET" for t in head.lefts)
    return not printed_as_name and bool({head.lemma_.casefold(), head.lower_} & _nouns()["person"])


def _is_possessive(name: Phrase) -> bool:
    return name.text.endswith(("'s", "’s", "s'", "s’")) or name.doc[name.end : name.end + 1].text in (
        "'s",
        "’s",
        "'",
        "’",
    )


@cache
def _nouns() -> dict[str, frozenset[str]]:
    table = lexicon("source_nouns")
    return {kind: frozenset(w.casefold() for w in table[kind]) for kind in _NOUN_LISTS}


def _kind_of(phrase: Phrase, head: Token) -> SpeakerType:
    """By the head noun: lexicons/source_nouns.toml, else a plural is a group, else by the
    noun's ending: those who do something are people."""
    noun, printed = head.lemma_.casefold(), head.lower_
    table = _nouns()
    plural = head.tag_ in ("NNS", "NNPS")
    if phrase[0].lower_ == "one" and len(phrase) > 1 and phrase[1].lower_ == "of":
        return "person"
    listed: tuple[SpeakerType, ...] = ("group", "document")
    for kind in listed:
        if printed in table[kind] or noun in table[kind]:
            return kind
    if plural or head.pos_ in ("DET", "NUM", "ADJ") or printed in table["vague_quantifier"]:
        return "group"
    if noun in table["person"] or noun.endswith(_AGENT_ENDINGS):
        return "person"
    return "organisation"


def _description(phrase: Phrase, head: Token, *, whole: bool = False) -> str:
    """The source's words without the article, and without what only adds to them: an
    apposition, a relative clause, a participle after a comma."""
    end = phrase.end
    if not whole:
        for token in phrase:
            if token.i > head.i and (token.dep_ in ("relcl", "appos") or token.lower_ in ("who", "which")):
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


def _last_noun(name: str, noun: str) -> bool:
    """Whether a description or name ends in this noun, in singular or plural."""
    last = name.split(",")[0].split(" of ")[0].split(" for ")[0].split()
    return bool(last) and last[-1].casefold() in (
        noun,
        noun + "s",
        noun + "es",
        noun[:-1] + "ies",
        noun.replace("man", "men"),
    )
