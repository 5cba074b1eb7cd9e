"""spaCy: DocBin files (https://spacy.io/api/docbin), which its training and displaCy read.

A Doc has the whole text in the tokens of spaCy's English tokenizer, and span groups, which may overlap: `contents`
labelled with the act, `sources`, `cues`, `conditions`, `verbatim`, `figures` labelled with the measure, `events` with
the type, `places`; each span has the id of what it belongs to. Spans of spaCy are whole tokens: one that begins
or ends inside a token is widened to it. The exact characters are in `doc.user_data["onrecord"]`, the whole record
as JSON, which `onrecord.record.serialise.from_json` reads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.export.batches import batches
from onrecord.record.serialise import to_dict
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.store.words import clean

if TYPE_CHECKING:
    from spacy.tokens import Doc

PART = 1_000
"""How many reports go into one file; spaCy reads a folder of files as one corpus."""

KEY = "onrecord"
GROUPS = ("contents", "sources", "cues", "conditions", "verbatim", "figures", "events", "places")


def write_docbin(records: Iterable[Record], folder: Path, *, part: int = PART) -> None:
    """Write part-00000.spacy and so on into a folder; without any record there is one file with no Doc."""
    import spacy
    from spacy.tokens import DocBin

    for number, batch in enumerate(batches(records, part)):
        blank = spacy.blank("en")  # of this part alone: a vocabulary only grows
        docs = (to_doc(record, blank.tokenizer) for record in batch)
        DocBin(attrs=["ORTH", "SPACY"], store_user_data=True, docs=docs).to_disk(folder / f"part-{number:05}.spacy")


def to_doc(record: Record, tokenizer: Callable[[str], Doc]) -> Doc:
    """A record as a Doc with span groups; signs that no text file can hold are replaced, so that offsets stay."""
    doc = tokenizer(clean(record.article.text))
    doc.user_data[KEY] = json.dumps(to_dict(record))  # in ASCII: msgpack takes no lone surrogates
    for group in GROUPS:
        doc.spans[group] = []
    for group, label, key, span in _spans(record):
        found = doc.char_span(span.start, span.end, label=label, span_id=key, alignment_mode="expand")
        if found is not None:
            doc.spans[group].append(found)
    return doc


def _spans(record: Record) -> Iterator[tuple[str, str, str, Span]]:
    """The name of the group, the label, the id, the span."""
    for s in record.statements:
        cue = (s.cue,) if s.cue else ()
        fields = {"contents": s.content, "sources": s.source, "cues": cue, "conditions": s.condition}
        for group, spans in {**fields, "verbatim": s.verbatim}.items():
            label = s.act if group == "contents" else s.speaker_type if group == "sources" else ""
            yield from ((group, label, s.id, span) for span in spans)
    for f in record.figures:
        yield "figures", f.measure, f.id, f.span
    for e in record.events:
        yield "events", e.type, e.id, e.span
    for p in record.places:
        yield "places", p.country or "", p.id, p.span
