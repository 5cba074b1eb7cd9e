"""The page: records as one HTML file that loads nothing and runs nothing.

Python prepares plain values here; every tag stands in `page.html.jinja`, which escapes all
that comes from an article. Ids and classes are made from numbers, never from a record's words.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from onrecord.report.acts import VERBS, Deed, circumstances, deeds
from onrecord.report.counts import Count, counts
from onrecord.report.events import STATUS_WORDS, Told, told, verbal_counts
from onrecord.report.places import Located, located
from onrecord.report.segments import Mark, Segment, cut, cut_paragraphs, marks_of
from onrecord.report.speaking import Group, counted, line, span_words, who, who_speaks
from onrecord.schema.article import Article, Detail
from onrecord.schema.record import Provenance, Record
from onrecord.schema.statement import Statement

JOINED = 200  # statements of one article that hovering joins; browsers get slow with more such rules
_GAP = 4  # characters without a letter that may lie between two parts of a statement under one number

_ARTICLE = re.compile(r"^(?:the|an?) ")
_LINK = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_UNSHOWABLE = re.compile("[\0\ud800-\udfff]")  # no HTML file can hold them

ORIGINS = {"given": "as given", "text": "found in the text", "page": "found on the page around the text"}
FIGURES = ("On whose count", "No source given")
QUOTATIONS = {"direct": "quoted", "mixed": "partly quoted", "indirect": "not quoted"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that look alike throughout.

    `numbers` stand before them, with `ground` as their classes: the statements that begin or
    go on here, each with whether this is the first time.
    """

    text: str
    classes: str = ""
    numbers: tuple[tuple[int, bool], ...] = ()
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One statement in the list, with the statements inside its content.

    `who`, the `facts` and the `ladder` (the speakers from the outermost to this one) are words
    for people; `wording` holds the source's words where they are others than the speaker.
    """

    number: int
    statement: Statement
    who: str
    wording: str
    facts: tuple[str, ...]
    circumstances: tuple[tuple[str, str], ...]
    ladder: tuple[str, ...]
    content: tuple[Piece, ...]
    children: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One record as the template shows it; `head` holds (label, value, where it was found)."""

    title: str
    title_origin: str
    summary: str
    head: tuple[tuple[str, str, str], ...]
    missing: tuple[str, ...]
    url: str | None
    is_link: bool
    groups: tuple[Group, ...]
    deeds: tuple[tuple[str, list[Deed]], ...]
    figures: tuple[tuple[str, list[Count]], ...]
    events: tuple[Told, ...]
    verbal: str
    places: tuple[Located, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    cards: tuple[Card, ...]
    count: int
    provenance: Provenance
    sha256: str


def render_page(records: Sequence[Record]) -> str:
    """All records on one page, as the text of one HTML file."""
    sections = [section_of(record) for record in records]
    joined = min(max((section.count for section in sections), default=0), JOINED)
    page = _template().render(sections=sections, joined=joined, status_words=STATUS_WORDS)
    return _UNSHOWABLE.sub("\ufffd", page)


@cache
def _template() -> Template:
    loader = PackageLoader("onrecord.report", ".")
    # Escaping is on for every file name: Jinja's own choice by suffix would miss `.html.jinja`.
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.jinja")


def section_of(record: Record) -> Section:
    """One record as the template shows it."""
    article, statements = record.article, record.statements
    head, missing = _head(article)
    about = [detail.value for detail in (article.publisher, article.published) if detail]
    return Section(
        title=line(article.title.value if article.title else "") or article.name or article.id,
        title_origin=f"Title {ORIGINS[article.title.origin]}." if article.title else "",
        summary=" · ".join([*map(line, about), counted(len(statements), "statement")]),
        head=head,
        missing=missing,
        url=article.url,
        is_link=bool(article.url and _LINK.fullmatch(article.url)),
        groups=tuple(who_speaks(statements)),
        deeds=tuple(deeds(statements)),
        figures=tuple((label, found) for label, found in zip(FIGURES, counts(record), strict=True) if found),
        events=tuple(told(record)),
        verbal=verbal_counts(record),
        places=tuple(located(record.places)),
        paragraphs=_paragraphs(article.text, statements),
        cards=_cards(article.text, statements),
        count=len(statements),
        provenance=record.provenance,
        sha256=article.sha256,
    )


def _head(article: Article) -> tuple[tuple[tuple[str, str, str], ...], tuple[str, ...]]:
    """The details that are known, and the labels of those that are not."""
    details: tuple[tuple[str, Detail | None], ...] = (
        ("Publisher", article.publisher),
        ("Byline", article.byline),
        ("Dateline", article.dateline),
        ("Date", article.published),
    )
    known = tuple((label, line(d.value), ORIGINS[d.origin]) for label, d in details if d)
    missing = tuple(label.lower() for label, d in (("Title", article.title), *details) if not d)
    return known, missing


def _bare(name: str) -> str:
    """A name to compare: `The White House` is worded no other than `White House`."""
    return _ARTICLE.sub("", name.casefold())


def _kind(s: Statement) -> str:
    if s.speaker is None:
        return "who is meant is not clear" if s.source else ""
    named = "named" if s.named else "unnamed"
    return named if s.speaker_type == "none" else f"{named} {s.speaker_type}"


# The article


def _paragraphs(text: str, statements: Sequence[Statement]) -> tuple[tuple[Piece, ...], ...]:
    """The text's pieces, paragraph by paragraph, with each statement's number where it begins."""
    cuts = cut_paragraphs(text, statements)
    flat = [segment for paragraph in cuts for segment in paragraph]
    numbers = {s.id: number for number, s in enumerate(statements, 1)}
    labels = deque(_labels(text, statements))
    pieces: dict[int, Piece] = {}
    for before, segment, after in zip([None, *flat], flat, [*flat[1:], None], strict=False):
        here = []
        while labels and labels[0][0] <= segment.start:
            here.append(labels.popleft()[1:])
        words = text[segment.start : segment.end]
        kept = _contents(segment) & _contents(before)
        classes = _classes(segment, before, after, numbers)
        pieces[segment.start] = Piece(words, classes, tuple(here), _depth(len(kept)))
    return tuple(tuple(pieces[segment.start] for segment in paragraph) for paragraph in cuts)


def _labels(text: str, statements: Sequence[Statement]) -> list[tuple[int, int, bool]]:
    """Where numbers stand, as (offset, number, whether first), in the order of the text.

    Parts of a statement that lie side by side share one number, so that the text stays readable.
    """
    found = []
    for number, s in enumerate(statements, 1):
        reached: int | None = None
        for span in sorted(span for span, mark in marks_of(s) if mark.role in ("source", "cue", "content")):
            if reached is None or not _side_by_side(text, reached, span.start):
                found.append((span.start, number, reached is None))
            reached = max(reached or 0, span.end)
    return sorted(found)


def _side_by_side(text: str, end: int, start: int) -> bool:
    return start - end <= _GAP and not any(c.isalnum() for c in text[end:start])


def _contents(segment: Segment | None) -> set[Mark]:
    return {mark for mark in segment.marks if mark.role == "content"} if segment else set()


def _depth(contents: int) -> str:
    """The classes of a place inside so many contents."""
    return ("", "content", "content deep", "content deeper")[min(contents, 3)]


def _classes(segment: Segment, before: Segment | None, after: Segment | None, numbers: dict[str, int]) -> str:
    """The classes that show a segment: its roles, how deep it is nested, the borders of contents."""
    contents = _contents(segment)
    names = [*_depth(len(contents)).split(), *(mark.role for mark in segment.marks)]
    if contents - _contents(before):
        names.append("open")
    if contents - _contents(after):
        names.append("close")
    names += [f"m{numbers[mark.statement]}" for mark in segment.marks]
    return " ".join(dict.fromkeys(names))


# The list of statements


def _cards(text: str, statements: Sequence[Statement]) -> tuple[Card, ...]:
    """The outermost statements in the order of the text; the others stand in their children."""
    parents = _parents(statements)
    children: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)

    def under(parent: int | None, above: tuple[str, ...]) -> Iterator[Card]:
        for index in children.get(parent, ()):
            ladder = (*above, who(statements[index]))
            yield _card(text, index + 1, statements[index], ladder, tuple(under(index, ladder)))

    return tuple(under(None, ()))


def _parents(statements: Sequence[Statement]) -> list[int | None]:
    """The index of each one's parent; None too where it is missing or the parents go in a ring,
    so that no statement is ever left out of the list."""
    places = {s.id: index for index, s in enumerate(statements)}
    parents = [places.get(s.parent) if s.parent is not None else None for s in statements]
    for index in range(len(parents)):
        seen = {index}
        above = parents[index]
        while above is not None and above not in seen:
            seen.add(above)
            above = parents[above]
        if above == index:
            parents[index] = None
    return parents


def _card(text: str, number: int, s: Statement, ladder: tuple[str, ...], children: tuple[Card, ...]) -> Card:
    words = span_words(s.source)
    differs = s.speaker is not None and _bare(words) != _bare(s.speaker)
    return Card(
        number=number,
        statement=s,
        who=who(s),
        wording=words if differs else "",
        facts=tuple(f for f in (VERBS[s.act], _kind(s), QUOTATIONS[s.quotation] if s.content else "") if f),
        circumstances=tuple(circumstances(s)),
        ladder=ladder,
        content=_content(text, s),
        children=children,
    )


def _content(text: str, s: Statement) -> tuple[Piece, ...]:
    """The content with what is verbatim set off; three points stand for what lies between its spans."""
    pieces: list[Piece] = []
    end: int | None = None
    for segment in cut(len(text), marks_of(s)):
        roles = {mark.role for mark in segment.marks}
        if "content" not in roles:
            continue
        if end is not None and segment.start > end:
            pieces.append(Piece(" … ", "gap"))
        pieces.append(Piece(text[segment.start : segment.end], "verbatim" if "verbatim" in roles else ""))
        end = segment.end
    return tuple(pieces)
