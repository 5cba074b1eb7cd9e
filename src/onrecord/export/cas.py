"""UIMA CAS JSON (https://github.com/apache/uima-uimaj-io-jsoncas), a file for each report, for INCEpTION.

One layer of spans, `webanno.custom.RecordSpan`, and one of relations, `webanno.custom.RecordRelation`, which a
project gets from the files' own type system. A span says of what `kind` it is (statement, figure, event, place; source,
content and so on) and of which `item` it is a part; the relations lead from the item's own span (a statement's cue, or
its content where it has none) to its parts and to the statement it stands in. UIMA counts UTF-16 units;
dkpro-cassis, which comes with the extra `[cas]`, converts our code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord.errors import SetupError
from onrecord.export.tables import report_key
from onrecord.record.verify import spans_of_event, spans_of_figure
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import SPAN_FIELDS, Statement, spans_of_field
from onrecord.store.words import clean

SPAN = "webanno.custom.RecordSpan"
RELATION = "webanno.custom.RecordRelation"
FEATURES = (
    "kind", "item", "act", "quotation", "speaker", "negated", "measure", "low", "high", "plover", "mode", "status",
    "date", "geonames",
)  # fmt: skip
"""All are text, which INCEpTION shows and lets annotators change; those that do not apply are not set."""

MISSING = "CAS files are written with the extra [cas]; install it with: pip install 'onrecord[cas]'"


def write_cas(records: Iterable[Record], folder: Path) -> None:
    """Write 000001.json and so on into a folder, and reports.jsonl, which says of which report each is.

    Raises:
        SetupError: dkpro-cassis is not installed.
    """
    try:
        import cassis
    except ImportError:
        raise SetupError(MISSING) from None
    types = _type_system(cassis)
    with open(folder / "reports.jsonl", "w", encoding="ascii") as reports:
        for number, record in enumerate(records, start=1):
            cas = cassis.Cas(typesystem=types, sofa_string=clean(record.article.text), document_language="en")
            cas.sofa_mime = "text/plain"
            _Layers(cas, types).add(record)
            cas.to_json(folder / f"{number:06}.json")
            reports.write(json.dumps({"file": f"{number:06}.json", "report": report_key(record.article)}) + "\n")


def _type_system(cassis: Any) -> Any:
    types = cassis.TypeSystem()
    span = types.create_type(name=SPAN, supertypeName="uima.tcas.Annotation")
    for feature in FEATURES:
        types.create_feature(domainType=span, name=feature, rangeType="uima.cas.String")
    relation = types.create_type(name=RELATION, supertypeName="uima.tcas.Annotation")
    for feature in ("Governor", "Dependent"):
        types.create_feature(domainType=relation, name=feature, rangeType=span)
    types.create_feature(domainType=relation, name="role", rangeType="uima.cas.String")
    return types


class _Layers:
    """The spans and relations of one CAS."""

    def __init__(self, cas: Any, types: Any) -> None:
        self.cas = cas
        self.span, self.relation = types.get_type(SPAN), types.get_type(RELATION)
        self.items: dict[str, Any] = {}

    def add(self, record: Record) -> None:
        """All of a record: every item first, since a relation may lead to one that comes later."""
        for s in record.statements:
            told = {
                "act": s.act,
                "quotation": s.quotation,
                "speaker": s.speaker,
                "negated": "yes" if s.negated else None,
            }
            self._item("statement", s.id, _anchor(s), **told)
        for f in record.figures:
            low, high = (None if value is None else str(value) for value in (f.low, f.high))
            self._item("figure", f.id, f.span, measure=f.measure, low=low, high=high)
        for e in record.events:
            self._item("event", e.id, e.span, plover=e.type, mode=e.mode, status=e.status, date=e.date)
        for p in record.places:
            self._item("place", p.id, p.span, geonames=None if p.geonames_id is None else str(p.geonames_id))
        self._parts(record)

    def _parts(self, record: Record) -> None:
        for s in record.statements:
            for field in SPAN_FIELDS:
                for span in spans_of_field(s, field):
                    self._part(s.id, field, span)
            self._link(s.id, s.parent)
        for f in record.figures:
            for field, span in spans_of_figure(f):
                self._part(f.id, field, span)
            self._link(f.id, f.statement)
        for e in record.events:
            for field, span in spans_of_event(e):
                self._part(e.id, field, span)
            self._link(e.id, e.statement)

    def _item(self, kind: str, key: str, span: Span, **features: str | None) -> None:
        self.items[key] = self._add(kind, key, span, features)

    def _part(self, key: str, field: str, span: Span) -> None:
        if field in ("cue", "span"):
            return  # that is the item's own span
        self._relate(self.items[key], self._add(field, key, span, {}), field)

    def _link(self, key: str, statement: str | None) -> None:
        if statement in self.items:
            self._relate(self.items[key], self.items[statement], "within")

    def _add(self, kind: str, key: str, span: Span, features: dict[str, str | None]) -> Any:
        values = {name: clean(value) for name, value in features.items() if value is not None}
        annotation = self.span(begin=span.start, end=span.end, kind=kind, item=key, **values)
        self.cas.add(annotation)
        return annotation

    def _relate(self, governor: Any, dependent: Any, role: str) -> None:
        """A relation stands where its dependent does, as INCEpTION has it."""
        where = {"begin": dependent.begin, "end": dependent.end}
        self.cas.add(self.relation(**where, Governor=governor, Dependent=dependent, role=role))


def _anchor(s: Statement) -> Span:
    return s.cue or (s.content or s.source)[0]
