"""One report of the store: its versions, and the other reports that are the same wire copy."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.corpus.copies import Group, group_reports
from onrecord.corpus.reports import Report
from onrecord.corpus.words import words_of
from onrecord.inquiry.gather import gather
from onrecord.schema.record import Record
from onrecord.store.base import Store, Version
from onrecord.store.query import Query

_RUN = 4  # words in a row that a copy has in common with the report
_PROBES = 12  # places of the report whose words are looked up; a copy keeps some of them


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
    gathered = gather(store, (Query(words=f'"{run}"') for run in _runs(record)), most=100)
    own = Report.of(record)
    others = [r for r in gathered.records if Report.of(r) != own]
    group = next(g for g in group_reports([record, *others]) if own in (g.origin, *(c.report for c in g.others)))
    return ReportAnswer(record, store.versions(key), group)


def _runs(record: Record) -> list[str]:
    """Words in a row from places all over what is said in the report."""
    runs = []
    for statement in record.statements:
        words = words_of(statement.content[0].text)
        if len(words) >= _RUN:
            runs.append(" ".join(words[:_RUN]))
    step = max(1, -(-len(runs) // _PROBES))
    return runs[::step][:_PROBES]
