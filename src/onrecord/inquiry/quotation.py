"""Was this quotation altered? Every wording of it in the store, who printed it, and the words that differ."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.corpus.quotations import Quotation, find
from onrecord.corpus.words import words_of
from onrecord.inquiry.gather import Gathered, gather
from onrecord.store.base import Store
from onrecord.store.query import Query

_WIDENED = 5  # quotations whose whole wording is looked up
_RUN = 3  # words in a row that a printing has in common with what is asked for, whatever else was changed


@dataclass(frozen=True, slots=True)
class QuotationAnswer:
    """The quotations that have the words, the best match first. `complete` is false where more reports matched than
    were looked at."""

    quotations: tuple[Quotation, ...]
    complete: bool


def quotation_in(store: Store, words: str) -> QuotationAnswer:
    """The quotations of a store in which some words stand, in spite of small changes.

    Raises:
        StoreError: the store cannot be read.
    """
    gathered = gather(store, _runs(words))
    found = _found(gathered, words)
    # An altered printing may have none of the words asked for: what was found tells the rest of the quotation.
    wider = gather(store, (query for q in found[:_WIDENED] for query in _runs(q.wording)))
    if not found:
        return QuotationAnswer((), gathered.complete)
    return QuotationAnswer(tuple(_found(wider, words)), gathered.complete and wider.complete)


def _found(gathered: Gathered, words: str) -> list[Quotation]:
    return find(gathered.records, words, groups=gathered.groups, speakers=gathered.speakers)


def _runs(words: str) -> list[Query]:
    """Searches for words in a row, all over a wording."""
    wanted = words_of(words)
    runs = [wanted[at : at + _RUN] for at in range(max(1, len(wanted) - _RUN + 1))]
    return [Query(words=f'"{" ".join(run)}"') for run in runs if run]
