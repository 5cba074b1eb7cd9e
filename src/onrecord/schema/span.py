"""A place in an article."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points of a text, carrying the words it covers.

    Make one with `Span.of`, which takes the words from the text; so a span can never say
    what its article does not.

    Attributes:
        start: the first character, counted from 0.
        end: the character behind the last one.
        text: the words.

    >>> Span.of("He said no.", 3, 7)
    Span(start=3, end=7, text='said')
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise SpanError(f"a span of {self.end - self.start} characters cannot read {self.text!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span [start, end) of `text`; SpanError where it is empty or lies outside."""
        if not 0 <= start < end <= len(text):
            raise SpanError(f"[{start}, {end}) is no span of a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end
