"""Looking up phrases of lemmas (lexicons/acts.toml) in the tokens of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from onrecord.lexicons.load import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_FORMS = {
    "n't": "not",
    "’ve": "have",
    "'ve": "have",
    "’ll": "will",
    "'ll": "will",
    "wo": "will",
    "ca": "can",
    "cannot": "can",
}

_NEGATIONS = frozenset(("not", "n't", "n’t", "never"))
_ENDINGS = (("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("s", ""), ("es", ""), ("ies", "y"))


@dataclass(slots=True)
class Phrases:
    """Phrases by their first word; each stands for a label."""

    _by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: dict[str, Sequence[str]]) -> Phrases:
        """From a table of label -> phrases of lemmas, parted by blanks."""
        made = cls()
        for label, phrases in table.items():
            for phrase in phrases:
                parts = tuple(phrase.casefold().split())
                made._by_first.setdefault(parts[0], []).append((parts, label))
        return made

    def found(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, int, str]]:
        """Every phrase in the tokens, as (index of its first token, of the one after its last, how
        many words it has, its label). A word fits by its lemma or as it is printed; adverbs that
        only grade may stand between (`was very happy with`, `did not immediately reply`)."""
        words = [forms(token) for token in tokens]
        grades = [token.pos_ == "ADV" and token.lower_ not in _NEGATIONS for token in tokens]
        for at, here in enumerate(words):
            for form in here:
                for parts, label in self._by_first.get(form, ()):
                    if (end := _end(words, grades, at, parts)) is not None:
                        yield at, end, len(parts), label

    def longest(self, tokens: Sequence[Token], first: int = 0, last: int | None = None) -> list[str]:
        """The labels of the phrases of most words that touch the tokens [first, last]; of those
        as long, all."""
        stop = len(tokens) if last is None else last
        every = [hit for hit in self.found(tokens) if hit[0] <= stop and hit[1] > first]
        most = max((size for _, _, size, _ in every), default=0)
        return [label for _, _, size, label in every if size == most]


def _end(words: list[frozenset[str]], grades: list[bool], at: int, parts: tuple[str, ...]) -> int | None:
    """The index after the last word of a phrase that begins at `at`; None where it is not there."""
    here = at
    for number, part in enumerate(parts):
        while number and here < len(words) and part not in words[here] and grades[here]:
            here += 1
        if here >= len(words) or part not in words[here]:
            return None
        here += 1
    return here


def forms(token: Token) -> frozenset[str]:
    """A word as it is printed, its lemma, and what it is without its ending: lemmatisers take
    `hoped` for a form of `hop`."""
    printed = token.lower_
    found = {printed, _FORMS.get(printed, token.lemma_.casefold())}
    if token.pos_ in ("VERB", "NOUN", "ADJ", "PROPN", "AUX"):
        for ending, instead in _ENDINGS:
            if printed.endswith(ending) and len(printed) > len(ending) + 1:
                found.add(printed[: -len(ending)] + instead)
    return frozenset(found)


@cache
def cue_phrases() -> Phrases:
    """Act -> phrases of cues."""
    return Phrases.of(lexicon("acts")["cues"])


@cache
def sign_phrases() -> Phrases:
    """Sign -> phrases of contents."""
    return Phrases.of(lexicon("acts")["signs"])


def labels(phrases: Phrases, tokens: Iterable[Token]) -> set[str]:
    """The labels of all phrases in the tokens."""
    return {label for _, _, _, label in phrases.found(list(tokens))}
