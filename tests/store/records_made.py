"""Records built by hand, so that a test says all that is in them."""

from __future__ import annotations

from typing import Any

from onrecord.schema.article import Article, Detail
from onrecord.schema.event import Event
from onrecord.schema.figure import Figure
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

PROVENANCE = Provenance("onrecord 1", "model", "0" * 64, "pipeline")


def record(
    *contents: str,
    key: str = "a1",
    url: str | None = None,
    date: str | None = "2031-03-05",
    publisher: str | None = "The Ledger",
    title: str | None = "A title",
    speaker: str | None = "Ann Lee",
    provenance: Provenance = PROVENANCE,
    **fields: Any,
) -> Record:
    """A report in which `speaker` says each of the contents; `fields` are those of each statement."""
    words = speaker or "It"
    text = ""
    statements = []
    for content in contents or ("that talks go on",):
        at = len(text)
        text += f"{words} said {content}.\n"
        said = at + len(words) + 1
        statements.append(
            Statement(
                **{
                    "id": f"s{at}",
                    "source": (Span.of(text, at, at + len(words)),) if speaker else (),
                    "cue": Span.of(text, said, said + 4),
                    "content": (Span.of(text, said + 5, said + 5 + len(content)),),
                    "quotation": "indirect",
                    "speaker": speaker,
                    "speaker_type": "person" if speaker else "none",
                    "named": speaker is not None,
                    **fields,
                }
            )
        )
    return Record(article(text, key, url, date, publisher, title), tuple(statements), provenance)


def article(
    text: str,
    key: str = "a1",
    url: str | None = None,
    date: str | None = "2031-03-05",
    publisher: str | None = "The Ledger",
    title: str | None = "A title",
) -> Article:
    """An article with its head."""
    return Article(text, id=key, url=url, title=_given(title), publisher=_given(publisher), published=_given(date))


def _given(value: str | None) -> Detail | None:
    return Detail(value, "given") if value is not None else None


def figure(text: str, words: str, **fields: Any) -> Figure:
    """A figure of the text: the first place where its words stand."""
    start = text.index(words)
    values = {"low": 3, "high": 3, "approximate": False, "measure": "killed", **fields}
    return Figure(f"f{start}", Span.of(text, start, start + len(words)), **values)


def event(text: str, words: str, **fields: Any) -> Event:
    """An event of the text: the first place where its words stand."""
    start = text.index(words)
    return Event(
        f"e{start}", Span.of(text, start, start + len(words)), **{"type": "ASSAULT", "status": "happened", **fields}
    )
