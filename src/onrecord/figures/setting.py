"""Where and since when a figure holds: the place and the time that hang on what is counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures.counted import Counted, Range
from onrecord.language.analysis import Analysis
from onrecord.language.entities import entity_from
from onrecord.language.times.time import Time
from onrecord.lexicons.load import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

_MODIFIERS = ("det", "amod", "compound", "nmod", "punct", "poss")
_PLACES = ("GPE", "LOC", "FAC")
_FAR = 6  # words above a place at which nothing ties it to a figure
_NEAR = 14  # words from a figure to a place behind it that the parse does not tie to it
_SINCE, _DURING = frozenset(("since", "from")), frozenset(("over", "during", "in", "within", "for", "throughout"))
_DAYS = {"D": 1, "W": 7}


def place_of(words: Phrase, counted: Counted) -> tuple[Range, ...]:
    """The words for the place where a figure holds, with their preposition: a place that hangs on
    what is counted or on the verb that governs it, else the nearest one of the sentence."""
    sentence = words.sent
    tops = _tops(words, counted)
    found: list[tuple[int, int, Range]] = []
    for token in sentence:
        name = entity_from(token, _PLACES)
        phrase = _place_phrase(name) if name is not None else None
        if name is None or phrase is None or name.start < words.end <= name.end:
            continue
        tied = any(a.i in tops for a in list(name.root.ancestors)[:_FAR])
        distance = abs(name.start - words.end)
        if tied or (name.start > words.end and distance <= _NEAR):
            found.append((0 if tied else 1, distance, phrase))
    found += _unnamed(words, tops)
    return (min(found)[2],) if found else ()


def _unnamed(words: Phrase, tops: set[int]) -> Iterator[tuple[int, int, Range]]:
    """Places without a name that hang on what is counted: `in government prisons`."""
    for token in words.sent:
        head = token.head
        if (
            token.lemma_.casefold() not in _where("nouns")
            or token.i in tops
            or head.lower_ not in _where("prepositions")
        ):
            continue
        if token.dep_ == "pobj" and any(a.i in tops for a in list(head.ancestors)[:_FAR]):
            last = token.doc[token.i]
            yield 0, abs(token.i - words.end), (int(head.idx), int(last.idx + len(last)))


def _tops(words: Phrase, counted: Counted) -> set[int]:
    """What is counted and the verbs above it, up to the end of its clause."""
    top = counted.noun or counted.anchor
    found = {top.i}
    for above in top.ancestors:
        found.add(above.i)
        if above.pos_ in ("VERB", "AUX") and above.dep_ not in ("acl", "xcomp", "conj"):
            break
    return found


def _place_phrase(name: Phrase) -> Range | None:
    """A place's words as they tell where: with a preposition, its own noun and the one before
    (`in villages near Ghent`), or as what is fled. None where they do not."""
    doc, sentence = name.doc, name.sent
    start = _widened(name.start, name)
    before = doc[start - 1] if start > sentence.start else None
    if before is not None and before.lower_ in _where("prepositions"):
        start -= 1
        noun = before.head
        outer = doc[_widened(noun.i, doc[noun.i : noun.i + 1]) - 1] if noun.i > sentence.start else None
        if (
            noun.i == start - 1
            and noun.lemma_.casefold() in _where("nouns")
            and outer is not None
            and outer.lower_ in _where("prepositions")
        ):
            start = outer.i
        return int(doc[start].idx), int(name.end_char)
    if name.root.dep_ == "dobj" and name.root.head.lemma_ in _where("left"):
        return int(doc[start].idx), int(name.end_char)
    return None


@cache
def _where(name: str) -> frozenset[str]:
    return frozenset(lexicon("figures")["where"][name])


def _widened(start: int, name: Phrase) -> int:
    """Where a noun begins with its article and adjectives."""
    doc = name.doc
    while start > name.sent.start and doc[start - 1].dep_ in _MODIFIERS and doc[start - 1].head.i < name.end:
        start -= 1
    return start


def period_of(analysis: Analysis, words: Phrase, counted: Counted) -> tuple[Range, str | None, str | None] | None:
    """The words for the period in which a figure holds, with its first and last date."""
    sentence = words.sent
    verbs = {t.i for t in (counted.noun or counted.anchor).ancestors if t.pos_ in ("VERB", "AUX")}
    first = bisect_left(analysis.times, sentence.start_char, key=lambda t: t.start)
    best: tuple[int, Time, Token] | None = None
    for time in analysis.times[first:]:
        if time.start >= sentence.end_char:
            break
        phrase = analysis.phrase(time.start, time.end)
        before = phrase.doc[phrase.start - 1] if phrase.start > sentence.start else phrase[0]
        governed = next((a.i for a in phrase.root.ancestors if a.pos_ in ("VERB", "AUX")), None)
        opens = before.lower_ in _SINCE | _DURING
        if not opens or (governed is not None and governed not in verbs):
            continue
        distance = abs(phrase.start - words.end)
        if best is None or distance < best[0]:
            best = distance, time, before
    if best is None:
        return None
    _, time, before = best
    published = analysis.article.published.value if analysis.article.published else None
    start, end = _dates(time, before.lower_, published)
    return (before.idx, time.end), start, end


def _dates(time: Time, preposition: str, published: str | None) -> tuple[str | None, str | None]:
    if preposition in _SINCE:
        return time.edtf, None
    if time.kind == "DURATION":
        return _back(time.value or "", published)
    return time.edtf, time.edtf


def _back(value: str, published: str | None) -> tuple[str | None, str | None]:
    """The first and last day of a duration that ends with the article: `over the past two months`."""
    number, unit = value[1:-1], value[-1:]
    try:
        last = date.fromisoformat(published or "")
        count = int(number)
    except ValueError:
        return None, None
    if unit in _DAYS:
        first = last - timedelta(days=count * _DAYS[unit])
    elif unit in ("M", "Y"):
        months = last.year * 12 + last.month - 1 - count * (12 if unit == "Y" else 1)
        if months < 12:
            return None, None
        year, month = divmod(months, 12)
        first = date(year, month + 1, min(last.day, 28))
    else:
        return None, None
    return first.isoformat(), last.isoformat()
