"""Figures of a text: what is one, what it counts, where, since when."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.figures.find import find_figures
from onrecord.language.analysis import analyse
from onrecord.language.pipeline import load_pipeline
from onrecord.record.containment import innermost
from onrecord.report.counts import counts, value_of
from onrecord.schema.article import Article, Detail
from onrecord.schema.figure import Figure
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement


def figures(text: str) -> list[Figure]:
    return find_figures(analyse(Article(text, published=Detail("2031-03-14", "given")), load_pipeline()))


NONE = [
    "The talks began on 12 March 2031.",
    "The law dates from 1998.",
    "Reyes, 34, was arrested.",
    "Police freed a 27-year-old nurse.",
    "The man, aged 34, was arrested.",
    "The convoy waited for 48 hours.",
    "The truce lasted two weeks.",
    "They met at 10:30 a.m. on Friday.",
    "The camp lies 12 km from the border.",
    "The wall is 30 metres long.",
    "The council adopted Resolution 2254.",
    "An F-16 flew over the town.",
    "The words stand on page two.",
    "He gave a two-minute address.",
    "The two sides met in Geneva.",
    "Talks entered a third day.",
    "The vessel was cut in half.",
    "One must be patient.",
    "Several people met.",
    "The home side won 3-2.",
    "Call 555-0199 for help.",
    "1. Talks go on.",
    "They stayed for two more weeks.",
    "Flight 752 was late.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_figure(text: str) -> None:
    assert [f.span.text for f in figures(text)] == []


CASES = [
    ("About 900 villagers were killed by the flood.", "About 900", "killed", "villagers"),
    ("Shells killed at least 12 civilians.", "at least 12", "killed", "civilians"),
    ("The blast injured 40 shoppers.", "40", "injured", "shoppers"),
    ("Some 300 sailors are missing.", "Some 300", "missing", "sailors"),
    ("Tens of thousands of villagers fled the town.", "Tens of thousands", "displaced", "villagers"),
    ("Police arrested 17 marchers.", "17", "detained", "marchers"),
    ("About 500 soldiers stood guard.", "About 500", "people", "soldiers"),
    ("The convoy had 40 lorries.", "40", "things", "lorries"),
    ("Lukaria seized six trawlers.", "six", "things", "trawlers"),
    ("The fine was $480 million.", "$480 million", "money", ""),
    ("Sixty percent of voters agreed.", "Sixty percent", "percent", "voters"),
    ("Nearly 200 people were detained by police.", "Nearly 200", "detained", "people"),
]


@pytest.mark.parametrize(("text", "span", "measure", "of"), CASES)
def test_figure(text: str, span: str, measure: str, of: str) -> None:
    (figure,) = figures(text)
    assert (figure.span.text, figure.measure, " ".join(s.text for s in figure.of)) == (span, measure, of)
    assert text[figure.span.start : figure.span.end] == span


def test_coordinated_figures_share_what_they_count() -> None:
    dead, hurt = figures("Floods killed about 900 villagers, with 2,400 injured.")
    assert (dead.measure, hurt.measure, hurt.low) == ("killed", "injured", 2400)


def test_place_and_period() -> None:
    (figure,) = figures("At least 12 people have been killed in Damascus since Monday.")
    assert [s.text for s in figure.place] == ["in Damascus"]
    assert figure.period is not None
    assert (figure.period.span.text, figure.period.start, figure.period.end) == ("since Monday", "2031-03-10", None)


# (text, the words that tell where its first figure holds)
PLACES = [
    ("The city now shelters about 3,000 people.", ["The city"]),
    ("Idlib is now home to 40,000 people.", ["Idlib"]),
    ("About 900 children live in camps in the north of the country.", ["in camps in the north of the country"]),
    ("Some 200 people fled the towns.", ["the towns"]),
    ("Some 300 farmers left Aleppo on Friday.", ["Aleppo"]),
    ("The Daraa attack killed 12 people.", ["Daraa"]),
    ("Aleppo's population has grown to 2 million.", ["Aleppo"]),
    ("At least 40 people died after fleeing villages in the east.", []),
    ("Two men were in US custody.", []),
    ("The arrival in the camp of 300 people from Basra was late.", ["in the camp"]),
    ("The army has 4,000 US rifles.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_where_a_figure_holds(text: str, place: list[str]) -> None:
    assert [s.text for s in figures(text)[0].place] == place


def test_those_who_speak_are_no_figure() -> None:
    text = "Two officials said that 30 men were dead."
    analysis = analyse(Article(text), load_pipeline())
    assert [f.span.text for f in find_figures(analysis, [(0, 13)])] == ["30"]


def test_a_number_after_a_relative_pronoun() -> None:
    text = "She is a singer whom millions of people would follow anywhere."
    assert [f.span.text for f in figures(text)] == ["millions"]


def test_towns_that_speak_are_counted_all_the_same() -> None:
    analysis = analyse(Article("At least five towns agreed to a truce."), load_pipeline())
    assert [f.span.text for f in find_figures(analysis, [(0, 19)])] == ["At least five"]


def test_on_whose_count() -> None:
    text = "The Red Cross said that 30 men were dead. About 200 people fled the town on Friday."
    record = onrecord.read(text)
    sourced, unsourced = counts(record)
    assert [(c.words, c.claimant, c.number) for c in sourced] == [("30", "Red Cross", 1)]
    assert [(c.words, c.claimant, c.number) for c in unsourced] == [("About 200", "no source given", None)]
    assert record.figures[0].statement == record.statements[0].id
    assert record.figures[1].statement is None


def test_on_the_innermost_count() -> None:
    text = "Ann said Bob believed 30 men were dead."
    outer = Statement("o", (), None, (Span.of(text, 9, 38),), "indirect")
    inner = Statement("i", (), None, (Span.of(text, 22, 38),), "indirect", parent="o")
    (figure,) = figures(text)
    assert innermost([outer, inner], [figure.span]) == ["i"]
    assert innermost([outer], [figure.span]) == ["o"]


def test_values_in_words() -> None:
    written = {
        f.span.text: value_of(f) for f in figures("At least 12 men, up to 1,500 boats and dozens of cars burned.")
    }
    assert written == {"At least 12": "at least 12", "up to 1,500": "up to 1,500", "dozens": "24 to 99"}


WORDS = ["12", "two", "dozens", "people", "killed", "in", "Gaza", "on", "Monday", ",", "34", "%", "“", "”"]


@settings(max_examples=30)
@given(st.lists(st.sampled_from([*WORDS, "\n\n"]), max_size=25).map(" ".join))
def test_any_text_no_figure_in_a_date(text: str) -> None:
    analysis = analyse(Article(text, published=Detail("2031-03-14", "given")), load_pipeline())
    for figure in find_figures(analysis):
        assert text[figure.span.start : figure.span.end] == figure.span.text
        if figure.measure not in ("percent", "money"):
            assert not any(t.start <= figure.span.start and figure.span.end <= t.end for t in analysis.times)
