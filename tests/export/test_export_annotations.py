"""Formats that mark a text: what they point at is what the record says, read by each format's own reader."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from export_cases import TEXT, copy_of_the_report, records, wire_report
from hypothesis import given

from onrecord.errors import RecordFormatError
from onrecord.export.brat import write_brat
from onrecord.export.brat_reading import read_brat
from onrecord.export.cas import write_cas
from onrecord.export.citron import citron_lines, read_citron, to_document
from onrecord.export.docbin import GROUPS, KEY, to_doc, write_docbin
from onrecord.export.web_annotation import AROUND, annotation_lines
from onrecord.record.serialise import from_json
from onrecord.record.verify import verify
from onrecord.schema.record import Record

# --- Web Annotation


def annotations(*given: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in annotation_lines(given)]


def resolve(text: str, target: dict[str, Any]) -> str:
    """The words at a target's position, after the quote selector was checked to tell the same place."""
    quote, position = target["selector"]
    start, end = position["start"], position["end"]
    assert text[start:end] == quote["exact"]
    assert text[:start].endswith(quote["prefix"])
    assert text[end:].startswith(quote["suffix"])
    assert len(quote["prefix"]) == min(AROUND, start)
    return str(quote["exact"])


def of_the_text(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    return [target for target in annotation["target"] if target["source"].startswith("ni:")]


def test_a_statement_is_an_annotation_of_its_words() -> None:
    first, *_ = annotations(wire_report())
    assert [resolve(TEXT, target) for target in of_the_text(first)] == [
        '"We will not\topen the port\n\nwhile they shell it,"',
        "“never”",
    ]
    values = [body.get("value") for body in first["body"]]
    assert {"quote:direct", "act:refuse", "cue:told", "condition:while they shell it", "Ana Brandt"} <= set(values)


def test_the_page_is_pointed_at_by_words_alone() -> None:
    pages = [t for a in annotations(wire_report()) for t in a["target"] if t["source"].startswith("https:")]
    assert pages
    assert {t["selector"]["type"] for t in pages} == {"TextQuoteSelector"}
    assert all(t["source"].startswith("ni:") for a in annotations(wire_report(url=None)) for t in a["target"])


def test_a_nested_statement_and_a_figure_link_to_the_statement_they_stand_in() -> None:
    outer, inner, _, figure, *_ = annotations(wire_report())
    link = {"type": "SpecificResource", "purpose": "linking", "source": outer["id"]}
    assert link in inner["body"]
    assert {**link, "source": inner["id"]} in figure["body"]
    assert {"type": "TextualBody", "purpose": "identifying", "value": "two port officials"} in figure["body"]


def test_names_are_the_same_each_time_and_not_those_of_a_copy() -> None:
    ids = [a["id"] for a in annotations(wire_report())]
    assert ids == [a["id"] for a in annotations(wire_report())]
    assert not set(ids) & {a["id"] for a in annotations(copy_of_the_report())}
    assert len(set(ids)) == len(ids)


_MODEL = {
    # what the recommendation demands of an annotation, its bodies, its targets and these two selectors
    "type": "object",
    "required": ["@context", "id", "type", "target"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "pattern": "^urn:uuid:"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["identifying"]},
        "body": {"type": "array", "items": {"oneOf": [{"$ref": "#/$defs/text"}, {"$ref": "#/$defs/link"}]}},
        "target": {"type": "array", "minItems": 1, "items": {"required": ["source", "selector"]}},
    },
    "$defs": {
        "text": {"required": ["type", "value"], "properties": {"type": {"const": "TextualBody"}}},
        "link": {"required": ["type", "source"], "properties": {"type": {"const": "SpecificResource"}}},
    },
}


@given(record=records())
def test_any_annotation_fits_the_model_and_finds_its_words(record: Record) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    items = (*record.statements, *record.figures, *record.events)
    found = annotations(record)
    assert len(found) == len(items)
    for annotation in found:
        jsonschema.validate(annotation, _MODEL)
        assert all(resolve(record.article.text, target) for target in of_the_text(annotation))


# --- brat


def standoff(folder: Path, name: str = "000001") -> list[str]:
    return (folder / f"{name}.ann").read_bytes().decode("utf-8").split("\n")


def test_brat_reads_back_equal(tmp_path: Path) -> None:
    written = [wire_report(), copy_of_the_report()]
    write_brat(written, tmp_path)
    assert list(read_brat(tmp_path)) == written


@given(record=records())
def test_brat_reads_any_record_back_equal(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    folder = tmp_path_factory.mktemp("brat")
    write_brat([record], folder)
    assert list(read_brat(folder)) == [record]
    text = (folder / "000001.txt").read_bytes().decode("utf-8")
    for line in filter(None, standoff(folder)):
        assert len(line.splitlines()) == 1  # brat splits at all line breaks that Unicode knows
        if line.startswith("T"):
            key, places, words = line.split("\t", 2)
            pieces = [tuple(map(int, piece.split(" "))) for piece in places.split(" ", 1)[1].split(";")]
            assert words == " ".join(text[start:end] for start, end in pieces), key
            # brat takes pieces that touch for an error
            assert all(end < start for (_, end), (start, _) in pairwise(pieces))


def test_brat_has_discontinuous_words_in_one_annotation(tmp_path: Path) -> None:
    write_brat([wire_report()], tmp_path)
    (content,) = [line for line in standoff(tmp_path) if "\tContent " in line and "never" in line]
    assert content.endswith('\t"We will not\topen the port while they shell it," “never”')
    assert content.count(";") == 2


def test_brat_events_are_triggered_by_words_of_their_type(tmp_path: Path) -> None:
    write_brat([wire_report()], tmp_path)
    lines = [line for line in standoff(tmp_path) if line]
    types = {line.split("\t")[0]: line.split("\t")[1].split(" ")[0] for line in lines if line.startswith("T")}
    events = [line.split("\t")[1].split(" ") for line in lines if line.startswith("E")]
    assert [event[0].split(":")[0] for event in events] == [
        "Statement", "Statement", "BareStatement", "Figure", "ASSAULT", "ASSAULT",
    ]  # fmt: skip
    for event in events:
        type_, trigger = event[0].split(":")
        assert types[trigger] == type_
    configured = (tmp_path / "annotation.conf").read_text("utf-8")
    assert all(f"\n{type_}" in configured for type_ in types.values())


def test_what_an_annotator_changed_is_read(tmp_path: Path) -> None:
    write_brat([wire_report()], tmp_path)
    path = tmp_path / "000001.ann"
    text = path.read_bytes().decode("utf-8").replace("Act E1 refuse", "Act E1 threaten")
    path.write_bytes(text.replace("harbour chief Ana Brandt", "Ana Brandt").encode("utf-8"))
    with pytest.raises(RecordFormatError, match=r"000001.ann.*'Ana Brandt'.*'harbour chief Ana Brandt'"):
        list(read_brat(tmp_path))
    start = TEXT.index("harbour chief")
    moved = text.replace(f"Source {start} {start + 24}\tharbour chief", f"Source {start + 14} {start + 24}\t")
    path.write_bytes(moved.replace("\t Ana", "\tAna").encode("utf-8"))
    (record,) = read_brat(tmp_path)
    assert (record.statements[0].act, record.statements[0].source[0].text) == ("threaten", "Ana Brandt")


def test_what_an_annotator_added_is_read(tmp_path: Path) -> None:
    write_brat([wire_report()], tmp_path)
    start = TEXT.index("shell it")
    added = (
        f"T90\tMOBILIZE {start} {start + 8}\tshell it\nT91\tActor {start - 5} {start - 1}\tthey\n"
        "E90\tMOBILIZE:T90 Actor:T91 Within:E91\nA90\tStatus E90 ongoing\n"
        f"T92\tStatement {start} {start + 5}\tshell\nT93\tContent {start + 6} {start + 8}\tit\n"
        "E91\tStatement:T92 Content:T93\nA91\tAct E91 say\nA92\tQuotation E91 indirect\nA93\tSpeakerType E91 none\n"
    )
    with open(tmp_path / "000001.ann", "a", encoding="utf-8", newline="") as stream:
        stream.write(added)
    (record,) = read_brat(tmp_path)
    event, statement = record.events[-1], record.statements[-1]
    assert (event.type, event.status, event.mode, event.statement) == ("MOBILIZE", "ongoing", None, statement.id)
    assert [(p.span.text, p.name) for p in event.actor] == [("they", None)]
    assert (statement.cue and statement.cue.text, statement.speaker, statement.score) == ("shell", None, None)
    verify(record, record.article.text)
    with open(tmp_path / "000001.ann", "a", encoding="utf-8", newline="") as stream:
        stream.write("E92\tStatement:T92 Content:T93\nA94\tAct E92 say\n")
    with pytest.raises(RecordFormatError, match="E92 has no attribute Quotation"):
        list(read_brat(tmp_path))


def test_what_is_no_brat_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordFormatError, match="no folder of brat files"):
        list(read_brat(tmp_path))
    write_brat([wire_report()], tmp_path)
    (tmp_path / "000001.ann").write_text("T1\tCue 0 4\n", "utf-8")
    with pytest.raises(RecordFormatError, match=r"000001\.ann"):
        list(read_brat(tmp_path))


# --- Citron


@given(record=records())
def test_citron_reads_back_equal(record: Record) -> None:
    (line,) = citron_lines([record])
    assert read_citron(line) == to_document(record)


def test_citrons_fields_are_those_of_its_documentation() -> None:
    (line,) = citron_lines([wire_report()])
    row = json.loads(line)
    assert list(row) == ["text", "quotes"]
    first, second = row["quotes"]  # the third statement has no cue, and Citron no quote without one
    assert set(first) == {"cue", "sources", "contents", "coreferences", "confidence", "id"}
    assert first["cue"] == {"start": TEXT.index("told"), "end": TEXT.index("told") + 4, "text": "told"}
    assert [span["text"] for span in first["contents"]][1] == "“never”"
    assert [span["text"] for span in first["coreferences"]] == ["Ana Brandt"]
    assert second["coreferences"] == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "no document"),
        ('{"text": "He said."}', "no field 'quotes'"),
        ('{"text": "He said.", "quotes": [{"cue": {"start": 3, "end": 7, "text": "told"}}]}', "'told'"),
        ('{"text": "He said.", "quotes": [{"cue": {"start": 3, "end": 99, "text": "said"}}]}', "no span"),
    ],
)
def test_what_is_no_document_of_citrons_is_refused(line: str, why: str) -> None:
    with pytest.raises(RecordFormatError, match=why):
        read_citron(line)


# --- CAS


def read_cas(path: Path) -> Any:
    cassis = pytest.importorskip("cassis")
    with open(path, encoding="utf-8") as stream:
        return cassis.load_cas_from_json(stream)


def test_cas_spans_cover_their_words_though_uima_counts_otherwise(tmp_path: Path) -> None:
    pytest.importorskip("cassis")
    write_cas([wire_report()], tmp_path)
    cas = read_cas(tmp_path / "000001.json")
    found = [(s.kind, s.item, s.get_covered_text()) for s in cas.select("webanno.custom.RecordSpan")]
    assert ("statement", "s1", "told") in found
    assert ("source", "s1", "harbour chief Ana Brandt") in found
    assert ("statement", "s3", "a second attack may follow") in found
    assert ("recipient", "e1", "the port 🏭 of Lisk") in found
    rows = json.loads((tmp_path / "000001.json").read_text("utf-8"))["%FEATURE_STRUCTURES"]
    (told,) = [row for row in rows if row.get("kind") == "statement" and row["item"] == "s1"]
    assert told["begin"] == TEXT.index("told") + 1  # the ship before it is two units of UTF-16
    report = json.loads((tmp_path / "reports.jsonl").read_text("utf-8"))
    assert report == {"file": "000001.json", "report": "https://wire.example/lisk?a=1&b=2"}


def test_cas_relations_lead_from_an_item_to_its_parts(tmp_path: Path) -> None:
    pytest.importorskip("cassis")
    write_cas([wire_report()], tmp_path)
    relations = read_cas(tmp_path / "000001.json").select("webanno.custom.RecordRelation")
    told = [(r.Governor.get_covered_text(), r.role, r.Dependent.get_covered_text()) for r in relations]
    assert ("told", "condition", "while they shell it") in told
    assert ("said", "within", "told") in told
    assert ("At least 12", "within", "said") in told


# --- spaCy


@pytest.fixture(scope="module")
def english() -> Any:
    import spacy

    return spacy.blank("en")


def read_docs(path: Path, english: Any) -> list[Any]:
    from spacy.tokens import DocBin

    return list(DocBin().from_disk(path).get_docs(english.vocab))


def test_docbin_has_groups_of_spans_and_the_record_itself(tmp_path: Path, english: Any) -> None:
    written = [wire_report(), copy_of_the_report()]
    write_docbin(written, tmp_path, part=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["part-00000.spacy", "part-00001.spacy"]
    (doc,) = read_docs(tmp_path / "part-00000.spacy", english)
    assert doc.text == TEXT
    assert set(doc.spans) == set(GROUPS)
    last = list(doc.spans["contents"])[-1]
    assert (last.text, last.label_, last.id_) == ("a second attack may follow", "predict", "s3")
    assert [(s.text, s.label_) for s in doc.spans["events"]] == [("shelled", "ASSAULT"), ("attack", "ASSAULT")]
    assert from_json(doc.user_data[KEY], written[0].article.name) == written[0]


def test_docbin_of_nothing_has_no_doc(tmp_path: Path, english: Any) -> None:
    write_docbin([], tmp_path)
    assert read_docs(tmp_path / "part-00000.spacy", english) == []


@given(record=records())
def test_docbin_widens_a_span_to_whole_tokens_and_loses_none(english: Any, record: Record) -> None:
    from spacy.tokens import DocBin

    packed = DocBin(store_user_data=True, docs=[to_doc(record, english.tokenizer)]).to_bytes()
    (doc,) = DocBin().from_bytes(packed).get_docs(english.vocab)
    assert doc.text == record.article.text
    for group, items in (("figures", record.figures), ("events", record.events)):
        for found, item in zip(doc.spans[group], items, strict=True):
            assert found.start_char <= item.span.start
            assert item.span.end <= found.end_char
    assert from_json(doc.user_data[KEY], record.article.name) == record
