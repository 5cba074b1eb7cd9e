"""What did X say, since when, and how did it change?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.corpus.speakers import Speaker, Speakers
from onrecord.corpus.timeline import Matter, Saying, reversals, timeline
from onrecord.inquiry.gather import Gathered, gather
from onrecord.store.base import Store
from onrecord.store.query import Query

_NAMES = 40  # printed names that have the last word asked for, whose reports are looked at


@dataclass(frozen=True, slots=True)
class SpeakerAnswer:
    """A speaker's statements in the order of time, and those that later ones can turn round. `speaker` is None where
    the name is nobody's, or more than one person's; `candidates` are then those it can be. `complete` is false where
    more reports matched than were looked at."""

    speaker: Speaker | None
    candidates: tuple[str, ...]
    sayings: tuple[Saying, ...]
    matters: tuple[Matter, ...]
    complete: bool


def speaker_in(store: Store, name: str) -> SpeakerAnswer:
    """What a speaker of a store said, under any of the names that are certainly theirs. All who share the last word
    of the name are looked at, so that a surname of two people is never taken for one of them.

    Raises:
        StoreError: the store cannot be read.
    """
    return speaker_with_reports(store, name)[0]


def speaker_with_reports(store: Store, name: str) -> tuple[SpeakerAnswer, Gathered]:
    """The same, with the reports that were looked at."""
    words = name.split()
    if not words:
        return _nobody(gather(store, ()))
    printed = (name, *store.speakers_like(words[-1], limit=_NAMES))
    gathered = _saying(store, printed)
    found = _named(gathered.speakers, words)
    near = _alike(gathered.speakers, words[-1])
    if found is None or (len(words) == 1 and len(near) > 1):
        return _nobody(gathered, near)
    if not set(found.names) <= set(printed):
        gathered = _saying(store, (*found.names, *printed))
        found = gathered.speakers.named(found.name) or found
    sayings = timeline(gathered.records, found.name, groups=gathered.groups, speakers=gathered.speakers)
    matters = tuple(reversals(sayings))
    return SpeakerAnswer(found, found.candidates, tuple(sayings), matters, gathered.complete), gathered


def _nobody(gathered: Gathered, near: tuple[str, ...] = ()) -> tuple[SpeakerAnswer, Gathered]:
    return SpeakerAnswer(None, near, (), (), gathered.complete), gathered


def _saying(store: Store, names: Iterable[str]) -> Gathered:
    return gather(store, [Query(speaker=name) for name in dict.fromkeys(names)])


def _named(speakers: Speakers, words: list[str]) -> Speaker | None:
    """The speaker of this name, else without the title before it (`Foreign Minister Ann Lee`); where only one
    full name ends in the one word that is asked for, its bearer."""
    for at in range(len(words)):
        if (found := speakers.named(" ".join(words[at:]))) is not None and not found.candidates:
            return found
    full = _alike(speakers, words[-1])
    return speakers.named(full[0]) if len(words) == 1 and len(full) == 1 else None


def _alike(speakers: Speakers, word: str) -> tuple[str, ...]:
    """The full names with this word, of speakers that are told apart (no bracket behind the name)."""
    folded = word.casefold()
    names = (s.name for s in speakers.speakers if not s.candidates and not s.name.endswith(")"))
    return tuple(n for n in names if folded in n.casefold().split() and len(n.split()) > 1)
