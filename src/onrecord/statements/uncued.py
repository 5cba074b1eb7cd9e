"""Quotations that no cue attributes: whole sentences in quotation marks between the
reporter's own.

They are statements all the same (record.md: the cue is empty where there is none). News
style leaves the speaker out where it is the one who spoke last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.language.analysis import Analysis
from onrecord.language.quotation_marks import Quoted
from onrecord.statements.draft import Draft
from onrecord.statements.quotation import is_name

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 4  # `"Ceasefire"` is a term, and `"Not now."` a line of a dialogue
_BETWEEN = re.compile(r"[\s.,;:–—-]*")  # what may stand between a speaker's words and more of them


def uncued_quotations(analysis: Analysis, drafts: Sequence[Draft]) -> list[Draft]:
    """The free-standing quotations that none of the drafts (in the order of the text) holds."""
    taken = sorted(span for d in drafts for span in (*d.source, *((d.cue,) if d.cue else ()), *d.content))
    found: list[Draft] = []
    reached = at = 0
    for q in analysis.quoted:
        if q.depth or not _stands_alone(analysis.text, q):
            continue
        while at < len(taken) and taken[at][0] < q.end:
            reached = max(reached, taken[at][1])
            at += 1
        if reached <= q.start:
            found.append(Draft((), None, ((q.start, q.end),), None))
    return found


def follows_on(analysis: Analysis, draft: Draft, before: Draft) -> bool:
    """Whether nothing but marks and blanks stands between a statement and an uncued quotation."""
    last = max(end for _, end in (*before.source, *((before.cue,) if before.cue else ()), *before.content))
    return last <= draft.start and _BETWEEN.fullmatch(analysis.text, last, draft.start) is not None


def _stands_alone(text: str, q: Quoted) -> bool:
    """Whether a quotation is a sentence, or more, of its own."""
    inner = q.inner_start, q.inner_end
    if len(_WORD.findall(text, *inner)) < _FEWEST_WORDS or is_name(text, q, inner):
        return False
    before = text[max(q.start - 3, 0) : q.start].rstrip(" ")[-1:]
    begins = before in ("", "\n", ".", "!", "?", "”", '"', "’")
    ends = text[q.inner_end - 1] in ".!?…" or text[q.end : q.end + 1] in ("", "\n", ".")
    return begins and ends
