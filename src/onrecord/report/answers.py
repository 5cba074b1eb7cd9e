"""Answers over many reports, for a terminal: a quotation's wordings, a speaker over time, figures by claimant, a
report's copies and versions. They say what was printed, by whom; never what is true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.corpus.quotations import Quotation, Variant
from onrecord.corpus.reports import Counts, Report
from onrecord.corpus.series import Point, Series
from onrecord.corpus.timeline import Saying
from onrecord.inquiry.figure import FigureAnswer
from onrecord.inquiry.quotation import QuotationAnswer
from onrecord.inquiry.report import ReportAnswer
from onrecord.inquiry.speaker import SpeakerAnswer
from onrecord.report.counts import bounds
from onrecord.report.speaking import counted, line
from onrecord.report.wordings import SIGNS

UNDATED = "no date"
_MORE = "More reports matched than were looked at; narrow the question."


def render_quotations(answer: QuotationAnswer) -> RenderableType:
    """Each quotation with its variants, who printed them, and the words that differ."""
    parts: list[RenderableType] = []
    for quotation in answer.quotations:
        parts += [*_quotation(quotation), Text()]
    return _or_nothing(parts, "No quotation in the store has these words.", answer.complete)


def _quotation(q: Quotation) -> Iterator[RenderableType]:
    said = ", ".join(map(line, q.speakers)) or "unknown speaker"
    yield Text.assemble((f"“{line(q.wording)}”", "bold"), f"  {said}")
    yield Padding(Text(f"{_counts(q.counts)}; {_reference(q)}", style="dim"), (0, 0, 0, 2), expand=False)
    for variant in q.variants:
        yield from _variant(variant)


def _reference(q: Quotation) -> str:
    """What the variants are compared with; which wording was said is not judged."""
    most = q.variants[0].counts.independent
    tied = any(v.counts.independent >= most for v in q.variants[1:] if v.silent)
    if tied:
        return "as many print another wording; compared with the fullest, then earliest one"
    return "compared with the wording that most independent reports print"


def _variant(v: Variant) -> Iterator[RenderableType]:
    altered = bool(v.silent)
    first = Text("DIFFERS  " if altered else "", style="bold red")
    first.append(f"“{line(v.words)}”", style="" if altered else "green")
    yield Padding(first, (0, 0, 0, 2), expand=False)
    for d in v.differences:
        if d.kind == "kept":
            continue
        before, after = " ".join(d.reference), " ".join(d.words)
        words = f"“{before}” → “{after}”" if before and after else f"“{before or after}”"
        yield Padding(Text(f"{SIGNS[d.kind]}: {words}", style="yellow"), (0, 0, 0, 6), expand=False)
    for printing in v.printings:
        yield Padding(Text(_head(printing.report), style="dim"), (0, 0, 0, 6), expand=False)


def render_speaker(answer: SpeakerAnswer, asked: str) -> RenderableType:
    """A speaker's statements in the order of time, then those that later ones can turn round."""
    if answer.speaker is None:
        told = f"Nobody in the store is certainly called {asked}."
        near = [Text(f"  {line(name)}") for name in answer.candidates]
        return Group(Text(told), *([Text("Names like it:"), *near] if near else []))
    s = answer.speaker
    names = ", ".join(line(name) for name in s.names if name != s.name)
    parts: list[RenderableType] = [
        Text.assemble((line(s.name), "bold"), f"  {s.type}" + (f", also: {names}" if names else "")),
        Text(f"{counted(len(answer.sayings), 'statement')} in {counted(len(s.reports), 'report')}", style="dim"),
    ]
    if answer.candidates:
        parts.append(Text(f"? can be {', '.join(map(line, answer.candidates))}", style="yellow"))
    parts.append(Text())
    for saying in answer.sayings:
        parts += list(_saying(saying))
    if answer.matters:
        parts += [Text(), Text("Later statements on the same matter", style="bold")]
    for matter in answer.matters:
        parts += [Padding(part, (0, 0, 0, 2), expand=False) for part in _saying(matter.first)]
        for later, reason in matter.later:
            parts.append(Padding(Text(f"then ({reason}):", style="yellow"), (0, 0, 0, 4), expand=False))
            parts += [Padding(part, (0, 0, 0, 6), expand=False) for part in _saying(later)]
    return _or_nothing(parts, "", answer.complete)


def _saying(s: Saying) -> Iterator[RenderableType]:
    head = Text(f"{s.date or UNDATED}  ", style="dim")
    head.append(f"[{s.act}{', not' if s.negated else ''}]  ", style="cyan")
    head.append(line(s.words))
    yield head
    if s.condition:
        yield Padding(Text(f"condition: {line(s.condition)}", style="magenta"), (0, 0, 0, 12), expand=False)
    yield Padding(Text(f"{_head(s.report)}; {_counts(s.counts)}", style="dim"), (0, 0, 0, 12), expand=False)


def render_figures(answer: FigureAnswer) -> RenderableType:
    """Series, one block each; in it one line for each claimant, never merged."""
    parts: list[RenderableType] = []
    for series in answer.series:
        parts += [*_series(series), Text()]
    return _or_nothing(parts, "No figure in the store fits.", answer.complete)


def _series(s: Series) -> Iterator[RenderableType]:
    about = " · ".join(part for part in (s.measure, s.counted, s.currency, s.place) if part)
    yield Text(about + (" (a part, or an addition)" if s.part else ""), style="bold")
    for claim in s.lines:
        yield Padding(Text(line(claim.claimant)), (0, 0, 0, 2), expand=False)
        for point in claim.points:
            yield Padding(Text(_point(point)), (0, 0, 0, 4), expand=False)
        for correction in claim.corrections:
            told = f"corrected ({correction.reason}): {_value(correction.before)} → {_value(correction.after)}"
            yield Padding(Text(told, style="yellow"), (0, 0, 0, 4), expand=False)
    for c in s.contradictions:
        told = f"{c.date}: {line(c.one[0])} {_value(c.one[1])}, {line(c.other[0])} {_value(c.other[1])}"
        yield Padding(Text(f"differ on {told}", style="magenta"), (0, 0, 0, 2), expand=False)


def _point(p: Point) -> str:
    recalled = ", recalled" if p.recalled else ""
    return f"{p.date or UNDATED}  {_value(p)}  “{line(p.words)}”  {_head(p.report)}; {_counts(p.counts)}{recalled}"


def _value(p: Point) -> str:
    return bounds(p.low, p.high)


def render_copies(answer: ReportAnswer) -> RenderableType:
    """The other reports of a report's group, and its versions."""
    parts: list[RenderableType] = []
    group = answer.group
    members = (group.origin, *(c.report for c in group.others))
    if len(members) > 1:
        parts.append(Text("Other copies", style="bold"))
        own = Report.of(answer.record.article)
        for copy in group.others:
            if copy.report != own and copy.relation != "version":
                parts.append(Text(f"  {copy.relation} of {copy.source.id}: {_head(copy.report)}"))
        if group.origin != own:
            parts.append(Text(f"  the earliest: {_head(group.origin)}"))
        parts.append(Text())
    if len(answer.versions) > 1:
        parts.append(Text("Versions", style="bold"))
        parts += [Text(f"  {v.number}  {v.date or UNDATED}  added {v.added_at}") for v in answer.versions]
        parts.append(Text())
    return Group(*parts)


def _head(report: Report) -> str:
    return " · ".join(line(part) for part in (report.publisher, report.date, report.title or report.id) if part)


def _counts(counts: Counts) -> str:
    """Both counts, always: reports, and independent reports."""
    return f"{counted(counts.reports, 'report')}, {counts.independent} independent"


def _or_nothing(parts: Sequence[RenderableType], nothing: str, complete: bool) -> RenderableType:
    found = list(parts) or [Text(nothing)]
    return Group(*found, *([] if complete else [Text(_MORE, style="yellow")]))
