"""What a relative expression is counted from: the article's date, what was mentioned before, the tense."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.language.times.tense import FUTURE, direction
from onrecord.language.times.time import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


# Letters that a pattern without case takes for s, i and k, but that no word list holds.
_LOOKALIKES = {ord("ſ"): "s", ord("İ"): "I", ord("ı"): "i", ord("\N{KELVIN SIGN}"): "K"}
_UNTIL = re.compile(r"\b(?:until|till)\b[^,;]*$", re.IGNORECASE)  # `until 9 a.m. Tuesday`


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of the words it matched. `names` is true where the words name a date
    that later ones ("a year earlier") may count from."""

    kind: Kind
    value: str | None
    names: bool = True


@dataclass(slots=True)
class Anchor:
    """The state of reading one article, from its beginning on.

    `published` is the article's date (`2024-05-10`, `2024-05`) or None; `mentioned` the value of
    the last date named, and `mentioned_at` where it ended.
    """

    doc: Doc
    published: str | None
    mentioned: str | None = None
    mentioned_at: int = 0
    _starts: list[int] = field(init=False)
    _sentences: list[int] = field(init=False)

    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.doc.text.translate(_LOOKALIKES)
        self._starts = self.doc.to_array("IDX").tolist()  # much quicker than asking every token
        begins = self.doc.to_array("SENT_START").tolist()
        self._sentences = [start for start, first in zip(self._starts, begins, strict=True) if first == 1]

    def token(self, at: int) -> Token:
        """The token that holds the character at `at` (or the blank before it)."""
        return self.doc[max(0, bisect_right(self._starts, at) - 1)]

    def before(self, at: int) -> Token | None:
        """The token that ends before the one at `at`, blanks left out."""
        number = bisect_right(self._starts, at) - 2
        while number >= 0 and self.doc[number].is_space:
            number -= 1
        return self.doc[number] if number >= 0 else None

    def after(self, end: int) -> Token | None:
        """The first token at or after `end`, blanks left out."""
        number = bisect_right(self._starts, end - 1)
        while number < len(self.doc) and self.doc[number].is_space:
            number += 1
        return self.doc[number] if number < len(self.doc) else None

    def direction(self, at: int) -> int:
        """-1 where the words around `at` tell what was, 1 what is to come, 0 where they do not say."""
        if _UNTIL.search(self.text, max(0, at - 32), at):
            return FUTURE
        return direction(self.token(at))

    def mentioned_in_sentence(self, at: int) -> str | None:
        """The date named last, where the sentence of the character at `at` named it."""
        number = bisect_right(self._sentences, at) - 1
        return self.mentioned if number < 0 or self.mentioned_at > self._sentences[number] else None

    def last_mentioned(self) -> str | None:
        """The date that `earlier`, `later` and `following` count from."""
        return self.mentioned or self.published
