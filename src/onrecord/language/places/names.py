"""Which parts of a text are place names: the recogniser's, and others that their surroundings support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.language.countries import Countries, fold
from onrecord.language.places.datelines import DATELINE
from onrecord.language.places.gazetteer import Gazetteer
from onrecord.language.places.words import abbreviations, regions, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PLACES = frozenset(("GPE", "LOC", "FAC"))
_UNSURE = frozenset(("ORG", "PERSON", "PRODUCT", "NORP", "WORK_OF_ART", "EVENT"))
_LARGE = 20_000  # people


@dataclass(frozen=True, slots=True)
class Name:
    """A place name: tokens [start, end) of the doc. `sure` where the surroundings show that it is a
    place and nothing else (a dateline, a facility's name after `at`); `seat` for
    a seat of government (`the Kremlin`)."""

    start: int
    end: int
    sure: bool = False
    seat: bool = False


def place_names(doc: Doc, text: str, countries: Countries, gazetteer: Gazetteer) -> list[Name]:
    """The place names in order, not overlapping; `text` is `doc.text`, which takes long to join."""
    taken: list[Name | None] = [None] * len(doc)
    found = (
        finder(doc, countries, gazetteer)
        for finder in (_recognised, _after_prepositions, _modifiers, _reached, _towns, _houses, _countries)
    )
    for names in (_datelines(doc, text, countries, gazetteer), *found):
        for name in names:
            if name.start < name.end and not any(taken[name.start : name.end]):
                taken[name.start : name.end] = [name] * (name.end - name.start)
    for name in _chains(doc, countries, gazetteer, taken):
        if not any(taken[name.start : name.end]):
            taken[name.start : name.end] = [name] * (name.end - name.start)
    for name in _again(doc, taken):
        taken[name.start : name.end] = [name] * (name.end - name.start)
    kept = dict.fromkeys(name for name in taken if name is not None)
    surnames = _surnames(doc)
    return [
        name
        for name in kept
        if name.sure
        or name.seat
        or (
            _is_supported(doc[name.start : name.end], countries, gazetteer)
            and not _is_person(doc[name.start : name.end], surnames)
        )
    ]


def _known(text: str, countries: Countries, gazetteer: Gazetteer) -> bool:
    return fold(text) in regions() or bool(gazetteer.look_up(text, countries))


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without article, `northern`, possessive and generic noun around."""
    while start < end and (
        (not doc[start].text[:1].isupper() and not doc[start].text[:1].isdigit()) or doc[start].lower_ == "the"
    ):
        start += 1
    while start < end and (
        doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].text[:1].islower()
    ):
        end -= 1
    return start, end


def _datelines(doc: Doc, text: str, countries: Countries, gazetteer: Gazetteer) -> Iterator[Name]:
    for match in DATELINE.finditer(text):
        span = doc.char_span(match.start("name"), match.end("name"))
        if span is None or not _known(_title(span.text), countries, gazetteer):
            continue
        if span.text.isupper() or match["more"] or span.root.ent_type_ in ("GPE", "LOC", "") or "(" in match[0]:
            yield Name(span.start, span.end, sure=True)


def _title(text: str) -> str:
    """Datelines are often in capitals."""
    return text.title() if text.isupper() and len(text) > 4 else text


def _recognised(doc: Doc, countries: Countries, gazetteer: Gazetteer) -> Iterator[Name]:
    for span in doc.ents:
        if span.label_ not in _PLACES:
            continue
        start, end = _trimmed(doc, span.start, span.end)
        end = _with_particles(doc, end)
        if start == end or (countries.people_of(doc[start:end].text) and not countries.named(doc[start:end].text)):
            continue
        yield from _parts(doc, start, end, countries, gazetteer)


def _parts(doc: Doc, start: int, end: int, countries: Countries, gazetteer: Gazetteer) -> Iterator[Name]:
    """A name with commas or line breaks in it is several, but for `Washington, D.C.`."""
    if end < len(doc) - 1 and doc[end].text == "," and doc[end + 1].text in ("D.C.", "DC"):
        yield Name(start, end + 2)
        return
    if _known(doc[start:end].text, countries, gazetteer):
        yield Name(start, end)
        return
    begin = start
    for at in range(start, end + 1):
        if at == end or doc[at].is_space or doc[at].text in (",", "/"):
            if begin < at:
                yield Name(*_trimmed(doc, begin, at))
            begin = at + 1


def _after_prepositions(doc: Doc, countries: Countries, gazetteer: Gazetteer) -> Iterator[Name]:
    """Capitalised words after `in`, `at`, `near`, `the city of` ...: where the gazetteer has them,
    or a facility's name."""
    for at in _where(doc, "LOWER", words("locative") | {"of"}):
        token, start = doc[at], at + 1
        if token.lower_ == "of" and (at == 0 or doc[at - 1].lower_ not in words("settled")):
            continue
        while start < len(doc) and (doc[start].lower_ in words("directions") and not doc[start].text[:1].isupper()):
            start += 1
        if start >= len(doc) or doc[start].ent_type_ in _PLACES or not _capital(doc[start]):
            continue
        end = start + 1
        while end < len(doc) and _capital(doc[end]) and not doc[end].is_sent_start:
            end += 1
        end = max(start, _trimmed(doc, start, end)[1])
        if (longer := _with_particles(doc, end)) > end:  # `in the Palais des Nations` is not in Palais
            if _known(doc[start:longer].text, countries, gazetteer):
                yield Name(start, longer)
            continue
        text = doc[start:end].text
        if end == start or doc[start].lower_ in words("stopped") or countries.people_of(text):
            continue
        if end > start + 1 and doc[end - 1].lower_ in words("facilities"):
            yield Name(start, end, sure=token.lower_ in ("in", "at", "near", "outside", "inside"))
        elif doc[start].ent_type_ != "PERSON" or token.lower_ in ("in", "near", "outside", "across"):
            yield from _longest(doc, start, end, countries, gazetteer, token.lower_ in ("in", "near", "outside"))


def _longest(doc: Doc, start: int, end: int, countries: Countries, gazetteer: Gazetteer, sure: bool) -> Iterator[Name]:
    for stop in range(end, start, -1):
        text = doc[start:stop].text
        if len(text) > 2 and _known(text, countries, gazetteer):
            rest = doc[stop] if stop < end else None
            if rest is None or rest.ent_type_ in _PLACES:
                yield Name(start, stop, sure)
            return


def _modifiers(doc: Doc, countries: Countries, gazetteer: Gazetteer) -> Iterator[Name]:
    """`the Aleppo offensive`: a known town before what happens in towns."""
    for at in _where(doc, "LOWER", words("events")):
        before = doc[at - 1] if at else None
        if before is None or not _capital(before) or before.ent_type_ in ("PERSON", "DATE", "GPE", "LOC"):
            continue
        if (at > 1 and (_capital(doc[at - 2]) or doc[at - 2].text == "-")) or before.lower_ in words("stopped"):
            continue
        if countries.people_of(before.text):
            continue
        if any(c.kind == "city" and c.population >= _LARGE for c in gazetteer.look_up(before.text, countries)):
            yield Name(at - 1, at)


def _reached(doc: Doc, countries: Countries, gazetteer: Gazetteer) -> Iterator[Name]:
    """`fled Rafah`: a known town as the object of a verb of coming and going."""
    for token in doc:
        if token.dep_ != "dobj" or token.pos_ != "PROPN" or token.ent_type_ in _PLACES or not _capital(token):
            continue
        start = token.left_edge.i
        if token.head.lemma_ not in words("coming") or not all(_capital(doc[i]) for i in range(start, token.i)):
            continue
        text = doc[start : token.i + 1].text
        if any(c.kind == "city" and c.population >= _LARGE for c in gazetteer.look_up(text, countries)):
            yield Name(start, token.i + 1)


def _towns(doc: Doc, countries: Countries, gazetteer: Gazetteer) -> Iterator[Name]:
    """Names of towns that stand alone where the recogniser saw no name at all."""
    proper = doc.to_array("POS") == doc.vocab.strings["PROPN"]
    free = doc.to_array("ENT_TYPE") == 0
    for at in (proper & free).nonzero()[0].tolist():
        token = doc[at]
        beside = [doc[i] for i in (at - 1, at + 1) if 0 <= i < len(doc)]
        if not _capital(token) or token.text.isupper() or any(_capital(t) or t.text == "-" for t in beside):
            continue
        if token.lower_ in words("stopped") or countries.people_of(token.text) or _with_particles(doc, at + 1) > at + 1:
            continue
        if any(c.kind == "city" and c.population >= _LARGE for c in gazetteer.look_up(token.text, countries)):
            yield Name(at, at + 1)


def _with_particles(doc: Doc, end: int) -> int:
    """The end of a name with what particles tie to it: `Palais des Nations`, `Santa Cruz de la Sierra`."""
    at = end
    while at < len(doc) and doc[at].text in words("particles"):
        at += 1
    if at == end or at == len(doc) or not doc[at].text[:1].isupper():
        return end
    return at + 1


def _houses(doc: Doc, _: Countries, __: Gazetteer) -> Iterator[Name]:
    """Seats of government, which the recogniser takes for organisations."""
    houses = [house.split() for house in words("houses")]
    for at in _where(doc, "LOWER", [house[-1] for house in houses]):
        for house in houses:
            start = max(0, at + 1 - len(house))
            if [doc[i].lower_ for i in range(start, at + 1)] == house and doc[at].text[:1].isupper():
                yield Name(start, at + 1, seat=True)


def _where(doc: Doc, attribute: str, words: Iterable[str]) -> list[int]:
    """The tokens of these words; asking every token for its text takes ten times as long."""
    numbers = [doc.vocab.strings[word] for word in words]
    found: list[int] = np.isin(doc.to_array(attribute), np.array(numbers, dtype=np.uint64)).nonzero()[0].tolist()
    return found


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ not in ("PRON", "DET", "VERB", "AUX") and not token.is_punct


def _countries(doc: Doc, countries: Countries, _: Gazetteer) -> Iterator[Name]:
    """Names of countries that the recogniser missed, but not parts of other names."""
    small = doc.to_array("IS_LOWER").astype(bool)
    for at in (~small).nonzero()[0].tolist():
        token = doc[at]
        if token.text[:1].isupper() and len(token.text) > 1 and (token.ent_iob_ == "O" or _alone(token)):
            country = countries.named(token.text)
            if country and country.iso3 and not countries.people_of(token.text):
                yield Name(token.i, token.i + 1)


def _alone(token: Token) -> bool:
    if token.ent_iob_ == "I":
        return False
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return after is None or after.ent_iob_ != "I"


def _chains(doc: Doc, countries: Countries, gazetteer: Gazetteer, taken: list[Name | None]) -> Iterator[Name]:
    """`Daraa, Syria`: the capitalised words before a comma and a country or division, and after a place."""
    for at in _where(doc, "ORTH", (",",)):
        if not 0 < at < len(doc) - 1:
            continue
        after = taken[at + 1]
        if after is None and doc[at + 1].text in abbreviations() and _capital(doc[at - 1]):
            yield Name(at + 1, at + 2, sure=True)
        elif after is None and taken[at - 1] is not None and _capital(doc[at + 1]):
            end = at + 2
            while end < len(doc) and _capital(doc[end]) and not doc[end].is_sent_start:
                end += 1
            closed = end < len(doc) and doc[end].text in (",", ".", ";", ")")
            if closed and not doc[at + 1].ent_type_ and _known(doc[at + 1 : end].text, countries, gazetteer):
                yield Name(at + 1, end)
        if (after is not None or doc[at + 1].text in abbreviations()) and taken[at - 1] is None:
            start = at
            while start > 0 and _capital(doc[start - 1]) and not doc[start].is_sent_start and at - start < 4:
                start -= 1
            if start == at or doc[start].ent_type_ == "GPE":
                continue
            wide = _is_wide(doc, at + 1, after, countries, gazetteer)
            if wide and _known(_title(doc[start:at].text), countries, gazetteer):
                yield Name(start, at, sure=True)


def _again(doc: Doc, taken: list[Name | None]) -> Iterator[Name]:
    """Further mentions of the names found, where the recogniser saw no name at all."""
    texts: set[str] = set()
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in dict.fromkeys(taken):
        if name is not None and not name.seat:
            texts.add(doc[name.start : name.end].text)
            lengths[doc[name.start].text].add(name.end - name.start)
    for at in _where(doc, "ORTH", lengths):
        for length in sorted(lengths[doc[at].text], reverse=True):
            span = doc[at : at + length]
            free = not any(taken[at : at + length]) and not any(t.ent_type_ for t in span)
            if free and span.text in texts and not (at + length < len(doc) and _capital(doc[at + length])):
                yield Name(at, at + length)
                break


def _is_wide(doc: Doc, at: int, name: Name | None, countries: Countries, gazetteer: Gazetteer) -> bool:
    text = doc[name.start : name.end].text if name else doc[at].text
    return any(c.kind in ("country", "division") for c in gazetteer.look_up(text, countries))


def _is_supported(span: Span, countries: Countries, gazetteer: Gazetteer) -> bool:
    """The gazetteer has it, it is a facility's name, or it follows a locative preposition."""
    if _known(_title(span.text), countries, gazetteer) or span[-1].lower_ in words("facilities"):
        return True
    if span.text.isupper():
        return False
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and (before.lower_ == "the" or before.lower_ in words("directions")) and span.start > 1:
        before = span.doc[span.start - 2]
    return before is not None and before.lower_ in words("prepositions") | {"of"}


def _surnames(doc: Doc) -> frozenset[str]:
    """The last words of full names of people."""
    return frozenset(
        span[-1 if span[-1].tag_ != "POS" else -2].text
        for span in doc.ents
        if span.label_ == "PERSON" and len(span) > 1
    )


def _is_person(span: Span, surnames: frozenset[str]) -> bool:
    """`Holland` after `Chris Holland` was named, and not `in Holland`."""
    if len(span) > 1 or span.text not in surnames:
        return False
    before = span.doc[span.start - 1] if span.start else None
    return before is None or before.lower_ not in words("locative")
