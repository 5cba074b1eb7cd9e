"""Records as JSON, back again, and verified against their article."""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

import onrecord
from onrecord.errors import RecordFormatError, VerificationError
from onrecord.notes import CODES, Note
from onrecord.record.serialise import from_dict, from_json, record_schema, to_dict, to_json
from onrecord.record.verify import verify
from onrecord.schema.article import Article, Detail
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

TEXT = "😀 Talks fail\n\n“No,” Ada Brec said\u2028on Friday."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def record() -> Record:
    article = Article(
        TEXT, id="a1", title=Detail("Talks fail", "text", span("Talks fail")), url="https://example.org/a"
    )
    statement = Statement(
        id="s1", source=(span("Ada Brec"),), cue=span("said"), content=(span("“No,”"),), quotation="direct",
        verbatim=(span("No,"),), speaker="Ada Brec", speaker_type="person", named=True, score=0.9,
        notes=(Note("quotation-unclosed"),),
    )  # fmt: skip
    return Record(article, (statement,), Provenance("onrecord 0", "m", "0" * 64, "en"))


def test_a_record_is_one_line_and_comes_back_equal() -> None:
    line = to_json(record())
    assert "\n" not in line
    back = from_json(line)
    assert back.statements == record().statements
    assert (back.article.text, back.article.title) == (TEXT, record().article.title)
    assert to_json(back) == line


def test_spans_are_code_points() -> None:
    statement = to_dict(record())["statements"][0]
    assert statement["source"] == [[20, 28]]
    assert statement["exact"]["source"] == ["Ada Brec"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda row: row.pop("statements"), "no field 'statements'"),
        (lambda row: row["statements"][0].update(quotation="loud"), "quotation is 'loud'"),
        (lambda row: row.update(schema_version="99"), "its schema_version is '99'"),
        (lambda row: row["statements"][0].update(negated="no"), "negated is 'no', not a bool"),
        (lambda row: row["statements"][0].update(score="high"), "score is 'high', not a number"),
        (lambda row: row["statements"][0].update(notes=[{"code": "x", "detail": ""}]), "no note has the code 'x'"),
    ],
)
def test_what_is_no_record_is_refused_by_field(change, reason: str) -> None:  # type: ignore[no-untyped-def]
    row = to_dict(record())
    change(row)
    with pytest.raises(RecordFormatError, match=reason):
        from_json(json.dumps(row), "r.json")


@pytest.mark.parametrize("line", ["", "{", "[]", "3", "null", '"x"'])
def test_other_json_is_refused(line: str) -> None:
    with pytest.raises(RecordFormatError, match=r"^r\.json: "):
        from_json(line, "r.json")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda row: row["statements"][0]["exact"].update(cue=["whispered"]), "statement s1, cue: a span of 4"),
        (lambda row: row.update(text="Another text."), "its text is not the one"),
        (lambda row: row.pop("text_sha256"), "its text is not the one"),
    ],
)
def test_a_record_that_was_changed_does_not_verify(change: Callable[[dict[str, Any]], object], reason: str) -> None:
    row = to_dict(record())
    change(row)
    with pytest.raises(VerificationError, match=reason):
        from_dict(row)


def test_statements_must_make_sense_together() -> None:
    one = record().statements[0]
    ring = (replace(one, id="a", parent="b"), replace(one, id="b", parent="a"))
    for statements, reason in (((one, one), "the same id"), (ring, "go in a ring"), ((replace(one, parent="x"),), "x")):
        with pytest.raises(VerificationError, match=reason):
            verify(replace(record(), statements=statements), TEXT)


def test_verify_names_every_span_that_differs() -> None:
    verify(record(), TEXT)
    with pytest.raises(VerificationError) as caught:
        verify(record(), TEXT.replace("Ada", "Eva"))
    assert caught.value.mismatches == [
        "the record carries another text than the article's",
        "statement s1, source [20, 28): the record says 'Ada Brec', the article 'Eva Brec'",
    ]


def test_verify_knows_a_parent_that_is_not_there() -> None:
    lost = replace(record(), statements=(replace(record().statements[0], parent="s9"),))
    with pytest.raises(VerificationError, match="its parent s9"):
        verify(lost, TEXT)


def test_records_keep_to_the_published_schema() -> None:
    check = Draft202012Validator(record_schema())
    check.check_schema(record_schema())
    check.validate(to_dict(record()))
    check.validate(
        to_dict(onrecord.read("Ada Brec denied on Friday that talks had failed. It is feared that they will."))
    )
    broken = to_dict(record())
    broken["statements"][0]["quotation"] = "loud"
    with pytest.raises(ValidationError, match="'loud' is not one of"):
        check.validate(broken)


def test_the_schema_knows_every_note_and_field() -> None:
    definitions = record_schema()["$defs"]
    assert definitions["note"]["properties"]["code"]["enum"] == list(CODES)
    fields = {f.name for f in dataclasses.fields(Statement)} | {"exact"}
    assert set(definitions["statement"]["properties"]) == set(definitions["statement"]["required"]) == fields
