"""Time expressions: where they are, what they mean for an article of a given date, and what is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.pipeline import load_pipeline, parse
from onrecord.language.times.find import find_times
from onrecord.language.times.time import Time, edtf
from onrecord.language.times.values import duration, easter, holiday, season, shift, weekday
from onrecord.language.times.words import amount, year_number

FRIDAY = "2024-05-10"
NO_EDTF = {"DURATION", "SET"}

# (text with the expressions in brackets, article's date, then kind, value and EDTF of each; EDTF left out: the value)
DATES = [
    ("The council met on [10 May 2024].", FRIDAY, ("DATE", "2024-05-10")),
    ("The council met on [May 10, 2024], Vasko said.", FRIDAY, ("DATE", "2024-05-10")),
    ("The council met on [Friday, May 3], in Lisk.", FRIDAY, ("DATE", "2024-05-03")),
    ("The council met on [3rd of May].", FRIDAY, ("DATE", "2024-05-03")),
    ("It was signed on [2023-11-30].", FRIDAY, ("DATE", "2023-11-30")),
    ("It was signed on [02/13/1998].", FRIDAY, ("DATE", "1998-02-13")),
    ("It was signed on [13/02/1998].", FRIDAY, ("DATE", "1998-02-13")),
    ("It was signed on [05/06/1998].", FRIDAY, ("DATE", None)),
    ("It was signed on [10/05/2024].", FRIDAY, ("DATE", "2024-05-10")),
    ("The treaty of [Sept. 2, 1998] lapsed.", FRIDAY, ("DATE", "1998-09-02")),
    ("The harbour was shelled on [Oct. 7].", FRIDAY, ("DATE", "2023-10-07")),
    ("The talks will open on [June 3].", FRIDAY, ("DATE", "2024-06-03")),
    ("The talks will open on [January 3].", FRIDAY, ("DATE", "2025-01-03")),
    ("The bridge fell in [May 2023].", FRIDAY, ("DATE", "2023-05")),
    ("The bridge fell in [March] and was rebuilt.", FRIDAY, ("DATE", "2024-03")),
    ("The bridge fell in [December].", FRIDAY, ("DATE", "2023-12")),
    ("The bridge will open in [August].", FRIDAY, ("DATE", "2024-08")),
    ("The bridge will open in [February].", FRIDAY, ("DATE", "2025-02")),
    ("The bridge fell in [mid-January].", FRIDAY, ("DATE", "2024-01")),
    ("The bridge fell in [late November].", FRIDAY, ("DATE", "2023-11")),
    ("The bridge fell [last December].", FRIDAY, ("DATE", "2023-12")),
    ("She was elected in [June last year].", FRIDAY, ("DATE", "2023-06")),
    ("The war began in [2014].", FRIDAY, ("DATE", "2014")),
    ("A report from [2014] named him.", FRIDAY, ("DATE", "2014")),
    ("They have ruled since [2011].", FRIDAY, ("DATE", "2011")),
    ("It was founded in [early 2017].", FRIDAY, ("DATE", "2017")),
    ("Sales rose in [fiscal 2023].", FRIDAY, ("DATE", "2023")),
    ("He fled in [the 1990s].", FRIDAY, ("DATE", "199", "199X")),
    ("He fled in [the nineties].", FRIDAY, ("DATE", "199", "199X")),
    ("He fled in [the late '80s].", FRIDAY, ("DATE", "198", "198X")),
    ("It is a relic of [the 20th century].", FRIDAY, ("DATE", "19", "19XX")),
    ("He was born in [nineteen ninety-six].", FRIDAY, ("DATE", "1996")),
    ("Sales fell in [the third quarter of 2023].", FRIDAY, ("DATE", "2023-Q3", "2023-07/2023-09")),
    ("Sales fell in [the first quarter].", FRIDAY, ("DATE", "2024-Q1", "2024-01/2024-03")),
    ("Sales fell in [Q3 2023].", FRIDAY, ("DATE", "2023-Q3", "2023-07/2023-09")),
    ("Sales fell in [the first half of 2023].", FRIDAY, ("DATE", "2023-H1", "2023-01/2023-06")),
    ("The wells dried up [last summer].", FRIDAY, ("DATE", "2023-SU", "2023-22")),
    ("The wells dried up in [the spring of 2022].", FRIDAY, ("DATE", "2022-SP", "2022-21")),
    ("The shops were shut on [Christmas Day].", FRIDAY, ("DATE", "2023-12-25")),
    ("The shops were shut on [Good Friday].", FRIDAY, ("DATE", "2024-03-29")),
]  # fmt: skip

WEEKDAYS = [
    ("The mayor resigned on [Thursday].", FRIDAY, ("DATE", "2024-05-09")),
    ("The mayor resigned on [Friday].", FRIDAY, ("DATE", "2024-05-10")),
    ("The mayor resigned [last Friday].", FRIDAY, ("DATE", "2024-05-03")),
    ("The mayor will resign on [Monday].", FRIDAY, ("DATE", "2024-05-13")),
    ("The mayor will resign [next Monday].", FRIDAY, ("DATE", "2024-05-13")),
    ("The ministry could as early as [Monday] announce the plan.", FRIDAY, ("DATE", "2024-05-13")),
    ("The talks are scheduled for [Tuesday].", FRIDAY, ("DATE", "2024-05-14")),
    ("The truce holds until [Sunday].", FRIDAY, ("DATE", "2024-05-12")),
    ("The mayor resigned on [Monday night].", FRIDAY, ("TIME", "2024-05-06TNI", "2024-05-06")),
    ("The mayor resigned late on [Wednesday].", FRIDAY, ("DATE", "2024-05-08")),
    ("They spoke on [early Thursday morning].", FRIDAY, ("TIME", "2024-05-09TMO", "2024-05-09")),
    ("The attack on [Monday] will be answered.", FRIDAY, ("DATE", "2024-05-06")),
    ("The dam must be shut by [Monday].", FRIDAY, ("DATE", "2024-05-13")),
    ("The trial of the mayor opens on [Monday].", FRIDAY, ("DATE", "2024-05-13")),
    ("The mayor resigned on [Thursday].", "2024-05", ("DATE", None)),
    ("The mayor resigned on [Thursday].", None, ("DATE", None)),
]  # fmt: skip

DEICTIC = [
    ("He flew home [yesterday].", FRIDAY, ("DATE", "2024-05-09")),
    ("He flies home [tomorrow].", FRIDAY, ("DATE", "2024-05-11")),
    ("He flew home [today].", FRIDAY, ("DATE", "2024-05-10")),
    ("They vote [tonight].", FRIDAY, ("TIME", "2024-05-10TNI", "2024-05-10")),
    ("They voted [last night].", FRIDAY, ("TIME", "2024-05-09TNI", "2024-05-09")),
    ("They voted [this morning].", FRIDAY, ("TIME", "2024-05-10TMO", "2024-05-10")),
    ("They voted [this week].", FRIDAY, ("DATE", "2024-W19", "2024-05-06/2024-05-12")),
    ("They voted at [the weekend].", "2024-05-14", ("DATE", "2024-W19-WE", "2024-05-11/2024-05-12")),
    ("They voted [last month].", FRIDAY, ("DATE", "2024-04")),
    ("They voted [last month].", "2024-05", ("DATE", "2024-04")),
    ("They voted [last month].", None, ("DATE", None)),
    ("They vote [early next year].", FRIDAY, ("DATE", "2025")),
    ("They voted [earlier this month].", FRIDAY, ("DATE", "2024-05")),
    ("The town is [now] empty.", FRIDAY, ("DATE", "PRESENT_REF", None)),
    ("The town is [currently] empty.", FRIDAY, ("DATE", "PRESENT_REF", None)),
    ("He was [recently] freed.", FRIDAY, ("DATE", "PAST_REF", None)),
    ("He spoke of [the future].", FRIDAY, ("DATE", "FUTURE_REF", None)),
]  # fmt: skip

OFFSETS = [
    ("He fled [two years ago].", FRIDAY, ("DATE", "2022")),
    ("He fled [six weeks ago].", FRIDAY, ("DATE", "2024-W13", "2024-03-25/2024-03-31")),
    ("He fled [10 days ago].", FRIDAY, ("DATE", "2024-04-30")),
    ("He fled [several years ago].", FRIDAY, ("DATE", "PAST_REF", None)),
    ("He fled [three hours ago].", FRIDAY, ("TIME", None)),
    ("He was freed on [3 March 2021] and fled [three days later].", FRIDAY,
        ("DATE", "2021-03-03"), ("DATE", "2021-03-06")),
    ("He was freed on [3 March 2021] and fled [the following day].", FRIDAY,
        ("DATE", "2021-03-03"), ("DATE", "2021-03-04")),
    ("He was freed on [3 March 2021]; he had fled [the previous month].", None,
        ("DATE", "2021-03-03"), ("DATE", "2021-02")),
    ("He was freed on [3 March 2021] and fled [the next morning].", FRIDAY,
        ("DATE", "2021-03-03"), ("TIME", "2021-03-04TMO", "2021-03-04")),
    ("He was freed in [2019], two terms on, and jailed [a year earlier].", FRIDAY,
        ("DATE", "2019"), ("DATE", "2018")),
    ("He was freed on [3 March 2021] and [that day] he fled.", FRIDAY,
        ("DATE", "2021-03-03"), ("DATE", "2021-03-03")),
]  # fmt: skip

LENGTHS = [
    ("He was held for [two years].", FRIDAY, ("DURATION", "P2Y")),
    ("They agreed a [10-day] truce.", FRIDAY, ("DURATION", "P10D")),
    ("He was held for [several months].", FRIDAY, ("DURATION", "PXM")),
    ("He was held for [the past two months].", FRIDAY, ("DURATION", "P2M")),
    ("Sales rose in [the first nine months].", FRIDAY, ("DURATION", "P9M")),
    ("He was held for [more than four hours].", FRIDAY, ("DURATION", "PT4H")),
    ("He was held for [nearly two years].", FRIDAY, ("DURATION", "P2Y")),
    ("He was held for [2 1/2 years].", FRIDAY, ("DURATION", "P2Y6M")),
    ("He was held for [half an hour].", FRIDAY, ("DURATION", "PT30M")),
    ("He was held for [decades].", FRIDAY, ("DURATION", "PXY")),
    ("He ruled for [two decades].", FRIDAY, ("DURATION", "P20Y")),
    ("He was held for [a year].", FRIDAY, ("DURATION", "P1Y")),
    ("They patrol the pier [every day].", FRIDAY, ("SET", "P1D")),
    ("They patrol the pier [every two weeks].", FRIDAY, ("SET", "P2W")),
    ("They march on the pier [each Thursday].", FRIDAY, ("SET", "XXXX-WXX-4")),
    ("The boats come [weekly].", FRIDAY, ("SET", "P1W")),
    ("The fees are paid [annually].", FRIDAY, ("SET", "P1Y")),
    ("The boats come [twice a week].", FRIDAY, ("SET", "P1W")),
]  # fmt: skip

CLOCK = [
    ("The pier was hit at [10:35 a.m.] on [Thursday].", FRIDAY,
        ("TIME", "2024-05-09T10:35", "2024-05-09"), ("DATE", "2024-05-09")),
    ("The pier was hit at [9 a.m.] ([1300 GMT]) on [Tuesday].", FRIDAY,
        ("TIME", "2024-05-07T09:00", "2024-05-07"), ("TIME", "2024-05-07T13:00", "2024-05-07"), ("DATE", "2024-05-07")),
    ("The pier was hit at [9 a.m. Tuesday].", FRIDAY, ("TIME", "2024-05-07T09:00", "2024-05-07")),
    ("The pier was hit at [8pm].", FRIDAY, ("TIME", "2024-05-10T20:00", "2024-05-10")),
    ("The pier was hit at [1030 GMT].", FRIDAY, ("TIME", "2024-05-10T10:30", "2024-05-10")),
    ("The pier was hit at [noon].", FRIDAY, ("TIME", "2024-05-10T12:00", "2024-05-10")),
    ("The pier was hit at [noon].", None, ("TIME", None)),
    ("The talks ran until [four in the morning].", FRIDAY, ("TIME", "2024-05-10T04:00", "2024-05-10")),
    ("The truce ends at [noon GMT] on [Sunday].", FRIDAY,
        ("TIME", "2024-05-12T12:00", "2024-05-12"), ("DATE", "2024-05-12")),
]  # fmt: skip

NONE = [
    "The minister may resign.",
    "Minister Theresa May resigned.",
    "They march on the pier and sing.",
    "It was the second attack, and the second largest.",
    "The court ruled in 629 cases.",
    "They sold 1,500 boats to 2,000 people.",
    "It cost $1995 and then €2010.",
    "The sun rose as he sat on the pier.",
    "Lisk won 3-2 and then 10-12.",
    "Call 555-2011 or take flight 1984.",
    "Resolution 1973 was adopted.",
    "The Black Friday sales drew crowds.",
    "A 45-year-old man was hurt.",
    "He is 52 years old.",
    "The fall of the town was quick.",
    "Water springs from the rock.",
    "He paid $50 a day.",
    "She reads the Daily Gull.",
    "Two night guards died in the early hours.",
    "The minutes of the meeting were lost.",
    "About 2000 people fled.",
    "They met on the quarterdeck, monthlong as it seemed.",
]  # fmt: skip

CASES = [*DATES, *WEEKDAYS, *DEICTIC, *OFFSETS, *LENGTHS, *CLOCK]


def _found(text: str, published: str | None) -> list[Time]:
    return find_times(parse(text, load_pipeline()), published)


def _bracketed(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and the spans that they held."""
    pieces = re.split(r"[\[\]]", marked)
    ends = [sum(map(len, pieces[: n + 1])) for n in range(len(pieces))]
    return "".join(pieces), [(ends[n - 1], ends[n]) for n in range(1, len(pieces), 2)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]} {c[1]}")
def test_expressions_are_found_and_valued(case: tuple[object, ...]) -> None:
    marked, published, *expected = case
    text, spans = _bracketed(str(marked))
    found = _found(text, published)  # type: ignore[arg-type]
    assert [(t.start, t.end) for t in found] == spans
    for time, (kind, value, *rest) in zip(found, expected, strict=True):  # type: ignore[misc]
        assert (time.kind, time.value) == (kind, value)
        assert time.edtf == (rest[0] if rest else None if kind in NO_EDTF else value)


@pytest.mark.parametrize("text", NONE)
def test_other_words_are_no_time(text: str) -> None:
    assert [text[t.start : t.end] for t in _found(text, FRIDAY)] == []


def test_the_tables_have_no_case_twice() -> None:
    assert len({c[:2] for c in CASES}) == len(CASES) >= 80
    assert len(set(NONE)) == len(NONE)


# ---- the parts


@pytest.mark.parametrize(("words", "number"), [
    ("twenty-two", "22"), ("2 1/2", "2.5"), ("several", "X"), ("two to three", "2"), ("a couple of", "2"),
    ("a hundred", "100"), ("1,500", "1500"), ("12-18", "12"), ("one and a half", "1.5"),
])  # fmt: skip
def test_counts_are_read(words: str, number: str) -> None:
    assert amount(words) == number


@pytest.mark.parametrize(("words", "year"), [
    ("1996", 1996), ("nineteen ninety-six", 1996), ("two thousand", 2000), ("two thousand and one", 2001),
    ("nineteen oh-five", 1905), ("twenty fourteen", 2014),
])  # fmt: skip
def test_years_in_words(words: str, year: int) -> None:
    assert year_number(words) == year


@pytest.mark.parametrize(("value", "unit", "by", "shifted"), [
    ("2024-05-10", "day", -10, "2024-04-30"), ("2024-01-01", "week", 0, "2024-W01"),
    ("2023-01-01", "week", 0, "2022-W52"),
    ("2024-01-31", "month", 1, "2024-02"), ("2024-01", "quarter", -1, "2023-Q4"), ("2024-Q1", "quarter", -4, "2023-Q1"),
    ("2024", "decade", -1, "201"), ("2024-05-10", "century", 0, "20"), ("2024-05", "day", 1, None),
    ("2024", "month", 1, None),
    (None, "year", 1, None), ("2024-05-10", "year", -5000, None), ("2024-05-10", "day", 10**9, None),
])  # fmt: skip
def test_shifts(value: str | None, unit: str, by: int, shifted: str | None) -> None:
    assert shift(value, unit, by) == shifted


def test_holidays_and_seasons() -> None:
    assert [easter(y).isoformat() for y in (1998, 2000, 2024)] == ["1998-04-12", "2000-04-23", "2024-03-31"]
    assert holiday("11 4 4", 2024) == "2024-11-28"
    assert holiday("05 1 -1", 2024) == "2024-05-27"
    assert holiday("12 1 -1", 2024) == "2024-12-30"
    assert season("2024-05", "SU", -1) == "2023-SU"
    assert season("2024-05", "SU", 1) == "2024-SU"


def test_weekdays_on_both_sides() -> None:
    assert weekday(FRIDAY, 5, -1) == FRIDAY
    assert weekday(FRIDAY, 5, -1, own_day=False) == "2024-05-03"
    assert weekday(FRIDAY, 1, 1) == "2024-05-13"


def test_durations_and_their_edtf() -> None:
    assert duration("X", "hour") == "PTXH"
    assert duration("1.5", "minute") == "PT1M30S"
    assert edtf("2024-W60") is None
    assert edtf("P2Y") is None


# ---- whatever the text

PIECES = st.sampled_from(
    ["the", "last", "next", "two", "a", "1996", "10", "10:35", "May", "may", "Friday", "Fri.", "quarter", "year",
     "years", "ago", "later", "of", "in", "every", "third", "1990s", "'", "’s", "-", "–", "/", ",", ".", " ", " ", " ",
     "\n", "\n\n", "a.m.", "noon", "half", "and", "99999999999", "dayſ", "mİnutes", "٣", "²", "é",
     "🚢", "31", "February", "Easter", "week"]
)  # fmt: skip
ANY = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join))
PUBLISHED = st.sampled_from([FRIDAY, "2024-05", "2024", None, "1000-01-01", "2999-12-31"])


@settings(deadline=None, max_examples=150)
@given(ANY, PUBLISHED)
def test_any_text_gives_spans_in_order_and_apart(text: str, published: str | None) -> None:
    end = 0
    for time in _found(text, published):
        assert end <= time.start < time.end <= len(text)
        assert text[time.start : time.end].strip() == text[time.start : time.end]
        assert time.edtf is None or time.kind in ("DATE", "TIME")
        end = time.end
