"""Places: which names are places, which stand for something else, and where the places lie."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.countries import load_countries
from onrecord.language.pipeline import load_pipeline, parse
from onrecord.language.places.find import find_places
from onrecord.language.places.gazetteer import load_gazetteer
from onrecord.language.places.place_name import PlaceName
from onrecord.language.places.resolve import distance

# (text, name, whether it is meant as a place, country or note; None: it is no place name at all)
LITERAL = [
    ("Three people were killed in Daraa on Monday.", "Daraa", "SYR"),
    ("Aid trucks crossed into Syria on Monday.", "Syria", "SYR"),
    ("He was arrested near Aleppo.", "Aleppo", "SYR"),
    ("She flew from Nairobi to Cairo.", "Nairobi", "KEN"),
    ("She flew from Nairobi to Cairo.", "Cairo", "EGY"),
    ("They left Nairobi at dawn.", "Nairobi", "KEN"),
    ("They fled Iraq in 2014.", "Iraq", "IRQ"),
    ("The governor will visit Basra next week.", "Basra", "IRQ"),
    ("The plant stands outside Zaporizhzhia, Ukraine.", "Zaporizhzhia", "UKR"),
    ("He was born in Paris, Texas.", "Paris", "USA"),
    ("He was born in Paris, France.", "Paris", "FRA"),
    ("He grew up in Springfield, Illinois.", "Springfield", "USA"),
    ("TUNIS, Tunisia (Agency) - The dam was opened on Friday.", "TUNIS", "TUN"),
    ("OTTAWA - The bridge was closed on Friday.", "OTTAWA", "CAN"),
    ("Fighting spread across northern Mali.", "Mali", "MLI"),
    ("The village lies in Bavaria.", "Bavaria", "DEU"),
    ("Rain fell throughout Queensland.", "Queensland", "AUS"),
    ("The Aleppo offensive began in June.", "Aleppo", "SYR"),
    ("Farmers in the Kharkiv region lost their crops.", "Kharkiv", "UKR"),
    ("A bomb went off in the city of Kandahar.", "Kandahar", "AFG"),
    ("He lives in Washington, where he teaches.", "Washington", "USA"),
    ("Migrants drowned in the Mediterranean.", "Mediterranean", "region"),
    ("Poverty fell in Africa.", "Africa", ""),
    ("Police arrested four men in Santa Cruz de la Sierra.", "Santa Cruz de la Sierra", "BOL"),
    ("They were held at Larkhill Prison for a year.", "Larkhill Prison", "unknown"),
]  # fmt: skip

OTHERWISE = [
    ("Moscow said it would reply.", "Moscow"),
    ("Ankara denied the report.", "Ankara"),
    ("The Kremlin rejected the offer.", "Kremlin"),
    ("Israel's decision was criticised.", "Israel"),
    ("France's president spoke first.", "France"),
    ("The ships were sent by Japan.", "Japan"),
    ("Talks with Iran resumed on Monday.", "Iran"),
    ("She accused Russia of lying.", "Russia"),
    ("The sanctions against Cuba were lifted.", "Cuba"),
    ("The government of Ukraine agreed.", "Ukraine"),
    ("China warned of countermeasures.", "China"),
    ("Chicago police are searching for him.", "Chicago"),
]  # fmt: skip

NO_PLACES = [
    "The Turkish army withdrew.",
    "He answered in English.",
    "They met again in March.",
    "They met in the Palais des Nations on Tuesday.",
    "",
]  # fmt: skip


def find(text: str) -> list[PlaceName]:
    return find_places(parse(text, load_pipeline()), load_countries())


def named(text: str, name: str) -> PlaceName:
    found = [place for place in find(text) if text[place.start : place.end] == name]
    assert len(found) == 1, f"{name!r} not found once: {find(text)}"
    return found[0]


@pytest.mark.parametrize(("text", "name", "where"), LITERAL)
def test_a_name_meant_as_a_place(text: str, name: str, where: str) -> None:
    place = named(text, name)
    assert place.literal
    assert (place.country or place.note) == where
    assert (place.geonames_id is None) == (place.latitude is None) == (place.note != "")


@pytest.mark.parametrize(("text", "name"), OTHERWISE)
def test_a_name_that_stands_for_something_else(text: str, name: str) -> None:
    assert not named(text, name).literal


@pytest.mark.parametrize("text", NO_PLACES)
def test_no_place(text: str) -> None:
    assert find(text) == []


def test_a_country_is_its_own_entry_with_a_central_point() -> None:
    place = named("Rain fell in Kenya.", "Kenya")
    assert (place.geonames_id, place.country) == (192950, "KEN")
    assert distance((place.latitude or 0, place.longitude or 0), (1, 38)) < 161


def test_countries_that_the_article_names_decide_between_namesakes() -> None:
    libya = "Officials in Libya met on Monday. A shell hit a market in Tripoli. Libya is divided."
    lebanon = "Officials in Lebanon met on Monday. Floods hit a market in Tripoli. Lebanon is small."
    assert named(libya, "Tripoli").country == "LBY"
    assert named(lebanon, "Tripoli").country == "LBN"


def test_nearly_equal_namesakes_are_left_open() -> None:
    place = named("A shop burned down in Springfield.", "Springfield")
    assert (place.geonames_id, place.note) == (None, "ambiguous")


def test_the_gazetteer_knows_other_names_and_accents() -> None:
    gazetteer, countries = load_gazetteer(), load_countries()
    for name, number in (("Kiev", 703448), ("Zürich", 2657896), ("Zurich", 2657896), ("St. Petersburg", 498817)):
        assert number in [place.geonames_id for place in gazetteer.look_up(name, countries)], name


def test_the_gazetteer_holds_what_the_library_holds() -> None:
    for place in load_gazetteer().look_up("Beijing", load_countries()):
        if place.geonames_id == 1816670:
            assert (place.latitude, place.longitude, place.country) == (39.9075, 116.39723, "CHN")
            assert place.population > 10_000_000
            return
    pytest.fail("Beijing is missing")


WORDS = ("in ", "near ", "the ", "Paris", "Texas", "Moscow", " said ", "'s ", "D.C.", "the Kremlin ", "İ", "U.S.")
PIECES = st.sampled_from((*WORDS, ", ", "\n\n", "(", ") - "))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_gives_spans_in_order(text: str) -> None:
    end = 0
    for place in find(text):
        assert end <= place.start < place.end <= len(text)
        assert text[place.start : place.end].strip()
        end = place.end
