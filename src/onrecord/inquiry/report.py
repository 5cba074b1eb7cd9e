"""One report of the store: its versions, and the other reports that are the same wire copy."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.corpus.copies import Group, group_reports
from onrecord.corpus.reports import Report
from onrecord.corpus.words import words_of
from onrecord.inquiry.gather import found
from onrecord.schema.record import Record
from onrecord.store.base import Store, Version
from onrecord.store.query import Query

_RUN = 4  # words in a row that a copy has in common with the report
_PROBES = 8  # places of the report whose words are looked up; a copy keeps one of them, cut to a fifth as it may be


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """A report: its latest record, all its versions, and the group of reports that it belongs to."""

    record: Record
    versions: tuple[Version, ...]
    group: Group


def report_in(store: Store, key: str, version: int | None = None) -> ReportAnswer:
    """A report by its key, in its latest version or the one with this number.

    Raises:
        NoSuchReportError: there is none.
    """
    record = store.record(key, version)
    keys = found(store, (Query(words=f'"{run}"') for run in _runs(record)), most=100)
    own = Report.of(record.article)
    others = [article for article in map(store.article, keys.reports) if Report.of(article) != own]
    group = next(g for g in group_reports([record.article, *others]) if own in g.reports)
    return ReportAnswer(record, store.versions(key), group)


def _runs(record: Record) -> list[str]:
    """Words in a row from places all over what is said in the report; of each statement the longest words, which are
    the rarest and so found the soonest."""
    runs = []
    for statement in record.statements:
        words = words_of(statement.content[0].text)
        if len(words) >= _RUN:
            runs.append(max((" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)), key=len))
    step = max(1, -(-len(runs) // _PROBES))
    return runs[::step][:_PROBES]
