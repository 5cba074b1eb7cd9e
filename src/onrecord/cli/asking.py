"""`onrecord search`, `show`, `quote`, `figures`, `stats`: questions to a store."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from onrecord.cli.console import complain, terminal
from onrecord.cli.output import standard_output
from onrecord.cli.where import kept_store
from onrecord.errors import OnrecordError
from onrecord.report.terminal import print_record

if TYPE_CHECKING:
    from onrecord.store.base import Store
    from onrecord.store.query import Query


def answered(store: str | None, answer: Callable[[Store], int]) -> int:
    """Open the store, answer, close it. The exit status: what the answer says (0 something was found, 1 nothing),
    2 where the question or the store is wrong, with the reason on standard error."""
    try:
        with standard_output(), kept_store(store) as opened:
            return answer(opened)
        return 0  # whoever reads the output has seen enough
    except OnrecordError as error:
        return complain(str(error))


def print_json(value: Any) -> None:
    """One line of JSON."""
    print(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def search(store: Store, query: Query, form: str) -> int:
    """Print what a search finds, as `text`, `json` (one object with hits and facets) or `csv`."""
    from onrecord.report.hits import page_to_csv, page_to_dict, render_page

    page = store.search(query)
    if form == "json":
        print_json(page_to_dict(page))
    elif form == "csv":
        print(page_to_csv(page.hits), end="")
    else:
        terminal().print(render_page(page, query.kind))
    return 0 if page.hits else 1


def quote(store: Store, words: str, as_json: bool) -> int:
    """Print each quotation that has the words, with its variants."""
    from onrecord.inquiry.quotation import quotation_in
    from onrecord.report.answers import render_quotations
    from onrecord.report.plain import plain

    answer = quotation_in(store, words)
    if as_json:
        print_json(plain(answer))
    else:
        terminal().print(render_quotations(answer))
    return 0 if answer.quotations else 1


def figures(store: Store, query: Query, as_json: bool) -> int:
    """Print the figures that a search finds as series, one line for each claimant."""
    from onrecord.inquiry.figure import figures_in
    from onrecord.report.answers import render_figures
    from onrecord.report.plain import plain

    answer = figures_in(store, query)
    if as_json:
        print_json(plain(answer))
    else:
        terminal().print(render_figures(answer))
    return 0 if answer.series else 1


def show(store: Store, name: str, version: int | None, as_json: bool) -> int:
    """Print what a name stands for: a report, by its key or its article's id; a figure, by its id; else a speaker."""
    from onrecord.inquiry.names import figure_query, report_key

    if key := report_key(store, name):
        return _show_report(store, key, version, as_json)
    if query := figure_query(store, name):
        return figures(store, query, as_json)
    return _show_speaker(store, name, as_json)


def _show_report(store: Store, key: str, version: int | None, as_json: bool) -> int:
    from onrecord.inquiry.report import report_in
    from onrecord.record.serialise import to_dict
    from onrecord.report.answers import render_copies
    from onrecord.report.plain import plain

    answer = report_in(store, key, version)
    if as_json:
        print_json(
            {
                "record": to_dict(answer.record),
                "versions": plain(answer.versions),
                "copies": plain(answer.group),
            }
        )
    else:
        print_record(answer.record, terminal())
        terminal().print(render_copies(answer))
    return 0


def _show_speaker(store: Store, name: str, as_json: bool) -> int:
    from onrecord.inquiry.speaker import speaker_in
    from onrecord.report.answers import render_speaker
    from onrecord.report.plain import plain

    answer = speaker_in(store, name)
    if as_json:
        print_json(plain(answer))
    else:
        terminal().print(render_speaker(answer, name))
    return 0 if answer.speaker else 1


def stats(store: Store, as_json: bool) -> int:
    """Print how much the store holds."""
    from onrecord.report.plain import plain

    found = store.stats()
    if as_json:
        print_json(plain(found))
    else:
        for field, value in plain(found).items():
            shown = f"{value:,}" if isinstance(value, int) else value or "none"
            print(f"{field.replace('_', ' '):<12}{shown}")
    return 0


def merge_speakers(store: Store, name: str, into: str, note: str) -> int:
    """Let two names be one speaker's."""
    changed = store.merge_speakers(name, into, note)
    print(f"{name} is now {into}" if changed else "nothing changed")
    return 0 if changed else 1


def unmerge_speaker(store: Store, name: str, note: str) -> int:
    """Undo the merge of a name."""
    changed = store.unmerge_speaker(name, note)
    print(f"{name} is a speaker of its own again" if changed else f"{name} is merged into no other name")
    return 0 if changed else 1


def speaker_log(store: Store, as_json: bool) -> int:
    """Print every merge and what was undone, the first one first."""
    from onrecord.report.plain import plain

    changes = store.speaker_changes()
    if as_json:
        print_json(plain(changes))
    for change in () if as_json else changes:
        told = f"is {change.speaker}" if change.speaker else "is on its own"
        print(f"{change.at}  {change.name} {told}  ({change.decided_by}){'  ' + change.note if change.note else ''}")
    return 0


def feeds(store: Store, as_json: bool) -> int:
    """Print the feeds that are watched, the next one due first, and those that are gone."""
    from onrecord.report.plain import plain

    found = sorted(store.feeds(), key=lambda feed: feed.gone)
    if as_json:
        print_json(plain(found))
    for feed in () if as_json else found:
        due = f"gone ({feed.last_status})" if feed.gone else f"due {feed.next_due or 'now'}"
        failed = f", {feed.failures} looks in a row brought nothing" if feed.failures else ""
        print(f"{feed.address}  {due}{failed}")
    return 0


def remove_feed(store: Store, address: str) -> int:
    """Watch a feed no more."""
    removed = store.remove_feed(address)
    print(f"{address} {'is watched no more' if removed else 'is no feed of the store; see: onrecord feeds list'}")
    return 0 if removed else 1
