"""All that later stages need to know of an article's language, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.language.countries import Countries, load_countries
from onrecord.language.parties import Parties, find_parties
from onrecord.language.pipeline import parse
from onrecord.language.places.datelines import datelines
from onrecord.language.places.find import find_places
from onrecord.language.places.phrases import PlacePhrase, place_phrases
from onrecord.language.places.place_name import PlaceName
from onrecord.language.quotation_marks import Quoted, near, quoted_parts
from onrecord.language.times.find import find_times
from onrecord.language.times.time import Time
from onrecord.schema.article import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Phrase


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with its parse, its quotation marks, the people and bodies it names, its time
    expressions, its places, the words that tell where, and the ranges of its datelines."""

    article: Article
    doc: Doc
    quoted: tuple[Quoted, ...]
    parties: Parties
    countries: Countries
    times: tuple[Time, ...]
    places: tuple[PlaceName, ...]
    place_phrases: tuple[PlacePhrase, ...]
    datelines: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The article's text, to which all offsets refer."""
        return self.article.text

    def phrase(self, start: int, end: int) -> Phrase:
        """The tokens that overlap [start, end), in code points."""
        return phrase(self.doc, start, end)

    def in_dateline(self, at: int) -> int | None:
        """The end of the dateline that a character stands in; None where it stands in none."""
        return next((end for start, end in self.datelines if start <= at < end), None)

    def quoted_near(self, at: int) -> list[Quoted]:
        """The quoted parts around a character."""
        return near(self.quoted, at, at + 1)


def phrase(doc: Doc, start: int, end: int) -> Phrase:
    """The tokens of `doc` that overlap [start, end), in code points."""
    found = doc.char_span(start, end, alignment_mode="expand")
    assert found is not None, f"[{start}, {end}) is outside the text"
    return found


def analyse(article: Article, nlp: Language) -> Analysis:
    """Parse an article and find its quotation marks and parties."""
    return analyse_parsed(article, parse(article.text, nlp))


def analyse_parsed(article: Article, doc: Doc) -> Analysis:
    """The same of an article that is parsed already; `doc.text` is its text."""
    countries = load_countries()
    places = tuple(find_places(doc, countries))
    published = article.published.value if article.published else None
    return Analysis(
        article,
        doc,
        quoted_parts(article.text),
        find_parties(doc, countries),
        countries,
        tuple(find_times(doc, published)),
        places,
        place_phrases(doc, places),
        tuple(datelines(article.text)),
    )
