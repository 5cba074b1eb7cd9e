"""The report for a terminal: the head, the statements, and who speaks how often.

Everything that colour tells is told in words or signs too, and it fits 80 columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from onrecord.report.acts import circumstances, deeds
from onrecord.report.counts import counts
from onrecord.report.events import STATUS_WORDS, told, verbal_counts
from onrecord.report.places import located
from onrecord.report.speaking import NO_SOURCE, counted, line, printable, span_words, who_speaks
from onrecord.schema.article import Article
from onrecord.schema.record import Record
from onrecord.schema.statement import Statement

WIDTH = 80
_INDENT = 4


def print_record(record: Record, console: Console) -> None:
    """Print the report of one record."""
    console.print(render(record))


def render(record: Record) -> RenderableType:
    """The report of one record, to print with rich."""
    parts: list[RenderableType] = [*_head(record.article), Text()]
    numbers = {s.id: n for n, s in enumerate(record.statements, 1)}
    depths = _depths(record)
    for statement in _ladder(record):
        parts += [*_statement(statement, numbers[statement.id], depths[statement.id], record.article.text), Text()]
    if not record.statements:
        parts += [Text("No statement was found."), Text()]
    return Group(*parts, *_figures(record), *_events(record), *_places(record), *_deeds(record), *_speakers(record))


def _head(article: Article) -> Iterator[RenderableType]:
    title = article.title.value if article.title else article.name or article.id
    yield Text(line(title), style="bold")
    details = (article.publisher, article.published, article.byline, article.dateline)
    known = [line(d.value) for d in details if d]
    yield Text(" · ".join(known) if known else "no publisher, date or byline found", style="dim")
    yield Rule(style="dim", characters="─")


def _depths(record: Record) -> dict[str, int]:
    parents = {s.id: s.parent for s in record.statements}

    def depth(identifier: str) -> int:
        parent = parents[identifier]
        return 0 if parent is None else 1 + depth(parent)

    return {identifier: depth(identifier) for identifier in parents}


def _ladder(record: Record) -> Iterator[Statement]:
    """Statements in the order of the text, each followed by those inside its content."""
    children: dict[str | None, list[Statement]] = {}
    for statement in record.statements:
        children.setdefault(statement.parent, []).append(statement)

    def under(parent: str | None) -> Iterator[Statement]:
        for statement in children.get(parent, ()):
            yield statement
            yield from under(statement.id)

    return under(None)


def _statement(s: Statement, number: int, depth: int, text: str) -> Iterator[RenderableType]:
    first = Text(f"{number:>2}  ", style="dim")
    first.append(_who(s))
    first.append("  ")
    first.append(line(s.cue.text) if s.cue else "(no cue)", style="italic cyan")
    if s.negated:
        first.append("  NOT", style="bold red")
    first.append(f"  [{s.act}, {s.quotation}]", style="dim")
    left = _INDENT * depth
    yield Padding(first, (0, 0, 0, left), expand=False)
    yield Padding(_content(s, text), (0, 0, 0, left + _INDENT), expand=False)
    for label, words in circumstances(s):
        yield Padding(Text.assemble((f"{label}: ", "dim"), words), (0, 0, 0, left + _INDENT), expand=False)
    for note in s.notes:
        yield Padding(Text(f"? {line(note.sentence)}", style="yellow"), (0, 0, 0, left + _INDENT), expand=False)


def _who(s: Statement) -> Text:
    """The speaker; the source's own words too where they are others."""
    words = span_words(s.source)
    if s.speaker is None and not words:
        return Text(NO_SOURCE, style="bold magenta")
    if s.speaker is None:
        return Text.assemble((words, "bold"), (" (who is not clear)", "magenta"))
    who = Text(line(s.speaker), style="bold")
    if words and s.speaker.casefold() not in words.casefold():
        who.append(f" (“{words}”)", style="dim")
    if not s.named:
        who.append(" (unnamed)", style="magenta")
    return who


def _content(s: Statement, text: str) -> Text:
    """The content with what stands inside quotation marks set off in bold."""
    shown = Text()
    for number, span in enumerate(s.content):
        if number:
            shown.append(" … ", style="dim")
        at = span.start
        for part in [v for v in s.verbatim if span.contains(v)]:
            shown.append(printable(text[at : part.start]))
            shown.append(printable(part.text), style="bold green")
            at = part.end
        shown.append(printable(text[at : span.end]))
    return shown


def _figures(record: Record) -> Iterator[RenderableType]:
    """The figures: on whose count each is given; those without a source apart."""
    sourced, unsourced = counts(record)
    for heading, found in (("Figures, on whose count", sourced), ("Figures with no source given", unsourced)):
        if not found:
            continue
        yield Text(heading, style="bold")
        for count in found:
            first = Text.assemble((count.words, "bold"), f" = {count.value}  {count.facts}")
            yield Padding(first, (0, 0, 0, 2), expand=False)
            if count.number is not None:
                who_counts = Text.assemble((f"{count.number:>2}  ", "dim"), line(count.claimant))
                yield Padding(who_counts, (0, 0, 0, 6), expand=False)
        yield Text()


def _events(record: Record) -> Iterator[RenderableType]:
    """Who is reported to have done what to whom, in the order of the dates, with status and account."""
    found = told(record)
    if found:
        yield Text("Events: who | what | to whom", style="bold")
    for event in found:
        first = Text.assemble((event.deed, "bold"), f"  [{event.kind}]")
        yield Padding(first, (0, 0, 0, 2), expand=False)
        facts = [event.date, STATUS_WORDS[event.status], event.where, event.figures]
        facts.append(f"told {event.times} times" if event.times > 1 else "")
        yield Padding(Text(" · ".join(f for f in facts if f), style="dim"), (0, 0, 0, 6), expand=False)
        if event.number is not None:
            yield Padding(
                Text.assemble((f"{event.number:>2}  ", "dim"), line(event.account)), (0, 0, 0, 6), expand=False
            )
    if verbal := verbal_counts(record):
        yield Padding(Text(f"Statements that are events themselves: {verbal}", style="dim"), (0, 0, 0, 2), expand=False)
    if found or verbal:
        yield Text()


def _places(record: Record) -> Iterator[RenderableType]:
    """Where the named places lie, and which are not resolved."""
    found = located(record.places)
    if not found:
        return
    yield Text("Places", style="bold")
    for place in found:
        words = Text.assemble((place.name, "bold"), f" ×{place.times}" if place.times > 1 else "", "  ")
        if place.geonames_id is None:
            words.append(f"? {place.where}", style="yellow")
        else:
            words.append(f"{place.where}  GeoNames {place.geonames_id}", style="dim")
        yield Padding(words, (0, 0, 0, 2), expand=False)
    yield Text()


def _deeds(record: Record) -> Iterator[RenderableType]:
    """Commitments, refusals, threats, demands and denials, gathered by speaker, with conditions."""
    for heading, found in deeds(record.statements):
        yield Text(heading, style="bold")
        speaker = ""
        for deed in found:
            if deed.speaker != speaker:
                speaker = deed.speaker
                yield Padding(Text(line(speaker)), (0, 0, 0, 2), expand=False)
            words = Text(f"{deed.number:>2}  ", style="dim")
            words.append(deed.content)
            if deed.condition:
                words.append(f"  [condition: {deed.condition}]", style="magenta")
            yield Padding(words, (0, 0, 0, 4), expand=False)
        yield Text()


def _speakers(record: Record) -> Iterator[RenderableType]:
    """Who speaks how often, named and unnamed apart."""
    yield Rule(style="dim", characters="─")
    yield Text(f"Who speaks: {counted(len(record.statements), 'statement')}", style="bold")
    for group in who_speaks(record.statements):
        yield Text(f"  {group.sort}: {group.total}")
        for speaker in group.speakers:
            if speaker.name:
                kind = f" ({speaker.kind})" if speaker.kind else ""
                yield Padding(
                    Text(f"{len(speaker.numbers):>3}  {line(speaker.name)}{kind}"), (0, 0, 0, 4), expand=False
                )
