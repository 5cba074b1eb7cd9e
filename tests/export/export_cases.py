"""Records to export: one built by hand, with all that is hard for a format, and any that hypothesis can think of."""

from __future__ import annotations

from hypothesis import strategies as st

from onrecord.notes import Note
from onrecord.schema.article import Article, Detail
from onrecord.schema.event import Event, Mention, Participant, Verbal
from onrecord.schema.figure import Figure, Period
from onrecord.schema.place import Place
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import SaidAt, Statement

PROVENANCE = Provenance("onrecord 0.1.0", "tagger", "0" * 64, "en_core_web_sm 3.8.0")

TEXT = (
    'LISK (Halden Wire) — 🚢 "We will not\topen the port\n\nwhile they shell it," harbour chief Ana Brandt told '
    "reporters on Friday, “never”.\r\n"
    "=At least 12 people were killed in Lisk since May 2, two port officials said.\u2028 Oskia's navy shelled the "
    "port 🏭 of Lisk; a second attack may follow."
)


def span(text: str, words: str) -> Span:
    """The first place where the words stand."""
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def wire_report(url: str | None = "https://wire.example/lisk?a=1&b=2", key: str = "lisk-1") -> Record:
    """A report in the style of a wire, with an emoji before every span, quotation marks, a tab, line breaks of four
    kinds, a quotation that runs over paragraphs, a statement inside another one and a cell that begins with `=`."""

    def at(words: str) -> Span:
        return span(TEXT, words)

    lisk = TEXT.index("Lisk since")
    note = Note("place-ambiguous", "Lisk, Lisk")
    place = Place("p1", Span.of(TEXT, lisk, lisk + 4), 3018095, 49.5, 0.125, "FRA", notes=(note,))
    brandt = Statement(
        "s1", (at("harbour chief Ana Brandt"),), at("told"),
        (at('"We will not\topen the port\n\nwhile they shell it,"'), at("“never”")), "direct",
        verbatim=(at("We will not\topen the port\n\nwhile they shell it,"), at("never")), speaker="Ana Brandt",
        speaker_type="person", named=True, act="refuse", condition=(at("while they shell it"),),
        to=(at("reporters"),), said_at=SaidAt(at("on Friday"), "2031-05-09"), score=0.98,
        event=Verbal("REJECT", "yield", (Participant(at("reporters"), "reporters", None, "JRN"),)),
    )  # fmt: skip
    officials = Statement(
        "s2", (at("two port officials"),), at("said"), (at("=At least 12 people were killed in Lisk since May 2"),),
        "indirect", speaker="two port officials", speaker_type="group", parent="s1", score=0.5,
        notes=(Note("speaker-side"),),
    )  # fmt: skip
    bare = Statement("s3", (), None, (at("a second attack may follow"),), "indirect", act="predict", negated=True)
    figure = Figure(
        "f1", at("At least 12"), 12, None, True, "killed", of=(at("people"),), place=(at("in Lisk"),), places=("p1",),
        period=Period(at("since May 2"), "2031-05-02", None), statement="s2",
    )  # fmt: skip
    attack = Event(
        "e1", at("shelled"), "ASSAULT", "happened", "heavy-weapons",
        actor=(Participant(at("Oskia's navy"), "Oskia", "OSK", "MIL"),),
        recipient=(Participant(at("the port 🏭 of Lisk"), None, None, None),), place=(at("of Lisk"),), places=("p1",),
        date="2031-05-08", figures=("f1",), mentions=(Mention(at("shell it"), "s1"),),
    )  # fmt: skip
    planned = Event("e2", at("attack"), "ASSAULT", "conditional", statement="s3")
    article = Article(
        TEXT, id=key, name=url or key, url=url, title=Detail("“Lisk” shut, says chief", "given"),
        publisher=Detail("Halden Wire", "text", at("Halden Wire")), byline=Detail("Tom Reyl", "given"),
        published=Detail("2031-05-10", "given"),
    )  # fmt: skip
    return Record(article, (brandt, officials, bare), PROVENANCE, (figure,), (place,), (attack, planned))


def copy_of_the_report() -> Record:
    """The same text at another address: its statements have the same ids."""
    return wire_report("https://copy.example/lisk", "lisk-2")


_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
_HARD = ("said", "🚢", "🇫🇷", "\n", "\n\n", "\r", "\t", "\u2028", "\x85", '"', "“", "'", ";", ",", "=1", "é", "e\u0301")
_WORDS = st.text(_LETTERS, min_size=1, max_size=4) | st.sampled_from(_HARD)
_NO_BORDER = "\x1c\x1d\x1e\x85\u2028\u2029"


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record whose spans stand anywhere in a text of any signs; the signs at their borders are no spaces."""
    text = "a" + " ".join(draw(st.lists(_WORDS, min_size=3, max_size=25))) + "z"
    borders = [i for i, sign in enumerate(text) if not sign.isspace() and sign not in _NO_BORDER]

    def a_span() -> Span:
        ends = draw(st.tuples(st.sampled_from(borders), st.sampled_from(borders)))
        return Span.of(text, min(ends), max(ends) + 1)

    def some() -> tuple[Span, ...]:
        return tuple(a_span() for _ in range(draw(st.integers(0, 2))))

    def people() -> tuple[Participant, ...]:
        return tuple(Participant(s, draw(st.none() | st.just("Ann Lee"))) for s in some())

    def statement(number: int) -> Statement:
        spans = {field: some() for field in ("source", "verbatim", "condition", "to", "said_in")}
        return Statement(
            id=f"s{number}",
            cue=a_span() if draw(st.booleans()) else None,
            content=tuple(sorted((a_span(), *some()))),
            quotation=draw(st.sampled_from(("direct", "mixed", "indirect"))),
            speaker=draw(st.none() | st.text(_LETTERS, max_size=5)),
            named=draw(st.booleans()),
            negated=draw(st.booleans()),
            act=draw(st.sampled_from(("say", "deny"))),
            parent="s0" if number and draw(st.booleans()) else None,
            said_at=SaidAt(a_span(), draw(st.none() | st.just("2031"))) if draw(st.booleans()) else None,
            score=draw(st.none() | st.floats(0, 1)),
            **spans,
        )

    def figure(number: int) -> Figure:
        return Figure(
            id=f"f{number}",
            span=a_span(),
            low=draw(st.none() | st.integers() | st.floats(0, 1e9)),
            high=None,
            approximate=draw(st.booleans()),
            measure="people",
            of=some(),
            place=some(),
            places=tuple(p.id for p in places),
            period=Period(a_span(), None, "2031") if draw(st.booleans()) else None,
            statement=draw(told),
        )

    def event(number: int) -> Event:
        return Event(
            id=f"e{number}",
            span=a_span(),
            type="AID",
            status="planned",
            mode=draw(st.none() | st.just("x")),
            actor=people(),
            recipient=people(),
            place=some(),
            places=tuple(p.id for p in places),
            statement=draw(told),
            figures=tuple(f.id for f in figures),
            mentions=tuple(Mention(s, draw(told)) for s in some()),
        )

    how_many = st.integers(0, 2)
    statements = tuple(statement(number) for number in range(draw(how_many)))
    told = st.sampled_from([None, *(s.id for s in statements)])
    places = tuple(Place(f"p{number}", a_span(), literal=draw(st.booleans())) for number in range(draw(how_many)))
    figures = tuple(figure(number) for number in range(draw(how_many)))
    events = tuple(event(number) for number in range(draw(how_many)))
    article = Article(text, id="a1", name="a1", title=Detail(draw(st.text(_LETTERS, min_size=1)), "given"))
    return Record(article, statements, PROVENANCE, figures, places, events)
