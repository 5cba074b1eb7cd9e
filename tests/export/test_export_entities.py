"""FollowTheMoney, PLOVER and schema.org: what was reported does not turn into a fact on the way."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from export_cases import TEXT, copy_of_the_report, records, wire_report
from hypothesis import given

from onrecord.export.followthemoney import entities, entity_lines
from onrecord.export.plover import event_lines, plover_events
from onrecord.export.schema_org import quotation_lines
from onrecord.lexicons.load import lexicon
from onrecord.schema.article import Detail
from onrecord.schema.record import Record

# --- FollowTheMoney


def by_schema(record: Record) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entity in entities(record):
        found.setdefault(entity["schema"], []).append(entity)
    return found


def test_a_statement_is_a_note_whose_proof_is_the_article() -> None:
    found = by_schema(wire_report())
    (article,), (speaker,), (tie,) = found["Article"], found["Person"], found["Documentation"]
    note = found["Note"][0]["properties"]
    assert note["proof"] == [article["id"]]
    assert note["entity"] == [speaker["id"]]
    assert note["description"] == ['"We will not\topen the port\n\nwhile they shell it," … “never”']
    start = TEXT.index("“never”")
    assert {"quote:direct", "act:refuse", "cue:told", f"chars:{start}-{start + 7}"} <= set(note["keywords"])
    assert tie["properties"]["document"] == [article["id"]]
    assert tie["properties"]["entity"] == [speaker["id"]]
    assert article["properties"]["publishedAt"] == ["2031-05-10"]
    assert article["properties"]["bodyText"] == [TEXT]


def test_only_what_happened_is_an_event() -> None:
    found = by_schema(wire_report())
    (event,) = found["Event"]
    assert event["properties"]["date"] == ["2031-05-08"]
    assert event["properties"]["summary"] == ["the report's own account"]
    assert "plover:ASSAULT" in event["properties"]["keywords"]
    assert [n["properties"]["name"] for n in found["Note"]][-1] == ["conditional: attack"]


def test_nobody_without_a_name_becomes_an_entity() -> None:
    found = by_schema(wire_report())
    assert set(found) == {"Article", "Person", "Documentation", "Note", "Event"}
    officials = found["Note"][1]["properties"]
    assert "entity" not in officials
    assert "source:two port officials" in officials["keywords"]


def test_a_link_leads_to_the_words() -> None:
    note = by_schema(wire_report())["Note"][0]["properties"]
    address, _, directive = note["sourceUrl"][0].partition("#:~:")
    assert address == "https://wire.example/lisk?a=1&b=2"
    first, second = (unquote(part.removeprefix("text=")) for part in directive.split("&"))
    assert first == '"We will not open the port while they shell it,"'
    assert second == "“never”"


def test_ids_are_of_one_report_and_lines_refer_to_what_is_there() -> None:
    lines = [json.loads(line) for line in entity_lines([wire_report(), copy_of_the_report()])]
    ids = [entity["id"] for entity in lines]
    assert len(set(ids)) == len(ids)
    for entity in lines:
        for name in ("proof", "entity", "document", "involved"):
            assert set(entity["properties"].get(name, ())) <= set(ids)


def test_the_dates_are_such_as_the_model_knows() -> None:
    event, planned = wire_report().events
    spell = replace(wire_report(), events=(replace(event, date="2031-05-08/2031-05-09"), planned))
    (told,) = by_schema(spell)["Event"]
    assert (told["properties"]["startDate"], told["properties"]["endDate"]) == (["2031-05-08"], ["2031-05-09"])
    season = replace(wire_report(), events=(replace(event, date="2031-21"), planned))
    assert "date" not in by_schema(season)["Event"][0]["properties"]


_FACTS = {
    # the properties of the model that are written
    "Article": {
        "title", "fileName", "sourceUrl", "publishedAt", "author", "publisher", "language", "bodyText", "contentHash",
        "processingAgent",
    },
    "Person": {"name"},
    "Organization": {"name"},
    "LegalEntity": {"name"},
    "Documentation": {"document", "entity", "role", "date"},
    "Note": {"name", "description", "entity", "proof", "sourceUrl", "keywords"},
    "Event": {
        "name", "summary", "date", "startDate", "endDate", "location", "involved", "keywords", "recordId", "proof",
        "sourceUrl",
    },
}  # fmt: skip
_REQUIRED = {"Article": {"fileName"}, "Documentation": {"document", "entity"}}  # and of all others a name


@given(record=records())
def test_any_entity_has_the_properties_of_its_schema(record: Record) -> None:
    for line in entity_lines([record]):
        entity = json.loads(line)
        required = _REQUIRED.get(entity["schema"], {"name"})
        assert required <= set(entity["properties"]) <= _FACTS[entity["schema"]]
        assert all(value and isinstance(value, str) for values in entity["properties"].values() for value in values)


def test_the_library_takes_every_entity_as_it_is() -> None:
    """Where it is installed: `pip install followthemoney`, which needs a compiler and ICU."""
    model = pytest.importorskip("followthemoney").model
    for entity in entities(wire_report()):
        made = model.make_entity(entity["schema"])
        made.id = entity["id"]
        for name, values in entity["properties"].items():
            made.add(name, values)  # cleans each value by its type and drops what is none
        kept = {name: sorted(values) for name, values in made.to_dict()["properties"].items()}
        # of white space it keeps tab and line feed alone
        told = {name: sorted(v.replace("\u2028", " ") for v in values) for name, values in entity["properties"].items()}
        assert kept == told
        made.schema.validate(made.to_dict())


# --- PLOVER


def test_an_event_has_plovers_fields() -> None:
    attack, planned, verbal = plover_events(wire_report())
    assert (attack["date"], attack["date_from"]) == ("2031-05-08", "event")
    assert attack["actor"] == [
        {"code": "OSK", "sector": "MIL", "entity_text": "Oskia's navy", "name": "Oskia"},
    ]
    assert (attack["event"], attack["mode"], attack["quad_code"]) == (["ASSAULT"], ["heavy-weapons"], 4)
    assert attack["event_loc"] == {
        "geonameid": 3018095, "name": "Lisk", "latitude": 49.5, "longitude": 0.125, "cc3": "FRA",
    }  # fmt: skip
    assert attack["size"] == {"dead": {"low": 12, "high": None}}
    assert attack["account"] is None
    assert (planned["mode"], planned["status"], planned["account"]) == (["hypothetical"], "conditional", "unnamed")
    assert (planned["date"], planned["date_from"]) == ("2031-05-10", "publication")
    assert (verbal["event"], verbal["quad_code"]) == (["REJECT"], 3)
    assert verbal["actor"] == [{"entity_text": "harbour chief Ana Brandt", "name": "Ana Brandt"}]


def test_a_report_without_a_day_gives_none() -> None:
    undated = wire_report()
    undated = replace(undated, article=replace(undated.article, published=Detail("2031-05", "given")))
    assert next(event for event in plover_events(undated) if event["event_text"] == ["attack"])["date"] is None


@given(record=records())
def test_any_event_is_in_the_vocabulary_and_finds_its_words(record: Record) -> None:
    types = {row["name"] for row in lexicon("plover")["type"]}
    for line in event_lines([record]):
        event = json.loads(line)
        assert set(event["event"]) <= types
        assert event["quad_code"] in (1, 2, 3, 4)
        where = event["text_info"]
        assert record.article.text[where["start"] : where["end"]] == event["event_text"][0]


# --- schema.org


def test_words_in_marks_are_a_quotation_and_others_a_claim() -> None:
    quotation, claim = (json.loads(line) for line in quotation_lines([wire_report()]))  # the third was not said
    assert quotation["@type"] == "Quotation"
    assert quotation["text"] == "We will not\topen the port\n\nwhile they shell it, … never"
    assert quotation["spokenByCharacter"] == {"@type": "Person", "name": "Ana Brandt"}
    assert quotation["dateCreated"] == "2031-05-09"
    assert quotation["isPartOf"]["@type"] == "NewsArticle"
    assert quotation["isPartOf"]["publisher"] == {"@type": "Organization", "name": "Halden Wire"}
    assert (claim["@type"], claim["creditText"]) == ("Claim", "two port officials")
    assert "author" not in claim
    assert claim["appearance"]["url"] == "https://wire.example/lisk?a=1&b=2"
