"""Words, keys and row numbers: the plain functions under a search."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.store.listing import like
from onrecord.store.rowid import LAST, POSITIONS, first_row, rows_of_days
from onrecord.store.words import MAX_TERMS, clean, fold, key, phrases


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ()),
        (" !!! ", ()),
        ("Ships sail", (("ships",), ("sail",))),
        ('"Ships sail" on', (("ships", "sail"), ("on",))),
        ("“ships sail” „on”", (("ships", "sail"), ("on",))),
        ('ships "sail on', (("ships",), ("sail",), ("on",))),
        ('a"b c"d', (("a",), ("b", "c"), ("d",))),
        ("cease-fire doesn't", (("cease", "fire"), ("doesn", "t"))),
        ("ship ship", (("ship",),)),
        ("snake_case Zürich", (("snake", "case"), ("zurich",))),
    ],
)
def test_what_is_typed_becomes_phrases(typed: str, meant: tuple[tuple[str, ...], ...]) -> None:
    assert phrases(typed) == meant


def test_the_first_terms_count() -> None:
    assert len(phrases(" ".join(f"w{i}" for i in range(500)))) == MAX_TERMS


@given(st.text())
def test_terms_are_letters_and_digits(typed: str) -> None:
    assert all(token.isalnum() for phrase in phrases(typed) for token in phrase)


@given(st.text())
def test_a_key_is_one_plain_token(value: str) -> None:
    assert key("speaker", value).isascii()
    assert key("speaker", value).isalnum()


def test_keys_tell_values_apart_but_not_spellings() -> None:
    assert key("speaker", "José  Díaz") == key("speaker", "JOSE DIAZ")
    assert key("speaker", "Ann Lee") != key("speaker", "Ann Leigh")
    assert key("act", "say") != key("status", "say")
    assert fold("  Łódź\nStraße ") == "łodz strasse"


@given(st.text())
def test_cleaned_text_has_the_same_length(text: str) -> None:
    assert len(clean(text)) == len(text)
    clean(text).encode()


def test_a_like_pattern_finds_just_its_text() -> None:
    assert like("100%_\\") == "100\\%\\_\\\\"


@given(st.dates(max_value=date(2870, 1, 1)), st.dates(max_value=date(2870, 1, 1)), st.integers(1, 2**27 - 1))
def test_row_numbers_sort_by_date(one: date, other: date, version: int) -> None:
    first, second = first_row(one.isoformat(), version), first_row(other.isoformat(), 1)
    assert (first > second) if one > other else (first < second + version * POSITIONS)
    low, high = rows_of_days(one.isoformat(), one.isoformat())
    assert low <= first <= first + POSITIONS - 1 <= high
    assert 0 <= first <= LAST < 2**63


def test_dates_that_are_none_come_before_all_others() -> None:
    assert first_row(None, 7) == first_row("soon", 7) == first_row("2031-02-30", 7) == 7 * POSITIONS
    assert first_row("9999", 1) <= LAST
    assert rows_of_days(None, "2031")[0] > first_row(None, 2**27 - 1)
