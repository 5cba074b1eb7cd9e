"""Where the words of a proposal stand; None where they do not stand there word for word, once, and near each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.second_reader.answer import Proposal
from onrecord.tagger.find import Attribution

_SENTENCE_END = re.compile(r"""[.!?]["”’')\]]*\s+|\n""")
_FEWEST = 2  # words of a content; one word alone stands somewhere by chance
Range = tuple[int, int]


def placed(text: str, proposal: Proposal, by: str) -> Attribution | None:
    """A proposal as an attribution without a score; `by` is who proposes it.

    The content must stand once in the text; the cue and the source, if there is one, once each in the sentences that
    the content stands in, outside it. A cue that stands there twice could be either.
    """
    if len(proposal.content.split()) < _FEWEST or not proposal.cue:
        return None
    contents = _places(text, proposal.content, (0, len(text)))
    if len(contents) != 1:
        return None
    content = contents[0]
    around = _sentences(text, content)
    cue = _only(p for p in _places(text, proposal.cue, around) if _apart(p, content))
    if cue is None:
        return None
    if not proposal.source:
        return Attribution((), cue, (content,), None, by)
    source = _only(p for p in _places(text, proposal.source, around) if _apart(p, content) and _apart(p, cue))
    return Attribution((source,), cue, (content,), None, by) if source else None


def left_alone(proposed: Iterable[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """Those of the proposed attributions that touch none that is there: no cue of one in a cue, a source or a content
    of theirs, nor theirs in its cue or source. What stands inside the content of one that is there is new."""
    kept = list(found)
    for new in proposed:
        if all(_free(new, old) for old in kept):
            kept.append(new)
    return kept[len(found) :]


def _free(new: Attribution, old: Attribution) -> bool:
    """A statement in the content of a new one would get it as its parent, so that counts as touched too."""
    return all(_apart(old.cue, span) for span in (new.cue, *new.source, *new.content)) and all(
        _apart(new.cue, span) for span in old.source
    )


def _places(text: str, words: str, within: Range) -> list[Range]:
    """Where some words stand as whole words."""
    before, after = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
    pattern = re.compile(before + re.escape(words) + after)
    return [found.span() for found in pattern.finditer(text, *within)]


def _sentences(text: str, content: Range) -> Range:
    """From the begin of the sentence in which the content begins to the end of the one in which it ends."""
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, content[0])), default=0)
    after = _SENTENCE_END.search(text, content[1])
    return start, after.end() if after else len(text)


def _only(places: Iterable[Range]) -> Range | None:
    every = list(places)
    return every[0] if len(every) == 1 else None


def _apart(one: Range, other: Range) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
