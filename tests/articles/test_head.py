"""The head of plain texts. All reports are written for these tests; people and places are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.head import find_head
from onrecord.schema.span import Span

from .marked import unmark

BODY = (
    "Talks on the harbour of Lisk stalled on Friday after the Civic List walked out, two mediators said.\n\n"
    '"We will not sign this paper," said Oren Vasko, who leads the list.'
)
REST = "The talks on the harbour of Lisk stalled on Friday, two mediators said."
FIELDS = ("title", "byline", "dateline", "publisher", "published")

# What is expected besides the marks: a value that is not the words marked.
AP = {"publisher": "Associated Press"}
MAY10 = {"published": "2024-05-10"}

CASES = [
    # --- nothing but a body
    ("a bare report", BODY, {}),
    ("one line", REST, {}),
    ("a first sentence that is short", f"It rained.\n\n{BODY}", {}),
    ("a first sentence that is a quotation", f"“Traitor.”\n\n{BODY}", {}),
    ("a first sentence that asks", f"Who will open the harbour of Lisk?\n\n{BODY}", {}),
    (
        "wrapped lines",
        "Talks on the release of the hostages in\nKesh broke up on Thursday without a date.\n" + BODY,
        {},
    ),
    (
        "wrapped lines, small letter next",
        "The army of Kesh said on Thursday it would\nnot leave the valley at all.",
        {},
    ),
    ("a sentence that begins with By", f"By Thursday the road to Bir Lahmar was open again\n\n{BODY}", {}),
    ("a date inside the body", f"{REST}\n\nMay 10, 2024\n\n{BODY}", {}),
    ("a dash after an ordinary word", f"Lisk — the port that nobody wanted — is shut since Friday.\n\n{BODY}", {}),
    ("a dash after an acronym", "NATO - Its secretary said on Friday that the alliance would not go to Lisk.", {}),
    ("a name before the dateline", f"Mira Holt, The Lowland Post. LISK (AP) - {REST}", {}),
    ("a label in capitals", "EXCLUSIVE - Two mediators said on Friday that the talks in Lisk were over.", {}),
    ("an agency that is spoken of", f"Reuters reported on Friday that the talks in Lisk were over.\n\n{BODY}", {}),
    ("headline without a body", "Harbour talks stall after walkout", {}),
    ("a line that ends with a colon", f"Our correspondent writes from Lisk:\n\n{BODY}", {}),
    ("a fragment cut in a bracket", f"The Civic List walked out of the harbour talks (\n\n{BODY}", {}),
    # --- title
    ("title", f"⟦title|Harbour talks stall after walkout⟧\n\n{BODY}", {}),
    ("title without a blank line", f"⟦title|Harbour talks stall after walkout⟧\n{BODY}", {}),
    ("title in capitals", f"⟦title|SELVARA PORT HIT BY DRONES, FOUR DEAD - GOVERNOR⟧\n\n{BODY}", {}),
    ("title with a number first", f"⟦title|12 killed as ferry sinks off Sarro⟧\n\n{BODY}", {}),
    ("title with a quotation", f"⟦title|Vasko: ‘We will not sign this paper’⟧\n\n{BODY}", {}),
    (
        "title over two lines",
        f"⟦title|Kesh rebels refuse to leave the valley until\narmour goes, say mediators⟧\n\n{BODY}",
        {"title": "Kesh rebels refuse to leave the valley until armour goes, say mediators"},
    ),
    (
        "title that asks, before a byline",
        f"⟦title|Who will open the harbour of Lisk?⟧\n\nBy ⟦byline|Mira Holt⟧\n\n{BODY}",
        {},
    ),
    ("title after blank lines and spaces", f"\n\n  ⟦title|Harbour talks stall after walkout⟧  \n\n{BODY}", {}),
    ("title with letters beyond the first plane", f"⟦title|Talks stall 𝒂 in Lisk 😀 again⟧\n\n{BODY}", {}),
    ("title after a line of the page", f"Advertisement\n\n⟦title|Harbour talks stall after walkout⟧\n\n{BODY}", {}),
    # --- byline
    ("byline", f"By ⟦byline|Jane Roe⟧\n\n{BODY}", {}),
    ("byline in capitals", f"BY ⟦byline|JANE ROE⟧\n\n{BODY}", {}),
    ("byline with a particle", f"By ⟦byline|Nadira al-Masri van der Holt⟧\n\n{BODY}", {}),
    (
        "two names and an agency",
        f"By ⟦byline|Jane Roe and John Doe⟧, ⟦publisher|Reuters⟧\n\n{BODY}",
        {},
    ),
    ("three names", f"By ⟦byline|Jane Roe, John Doe and Oren Vasko⟧\n\n{BODY}", {}),
    ("name and job", f"By ⟦byline|Jane Roe⟧, Diplomatic Correspondent\n\n{BODY}", {}),
    ("name and place", f"By ⟦byline|Jane Roe⟧ in Lisk\n\n{BODY}", {}),
    ("an agency as writer", f"By ⟦byline|⟦publisher|AFP⟧⟧\n\n{BODY}", {"publisher": "Agence France-Presse"}),
    ("staff", f"By ⟦byline|our foreign staff⟧\n\n{BODY}", {}),
    ("not a byline: one word", f"By Invitation\n\n{BODY}", {}),
    (
        "title, byline, date",
        f"⟦title|Harbour talks stall after walkout⟧\nBy ⟦byline|Jane Roe⟧\n⟦published|May 10, 2024⟧\n\n{BODY}",
        MAY10,
    ),
    (
        "title, standfirst, byline",
        f"⟦title|Harbour talks stall⟧\n\nMediators say the Civic List left the room\n\nBy ⟦byline|Jane Roe⟧\n\n{BODY}",
        {},
    ),
    (
        "byline and date on one line",
        f"By ⟦byline|Jane Roe⟧ | ⟦published|May 10, 2024⟧ | 5 min read\n\n{BODY}",
        MAY10,
    ),
    # --- dateline
    ("place and agency", f"⟦dateline|LISK (⟦publisher|AP⟧)⟧ — {REST}", AP),
    ("place, date, agency", f"⟦dateline|LISK, May 9 (⟦publisher|Reuters⟧)⟧ - {REST}", {}),
    ("agency and stroke", f"⟦dateline|⟦publisher|Shafaq News⟧⟧/ {REST}", {}),
    ("agency unknown, stroke", f"⟦dateline|⟦publisher|Corvane News⟧⟧/ {REST}", {}),
    ("place alone", f"⟦dateline|LISK⟧ — {REST}", {}),
    ("place with a hyphen as dash", f"⟦dateline|SAN TELMO DE RIVAS⟧ - {REST}", {}),
    ("a place whose first word is a common one", f"⟦dateline|NEW VASHTY⟧ - {REST}", {}),
    ("agency alone", f"⟦dateline|(⟦publisher|Reuters⟧)⟧ - {REST}", {}),
    ("place and country", f"⟦dateline|TEL MARU, Karvenia (⟦publisher|AP⟧)⟧ — {REST}", AP),
    ("place and country, no agency", f"⟦dateline|ESHKAR, Karvenia⟧ — {REST}", {}),
    ("two places", f"⟦dateline|LISK/VASHTY⟧ — {REST}", {}),
    ("double hyphen", f"⟦dateline|DUHR, Feb 8 (⟦publisher|PGP⟧)⟧ -- {REST}", {}),
    ("underscore, as old wires have it", f"⟦dateline|LISK, Karvenia (⟦publisher|AP⟧)⟧ _ {REST}", AP),
    ("no dash", f"⟦dateline|LISK CITY (⟦publisher|AP⟧)⟧ {REST}", AP),
    ("colon", f"⟦dateline|LISK, April 5 (⟦publisher|APP⟧)⟧:{REST}", {"publisher": "Associated Press of Pakistan"}),
    ("weekday and colon", f"⟦dateline|AL-QASIRA, Thursday⟧: {REST}", {}),
    ("full stop", f"⟦dateline|ESHKABAD, August 22⟧. {REST}", {}),
    (
        "place in small letters with an agency",
        f"⟦dateline|Lisk (⟦publisher|AFP⟧)⟧ – {REST}",
        {"publisher": "Agence France-Presse"},
    ),
    ("alone on its line", f"⟦dateline|LISK, Karvenia (⟦publisher|AP⟧)⟧ —\n\n{REST}", AP),
    (
        "with its year",
        f"⟦dateline|LISK, ⟦published|April 5, 2024⟧ (⟦publisher|GLOBE NEWSWIRE⟧)⟧ -- {REST}",
        {"published": "2024-04-05", "publisher": "GlobeNewswire"},
    ),
    (
        "title and dateline",
        f"⟦title|Harbour talks stall after walkout⟧\n\n⟦dateline|LISK (⟦publisher|AP⟧)⟧ — {REST}",
        AP,
    ),
    # --- publisher
    ("agency on its own line", f"⟦publisher|Reuters⟧\n\n⟦title|Harbour talks stall after walkout⟧\n\n{BODY}", {}),
    ("rights at the foot", f"{BODY}\n\n© 2024 ⟦publisher|The Lowland Post⟧. All rights reserved.", {}),
    ("rights, spelled", f"{BODY}\n\nCopyright 2024 ⟦publisher|The Lowland Post⟧", {}),
    # --- date
    ("published", f"Published ⟦published|May 10, 2024⟧\n\n{BODY}", MAY10),
    ("day first", f"⟦published|10 May 2024⟧\n\n{BODY}", MAY10),
    ("with a time", f"⟦published|May 10, 2024⟧ 9:14 AM EDT\n\n{BODY}", MAY10),
    ("time first", f"Published at 09:14 GMT, ⟦published|10 May 2024⟧\n\n{BODY}", MAY10),
    ("ISO", f"⟦published|2024-05-10⟧\n\n{BODY}", MAY10),
    ("ISO with a time", f"Date: ⟦published|2024-05-10⟧T08:00:00Z\n\n{BODY}", MAY10),
    ("weekday", f"Friday, ⟦published|May 10, 2024⟧\n\n{BODY}", MAY10),
    ("short month", f"Posted on ⟦published|Sept. 3, 2024⟧\n\n{BODY}", {"published": "2024-09-03"}),
    ("figures, unambiguous", f"⟦published|25/05/2024⟧\n\n{BODY}", {"published": "2024-05-25"}),
    ("only updated", f"Updated: ⟦published|May 10, 2024⟧\n\n{BODY}", MAY10),
    ("updated and published", f"Updated May 11, 2024\nPublished ⟦published|May 10, 2024⟧\n\n{BODY}", MAY10),
    ("published and updated", f"Published ⟦published|10 May 2024⟧, updated 11 May 2024\n\n{BODY}", MAY10),
    ("labelled at the foot", f"{BODY}\n\nPublished: ⟦published|10 May 2024⟧", MAY10),
    # A line that is no valid date is left to the body.
    ("no such day", f"Published February 30, 2024\n\n{BODY}", {}),
    ("figures, ambiguous", f"05/06/2024\n\n{BODY}", {}),
]


@pytest.mark.parametrize(("marked", "values"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_head(marked: str, values: dict[str, object]) -> None:
    text, places = unmark(marked)
    head = find_head(text)
    for field in FIELDS:
        detail = getattr(head, field)
        if field not in places:
            assert detail is None, field
            continue
        start, end, words = places[field]
        assert detail is not None, field
        assert detail.span == Span(start, end, words), field
        assert detail.value == values.get(field, words), field
        assert detail.origin == "text"


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40


HEADISH = st.lists(
    st.sampled_from(
        [
            "LISK",
            "(AP)",
            "—",
            " - ",
            "By ",
            "Jane Roe",
            "\n",
            "\n\n",
            "May 10, 2024",
            "Reuters",
            "/ ",
            ", ",
            "Published ",
            "Talks stall in Lisk",
            ".",
            "“",
            "𝒂",
            "\t",
            " | ",
            REST,
        ]
    ),
    max_size=25,
).map("".join)


@given(st.one_of(st.text(max_size=300), HEADISH))
def test_every_span_lies_in_the_text(text: str) -> None:
    head = find_head(text)
    for field in FIELDS:
        detail = getattr(head, field)
        if detail is not None:
            assert detail.span is not None
            assert text[detail.span.start : detail.span.end] == detail.span.text
            assert detail.value
