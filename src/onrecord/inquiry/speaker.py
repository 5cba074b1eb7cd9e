"""What did X say, since when, and how did it change?"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.corpus.copies import group_reports
from onrecord.corpus.speakers import Speaker, fold_speakers
from onrecord.corpus.timeline import Matter, Saying, reversals, timeline
from onrecord.inquiry.gather import gather, merges_of
from onrecord.store.base import Store
from onrecord.store.query import Query


@dataclass(frozen=True, slots=True)
class SpeakerAnswer:
    """A speaker's statements in the order of time, and those that later ones can turn round. `speaker` is None where
    the name is nobody's, or more than one person's; `candidates` are then those it can be."""

    speaker: Speaker | None
    candidates: tuple[str, ...]
    sayings: tuple[Saying, ...]
    matters: tuple[Matter, ...]
    complete: bool


def speaker_in(store: Store, name: str) -> SpeakerAnswer:
    """What a speaker of a store said, under any of the names that are certainly theirs.

    Raises:
        StoreError: the store cannot be read.
    """
    surname = name.split()[-1] if name.split() else name
    gathered = gather(store, (Query(speaker=name), Query(words=f'"{name}"'), Query(speaker=surname)))
    groups = group_reports(gathered.records)
    speakers = fold_speakers(gathered.records, merges_of(store), groups=groups)
    found = speakers.named(name)
    if found is None:
        folded = name.casefold()
        near = [s.name for s in speakers.speakers if folded in s.name.casefold()]
        return SpeakerAnswer(None, tuple(near), (), (), gathered.complete)
    sayings = timeline(gathered.records, found.name, groups=groups, speakers=speakers)
    return SpeakerAnswer(found, found.candidates, tuple(sayings), tuple(reversals(sayings)), gathered.complete)
