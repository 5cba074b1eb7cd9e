"""The record of one article."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.schema.article import Article
from onrecord.schema.event import Event
from onrecord.schema.figure import Figure
from onrecord.schema.place import Place
from onrecord.schema.statement import Statement

SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a record.

    Attributes:
        package: `onrecord` and its version.
        model: the tagger's name.
        model_sha256: the hash of the tagger's files together.
        pipeline: the language pipeline with its version.
    """

    package: str
    model: str
    model_sha256: str
    pipeline: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that one article puts on the record, in the order of the text.

    Attributes:
        article: the article as it was read.
        statements: who said what.
        provenance: what made the record.
        figures: numbers, and on whose count.
        places: the places it names.
        events: who is said to have done what.
    """

    article: Article
    statements: tuple[Statement, ...]
    provenance: Provenance
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
