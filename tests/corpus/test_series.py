"""Figures as series: what the demonstration corpus tells, by the records and, where the reader misses it, by hand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_records import Made

from onrecord.corpus.counted import head_noun, key_of
from onrecord.corpus.series import NO_SOURCE, UNKNOWN, Line, Series, figure_series
from onrecord.schema.record import Record

MINISTRY = "Interior Ministry of Corrava"
HOSPITAL = "Ostrey District Hospital"
DEFENCE = "Defence Ministry of Mardovel"

# Section 3 of STORY.md: claimant, report, day of the report, words, number, low, high.
KILLED = [
    (MINISTRY, "northlight-ostrey-shelling", 5, "killing at least 12 people", "at least 12", 12, None),
    (MINISTRY, "castrel-ostrey-toll", 6, "Corrava’s Interior Ministry raised its count to 14.", "14", 14, 14),
    (MINISTRY, "northlight-vesk-strait-threat", 10, "18 people had died in last week's shelling", "18", 18, 18),
    (MINISTRY, "northlight-fennemar-talks", 12, "corrected its own count from 18 to 17", "18", 18, 18),
    (MINISTRY, "northlight-fennemar-talks", 12, "corrected its own count from 18 to 17", "17", 17, 17),
    (HOSPITAL, "northlight-ostrey-shelling", 5, "had received nine bodies", "nine", 9, 9),
    (HOSPITAL, "castrel-ravick-blockade", 7, "raised its count of people killed to 19", "19", 19, 19),
    (HOSPITAL, "radio-hospital-revises-count", 11, "The count was revised down to 17", "17", 17, 17),
    (HOSPITAL, "castrel-truce-signed", 20, "brought the number killed in the shelling to 18", "18", 18, 18),
    (DEFENCE, "castrel-ostrey-toll", 6, "no more than six people had been killed", "no more than six", None, 6),
    (DEFENCE, "northlight-mardovel-admits-shelling", 14, "accepted that at least 15 civilians had been killed",
     "at least 15", 15, None),
    ("UNOMLS", "castrel-ostrey-toll", 6, "between 20 and 25 people", "between 20 and 25", 20, 25),
    ("UNOMLS", "northlight-fennemar-talks", 12, "it had confirmed that 17 people were killed", "17", 17, 17),
    (None, "castrel-ravick-arrests", 8, "The shelling of Ostrey on Wednesday killed 26 people", "26", 26, 26),
]  # fmt: skip
DISPLACED = [
    ("JRO", "havenline-tillen-arrivals", 4, "registered 3,200 people displaced", "3,200", 3200, 3200),
    ("JRO", "castrel-ostrey-toll", 6, "about 7,500 people had now left", "about 7,500", 7500, 7500),
    ("JRO", "northlight-diplomats-expelled", 9, "11,000 displaced people", "11,000", 11000, 11000),
    ("JRO", "castrel-fennemar-summit-plan", 13, "it had registered 16,400", "16,400", 16400, 16400),
    ("JRO", "havenline-convoy-reaches-tillen", 18, "21,000 displaced people", "21,000", 21000, 21000),
    ("JRO", "radio-first-ship-docks", 23, "had fallen to 19,500", "19,500", 19500, 19500),
    (MINISTRY, "havenline-tillen-arrivals", 4, "more than 5,000", "more than 5,000", 5000, None),
    (MINISTRY, "castrel-ostrey-toll", 6, "The Interior Ministry spoke of 12,000.", "12,000", 12000, 12000),
    (MINISTRY, "northlight-vesk-strait-threat", 10, "nearly 20,000 people", "nearly 20,000", 20000, 20000),
    (MINISTRY, "castrel-fennemar-summit-plan", 13, "28,000 had left their homes", "28,000", 28000, 28000),
    (
        MINISTRY,
        "havenline-convoy-reaches-tillen",
        18,
        "at least 30,000 had left",
        "at least 30,000",
        30000,
        None,
    ),
    (MINISTRY, "radio-first-ship-docks", 23, "it was now 26,000", "26,000", 26000, 26000),
]


def told(measure: str, rows: Sequence[tuple[str | None, str, int, str, str, int | None, int | None]]) -> list[Record]:
    """One record a row, with the report's id and day, the words and one figure."""
    records = {}
    for claimant, report, day, words, number, low, high in rows:
        fresh = Made(words, report, f"2031-03-{day:02}", f"as told by {claimant}")  # one report, a record for each
        made = records.setdefault((report, claimant), fresh)
        if claimant:
            made.says(claimant, words, source=words.split()[0], kind="organisation")
        made.counts(number, measure, low, high)
    return [made.record for made in records.values()]


def line(series: Series, claimant: str) -> Line:
    found = series.line(claimant)
    assert found is not None, [x.claimant for x in series.lines]
    return found


def values(found: Line) -> list[tuple[str | None, float | None, float | None]]:
    return [(p.date, p.low, p.high) for p in found.points]


def corrections(found: Line) -> list[tuple[float | None, float | None, str]]:
    return [(c.before.low, c.after.low, c.reason) for c in found.corrections]


def test_the_killed_of_the_story_line_by_line() -> None:
    (series,) = figure_series(told("killed", KILLED))
    assert (series.measure, series.counted) == ("killed", "people")
    assert {x.claimant for x in series.lines} == {MINISTRY, HOSPITAL, DEFENCE, "UNOMLS", NO_SOURCE}
    assert values(line(series, MINISTRY)) == [
        ("2031-03-05", 12, None),
        ("2031-03-06", 14, 14),
        ("2031-03-10", 18, 18),
        ("2031-03-12", 18, 18),
        ("2031-03-12", 17, 17),
    ]
    assert [p.recalled for p in line(series, MINISTRY).points] == [False, False, False, True, False]
    assert corrections(line(series, MINISTRY)) == [(12, 14, "raised"), (18, 17, "corrected")]
    assert corrections(line(series, HOSPITAL)) == [(9, 19, "raised"), (19, 17, "revised")]
    assert corrections(line(series, "UNOMLS")) == [(20, 17, "lower")]
    assert values(line(series, DEFENCE)) == [("2031-03-06", None, 6), ("2031-03-14", 15, None)]
    assert values(line(series, NO_SOURCE)) == [("2031-03-08", 26, 26)]


def test_the_displaced_of_the_story_line_by_line() -> None:
    (series,) = figure_series(told("displaced", DISPLACED))
    assert [low for _, low, _ in values(line(series, "JRO"))] == [3200, 7500, 11000, 16400, 21000, 19500]
    assert [low for _, low, _ in values(line(series, MINISTRY))] == [5000, 12000, 20000, 28000, 30000, 26000]
    assert corrections(line(series, "JRO")) == [(21000, 19500, "lower")]
    assert corrections(line(series, MINISTRY)) == [(30000, 26000, "lower")]


def test_what_the_records_of_the_demonstration_tell(demonstration: list[Record]) -> None:
    every = figure_series(demonstration)
    killed = next(s for s in every if (s.measure, s.counted, s.part) == ("killed", "people", False))
    assert values(line(killed, "Mirel Auvane")) == [
        ("2031-03-05", 9, 9),
        ("2031-03-07", 19, 19),
        ("2031-03-11", 17, 17),
    ]
    assert corrections(line(killed, "Mirel Auvane")) == [(19, 17, "lower")]
    nine = line(killed, "Mirel Auvane").points[0]
    assert (nine.words, nine.report.id, nine.counts.reports, nine.counts.independent) == (
        "nine bodies", "northlight-ostrey-shelling", 4, 1,
    )  # fmt: skip
    assert corrections(line(killed, "UN Observer Mission")) == [(20, 17, "lower")]
    ministry = line(killed, "Corrava's Interior Ministry")
    assert [p.low for p in ministry.points] == [14, 18, 18, 17]
    assert corrections(ministry) == [(18, 17, "corrected")]
    against = {(c.date, c.one[0], c.one[1].words, c.other[0], c.other[1].words) for c in killed.contradictions}
    toll = ("2031-03-06", "UN Observer Mission", "between 20 and 25 people", "Renna Hule", "no more than six people")
    assert toll in against
    assert ("2031-03-05", "Mirel Auvane", "nine bodies", "Casmo Ferrow", "at least 12 people") in against
    tonnes = next(s for s in every if s.counted == "tonne")
    (cargo,) = tonnes.contradictions
    assert {cargo.one, cargo.other} == {
        ("Joint Relief Office", line(tonnes, "Joint Relief Office").points[0]),
        ("Tavo Orrado", line(tonnes, "Tavo Orrado").points[0]),
    }
    assert figure_series(demonstration[::-1]) == every


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("people displaced from coastal villages since 24 February", "people"),
        ("Corravan fishermen", "fisherman"),
        ("fishermen held by Mardovel", "fisherman"),
        ("displaced people", "people"),
        ("newly displaced people", "people"),
        ("tonnes of flour", "tonne"),
        ("merchant ships", "ship"),
        ("children and newborn babies", "child"),
        ("crew of the survey ship Grey Tern", "crew"),
        ("the dead", "dead"),
        ("bakeries", "bakery"),
        ("", ""),
    ],
)
def test_the_noun_of_what_is_counted(words: str, noun: str) -> None:
    assert head_noun(words) == noun


@pytest.mark.parametrize(
    ("text", "number", "measure", "of", "expected"),
    [
        ("12 civilians died", "12", "killed", "civilians", ("people", "", False)),
        ("12 Palestinians died", "12", "killed", "Palestinians", ("people", "", False)),
        ("12 children died", "12", "killed", "children", ("child", "", False)),
        ("12 died", "12", "killed", "", ("people", "", False)),
        ("12 went", "12", "people", "", ("", "", False)),
        ("two of the dead were named", "two", "killed", "the dead", ("people", "", True)),
        ("four more than before", "four", "killed", "", ("people", "", True)),
        ("another 12 died", "another 12", "killed", "", ("people", "", True)),
        ("more than 12 died", "more than 12", "killed", "", ("people", "", False)),
        ("$6 million of the $40 million", "$6 million", "money", "", ("", "$", True)),
        ("6 million euros in aid", "6 million euros", "money", "aid", ("aid", "€", False)),
    ],
)
def test_what_makes_figures_comparable(
    text: str, number: str, measure: str, of: str, expected: tuple[str, str, bool]
) -> None:
    record = Made(text).counts(number, measure, 1, 1, of=of).record
    key = key_of(record, record.figures[0])
    assert (key.counted, key.currency, key.part) == expected


def test_places_are_one_by_geonames_or_by_name_and_never_nested() -> None:
    def report(name: str, place: str, geonames: int | None) -> Record:
        made = Made(f"12 people died in {place}, {name}", name).at(place, geonames)
        return made.counts("12", "killed", 12, 12, of="people", place=f"in {place}").record

    records = [report("a", "Gaza", 281133), report("b", "Gaza City", 281133), report("c", "Rafah", None),
               report("d", "RAFAH", None), report("e", "Gaza Strip", 281132)]  # fmt: skip
    found = {s.place: sorted(p.report.id for x in s.lines for p in x.points) for s in figure_series(records)}
    assert found == {"geonames:281133": ["a", "b"], "rafah": ["c", "d"], "geonames:281132": ["e"]}


def test_claimants_are_never_merged() -> None:
    def report(name: str, speaker: str | None, source: str = "They", named: bool = True) -> Record:
        made = Made(f"They said 12 people died, {name}", name)
        made.says(speaker, "12 people died", source=source, named=named)
        return made.counts("12", "killed", 12, 12, of="people").record

    records = [
        report("one", "an official", named=False),
        report("two", "an official", named=False),
        report("three", "Casmo Ferrow"),
        report("four", None),
        report("five", None, source=""),
        Made("12 people died, six", "six").counts("12", "killed", 12, 12, of="people").record,
    ]
    (series,) = figure_series(records)
    assert {x.claimant: [p.report.id for p in x.points] for x in series.lines} == {
        "an official (one)": ["one"],
        "an official (two)": ["two"],
        "Casmo Ferrow": ["three"],
        UNKNOWN: ["four"],
        NO_SOURCE: ["five", "six"],
    }


def test_a_nested_statement_without_a_source_is_on_the_outer_ones_account() -> None:
    made = Made("Vant said 12 people had been counted", "a").says(
        "Nerisa Vant", "12 people had been counted", source="Vant"
    )
    made.says(None, "12 people", parent="s1").counts("12", "people", 12, 12, of="people")
    (series,) = figure_series([made.record])
    assert [x.claimant for x in series.lines] == ["Nerisa Vant"]


def test_said_date_goes_before_the_reports_and_periods_are_held_apart() -> None:
    def report(name: str, speaker: str, low: int, said: str | None, end: str | None) -> Record:
        made = Made(f"He said {low} people died, {name}", name, date="2031-03-09").at("He")
        made.says(speaker, f"{low} people died", source="He", said=said)
        return made.counts(str(low), "killed", low, low, of="people", end=end).record

    one, two = report("a", "Casmo Ferrow", 12, "2031-03-05", None), report("b", "Renna Hule", 6, "2031-03-05", None)
    (series,) = figure_series([one, two])
    assert [c.date for c in series.contradictions] == ["2031-03-05"]
    three = report("c", "Renna Hule", 6, "2031-03-05", "2031-03-04")
    four = report("d", "Casmo Ferrow", 12, "2031-03-05", "2031-03-03")
    (series,) = figure_series([three, four])
    assert not series.contradictions


@given(st.permutations(range(len(KILLED))))
def test_series_do_not_depend_on_the_order(order: list[int]) -> None:
    records = told("killed", KILLED)
    shuffled = [records[at] for at in order if at < len(records)]
    assert figure_series(shuffled) == figure_series(records)
