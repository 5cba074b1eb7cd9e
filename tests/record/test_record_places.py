"""Places in the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.errors import VerificationError
from onrecord.reading import read
from onrecord.record.serialise import from_json, to_json
from onrecord.record.verify import verify
from onrecord.schema.record import Record

TEXT = (
    "At least 29 people were killed in Kandahar on Monday, the hospital said. Fighting went on near Velmora Ridge. "
    "Moscow said it would reply."
)


@pytest.fixture(scope="module")
def record() -> Record:
    return read(TEXT)


def test_each_name_is_a_place_or_stands_for_a_government(record: Record) -> None:
    found = {p.span.text: p for p in record.places}
    kandahar = found["Kandahar"]
    assert (kandahar.geonames_id, kandahar.country, kandahar.literal) == (1138336, "AFG", True)
    assert kandahar.latitude == pytest.approx(31.6, abs=0.1)
    assert kandahar.notes == ()
    assert not found["Moscow"].literal


def test_a_name_that_is_not_resolved_says_why(record: Record) -> None:
    (ridge,) = [p for p in record.places if p.geonames_id is None]
    assert ridge.span.text == "Velmora Ridge"
    assert [n.code for n in ridge.notes] == ["place-unknown"]


def test_a_figure_points_at_the_places_where_it_holds(record: Record) -> None:
    (figure,) = record.figures
    assert [s.text for s in figure.place] == ["in Kandahar"]
    assert figure.places == tuple(p.id for p in record.places if p.span.text == "Kandahar")


def test_places_survive_the_way_to_json_and_back(record: Record) -> None:
    again = from_json(to_json(record))
    assert again.places == record.places
    assert again.figures == record.figures


def test_a_figure_whose_place_is_missing_is_refused(record: Record) -> None:
    with pytest.raises(VerificationError, match="its place"):
        verify(replace(record, places=()), TEXT)


def test_a_place_with_other_words_is_refused(record: Record) -> None:
    line = to_json(record).replace('"exact":{"span":"Moscow"}', '"exact":{"span":"London"}')
    with pytest.raises(VerificationError, match="Moscow"):
        verify(from_json(line), TEXT)
