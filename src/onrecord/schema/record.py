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
    """What made a record: the package, the tagger's model with its hash, the language pipeline."""

    package: str
    model: str
    model_sha256: str
    pipeline: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that one article puts on the record, in the order of the text."""

    article: Article
    statements: tuple[Statement, ...]
    provenance: Provenance
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
