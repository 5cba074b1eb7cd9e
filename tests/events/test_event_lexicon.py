"""The words of the events lexicon fit the types and modes that the manual's list names."""

from __future__ import annotations

from onrecord.lexicons.load import lexicon
from onrecord.schema.event import EVENT_TYPES


def test_the_types_are_those_of_the_record() -> None:
    assert tuple(sorted(row["name"] for row in lexicon("plover")["type"])) == tuple(sorted(EVENT_TYPES))


def test_every_mode_with_words_is_a_mode_of_its_type() -> None:
    modes = {row["name"]: set(row.get("modes", ())) for row in lexicon("plover")["type"]}
    for block in lexicon("events")["event"]:
        assert block["type"] in modes
        assert block.get("mode", "") in modes[block["type"]] | {""}, block["type"]
