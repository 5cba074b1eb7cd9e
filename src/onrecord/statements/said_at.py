"""When a statement was said: the time expression that hangs on its cue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.language.analysis import Analysis
from onrecord.language.times.time import Time
from onrecord.statements.draft import Draft, Range

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 3  # tokens between a cue and a time that the parse hung elsewhere
_BEFORE = frozenset(
    ("on", "in", "at", "during", "since", "from", "by", "over", "for", "within", "throughout", "around", "about")
)
_MODIFIERS = frozenset(("late", "early", "later", "earlier", "as", "just", "only", "back", "again"))


def find_said_at(analysis: Analysis, draft: Draft, taken: Sequence[Range]) -> tuple[Range, Time] | None:
    """The words that tell when a draft was said, preposition included, with the time; `taken`
    are the contents of statements that are no ancestors of it."""
    if draft.cue is None:
        return None
    cue = analysis.phrase(*draft.cue)
    sentence = cue.sent
    closed = (*draft.source, *draft.content, *taken)
    found: list[tuple[int, Time, int]] = []
    first = bisect_left(analysis.times, sentence.start_char, key=lambda t: t.start)
    for time in analysis.times[first:]:
        if time.start >= sentence.end_char:
            break
        if time.kind not in ("DATE", "TIME") or any(a < time.end and time.start < b for a, b in closed):
            continue
        words = analysis.phrase(time.start, time.end)
        distance = max(cue.start - words.end, words.start - cue.end, 0)
        verb = _verb_above(words.root)
        in_cue = verb is not None and cue.start <= verb.i < cue.end
        in_content = verb is None or any(a <= verb.idx < b for a, b in draft.content)
        if in_cue or (distance <= _NEAR and in_content):
            found.append((distance, time, words.start))
    if not found:
        return None
    _, time, start = min(found, key=lambda f: f[0])
    return (_with_preposition(analysis, start, closed), time.end), time


def _verb_above(token: Token) -> Token | None:
    """The first verb above a token, or the noun of a nominal cue at the top (`promise`)."""
    above = list(token.ancestors)
    # A participle that only describes is passed over: `in a report published on Tuesday`.
    verbs = (t for t in above if t.pos_ in ("VERB", "AUX") and t.dep_ != "acl")
    return next(verbs, above[-1] if above else None)


def _with_preposition(analysis: Analysis, at: int, closed: Sequence[Range]) -> int:
    """Where the expression begins with its preposition: `as early as Monday`, `late on Friday`."""
    doc = analysis.doc
    start = at
    while start > 0 and at - start < 3:
        before = doc[start - 1]
        if before.lower_ not in _BEFORE | _MODIFIERS or any(a <= before.idx < b for a, b in closed):
            break
        start -= 1
    return int(doc[start].idx)
