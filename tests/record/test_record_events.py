"""Events in the record: on whose account, with what status, which figures, told once or twice."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from onrecord.errors import RecordFormatError, VerificationError
from onrecord.reading import read
from onrecord.record.serialise import from_dict, from_json, record_schema, to_dict, to_json
from onrecord.record.verify import verify
from onrecord.schema.event import Event
from onrecord.schema.record import Record

TEXT = (
    "Kessarian jets bombed a fuel depot outside Orsk on Tuesday, killing 12 workers. "
    "The army said rebels had shelled the harbour. "
    "The rebels denied that their gunners had shelled the harbour. "
    "Talvia vowed to close the border if the raids went on. "
    "Norway condemned the bombing of the fuel depot by Kessarian jets."
)


@pytest.fixture(scope="module")
def record() -> Record:
    return read(TEXT)


def event(record: Record, words: str) -> Event:
    (found,) = [e for e in record.events if words in e.span.text]
    return found


def account(record: Record, told: Event) -> str | None:
    return next((s.speaker for s in record.statements if s.id == told.statement), None)


def test_the_reporters_own_account_is_nobodys_statement(record: Record) -> None:
    assert event(record, "bombed").statement is None


def test_an_event_inside_a_statement_is_on_its_account() -> None:
    record = read("The army said rebels had shelled the harbour.")
    (told,) = record.events
    assert (told.status, account(record, told)) == ("happened", "army")


def test_what_a_statement_denies_is_denied() -> None:
    record = read("The rebels denied that their gunners had shelled the harbour.")
    (told,) = record.events
    assert (told.type, told.status, account(record, told)) == ("ASSAULT", "denied", "rebels")


def test_what_is_vowed_under_a_condition_is_conditional(record: Record) -> None:
    told = event(record, "close")
    assert (told.type, told.mode, told.status) == ("COERCE", "restrict", "conditional")


def test_nothing_inside_a_condition_is_an_event(record: Record) -> None:
    assert not [e for e in record.events if "raids" in e.span.text]


def test_a_statement_is_not_coded_twice(record: Record) -> None:
    (condemned,) = [s for s in record.statements if s.cue and s.cue.text == "condemned"]
    assert condemned.event is not None
    assert condemned.event.type == "ACCUSE"
    assert not [e for e in record.events if e.span.text == "condemned"]


def test_a_statement_says_at_whom_it_is_aimed() -> None:
    record = read("Norway urged Talvia to reopen the port.")
    (statement,) = record.statements
    assert statement.event is not None
    assert (statement.event.type, [p.span.text for p in statement.event.recipient]) == ("REQUEST", ["Talvia"])


def test_an_event_told_twice_is_one_with_two_mentions(record: Record) -> None:
    bombed = event(record, "bombed")
    (mention,) = bombed.mentions
    assert mention.span.text == "bombing"
    assert mention.statement == next(s.id for s in record.statements if s.cue and s.cue.text == "condemned")


def test_other_numbers_are_another_event() -> None:
    record = read("Rebels killed 12 soldiers. The rebels killed 40 soldiers.")
    assert [[p.span.text for p in e.recipient] for e in record.events] == [["12 soldiers"], ["40 soldiers"]]


def test_the_same_place_is_no_other_event() -> None:
    record = read("Rebels attacked Dogo in Mali. Aid came late. Rebels attacked Dogo in Mali.")
    (attack,) = record.events
    assert len(attack.mentions) == 1


def test_the_dead_belong_to_the_attack(record: Record) -> None:
    (dead,) = record.figures
    killed = [e for e in record.events if dead.id in e.figures]
    assert len(killed) == 1
    assert killed[0].type == "ASSAULT"


def test_the_way_to_json_and_back(record: Record) -> None:
    again = from_json(to_json(record))
    assert again.events == record.events
    assert again.statements == record.statements
    jsonschema.validate(json.loads(to_json(record)), record_schema())


def test_an_event_whose_statement_is_missing_is_refused(record: Record) -> None:
    orphan = replace(event(record, "close"), statement="s0")
    with pytest.raises(VerificationError, match="its statement s0"):
        verify(replace(record, events=(orphan,)), TEXT)


def test_an_event_of_an_unknown_type_is_refused(record: Record) -> None:
    row = to_dict(record)
    row["events"][0]["type"] = "DEMAND"
    with pytest.raises(RecordFormatError, match="DEMAND"):
        from_dict(row)


def test_an_event_with_other_words_is_refused(record: Record) -> None:
    row = to_dict(record)
    row["events"][0]["exact"]["actor"] = ["Kessarian guns"]
    with pytest.raises(VerificationError, match="Kessarian"):
        verify(from_dict(row), TEXT)
