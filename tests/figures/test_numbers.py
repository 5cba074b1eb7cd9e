"""Numbers and the values they allow: the phrase, then least, most, `~` where it is approximate, unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.figures.numbers import find_numbers

CASES = """
29 people | 29 29
1,234 tents | 1234 1234
35,000 homes | 35000 35000
1,250,000 people | 1250000 1250000
2.5 tonnes | 2.5 2.5
two men | 2 2
nine men | 9 9
twelve men | 12 12
twenty-nine men | 29 29
thirty one men | 31 31
ninety-nine men | 99 99
one hundred men | 100 100
one hundred and forty artists | 140 140
two hundred and five men | 205 205
six hundred and forty people | 640 640
eleven hundred servants | 1100 1100
nine hundred villagers | 900 900
two thousand jobs | 2000 2000
three hundred thousand people | 300000 300000
five million people | 5000000 5000000
1.5 million people | 1500000 1500000
2 billion people | 2000000000 2000000000
2.3m people | 2300000 2300000
35k people | 35000 35000
4bn people | 4000000000 4000000000
40 thousand people | 40000 40000
a dozen men | 12 12
half a dozen men | 6 6
two dozen men | 24 24
three dozen men | 36 36
a couple of dozen bills | 24 24
a hundred lives | 100 100
a thousand tents | 1000 1000
a million Syrians | 1000000 1000000
pair of fighters | 2 2
dozens of men | 24 99 ~
scores of men | 40 99 ~
hundreds of men | 100 999 ~
thousands of men | 1000 9999 ~
tens of thousands of men | 10000 99999 ~
hundreds of thousands of men | 100000 999999 ~
millions of people | 1000000 9999999 ~
tens of millions of people | 10000000 99999999 ~
billions of stars | 1000000000 9999999999 ~
several hundred men | 200 999 ~
a few dozen men | 24 99 ~
several thousand men | 2000 9999 ~
about 30 men | 30 30 ~
some 30 men | 30 30 ~
around 30 men | 30 30 ~
roughly 30 men | 30 30 ~
nearly 30 men | 30 30 ~
almost 30 men | 30 30 ~
approximately 30 men | 30 30 ~
close to 30 men | 30 30 ~
an estimated 30 men | 30 30 ~
perhaps 30 men | 30 30 ~
just under 30 men | 30 30 ~
about a dozen men | 12 12 ~
nearly two million men | 2000000 2000000 ~
30 or so men | 30 30 ~
30-odd men | 30 30 ~
at least 30 men | 30 -
more than 30 men | 30 -
over 30 men | 30 -
no fewer than 30 men | 30 -
no less than 30 men | 30 -
upwards of 30 men | 30 -
in excess of 30 men | 30 -
well over 30 men | 30 -
just over 30 men | 30 -
a minimum of 30 men | 30 -
more than two dozen men | 24 -
more than a million men | 1000000 -
at least a dozen men | 12 -
well over a hundred men | 100 -
30 or more men | 30 -
up to 30 men | - 30
as many as 30 men | - 30
as many as nine men | - 9
at most 30 men | - 30
no more than 30 men | - 30
fewer than 30 men | - 30
less than 30 men | - 30
under 30 men | - 30
a maximum of 30 men | - 30
30 or fewer men | - 30
just three men | 3 3
only three men | 3 3
exactly 30 men | 30 30
a total of 30 men | 30 30
between 50 and 60 men | 50 60
between 60,000 and 70,000 jobs | 60000 70000
between five and ten men | 5 10
from 50 to 60 men | 50 60
50 to 60 men | 50 60
50-60 men | 50 60
10–15 men | 10 15
two or three men | 2 3
two to three men | 2 3
five or six thousand men | 5000 6000
5 to 6 million men | 5000000 6000000
5 million to 6 million men | 5000000 6000000
between 5 billion and 6 billion florins | 5000000000 6000000000 money
$480 million in debt | 480000000 480000000 money
$1.5bn in debt | 1500000000 1500000000 money
US$20 a day | 20 20 money
£85,000 of damage | 85000 85000 money
€40m in fines | 40000000 40000000 money
€500 to €700 a lorry | 500 700 money
an estimated $340 million | 340000000 340000000 ~ money
as much as €250,000 | - 250000 money
more than 5 billion euros | 5000000000 - money
9 million dinars | 9000000 9000000 money
four lira | 4 4 money
27 million dollars | 27000000 27000000 money
40% of voters | 40 40 percent
11.2% of voters | 11.2 11.2 percent
35 per cent of voters | 35 35 percent
30 percent of voters | 30 30 percent
sixty-one percent of voters | 61 61 percent
less than 2% of voters | - 2 percent
no less than 60 percent of voters | 60 - percent
half of the gas | 50 50 percent
about half of the gas | 50 50 ~ percent
a third of the flour | 33.3 33.3 percent
one third of the flour | 33.3 33.3 percent
two-thirds of the flour | 66.7 66.7 percent
a quarter of the flour | 25 25 percent
almost a quarter of them | 25 25 ~ percent
half a percentage point | 0.5 0.5 percent
"""


def parsed(row: str) -> tuple[str, float | None, float | None, bool, str]:
    phrase, expected = (part.strip() for part in row.split("|"))
    words = expected.split()
    low, high = (None if w == "-" else float(w) for w in words[:2])
    unit = next((w for w in words if w in ("money", "percent")), "")
    return phrase, low, high, "~" in words, unit


@pytest.mark.parametrize("row", CASES.strip().splitlines())
def test_value(row: str) -> None:
    phrase, low, high, approximate, unit = parsed(row)
    text = f"They saw {phrase} there."
    first, *more = find_numbers(text)
    assert not more
    assert (first.low, first.high, first.approximate, first.unit) == (low, high, approximate, unit)
    assert phrase.startswith(text[first.start : first.end]) or text[first.start : first.end] in phrase
    assert text[first.start] != " "


def test_the_table_is_as_long_as_it_must_be() -> None:
    assert len(CASES.strip().splitlines()) >= 120


def test_numbers_that_share_a_noun_are_each_found() -> None:
    text = "900 killed and 2,400 wounded"
    assert [text[n.start : n.end] for n in find_numbers(text)] == ["900", "2,400"]


PARTS = [
    "about",
    "at_least",
    "two",
    "or",
    "three",
    "to",
    "10",
    "1,500",
    "-",
    "million",
    "%",
    "$",
    "half",
    "dozen",
    "of",
    "hundred",
    "and",
    "men",
    "é😀",
    ".",
    "between",
]
WORDS = st.lists(st.sampled_from(PARTS), max_size=25).map(lambda parts: " ".join(parts).replace("_", " "))


@given(st.one_of(WORDS, st.text(max_size=60)))
def test_any_text_gives_numbers_in_order_with_sane_values(text: str) -> None:
    reached = 0
    for number in find_numbers(text):
        assert reached <= number.start <= number.core_start < number.core_end <= number.end <= len(text)
        assert number.low is None or number.high is None or number.low <= number.high
        assert number.low is not None or number.high is not None
        reached = number.end
