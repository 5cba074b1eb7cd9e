"""What a speaker said over time, and where later statements on a matter stand beside earlier ones.

No verdict: that a promise was broken, or kept, is for the reader to see in the words, their dates and conditions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.corpus.copies import Group, origins
from onrecord.corpus.dates import first_day
from onrecord.corpus.reports import Counts, Report, counts, in_order
from onrecord.corpus.speakers import Speakers, groups_and_speakers
from onrecord.corpus.words import stem, words_of
from onrecord.lexicons.load import lexicon
from onrecord.schema.record import Record
from onrecord.schema.statement import Act, Statement

AGAINST: Mapping[Act, tuple[Act, ...]] = {
    "commit": ("refuse", "threaten", "deny", "rule"),
    "refuse": ("commit", "endorse", "admit", "rule", "predict"),
    "threaten": ("commit", "refuse", "endorse"),
    "deny": ("admit",),
}
"""For the acts by which a speaker is bound, the later acts that can turn them round."""

_AFFIRMED: tuple[Act, ...] = ("commit", "endorse", "predict")  # turn a refusal round only without a `not`

MATTER = 2
"""Content words that two statements have in common when they are on one matter; or half of the shorter one's."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement of a speaker, as one report and its copies print it.

    Attributes:
        date: when it was said (EDTF), else the report's day; None where neither is told.
        words: its content as printed.
        act: what the speaker does by it; `negated` where the attribution is denied.
        condition: the words of its condition, empty where there is none.
        report: the earliest report of it; `reports` all of them, copies too.
        statement: as `report` has it.
        counts: how many reports they are.
    """

    date: str | None
    words: str
    act: Act
    negated: bool
    condition: str
    report: Report
    reports: tuple[Report, ...]
    statement: Statement = field(repr=False)
    counts: Counts


@dataclass(frozen=True, slots=True)
class Matter:
    """A commitment, refusal, threat or denial, and the same speaker's later statements on the same matter that can
    turn it round; each with the reason why it is shown."""

    first: Saying
    later: tuple[tuple[Saying, str], ...]


def timeline(
    records: Iterable[Record], speaker: str, *, groups: Sequence[Group] | None = None, speakers: Speakers | None = None
) -> list[Saying]:
    """A speaker's statements in the order of time; empty where the name is no speaker's, or two speakers'.

    `groups` and `speakers` are those of `group_reports` and `fold_speakers`; found here if not given.
    """
    pairs = in_order(records)
    groups, speakers = groups_and_speakers((record for _, record in pairs), groups, speakers)
    wanted = speakers.named(speaker)
    source = origins(groups)
    same: dict[tuple[object, ...], list[tuple[Report, Statement]]] = defaultdict(list)
    for report, record in pairs:
        for s in record.statements if wanted else ():
            if speakers.of(report, s) == wanted:
                content = tuple(word for span in s.content for word in words_of(span.text))
                same[source.get(report, report), content, s.act].append((report, s))
    sayings = [_saying(found, source) for found in same.values()]
    return sorted(sayings, key=lambda s: (first_day(s.date), s.report.order, s.statement.start, s.statement.id))


def reversals(sayings: Sequence[Saying]) -> list[Matter]:
    """For each commitment, refusal, threat and denial of one speaker (from `timeline`) the later statements on the same
    matter that can turn it round: by their act, by saying it with or without a `not`, or by words such as
    `no longer`. Later is what another report of no earlier day says, or the same report further on."""
    weighed = [_Weighed.of(saying) for saying in sayings]
    found = []
    for at, first in enumerate(weighed):
        if first.saying.act in AGAINST and not first.saying.negated:
            later = [(other.saying, reason) for other in weighed[at + 1 :] if (reason := _against(first, other))]
            if later:
                found.append(Matter(first.saying, tuple(later)))
    return found


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A saying with the stems of the words that it is about, whether it says `not`, and its first word for a lapse."""

    saying: Saying
    matter: frozenset[str]
    denies: bool
    lapse: str

    @classmethod
    def of(cls, saying: Saying) -> _Weighed:
        words, lists = words_of(saying.words), _word_lists()
        idle = lists["small"] | lists["contrary"]
        return cls(
            saying,
            frozenset(stem(w) for w in words if len(w) > 2 and w not in idle),
            saying.act in ("deny", "refuse") or not lists["contrary"].isdisjoint(words),
            next((w for w in words if w in lists["lapsed"]), ""),
        )


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(lexicon("corpus")[name]) for name in ("small", "contrary", "lapsed")}


def _saying(found: Sequence[tuple[Report, Statement]], source: Mapping[Report, Report]) -> Saying:
    report, s = min(found, key=lambda pair: (pair[0] != source.get(pair[0]), pair[0].order, pair[1].start))
    reports = tuple(sorted({r for r, _ in found}, key=lambda r: r.order))
    return Saying(
        (s.said_at.date if s.said_at else None) or report.date, _joined(s.content), s.act, s.negated,
        _joined(s.condition), report, reports, s, counts(reports, source),
    )  # fmt: skip


def _joined(spans: Iterable[object]) -> str:
    return " … ".join(" ".join(str(getattr(span, "text", span)).split()) for span in spans)


def _against(first: _Weighed, later: _Weighed) -> str:
    """Why a later statement is shown beside an earlier one; empty where it is not."""
    shared = len(first.matter & later.matter)
    if not shared or (shared < MATTER and 2 * shared < min(len(first.matter), len(later.matter))):
        return ""
    act, then = first.saying.act, later.saying.act
    if later.lapse:
        return f"says “{later.lapse}”"
    restated = act == "refuse" and then in _AFFIRMED and later.denies
    if then in AGAINST[act] and not later.saying.negated and not restated:
        return f"{act}, then {then}"
    return "with and without “not”" if first.denies != later.denies and then in AGAINST else ""
