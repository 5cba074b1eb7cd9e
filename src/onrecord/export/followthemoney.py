"""FollowTheMoney entities (https://followthemoney.tech), one JSON line each, for OpenAleph and its kin.

FollowTheMoney has no schema for what somebody said, and a claim must not turn into a fact on the way: a statement
is a Note with its Article as proof, and so are a figure and an event that is planned, conditional or denied. Only
what is reported to have happened, or to go on, is an Event, which a timeline shows. People and bodies become
entities only where they speak and the article names them; all others stay words, in keywords, and no Mention is
ever written. An entity is of one report: whether two reports mean one person is for cross-referencing to say.

The entities are written without the library, whose dependencies need a compiler to install; the properties are
those of its model, version 4.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha1
from typing import Any
from urllib.parse import quote

from onrecord.export.tables import report_key
from onrecord.schema.article import Article
from onrecord.schema.event import Event
from onrecord.schema.figure import Figure
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement
from onrecord.store.words import clean

Entity = dict[str, Any]

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_PARTY = {"person": "Person", "organisation": "Organization", "group": "LegalEntity"}
_REPORTED = ("happened", "ongoing")
_LONG = 200
_ENDS = 5


def entity_lines(records: Iterable[Record]) -> Iterator[str]:
    """The entities of the records, one a line, each article before what refers to it."""
    for record in records:
        for entity in entities(record):
            yield json.dumps(entity, ensure_ascii=False, separators=(",", ":"))


def entities(record: Record) -> Iterator[Entity]:
    """The entities of one record: the Article; each named speaker with the Documentation that ties it to the
    article; a Note for each statement and figure; an Event or a Note for each event."""
    article = record.article
    document = _id(article)
    yield _article(record)
    told = {s.id: s for s in record.statements}
    parties = {s.speaker: _PARTY[s.speaker_type] for s in record.statements if s.speaker and _is_party(s)}
    for name, schema in parties.items():
        party = _id(article, f"party {name}")
        yield _entity(party, schema, name=name)
        yield _entity(
            _id(article, f"documentation {name}"), "Documentation",
            document=document, entity=party, role="quoted", date=_date(_published(article)),
        )  # fmt: skip
    for statement in record.statements:
        if statement.content:
            yield _statement(article, statement, parties)
    for figure in record.figures:
        yield _figure(article, figure, told.get(figure.statement or ""), parties)
    for event in record.events:
        yield _event(article, event, told.get(event.statement or ""), parties)


def _is_party(statement: Statement) -> bool:
    return statement.named and statement.speaker_type in _PARTY


def _article(record: Record) -> Entity:
    article = record.article
    return _entity(
        _id(article), "Article",
        title=article.title.value if article.title else None,
        fileName=f"{article.id}.txt",
        sourceUrl=article.url,
        publishedAt=_date(_published(article)),
        author=article.byline.value if article.byline else None,
        publisher=article.publisher.value if article.publisher else None,
        language="eng",
        bodyText=article.text,
        contentHash=sha1(clean(article.text).encode("utf-8")).hexdigest(),
        processingAgent=record.provenance.package,
    )  # fmt: skip


def _statement(article: Article, s: Statement, parties: dict[str, str]) -> Entity:
    words = " … ".join(span.text for span in s.content)
    who = s.speaker or " ".join(span.text for span in s.source) or "no source named"
    cue = s.cue.text if s.cue else ""
    return _note(
        article, s.id, f"{who} {cue}: {words}" if cue else f"{who}: {words}", words, s.content, s, parties,
        f"quote:{s.quotation}", f"act:{s.act}", f"cue:{cue}" if cue else "", "negated" if s.negated else "",
        *(f"condition:{span.text}" for span in s.condition), f"within:{s.parent}" if s.parent else "",
    )  # fmt: skip


def _figure(article: Article, f: Figure, by: Statement | None, parties: dict[str, str]) -> Entity:
    counted = " ".join((f.span.text, *(span.text for span in f.of)))
    return _note(
        article, f.id, f"{counted} ({f.measure})", counted, (f.span,), by, parties,
        f"figure:{f.measure}", f"low:{f.low}" if f.low is not None else "",
        f"high:{f.high}" if f.high is not None else "", "approximate" if f.approximate else "",
        *(f"place:{span.text}" for span in f.place),
    )  # fmt: skip


def _event(article: Article, e: Event, by: Statement | None, parties: dict[str, str]) -> Entity:
    actors = [p.name or p.span.text for p in e.actor]
    recipients = [p.name or p.span.text for p in e.recipient]
    keywords = (
        f"plover:{e.type}", f"mode:{e.mode}" if e.mode else "", f"status:{e.status}",
        *(f"actor:{name}" for name in actors), *(f"recipient:{name}" for name in recipients),
    )  # fmt: skip
    if e.status not in _REPORTED:
        return _note(article, e.id, f"{e.status}: {e.span.text}", e.span.text, (e.span,), by, parties, *keywords)
    start, _, end = (e.date or "").partition("/")
    return _entity(
        _id(article, e.id), "Event",
        name=" ".join(" | ".join(filter(None, (", ".join(actors), e.span.text, ", ".join(recipients)))).split()),
        summary=f"on the account of {by.speaker or 'a source that is not named'}" if by else "the report's own account",
        date=_date(start) if not end else None,
        startDate=_date(start) if end else None,
        endDate=_date(end),
        location=[span.text for span in e.place],
        involved=[_id(article, f"party {name}") for name in (*actors, *recipients) if name in parties],
        keywords=[*keywords, _chars(e.span)],
        recordId=e.id,
        proof=_id(article),
        sourceUrl=_link(article, (e.span,)),
    )  # fmt: skip


def _note(
    article: Article, item: str, name: str, words: str, spans: tuple[Span, ...], by: Statement | None,
    parties: dict[str, str], *keywords: str,
) -> Entity:  # fmt: skip
    """A Note: `by` is the statement on whose account it is, `keywords` what the schema has no property for."""
    speaker = by.speaker if by else None
    words_for = " ".join(span.text for span in by.source) if by else ""
    unnamed = f"source:{speaker or words_for or 'none'}" if speaker not in parties else ""
    return _entity(
        _id(article, item), "Note",
        name=" ".join(name.split()),
        description=words,
        entity=_id(article, f"party {speaker}") if speaker in parties else None,
        keywords=[*keywords, unnamed, *map(_chars, spans)],
        proof=_id(article),
        sourceUrl=_link(article, spans),
    )  # fmt: skip


def _entity(key: str, schema: str, **properties: str | list[str] | None) -> Entity:
    """Properties are lists of text without empty values, each value once."""
    listed = {name: [value] if isinstance(value, str) else value or [] for name, value in properties.items()}
    filled = {name: list(dict.fromkeys(clean(v) for v in values if v)) for name, values in listed.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in filled.items() if values}}


def _id(article: Article, item: str = "") -> str:
    return sha1(f"onrecord\n{report_key(article)}\n{clean(item)}".encode()).hexdigest()


def _published(article: Article) -> str | None:
    return article.published.value if article.published else None


def _date(value: str | None) -> str | None:
    """An EDTF date that the model knows too: a year, a month or a day, nothing uncertain or open."""
    return value if value and _DATE.fullmatch(value) else None


def _chars(span: Span) -> str:
    return f"chars:{span.start}-{span.end}"


def _link(article: Article, spans: tuple[Span, ...]) -> str | None:
    """The report's address with a text fragment, by which a browser scrolls to the words."""
    if not article.url:
        return None
    directive = "&".join(f"text={_fragment(span.text)}" for span in spans)
    return f"{article.url}{'' if '#' in article.url else '#'}:~:{directive}"


def _fragment(words: str) -> str:
    """A stretch as its own words, or as its first and last ones where it is long."""
    parts = words.split()
    if len(words) > _LONG and len(parts) > 2 * _ENDS:
        return f"{_encoded(' '.join(parts[:_ENDS]))},{_encoded(' '.join(parts[-_ENDS:]))}"
    return _encoded(" ".join(parts))


def _encoded(words: str) -> str:
    return quote(clean(words), safe="").replace("-", "%2D")  # a hyphen would mark a prefix
