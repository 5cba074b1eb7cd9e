"""The same report: wire copies, cuts and re-writes grouped, with the earliest as origin.

Method: the text as a set of shingles of 5 folded words (Broder 1997, "On the resemblance and containment of
documents"), MinHash signatures and locality-sensitive hashing to find candidates without comparing every pair
(library rensa), then the exact shares of shingles to decide. Each report is compared with the earlier ones and joins
one group at most: a digest that holds two reports does not make them one. Copies are represented by what they
copy, so that a report printed a thousand times costs a thousand comparisons, not a million.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

from onrecord.corpus.reports import Report, articles_in_order
from onrecord.corpus.words import words_of
from onrecord.schema.article import Article

Relation = Literal["copy", "shortened", "extended", "rewritten", "version"]
"""How a report relates to the one it comes from: word for word or nearly so; cut; with text added; in other words
for a good part; printed anew under the same address."""

SHINGLE = 5
"""Words of a shingle."""

NEAR = 0.9
"""The share of a text's shingles that stand in the other text when it is taken over as it is. One changed word
breaks 5 shingles, so a report of 300 words can have some 6 changes (a dateline, a spelling) and still be a copy."""

REWRITTEN = 0.5
"""The share of the shorter text's shingles that a re-write keeps. Below it stand reports that share a quotation or the
background paragraphs of an agency."""

RESEMBLANCE = 0.2
"""The least Jaccard index of any pair: a cut to less than a fifth is a report of its own. The hashing
below proposes a pair at this index with a probability of 0.995, and at 0.02 with 0.05."""

BRIEF = 20
"""Shingles of the shorter text below which only a copy is told: a flash of one sentence is no cut of each report that
holds the sentence."""

_PERMUTATIONS, _BANDS, _SEED = 256, 128, 20310303
_HOPELESS = 0.14  # an estimate from 256 slots has a standard error of 0.025 at RESEMBLANCE


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that is not independent.

    Attributes:
        report: the report.
        relation: how it relates to `source`.
        source: the group's origin where the report resembles it, else the member that it resembles most.
        resemblance: the Jaccard index of their shingles, 0 to 1.
        taken: the share of its own shingles that stand in `source`, 0 to 1.
        kept: the share of the shingles of `source` that stand in it, 0 to 1.
    """

    report: Report
    relation: Relation
    source: Report
    resemblance: float
    taken: float
    kept: float


@dataclass(frozen=True, slots=True)
class Group:
    """One report with all that come from it, in the order of days; most groups have an origin alone."""

    origin: Report
    others: tuple[Copy, ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        """All of the group, the origin first."""
        return (self.origin, *(copy.report for copy in self.others))


def group_reports(articles: Iterable[Article]) -> list[Group]:
    """All reports in groups of one origin each, by the day of the origin.

    The earliest report of a group is its origin; on one day the one that credits no other outlet in its
    dateline, then the longest.
    """
    texts = _texts(articles)
    index = _Index(len(texts))
    groups: list[_Open] = []
    by_url: dict[str, _Open] = {}
    for text in texts:
        group = by_url.get(text.report.url) if text.report.url else None
        if group is not None:
            copy: Copy | None = _version(text, group)
        else:
            group, copy = _joined(text, index.candidates(text))
        if group is None or copy is None:
            group = _Open(text)
            groups.append(group)
        else:
            group.copies.append(copy)
        if copy is None or copy.relation != "copy":
            index.add(text, group)
        if text.report.url:
            by_url.setdefault(text.report.url, group)
    return [Group(g.origin.report, tuple(g.copies)) for g in groups]


def origins(groups: Iterable[Group]) -> dict[Report, Report]:
    """For each report the origin of its group; an origin's is itself."""
    return {report: group.origin for group in groups for report in group.reports}


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    report: Report
    shingles: NDArray[np.uint64]  # sorted hashes, each once
    signature: RMinHash


@dataclass(slots=True, eq=False)
class _Open:
    origin: _Text
    copies: list[Copy] = field(default_factory=list)


class _Index:
    """The texts so far that a later one can come from, by their signatures; room for `size` texts."""

    def __init__(self, size: int) -> None:
        self._hashes = RMinHashLSH(RESEMBLANCE, _PERMUTATIONS, _BANDS)
        self._digests: NDArray[np.uint32] = np.zeros((size, _PERMUTATIONS), np.uint32)  # (text, slot)
        self._entries: list[tuple[_Text, _Open]] = []

    def add(self, text: _Text, group: _Open) -> None:
        key = len(self._entries)
        self._hashes.insert(key, text.signature)
        self._digests[key] = text.signature.digest()
        self._entries.append((text, group))

    def candidates(self, text: _Text) -> Iterator[tuple[_Text, _Open]]:
        """What the text may resemble, in the order of days. Signatures that agree in too few slots are passed over,
        so that a footer under every report of an outlet costs little."""
        keys = np.sort(np.array(self._hashes.query(text.signature), np.intp))
        own = np.array(text.signature.digest(), np.uint32)
        estimates = (self._digests[keys] == own).mean(axis=1)
        for key in keys[estimates >= _HOPELESS]:
            yield self._entries[key]


def _texts(articles: Iterable[Article]) -> list[_Text]:
    found = [(report, article, _hashed(article.text)) for report, article in articles_in_order(articles)]
    found.sort(key=lambda f: (f[0].order[0], credits_another(f[1]), -f[2].words, f[0].order))
    return [_Text(report, hashed.shingles, hashed.signature) for report, _, hashed in found]


@dataclass(frozen=True, slots=True, eq=False)
class _Hashed:
    words: int
    shingles: NDArray[np.uint64]
    signature: RMinHash


@lru_cache(maxsize=4096)
def _hashed(text: str) -> _Hashed:
    """Kept for the latest texts, some 10 kB each: a reader who goes from page to page meets them again."""
    words = words_of(text)
    shingles = _shingles(words)
    (hashes,) = RMinHash.hash_token_sets([shingles])
    (signature,) = RMinHash.from_token_sets([shingles], _PERMUTATIONS, _SEED)
    return _Hashed(len(words), np.unique(np.array(hashes, np.uint64)), signature)


def _shingles(words: Sequence[str]) -> list[str]:
    if len(words) < SHINGLE:
        return [" ".join(words)] if words else []
    return [" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]


def credits_another(article: Article) -> bool:
    """Whether a report's dateline names another outlet than its own publisher: `OSTREY (Northlight) —`."""
    dateline, publisher = article.dateline, article.publisher
    if dateline is None or publisher is None or "(" not in dateline.value:
        return False
    credit = words_of(dateline.value.rsplit("(", 1)[1])
    own = words_of(publisher.value)
    initials = "".join(word[0] for word in own)
    return bool(credit) and not set(credit) & {*own, initials}


def _joined(text: _Text, candidates: Iterable[tuple[_Text, _Open]]) -> tuple[_Open | None, Copy | None]:
    """The group that a text belongs to, by its origin where it resembles that, else by the closest member."""
    best: tuple[tuple[bool, float], _Open, Copy] | None = None
    for source, group in candidates:
        copy = _compared(text, source)
        if copy is None:
            continue
        rank = (source is group.origin, copy.resemblance)
        if best is None or rank > best[0]:
            best = (rank, group, copy)
        if copy.relation == "copy" and source is group.origin:
            break
    return (best[1], best[2]) if best else (None, None)


def _compared(text: _Text, source: _Text) -> Copy | None:
    resemblance, taken, kept = _shares(text.shingles, source.shingles)
    relation: Relation
    if resemblance < RESEMBLANCE:
        return None
    if taken >= NEAR and kept >= NEAR:
        relation = "copy"
    elif min(len(text.shingles), len(source.shingles)) < BRIEF:
        return None
    elif taken >= NEAR:
        relation = "shortened"
    elif kept >= NEAR:
        relation = "extended"
    elif max(taken, kept) >= REWRITTEN:
        relation = "rewritten"
    else:
        return None
    return Copy(text.report, relation, source.report, resemblance, taken, kept)


def _version(text: _Text, group: _Open) -> Copy:
    return Copy(text.report, "version", group.origin.report, *_shares(text.shingles, group.origin.shingles))


def _shares(own: NDArray[np.uint64], others: NDArray[np.uint64]) -> tuple[float, float, float]:
    if not len(own) or not len(others):
        return 0.0, 0.0, 0.0
    shared = len(np.intersect1d(own, others, assume_unique=True))
    return shared / (len(own) + len(others) - shared), shared / len(own), shared / len(others)
