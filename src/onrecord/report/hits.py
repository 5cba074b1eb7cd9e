"""What a search found, for people and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.export.csv_tables import csv_line
from onrecord.report.speaking import NO_SOURCE, line, printable
from onrecord.store.base import Facet, Hit, Page
from onrecord.store.rows import FigureRow, StatementRow

_AROUND = 160  # characters of the text shown on each side of the first hit


def render_page(page: Page, kind: str) -> RenderableType:
    """The hits with the sought words marked, then how often they have each speaker, act and so on."""
    parts: list[RenderableType] = [Text(_total(page, kind), style="bold"), Text()]
    for hit in page.hits:
        parts += [*_hit(hit), Text()]
    parts += list(_facets(page)) if page.hits else []
    if page.next is not None:
        parts.append(Text(f"More: --cursor {page.next}", style="dim"))
    return Group(*parts)


def _total(page: Page, kind: str) -> str:
    count = f"{page.total:,}" if page.total_exact else f"more than {page.total:,}"
    kind = kind.removesuffix("s") if page.total == 1 else kind
    ranked = f"; the newest {page.ranked:,} of them ranked" if page.ranked is not None else ""
    return f"{count} {kind}{ranked}"


def _hit(hit: Hit) -> Iterator[RenderableType]:
    yield _head(hit)
    yield Padding(_marked(hit), (0, 0, 0, 4), expand=False)
    where = " · ".join(line(part) for part in (hit.publisher, hit.date, hit.title) if part)
    yield Padding(Text(f"{where}  {hit.report}", style="dim"), (0, 0, 0, 4), expand=False)


def _head(hit: Hit) -> Text:
    """A statement by its speaker; a figure by its value, an event by who did what to whom, and then on whose
    account: whoever reports a deed has not done it."""
    row, who = hit.row, line(hit.speaker) if hit.speaker else None
    if isinstance(row, StatementRow):
        head = Text(who or NO_SOURCE, style="bold" if who else "bold magenta")
        return head.append(f"  [{row.act}, {row.quotation}{', not' if row.negated else ''}]", style="dim")
    if isinstance(row, FigureRow):
        head = Text(f"{line(row.span)} {line(row.counted)}".strip(), style="bold")
        head.append(f"  [{row.measure}, {row.figure}]", style="dim")
        return head.append(f"  on the count of {who}" if who else f"  {NO_SOURCE}", style="" if who else "magenta")
    actor, recipient = (", ".join(map(line, people)) for people in (row.actor, row.recipient))
    head = Text(" | ".join((actor or "(nobody named)", line(row.span), recipient or "–")), style="bold")
    head.append(f"  [{row.type}{', ' + row.mode if row.mode else ''}, {row.status}]", style="dim")
    return head.append(f"  on the account of {who}" if who else "  the reporter's own account")


def _marked(hit: Hit) -> Text:
    """The text around the first mark, with what was sought in bold."""
    low = max(0, hit.marks[0][0] - _AROUND) if hit.marks else 0
    high = min(len(hit.text), (hit.marks[0][1] if hit.marks else 0) + _AROUND)
    shown = Text("… " if low else "")
    at = low
    for start, end in hit.marks:
        if end > high:
            break
        shown.append(printable(hit.text[at:start]))
        shown.append(printable(hit.text[start:end]), style="bold green")
        at = end
    shown.append(printable(hit.text[at:high]))
    if high < len(hit.text):
        shown.append(" …")
    return shown


def _facets(page: Page) -> Iterator[RenderableType]:
    exact = "" if page.facets_exact else " (of the newest matches)"
    for name, values in page.facets.items():
        counted = ", ".join(f"{_value(name, facet)} {facet.count:,}" for facet in values)
        yield Text.assemble((f"{name}{exact}: ", "dim"), counted)


def _value(name: str, facet: Facet) -> str:
    if facet.value is None:
        return "unknown speaker" if name == "speaker" else "none"
    if isinstance(facet.value, bool):
        return "named" if facet.value else "unnamed"
    return line(facet.value)


def page_to_dict(page: Page) -> dict[str, Any]:
    """A page as plain dicts; spans are [start, end) in code points of the report's text."""
    return {
        "total": page.total,
        "total_exact": page.total_exact,
        "ranked": page.ranked,
        "hits": [hit_to_dict(hit) for hit in page.hits],
        "facets": {name: [asdict(facet) for facet in values] for name, values in page.facets.items()},
        "facets_exact": page.facets_exact,
        "next": page.next,
    }


def hit_to_dict(hit: Hit) -> dict[str, Any]:
    """One hit as a plain dict."""
    found = asdict(hit)
    found["kind"] = hit.row.table
    return found


def page_to_csv(hits: Sequence[Hit]) -> str:
    """The hits as a table, a head row first. A cell that a spreadsheet would compute is kept text."""
    head = ("report", "version", "publisher", "date", "title", "url", "speaker", "text", "starts", "ends")
    fields = [name for name in _fields(hits) if name not in head]
    lines = [csv_line((*head, *fields))]
    for hit in hits:
        row = {**asdict(hit.row), **{name: getattr(hit, name) for name in head}}
        lines.append(csv_line([row.get(name) for name in (*head, *fields)]))
    return "".join(line + "\n" for line in lines)


def _fields(hits: Sequence[Hit]) -> list[str]:
    return list(dict.fromkeys(name for hit in hits for name in asdict(hit.row)))
