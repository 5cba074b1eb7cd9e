"""Where drafts stand among the sentences of an article, so that a finder looks only at those
nearby and its cost does not grow with the article's square."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.language.analysis import Analysis
from onrecord.statements.draft import Draft, Range


class Layout:
    """The drafts of one article by sentence, with their parents and children."""

    def __init__(self, analysis: Analysis, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self._starts = [s.start_char for s in analysis.doc.sents]
        self._contents: dict[int, list[int]] = {}
        self._children: dict[int, list[int]] = {}
        for i, draft in enumerate(drafts):
            touched = {n for start, end in draft.content for n in range(self._number(start), self._number(end - 1) + 1)}
            for n in touched:
                self._contents.setdefault(n, []).append(i)
            if draft.parent is not None:
                self._children.setdefault(draft.parent, []).append(i)

    def _number(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def children(self, i: int) -> tuple[Draft, ...]:
        """The drafts whose parent this one is."""
        return tuple(self.drafts[j] for j in self._children.get(i, ()))

    def beside(self, at: int) -> list[int]:
        """The drafts that have content in the sentence of the character `at`."""
        return self._contents.get(self._number(at), [])

    def taken(self, i: int) -> list[Range]:
        """What others say in the sentences of a draft's cue: the contents there of all drafts but
        itself and those in whose content it stands."""
        cue = self.drafts[i].cue
        own = {i}
        above = self.drafts[i].parent
        while above is not None:
            own.add(above)
            above = self.drafts[above].parent
        near = range(self._number(cue[0]), self._number(cue[1] - 1) + 1) if cue else range(0)
        others = {j for n in near for j in self._contents.get(n, ()) if j not in own}
        return [span for j in sorted(others) for span in self.drafts[j].content]
