"""A statement in the making: ranges whose borders are settled, before anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution as half-open ranges of code points. `parent` is an index into the list
    of drafts that this one belongs to, `proposed_by` the second reader that it comes from, if any."""

    source: tuple[Range, ...]
    cue: Range | None
    content: tuple[Range, ...]
    score: float | None
    parent: int | None = None
    proposed_by: str | None = None

    @property
    def start(self) -> int:
        """The first character of the statement."""
        cue = (self.cue,) if self.cue else ()
        return int(min(start for start, _ in (*self.source, *cue, *self.content)))

    @property
    def anchor(self) -> Range:
        """The place that tells whose content this statement stands in: its cue, else its content."""
        return self.cue or self.content[0]
