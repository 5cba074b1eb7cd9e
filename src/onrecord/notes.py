"""Coded reasons why a field of a record is empty or doubtful.

A stage that cannot decide leaves its field empty and adds a note; it never guesses and
never drops the statement. Add a code here, with a sentence that a reader understands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Code = Literal[
    "speaker-ambiguous",
    "speaker-unresolved",
    "speaker-side",
    "speaker-carried",
    "quotation-unclosed",
    "second-reader",
    "date-unresolved",
    "place-ambiguous",
    "place-unknown",
    "place-region",
]

SENTENCES: dict[Code, str] = {
    "speaker-ambiguous": "more than one person or body in the article fits the source",
    "speaker-unresolved": "nobody in the article is found whom the source can mean",
    "speaker-side": "the source speaks for a side that the article does not name",
    "speaker-carried": "no words say whose quotation this is; it follows on this speaker's words",
    "quotation-unclosed": "a quotation mark is never closed; the quotation is taken to end with its paragraph",
    "second-reader": "the tagger did not find it; a second reader proposed it, and its words stand in the article",
    "date-unresolved": "the article has no publication date to count from",
    "place-ambiguous": "several places bear this name, and the article does not tell which is meant",
    "place-unknown": "the gazetteer has no place of this name",
    "place-region": "a sea, a desert or a part of the world, for which no one point stands",
}

CODES: tuple[Code, ...] = get_args(Code)


@dataclass(frozen=True, slots=True)
class Note:
    """One reason; `detail` adds what is particular to this case (such as the candidates)."""

    code: Code
    detail: str = ""

    @property
    def sentence(self) -> str:
        """The reason as a sentence part for people."""
        return SENTENCES[self.code] + (f": {self.detail}" if self.detail else "")
