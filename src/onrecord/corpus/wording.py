"""The words of a quotation as printed, and how one printing differs from another, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from onrecord.corpus.words import words_of

Kind = Literal["kept", "changed", "dropped", "added", "elided", "bracketed", "unquoted"]
"""What became of some words: printed alike; others instead; left out without a sign; put in without a sign; left
out behind an ellipsis; put in by the outlet in square brackets, whatever they stand for; outside the marks,
before or behind the part that is quoted."""

SILENT: tuple[Kind, ...] = ("changed", "dropped", "added")
"""The differences for which the printed words give no sign."""

ELLIPSIS = "…"

_ELLIPSIS = r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.(?:\s?\.)?"
_TOKEN = re.compile(rf"(?P<ellipsis>{_ELLIPSIS})|\[(?P<bracket>[^\[\]]*)\]|(?P<plain>(?:(?!{_ELLIPSIS})[^\[\]])+)")
_CAPITAL = re.compile(r"\[(\w)\](?=\w)")  # `[T]he`


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words with one fate: `reference` as the other wording has them, `words` as they are here; folded, and
    brackets and ellipses as signs. One of the two is empty where there is nothing on that side."""

    kind: Kind
    reference: tuple[str, ...]
    words: tuple[str, ...]


@lru_cache(maxsize=100_000)
def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a quotation, with `…` for an ellipsis and `[...]` for each word in square brackets.

    >>> tokens("“We came . . . but [the Mardovelians] know it,”")
    ('we', 'came', '…', 'but', '[the]', '[mardovelians]', 'know', 'it')
    """
    found: list[str] = []
    for match in _TOKEN.finditer(_CAPITAL.sub(r"\1", text)):
        if match["ellipsis"]:
            found.append(ELLIPSIS)
        elif match["bracket"] is not None:
            found += [f"[{word}]" for word in words_of(match["bracket"])]
        else:
            found += words_of(match["plain"])
    return tuple(found)


def said(wording: Sequence[str]) -> list[str]:
    """The tokens of a wording that are the speaker's words: no brackets, no ellipsis."""
    return [token for token in wording if token != ELLIPSIS and not token.startswith("[")]


def differences(reference: Sequence[str], wording: Sequence[str]) -> tuple[Difference, ...]:
    """How a wording (tokens) differs from a reference, run by run in order; alignment by difflib, which takes the
    longest common run first (Ratcliff and Obershelp 1988)."""
    found: list[Difference] = []
    codes = SequenceMatcher(None, reference, wording, autojunk=False).get_opcodes()
    inner = [i for i, code in enumerate(codes) if code[0] == "equal"]
    for at, (tag, i1, i2, j1, j2) in enumerate(codes):
        old, new = tuple(reference[i1:i2]), tuple(wording[j1:j2])
        edge = not inner or at < inner[0] or at > inner[-1]
        if tag == "equal":
            found.append(Difference("kept", old, new))
        elif edge and len(old) > len(new) and ELLIPSIS not in new:
            found += _cut(old, new, head=bool(inner) and at < inner[0])
        else:
            found += _parted(old, new)
    return tuple(found)


def _cut(old: tuple[str, ...], new: tuple[str, ...], *, head: bool) -> list[Difference]:
    """The fates of words before the first or behind the last that is kept, where the wording is shorter."""
    extra = len(old) - len(new)
    if head:
        return [Difference("unquoted", old[:extra], ()), *_parted(old[extra:], new)]
    return [*_parted(old[: len(new)], new), Difference("unquoted", old[len(new) :], ())]


def _parted(old: tuple[str, ...], new: tuple[str, ...]) -> list[Difference]:
    """The fates of words that are not kept; at an ellipsis, the words before and behind it stand for as many."""
    if ELLIPSIS in new:
        at = new.index(ELLIPSIS)
        behind = len(new) - 1 - at
        head = min(at, len(old))
        tail = max(len(old) - behind, head)
        middle = Difference("elided", old[head:tail], (ELLIPSIS,))
        return [*_parted(old[:head], new[:at]), middle, *_parted(old[tail:], new[at + 1 :])]
    if not old and not new:
        return []
    if any(word.startswith("[") for word in new):
        return [Difference("bracketed", old, new)]
    if ELLIPSIS in old:
        return [Difference("added", old, new)] if new else []
    return [Difference("changed" if old and new else "dropped" if old else "added", old, new)]
