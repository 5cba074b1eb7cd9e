"""Where and since when a figure holds: the place and the time that hang on what is counted."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures.counted import Counted, Range
from onrecord.language.analysis import Analysis
from onrecord.language.places.phrases import within
from onrecord.language.times.time import Time
from onrecord.lexicons.load import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

_FAR = 6  # words above a place at which nothing ties it to a figure
_NEAR = 14  # words from a figure to a place behind it that the parse does not tie to it
_TOWARDS = frozenset(("to", "into", "onto", "towards", "toward", "through", "behind", "opposite"))
_SUBJECTS = ("nsubj", "nsubjpass")
_SINCE, _DURING = frozenset(("since", "from")), frozenset(("over", "during", "in", "within", "for", "throughout"))
_DAYS = {"D": 1, "W": 7}


def place_of(analysis: Analysis, words: Phrase, counted: Counted) -> tuple[Range, ...]:
    """The words for the place where a figure holds: a place that hangs on what is counted or on
    the verb that governs it, else the nearest one of the sentence that follows."""
    sentence = words.sent
    tops = _tops(words, counted)
    counted_token = (counted.noun or counted.anchor).i
    found: list[tuple[int, int, Range]] = []
    for phrase in within(analysis.place_phrases, sentence.start_char, sentence.end_char):
        root = analysis.doc[phrase.root]
        if phrase.start < words.end_char <= phrase.end or root.i == counted_token:
            continue
        distance = abs(root.i - words.end)
        if phrase.preposition in _TOWARDS:
            continue
        if not phrase.preposition:
            rank = 1 if _is_left(root, tops) or _holds(root, tops) else None
        else:
            rank = _tie(root, tops, phrase.preposition == "from")
            if rank is None and phrase.named and root.i > words.end and distance <= _NEAR:
                rank = 3
        if rank is not None:
            found.append((rank, distance, (phrase.start, phrase.end)))
    return (min(found)[2],) if found else ()


def _tie(place: Token, tops: set[int], origin: bool) -> int | None:
    """How firmly a phrase hangs on what is counted: 0 firmly, 2 by a clause about it or as where it
    came from, None not at all."""
    rank = 2 if origin else 0
    for above in [place, *place.ancestors][: _FAR + 1]:
        if above.i in tops:
            return rank
        if above.lemma_ in _where("left"):  # `died after fleeing villages in the east`
            return None
        if above.dep_ in ("relcl", "acl"):
            rank = 2
    return None


def _tops(words: Phrase, counted: Counted) -> set[int]:
    """What is counted and the verbs above it, up to the end of its clause."""
    top = counted.noun or counted.anchor
    found = {top.i}
    for above in top.ancestors:
        found.add(above.i)
        if above.pos_ in ("VERB", "AUX") and above.dep_ not in ("acl", "xcomp", "conj"):
            break
    return found


@cache
def _where(name: str) -> frozenset[str]:
    return frozenset(lexicon("figures")["where"][name])


def _is_left(place: Token, tops: set[int]) -> bool:
    """Whether people are counted who leave or reach the place: `dozens fled Ghent`."""
    verb = place.head
    if place.dep_ != "dobj" or verb.lemma_ not in _where("left"):
        return False
    return verb.i in tops or (verb.dep_ in ("xcomp", "conj") and verb.head.i in tops)


def _holds(place: Token, tops: set[int]) -> bool:
    """Whether the place, or something of it, is the subject of the count: `Ghent shelters 3,000`,
    `Ghent's population`, `the Ghent attack that killed 12`, `the city, which shelters 3,000`."""
    noun = place.head if place.dep_ in ("poss", "compound", "nmod") else place
    if noun.i in tops:
        return False
    verbs = [c for c in noun.children if c.dep_ == "relcl"]
    if noun.dep_ in _SUBJECTS:
        verbs.append(noun.head)
    return any(v.i in tops and (noun.i != place.i or v.lemma_ in _where("holding")) for v in verbs)


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
