"""Pairing of quotation marks. All sentences are written for these tests; people and places are invented."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.language.quotation_marks import Quoted, near, quoted_parts
from onrecord.paragraphs import paragraphs


@dataclass(frozen=True)
class Part:
    """An expected quotation by the words inside its marks. `nth`: which place in the text they
    stand at, where they stand at several; `mark`: how many characters its marks have."""

    inner: str
    depth: int = 0
    closed: bool = True
    continues: bool = False
    nth: int = 1
    mark: int = 1

    def at(self, text: str) -> Quoted:
        low = -1
        for _ in range(self.nth):
            low = text.index(self.inner, low + 1)
        high = low + len(self.inner)
        end = high + self.mark if self.closed else high
        return Quoted(low - self.mark, end, low, high, self.depth, self.closed, self.continues)


def open_part(inner: str, depth: int = 0, *, nth: int = 1, mark: int = 1) -> Part:
    """A quotation whose closing mark is missing."""
    return Part(inner, depth, closed=False, nth=nth, mark=mark)


def goes_on(inner: str) -> Part:
    """A quotation without a closing mark that goes on in the next paragraph."""
    return Part(inner, closed=False, continues=True)


PLAIN = [
    ("no marks at all", "The mayor of Lisk resigned on Friday.", []),
    ("empty text", "", []),
    ("blanks alone", " \n\n \t", []),
    ("straight double marks", 'Vasko said "the bridge is closed" on Friday.', [Part("the bridge is closed")]),
    ("curly double marks", "Vasko said “the bridge is closed” on Friday.", [Part("the bridge is closed")]),
    ("straight single marks", "Vasko said 'the bridge is closed' on Friday.", [Part("the bridge is closed")]),
    ("curly single marks", "Vasko said ‘the bridge is closed’ on Friday.", [Part("the bridge is closed")]),
    ("guillemets", "Vasko said «the bridge is closed» on Friday.", [Part("the bridge is closed")]),
    ("low and high marks", "Vasko said „the bridge is closed” on Friday.", [Part("the bridge is closed")]),
    ("doubled backticks and apostrophes", "Vasko said ``the bridge is closed'' on Friday.",
        [Part("the bridge is closed", mark=2)]),
    ("doubled curly singles", "Vasko said ‘‘the bridge is closed’’ on Friday.", [Part("the bridge is closed", mark=2)]),
    ("two quotations in one sentence", 'A "firm" answer and a "prompt" one.', [Part("firm"), Part("prompt")]),
    ("a quotation that the cue interrupts", '"We stay," said Vasko, "until the spring."',
        [Part("We stay,"), Part("until the spring.")]),
    ("two quotations next to each other", '"We stay." "We do not."', [Part("We stay."), Part("We do not.")]),
    ("one word", 'He called it "theft".', [Part("theft")]),
    ("one character", 'Mark it "x" on the map.', [Part("x")]),
    ("the whole text", '"We stay until the spring."', [Part("We stay until the spring.")]),
    ("a mark of one kind at the start and none later", "The “firm” answer came.", [Part("firm")]),
    ("marks of different kinds side by side", "“We stay,” he said. 'We do not,' said she. \"Good,\" they said.",
        [Part("We stay,"), Part("We do not,"), Part("Good,")]),
    ("a straight opening and a curly closing mark", 'Vasko said "we stay” on Friday.', [Part("we stay")]),
    ("a curly opening and a straight closing mark", 'Vasko said “we stay" on Friday.', [Part("we stay")]),
]  # fmt: skip

BESIDE = [
    ("in round brackets", 'The list ("Unity for Lisk") won.', [Part("Unity for Lisk")]),
    ("in square brackets", 'The list ["Unity"] won.', [Part("Unity")]),
    ("brackets inside", '"[The mayor] lied," Vasko said.', [Part("[The mayor] lied,")]),
    ("brackets at the end inside", '"He lied (again)" was all she said.', [Part("He lied (again)")]),
    ("between em dashes without blanks", 'The plan—"a trap"—fell through.', [Part("a trap")]),
    ("between em dashes with blanks", 'The plan — "a trap" — fell through.', [Part("a trap")]),
    ("after a hyphen", 'A non-"essential" trip was cut.', [Part("essential")]),
    ("before a hyphen", 'The "peace"-keepers left.', [Part("peace")]),
    ("after a slash", 'A "yes"/"no" vote is due.', [Part("yes"), Part("no")]),
    ("an ellipsis of points at the start inside", 'He spoke of "... a long winter" ahead.',
        [Part("... a long winter")]),
    ("an ellipsis of points at the end inside", 'He said "we might..." and left.', [Part("we might...")]),
    ("one character of ellipsis", 'He said "we might…" and left.', [Part("we might…")]),
    ("an ellipsis after the mark", 'He said "we might"… and left.', [Part("we might")]),
    ("a dash before the closing mark", '"We never —" he began.', [Part("We never —")]),
    ("comma after the mark", 'The "firm", as he called it, failed.', [Part("firm")]),
    ("colon and semicolon after the mark", 'First "firm": then "weak"; then none.', [Part("firm"), Part("weak")]),
    ("question mark inside", '"Who fired?" she asked.', [Part("Who fired?")]),
    ("question mark outside", 'Did he say "we stay"?', [Part("we stay")]),
    ("colon right before the mark, no blank", 'Vasko said:"We stay."', [Part("We stay.")]),
    ("comma right before the mark, no blank", 'Vasko said,"We stay."', [Part("We stay.")]),
    ("no blank after the closing mark", '"We stay,"said Vasko.', [Part("We stay,")]),
    ("blanks inside straight marks", 'Vasko said " we stay " on Friday.', [Part(" we stay ")]),
    ("blanks inside guillemets", "Vasko said « we stay » on Friday.", [Part(" we stay ")]),
    ("a possessive after the marks", 'The "Gull"\'s crew left.', [Part("Gull")]),
    ("a curly possessive after the marks", "The “Gull”’s crew left.", [Part("Gull")]),
    ("a footnote number after the mark", "He spoke of “a trap”3 and left.", [Part("a trap")]),
    ("money inside", 'It costs "$5" there.', [Part("$5")]),
    ("a hashtag inside", 'They wrote "#Lisk" on walls.', [Part("#Lisk")]),
]  # fmt: skip

SINGLE = [
    ("a contraction inside single marks", "'We don't know,' said Vasko.", [Part("We don't know,")]),
    ("a curly contraction inside curly single marks", "‘We don’t know,’ said Vasko.", [Part("We don’t know,")]),
    ("a possessive inside single marks", "He called it 'Lisk's shame' twice.", [Part("Lisk's shame")]),
    ("a plural possessive inside single marks", "'The farmers' fields burn,' said Vasko.",
        [Part("The farmers' fields burn,")]),
    ("a curly plural possessive inside single marks", "‘The farmers’ fields burn,’ said Vasko.",
        [Part("The farmers’ fields burn,")]),
    ("a plural possessive alone", "The farmers' fields burn.", []),
    ("two plural possessives alone", "The farmers' and the miners' unions met.", []),
    ("a quotation that ends in s amid a sentence", "He said 'we lost the boats' and wept.",
        [Part("we lost the boats")]),
    ("contractions alone", "It isn't over and they don't care.", []),
    ("'tis", "'Tis the season, and 'twas the night.", []),
    ("a decade", "In the '90s and the ’80s the port grew.", []),
    ("rock 'n' roll", "They played rock 'n' roll in Lisk.", []),
    ("curly rock ’n’ roll", "They played rock ’n’ roll in Lisk.", []),
    ("an elision inside single marks", "'It grew in the '90s,' said Vasko.", [Part("It grew in the '90s,")]),
    ("an elision inside double marks", '"Get \'em out," said Vasko.', [Part("Get 'em out,")]),
    ("singles in singles' place: two quotations", "'We stay,' said Vasko. 'We fight.'",
        [Part("We stay,"), Part("We fight.")]),
    ("two quotations, the first one ends in s", "Vasko spoke of 'lost boats' and she of 'empty nets,' he said.",
        [Part("lost boats"), Part("empty nets,")]),
    ("two quotations, both end in s", "He read 'Hymns' and 'Psalms' aloud.", [Part("Hymns"), Part("Psalms")]),
    ("a curly quotation that ends in s, then another", "The ‘Gulls’ beat the ‘Terns’ at home.",
        [Part("Gulls"), Part("Terns")]),
    ("plural possessives inside, a sure end", "'The farmers' and miners' unions meet,' said Vasko.",
        [Part("The farmers' and miners' unions meet,")]),
    ("a name that begins with an apostrophe", "The 'Ndrangheta said 'no' twice.", [Part("no")]),
    ("a quotation that ends in s, then a plural possessive", "He calls 'the boats' the farmers' shame.",
        [Part("the boats")]),
    ("a plural possessive, then an end in s at the text's end", "'The farmers' sons call them lords'",
        [Part("The farmers' sons call them lords")]),
    ("an empty pair", "He said ‘’ and ‘go’ twice.", [Part("go")]),
    ("an elision right at the start", "‘'Tis late,’ said Vasko.", [Part("'Tis late,")]),
    ("a stray single mark between blanks", "The sign ' stood there. 'We stay,' he said.", [Part("We stay,")]),
    ("a stray single mark between blanks inside", "'We hold the ' sign up,' said Vasko.",
        [Part("We hold the ' sign up,")]),
    ("a single mark in brackets", "The list ('Unity') won.", [Part("Unity")]),
    ("a headline in British style", "Lisk mayor 'lied to court', says judge", [Part("lied to court")]),
    ("an odd single opening mark", "He said 'we stay until spring.", []),
    ("a name with an apostrophe", "Sean O'Rell and Anne d'Osta met in N'Kesh.", []),
    ("feet and inches", "The wall is 6'2\" high and 5'11\" wide.", []),
    ("minutes and seconds of arc", "The wreck lies at 41°24'12\" north.", []),
]  # fmt: skip

NESTED = [
    ("single in double, straight", "\"He told us 'go home' and left,\" said Vasko.",
        [Part("He told us 'go home' and left,"), Part("go home", 1)]),
    ("single in double, curly", "“He told us ‘go home’ and left,” said Vasko.",
        [Part("He told us ‘go home’ and left,"), Part("go home", 1)]),
    ("single in double, side by side at the start", "\"'Go home' is what he said,\" said Vasko.",
        [Part("'Go home' is what he said,"), Part("Go home", 1)]),
    ("single in double, side by side at the end", "\"He told us 'go home'\" is what she said.",
        [Part("He told us 'go home'"), Part("go home", 1)]),
    ("curly single in double, side by side at both ends", "“‘Go home.’” That was all.",
        [Part("‘Go home.’"), Part("Go home.", 1)]),
    ("double in single, British style", "'He told us \"go home\" and left,' said Vasko.",
        [Part("He told us \"go home\" and left,"), Part("go home", 1)]),
    ("double in single, curly", "‘He told us “go home” and left,’ said Vasko.",
        [Part("He told us “go home” and left,"), Part("go home", 1)]),
    ("the same straight mark inside itself", '"He told us "go home" and left," said Vasko.',
        [Part('He told us "go home" and left,'), Part("go home", 1)]),
    ("the same straight mark inside itself at the start", '""Go home" is what he said," said Vasko.',
        [Part('"Go home" is what he said,'), Part("Go home", 1)]),
    ("the same straight mark three deep", '"She said "he said "go home" twice" to us," said Vasko.',
        [Part('She said "he said "go home" twice" to us,'), Part('he said "go home" twice', 1), Part("go home", 2)]),
    ("the same curly mark inside itself", "“He told us “go home” and left,” said Vasko.",
        [Part("He told us “go home” and left,"), Part("go home", 1)]),
    ("guillemets in curly marks", "“He told us «go home» and left,” said Vasko.",
        [Part("He told us «go home» and left,"), Part("go home", 1)]),
    ("straight in curly marks", '“He told us "go home" and left,” said Vasko.',
        [Part('He told us "go home" and left,'), Part("go home", 1)]),
    ("single in double at the end, the words end in s", '"He calls us \'rebels\'" is all she said.',
        [Part("He calls us 'rebels'"), Part("rebels", 1)]),
    ("double in single, both at the end", "He said: 'They told us \"go home\"'",
        [Part('They told us "go home"'), Part("go home", 1)]),
    ("two inside one", "\"First 'go', then 'stay',\" said Vasko.",
        [Part("First 'go', then 'stay',"), Part("go", 1), Part("stay", 1)]),
    ("a possessive inside double marks", '"It is Lisk\'s fault and the farmers\' loss," said Vasko.',
        [Part("It is Lisk's fault and the farmers' loss,")]),
    ("single marks do not reach out of double ones", "\"We 'stay,\" said Vasko's aide, 'and wait.'",
        [Part("We 'stay,"), Part("and wait.")]),
    ("backticks with single marks inside", "``He told us `go home' and left,'' said Vasko.",
        [Part("He told us `go home' and left,", mark=2)]),
]  # fmt: skip

ODD = [
    ("no closing mark: to the end of the text", 'Vasko said "we stay until the spring.',
        [open_part("we stay until the spring.")]),
    ("no closing mark, curly", "Vasko said “we stay until the spring.", [open_part("we stay until the spring.")]),
    ("no closing mark: to the end of its paragraph", 'Vasko said "we stay.\n\nThe talks go on.',
        [open_part("we stay.")]),
    ("no closing mark: to the sentence before the next opening one",
        "Vasko said “we stay. He left. The mayor said “we do not” later.",
        [open_part("we stay. He left."), Part("we do not")]),
    ("no closing mark and no sentence's end before the next one", "Vasko said “we stay and the mayor “no deal”.",
        [open_part("we stay and the mayor"), Part("no deal")]),
    ("no closing mark, straight, before a later quotation", 'Vasko said "we stay. The mayor said "we do not" later.',
        [open_part("we stay."), Part("we do not")]),
    ("no opening mark", 'We stay until the spring," said Vasko.', []),
    ("no opening mark, curly", "We stay until the spring,” said Vasko.", []),
    ("no opening mark, then a whole quotation", 'We stay," said Vasko. "We fight."', [Part("We fight.")]),
    ("no opening mark, curly, then a whole quotation", "We stay,” said Vasko. “We fight.”", [Part("We fight.")]),
    ("one straight mark alone", '"', []),
    ("two straight marks alone", '""', []),
    ("many marks alone", "“”\"\"''``''«»", []),
    ("one curly mark alone", "”", []),
    ("an opening mark at the end of the text", "Vasko said: “", []),
    ("a closing mark at the start of the text", "” said Vasko.", []),
    ("an empty quotation amid a sentence", 'He said "" and left.', []),
    ("inches", 'A 5" pipe and a 12" gun were found.', []),
    ("a size in inches", 'A 5"x7" photo was found.', []),
    ("inches amid a quotation", '"We found a 12" gun," said Vasko.', [Part('We found a 12" gun,')]),
    ("inches of one digit amid a quotation", '"We found a 5" pipe," said Vasko.', [Part('We found a 5" pipe,')]),
    ("a number at the end, then an odd mark", 'He wrote "route 66" on it. Then "go.',
        [Part("route 66"), open_part("go.")]),
    ("a number at the end of a quotation in a quotation", '"He took "route 66" home," said Vasko.',
        [Part('He took "route 66" home,'), Part("route 66", 1)]),
    ("a quotation that ends in a digit", 'He wrote "route 66" on it.', [Part("route 66")]),
    ("a quotation that begins and ends with digits", 'They call it "1984", he said.', [Part("1984")]),
    ("a closing mark that looks the wrong way", "Vasko said ”we stay” on Friday.", [Part("we stay")]),
]  # fmt: skip

PARAGRAPHS = [
    ("over two paragraphs", "“We stay.\n\n“We fight,” said Vasko.", [goes_on("We stay."), Part("We fight,")]),
    ("over two paragraphs, straight", '"We stay.\n\n"We fight," said Vasko.', [goes_on("We stay."), Part("We fight,")]),
    ("over three paragraphs", "“We stay.\n\n“We fight.\n\n“We win,” said Vasko.",
        [goes_on("We stay."), goes_on("We fight."), Part("We win,")]),
    ("over three paragraphs, straight", 'He said: "We stay.\n\n"We fight.\n\n"We win."',
        [goes_on("We stay."), goes_on("We fight."), Part("We win.")]),
    ("over two paragraphs without the second opening mark", "“We stay.\n\nWe fight,” said Vasko.",
        [open_part("We stay.")]),
    ("over two paragraphs without any mark between", '"We stay.\n\nWe fight," said Vasko.\n\n"We win."',
        [open_part("We stay."), Part("We win.")]),
    ("each paragraph closed", "“We stay.”\n\n“We fight.”", [Part("We stay."), Part("We fight.")]),
    ("over two paragraphs with a quotation inside the first", "“He said ‘go’ to us.\n\n“We stayed,” said Vasko.",
        [goes_on("He said ‘go’ to us."), Part("go", 1), Part("We stayed,")]),
    ("over two paragraphs, single line break", "“We stay.\n“We fight,” said Vasko.",
        [goes_on("We stay."), Part("We fight,")]),
    ("the second of two quotations goes on", "“Yes,” said Vasko. “We stay.\n\n“We fight.”",
        [Part("Yes,"), goes_on("We stay."), Part("We fight.")]),
    ("over two paragraphs in guillemets", "«We stay.\n\n«We fight», said Vasko.",
        [goes_on("We stay."), Part("We fight")]),
    ("over two paragraphs in backticks", "``We stay.\n\n``We fight,'' said Vasko.",
        [Part("We stay.", closed=False, continues=True, mark=2), Part("We fight,", mark=2)]),
    ("over two paragraphs in single marks, British style", "‘We stay.\n\n‘We fight,’ said Vasko.",
        [goes_on("We stay."), Part("We fight,")]),
    ("over three paragraphs in straight single marks", "He said: 'We stay.\n\n'We fight.\n\n'We win.'",
        [goes_on("We stay."), goes_on("We fight."), Part("We win.")]),
    ("a single mark amid a sentence does not go on", "They call him 'the gull.\n\n'We stay,' he said.",
        [Part("We stay,")]),
    ("an elision does not go on", "'Tis late in Lisk.\n\n'We stay,' he said.", [Part("We stay,")]),
    ("over two paragraphs with the same mark inside the first",
        "“He left. Then a “firm” answer came.\n\n“We stay,” said Vasko.",
        [goes_on("He left. Then a “firm” answer came."), Part("firm", 1), Part("We stay,")]),
    ("an odd single mark in double ones does not go on", '"He said: \'We stay," said Vasko.\n\n\'We fight,\' he said.',
        [Part("He said: 'We stay,"), Part("We fight,")]),
    ("a single mark does not go on as a double one", "He said: ‘We stay.\n\n“We fight,” said Vasko.",
        [Part("We fight,")]),
    ("an odd opening mark leaves the next paragraph alone", 'He said "we stay.\n\nThe "firm" answer came.',
        [open_part("we stay."), Part("firm")]),
    ("an odd closing mark leaves the next paragraph alone", 'We stay," he said.\n\nThe "firm" answer came.',
        [Part("firm")]),
    ("two odd paragraphs", 'He said "we stay.\n\nWe do not," she said.\n\nThe "firm" answer came.',
        [open_part("we stay."), Part("firm")]),
    ("an odd single mark leaves the next paragraph alone", "He said 'we stay.\n\nThe 'firm' answer came.",
        [Part("firm")]),
    ("wrapped lines are one paragraph",
        'Oren Vasko, the leader of the Civic List, said "we will stay in the\nharbour until the spring" on Friday.',
        [Part("we will stay in the\nharbour until the spring")]),
    ("a wrapped line that begins with a mark",
        'Oren Vasko, the leader of the Civic List, said that it was a kind of\n"trap" for Lisk.', [Part("trap")]),
    ("a mark that ends a wrapped line", 'Oren Vasko, who leads the list in Lisk, called it a "kind of trap"\nfor all.',
        [Part("kind of trap")]),
    ("blanks before the next paragraph's mark", "“We stay.\n\n   “We fight.”",
        [goes_on("We stay."), Part("We fight.")]),
    ("carriage returns", '"We stay."\r\n\r\n"We fight."\r\n', [Part("We stay."), Part("We fight.")]),
]  # fmt: skip

OFFSETS = [
    ("accents before", 'Žofie Křížová řekla "no" twice.', [Part("no")]),
    ("signs beyond the basic plane before", "🚢🚢 Vasko said “we stay” 🚢.", [Part("we stay")]),
    ("Arabic before", "مدينة Lisk: “we stay”", [Part("we stay")]),
    ("Chinese inside", "He wrote “我们留下” on it.", [Part("我们留下")]),
    ("a combining accent before", "Cafe\u0301 owner: “we stay”.", [Part("we stay")]),
    ("a byte order mark before", "\ufeff“We stay,” he said.", [Part("We stay,")]),
    ("a blank of no width between word and mark", "He said\u00a0“we stay”\u00a0again.", [Part("we stay")]),
    ("the same words outside before", "We stay or go. “We stay,” he said.", [Part("We stay,")]),
    ("the same words quoted twice", '"No," he said, and "No," she said.', [Part("No,"), Part("No,", nth=2)]),
]  # fmt: skip

CASES = [*PLAIN, *BESIDE, *SINGLE, *NESTED, *ODD, *PARAGRAPHS, *OFFSETS]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_marks_are_paired(text: str, expected: list[Part]) -> None:
    assert list(quoted_parts(text)) == [part.at(text) for part in expected]


def test_the_table_has_no_case_twice() -> None:
    assert len({c[0] for c in CASES}) == len({c[1] for c in CASES}) == len(CASES)


# ---- whatever the text

# Texts thick with marks: whole quotations, stray marks, elisions and breaks between a few words.
PIECES = st.sampled_from(
    [*"\"“”„‟«»'‘’`", "``", "''", "‘‘", "’’", " ", " ", " ", "\n", "\n\n", "We stay", "lost boats", "s", "5", "é", "🚢",
     ".", ",", "! ", "(", ")", "—", "-", "…", "'90s", "don't", '"no"', "“yes”", "'go home'"]
)  # fmt: skip
MARKED = st.lists(PIECES, max_size=40).map("".join)
ANY = st.one_of(st.text(max_size=200), MARKED)


@given(ANY)
def test_parts_lie_in_the_text_and_hold_something(text: str) -> None:
    for q in quoted_parts(text):
        assert 0 <= q.start < q.inner_start < q.inner_end <= q.end <= len(text)
        assert q.closed == (q.inner_end < q.end)
        assert not (q.closed and q.continues)


@given(ANY)
def test_parts_nest_or_are_apart(text: str) -> None:
    parts = quoted_parts(text)
    assert list(parts) == sorted(parts, key=lambda q: (q.start, -q.end))
    for number, q in enumerate(parts):
        for later in parts[number + 1 :]:
            assert later.start >= q.end or (later.start >= q.inner_start and later.end <= q.inner_end)


@given(ANY)
def test_depth_counts_the_parts_around(text: str) -> None:
    parts = quoted_parts(text)
    for q in parts:
        assert q.depth == sum(o.start < q.start and q.end <= o.end for o in parts)


def _shifted(parts: tuple[Quoted, ...], by: int) -> list[Quoted]:
    return [
        replace(q, start=q.start + by, end=q.end + by, inner_start=q.inner_start + by, inner_end=q.inner_end + by)
        for q in parts
    ]


ODD_PARAGRAPHS = st.sampled_from(
    ['He said "we stay.', "He said “we stay.", "We stay,” he said.", 'We stay," he said.', "He said 'we stay.",
     "He said ‘we stay.", '"We stay.', "“We stay.", "‘We stay."]
)  # fmt: skip


@given(ANY, ODD_PARAGRAPHS)
def test_an_odd_paragraph_before_disturbs_nothing(text: str, odd: str) -> None:
    before = f"{odd}\n\n"
    own = [q for q in quoted_parts(before + text) if q.start >= len(before)]
    assert own == _shifted(quoted_parts(text), len(before))


@given(ANY, ODD_PARAGRAPHS)
def test_an_odd_paragraph_after_disturbs_nothing(text: str, odd: str) -> None:
    """Besides this: an open quotation of the last paragraph may go on in one that begins with a
    mark, and then it runs to its paragraph's end."""
    own = [q for q in quoted_parts(f"{text}\n\n{odd}") if q.start < len(text)]
    last = paragraphs(text)[-1:]
    assume(not any(q.continues and q.end == end for q in own for _, end in last))
    assert own == list(quoted_parts(text))


@given(ANY, st.integers(0, 200), st.integers(0, 200))
def test_near_finds_what_overlaps_or_touches(text: str, one: int, other: int) -> None:
    start, end = sorted((one, other))
    parts = quoted_parts(text)
    assert near(parts, start, end) == [q for q in parts if q.start <= end and q.end >= start]
