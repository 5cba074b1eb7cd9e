"""The same quotation in many reports: who printed which words, and where they differ.

Parts inside quotation marks are put to one quotation where the words are the same but for case, punctuation, the style
of marks, words in brackets, words left out, and a word here and there. Candidates share three words in
a row; difflib aligns them. Each part is compared with the fullest printing of a quotation, so that two parts
that only resemble a third do not chain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from onrecord.corpus.copies import Group, origins
from onrecord.corpus.reports import Counts, Report, counts, in_order
from onrecord.corpus.speakers import Speakers, groups_and_speakers
from onrecord.corpus.wording import ELLIPSIS, SILENT, Difference, differences, said, tokens
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

SHORT = 4
"""Fewer words than these are one quotation only where they are all the same, and said by one speaker."""

LONG = 8
"""From this many words on the speakers need not be the same: the records may name one wrongly, and so may a report.
Below it one word may differ, and two named speakers never share a quotation."""

KEPT = 0.7
"""The share of the words of the shorter of two long parts that stand in the other, in runs of two or more. One word
changed in each run of eight keeps 0.87."""

_SHINGLE = 3
_SHARED = 0.25  # of the runs of three words of a long part, at least so many stand in what it is compared with
_TRIED = 20  # quotations that a part is compared with, those with most runs in common
_COMMON = 100  # a run of three words in more quotations than this proposes none


@dataclass(frozen=True, slots=True)
class Printing:
    """One place where words stand in quotation marks; `speaker` is the folded name, None where the record has none."""

    report: Report
    statement: str
    speaker: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a quotation, told apart by folded words, brackets and ellipses.

    Attributes:
        words: as the first report prints it.
        printings: all places, by day.
        counts: how many reports print it.
        differences: against the quotation's wording, in order.
    """

    words: str
    printings: tuple[Printing, ...]
    counts: Counts
    differences: tuple[Difference, ...]

    @property
    def silent(self) -> tuple[Difference, ...]:
        """The words that differ without any sign of it to the reader."""
        return tuple(d for d in self.differences if d.kind in SILENT)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that were said once, in all their printings.

    Attributes:
        wording: the majority wording: of those that are whole (no part of another, no ellipsis or bracket), the one
            with the most independent reports, then the longest, then the earliest. Which was said is not judged.
        speakers: the names that the records give, most reports first.
        variants: the wordings, the majority's first.
        counts: over all variants.
    """

    wording: str
    speakers: tuple[str, ...]
    variants: tuple[Variant, ...]
    counts: Counts

    @property
    def altered(self) -> tuple[Variant, ...]:
        """The variants with words that differ without a sign."""
        return tuple(v for v in self.variants if v.silent)


def variants(
    records: Iterable[Record],
    text: str | None = None,
    *,
    groups: Sequence[Group] | None = None,
    speakers: Speakers | None = None,
) -> list[Quotation]:
    """The quotations of some records, most independent reports first.

    Args:
        records: the records.
        text: the words as they were said (a transcript, say): only quotations of them, compared with this wording
            instead of the majority's.
        groups: from `group_reports`; found here if not given.
        speakers: from `fold_speakers`; found here if not given.
    """
    pairs = in_order(records)
    groups, speakers = groups_and_speakers((record for _, record in pairs), groups, speakers)
    parts = [part for report, record in pairs for part in _parts(report, record, speakers)]
    found = _clusters(parts)
    if text is not None:
        wording = tokens(text)
        found = [[p for p in cluster if _same_words(p.wording, wording)] for cluster in found]
    source = origins(groups)
    every = [_quotation(cluster, source, text) for cluster in found if cluster]
    return sorted(every, key=lambda q: (-q.counts.independent, _first(q), q.wording))


def find(
    records: Iterable[Record],
    words: str,
    *,
    groups: Sequence[Group] | None = None,
    speakers: Speakers | None = None,
) -> list[Quotation]:
    """The quotations in which some words stand in a row, in any printing; else those that resemble them."""
    wanted = said(tokens(words))
    every = variants(records, groups=groups, speakers=speakers)
    exact = [q for q in every if any(_holds(said(tokens(v.words)), wanted) for v in q.variants)]
    return exact or [q for q in every if any(_same_words(tokens(v.words), tuple(wanted)) for v in q.variants)]


@dataclass(frozen=True, slots=True)
class _Part:
    printing: Printing
    wording: tuple[str, ...]
    said: tuple[str, ...] = field(compare=False)

    @property
    def order(self) -> tuple[object, ...]:
        p = self.printing
        return (p.report.order, p.span.start, p.span.end, p.statement)


def _parts(report: Report, record: Record, speakers: Speakers) -> Iterator[_Part]:
    """The parts of a report inside quotation marks; where statements are nested, the outermost's."""
    taken: list[Span] = []
    for statement in _outermost_first(record.statements):
        for span in statement.verbatim:
            wording = tokens(span.text)
            if said(wording) and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                speaker = speakers.of(report, statement)
                printing = Printing(report, statement.id, speaker.name if speaker else None, span)
                yield _Part(printing, wording, tuple(said(wording)))


def _outermost_first(statements: Sequence[Statement]) -> list[Statement]:
    parents = {s.id: s.parent for s in statements}

    def depth(identifier: str | None, seen: int = 0) -> int:
        parent = parents.get(identifier) if identifier else None
        return seen if parent is None or seen > len(parents) else depth(parent, seen + 1)

    return sorted(statements, key=lambda s: (depth(s.id), s.start, s.id))


def _clusters(parts: Iterable[_Part]) -> list[list[_Part]]:
    """Parts in quotations, the fullest first in each."""
    clusters: list[list[_Part]] = []
    exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for part in sorted(parts, key=lambda p: (-len(p.said), len(p.wording), p.order)):
        runs = _runs(part.said)
        listed = [index[run] for run in runs if run in index]
        near = Counter(at for places in listed if len(places) <= _COMMON for at in places)
        least = len(runs) * _SHARED if len(part.said) >= LONG else 1
        ranked = sorted((at for at in near if near[at] >= least), key=lambda at: (-near[at], at))[:_TRIED]
        tried = [*exact.get(part.said, ()), *ranked]
        into = next((at for at in dict.fromkeys(tried) if _same(clusters[at][0], part)), None)
        if into is not None:
            clusters[into].append(part)
            continue
        exact[part.said].append(len(clusters))
        for run in runs:
            index[run].append(len(clusters))
        clusters.append([part])
    return clusters


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list({tuple(words[at : at + _SHINGLE]): None for at in range(len(words) - _SHINGLE + 1)})


def _same(fuller: _Part, part: _Part) -> bool:
    """Whether a part has the words of a fuller or equal one, said by somebody who can be the same."""
    one, other = fuller.printing.speaker, part.printing.speaker
    if len(part.said) < SHORT:
        return part.said == fuller.said and one == other
    if len(part.said) < LONG and one is not None and other is not None and one != other:
        return False
    return _same_words(fuller.wording, part.wording)


def _same_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter of two wordings says what the longer does, or a part of it."""
    longer, shorter = sorted((said(one), said(other)), key=len, reverse=True)
    if len(shorter) < SHORT:
        return longer == shorter
    blocks = SequenceMatcher(None, longer, shorter, autojunk=False).get_matching_blocks()[:-1]
    runs = [b for b in blocks if b.size > 1 or len(blocks) == 1]
    kept = sum(b.size for b in runs)
    all_but_one = sum(b.size for b in blocks) >= len(shorter) - 1
    if not runs or not (all_but_one if len(shorter) < LONG else kept >= KEPT * len(shorter)):
        return False
    reach = runs[-1].a + runs[-1].size - runs[0].a
    return ELLIPSIS in one or ELLIPSIS in other or reach <= 1.5 * len(shorter) + 1


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    width = len(wanted)
    return width > 0 and any(list(words[at : at + width]) == list(wanted) for at in range(len(words) - width + 1))


def _quotation(cluster: Sequence[_Part], source: dict[Report, Report], text: str | None) -> Quotation:
    by_wording: dict[tuple[str, ...], list[_Part]] = defaultdict(list)
    for part in sorted(cluster, key=lambda p: p.order):
        by_wording[part.wording].append(part)
    shared = {w: counts((p.printing.report for p in ps), source) for w, ps in by_wording.items()}
    whole = [w for w in by_wording if len(said(w)) == len(w) and not any(_is_part(w, other) for other in by_wording)]
    majority = min(whole or by_wording, key=lambda w: (-shared[w].independent, -len(w), by_wording[w][0].order))
    reference = majority if text is None else tokens(text)
    ordered = sorted(by_wording, key=lambda w: (w != majority, -shared[w].independent, by_wording[w][0].order))
    found = tuple(
        Variant(
            by_wording[w][0].printing.span.text,
            tuple(part.printing for part in by_wording[w]),
            shared[w],
            differences(reference, w),
        )
        for w in ordered
    )
    reports = Counter({p.printing.report: p.printing.speaker for p in cluster if p.printing.speaker}.values())
    names = sorted((name for name in reports if name), key=lambda name: (-reports[name], name))
    every = counts((p.printing.report for p in cluster), source)
    return Quotation(by_wording[majority][0].printing.span.text, tuple(names), found, every)


def _is_part(wording: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(other) > len(wording) and _holds(other, wording)


def _first(quotation: Quotation) -> tuple[str, ...]:
    return min(p.report.order for v in quotation.variants for p in v.printings)
