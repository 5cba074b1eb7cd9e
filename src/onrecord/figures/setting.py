"""Where and since when a figure holds: the place and the time that hang on what is counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.figures.counted import Counted, Range
from onrecord.language.analysis import Analysis
from onrecord.language.times.time import Time

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

_WHERE = frozenset(
    (
        "in",
        "at",
        "near",
        "on",
        "from",
        "around",
        "across",
        "outside",
        "along",
        "inside",
        "throughout",
        "within",
        "off",
        "over",
    )
)
_PLACES = ("GPE", "LOC", "FAC")
_SINCE, _DURING = frozenset(("since", "from")), frozenset(("over", "during", "in", "within", "for", "throughout"))
_DAYS = {"D": 1, "W": 7}


def place_of(analysis: Analysis, words: Phrase, counted: Counted) -> tuple[Range, ...]:
    """The words for the place where a figure holds, with their preposition."""
    best: tuple[int, Range] | None = None
    for token in _reach(words, counted):
        phrase = _place_phrase(token)
        if phrase is None or any(t.i in range(words.start, words.end) for t in phrase):
            continue
        distance = abs(token.i - words.end)
        if best is None or distance < best[0]:
            best = distance, (phrase[0].idx, phrase[-1].idx + len(phrase[-1]))
    return (best[1],) if best else ()


def _reach(words: Phrase, counted: Counted) -> Iterator[Token]:
    """The tokens that hang on what is counted, then on the verb that governs it."""
    top = counted.noun or counted.anchor
    yield from top.children
    for _ in range(3):
        if top.head.i == top.i:
            return
        top = top.head
        yield from (c for c in top.children if c.dep_ in ("prep", "dobj", "advmod"))
        if top.pos_ in ("VERB", "AUX"):
            return


def _place_phrase(token: Token) -> list[Token] | None:
    """A prepositional phrase, or an object, that names a place."""
    if token.dep_ == "prep" and token.lower_ in _WHERE:
        complement = next((c for c in token.children if c.dep_ == "pobj"), None)
    elif token.dep_ == "dobj" and token.ent_type_ in _PLACES:
        complement = token
    else:
        return None
    if complement is None or complement.ent_type_ in ("DATE", "TIME"):
        return None
    phrase = sorted(token.subtree, key=lambda t: t.i)
    comma = next(
        (n for n, t in enumerate(phrase) if t.text in (",", ";", ":", "–", "—", "”", '"') or t.dep_ == "relcl"),
        len(phrase),
    )
    phrase = phrase[:comma]
    named = any(t.ent_type_ in _PLACES for t in phrase)
    return phrase if named and phrase else None


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
