"""Measure place names and where they are on GeoWebNews (Gritta et al. 2020).

    python -m evaluation.places ../shared/gold/places.dev.jsonl [--errors N]

Spans: literal places found against gold's literal kinds, equal within two characters at each end.
Distance: of those right and resolved, whose gold has coordinates, the share within 161 km.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evaluation.command import run
from onrecord.language.countries import load_countries
from onrecord.language.pipeline import load_pipeline, parse
from onrecord.language.places.find import find_places
from onrecord.language.places.place_name import PlaceName
from onrecord.language.places.resolve import SAME, distance

LITERAL = frozenset(("Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"))
SLACK = 2  # characters

Article = tuple[dict[str, Any], list[PlaceName]]


def read_articles(path: Path) -> Iterator[Article]:
    """Every article of a gold file with the places found in it."""
    nlp, countries = load_pipeline(), load_countries()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article, find_places(parse(article["text"], nlp), countries)


def matches(gold: list[dict[str, Any]], found: list[PlaceName]) -> list[tuple[dict[str, Any] | None, PlaceName | None]]:
    """Gold's literal places with the literal ones found, each once; None for a miss or a false one."""
    left = [place for place in found if place.literal]
    pairs: list[tuple[dict[str, Any] | None, PlaceName | None]] = []
    for expected in gold:
        if expected["kind"] not in LITERAL:
            continue
        start, end = expected["span"]
        same = [p for p in left if abs(p.start - start) <= SLACK and abs(p.end - end) <= SLACK]
        if same:
            left.remove(same[0])
        pairs.append((expected, same[0] if same else None))
    return pairs + [(None, place) for place in left]


def score(articles: Iterable[Article]) -> dict[str, float]:
    """Figures in percent; `resolved` is the share of right spans with coordinates on both sides."""
    pairs = [pair for article, found in articles for pair in matches(article["places"], found)]
    gold = sum(expected is not None for expected, _ in pairs)
    found = sum(place is not None for _, place in pairs)
    both = [(e, p) for e, p in pairs if e is not None and p is not None]
    placed = [(e, p) for e, p in both if e["lat"] is not None]
    kilometres = [away for e, p in placed if (away := kilometres_off(e, p)) is not None]
    return {
        "span_precision": _percent(len(both), found),
        "span_recall": _percent(len(both), gold),
        "span_f1": _percent(2 * len(both), found + gold),
        "within_161km": _percent(sum(away <= SAME for away in kilometres), len(kilometres)),
        "resolved": _percent(len(kilometres), len(placed)),
    }


def score_places(path: Path | str) -> dict[str, float]:
    """The figures of `score` over a gold file."""
    return score(read_articles(Path(path)))


def kilometres_off(gold: dict[str, Any], place: PlaceName) -> float | None:
    """How far a place found lies from gold's; None where either has no coordinates."""
    if place.latitude is None or place.longitude is None or gold["lat"] is None:
        return None
    return distance((place.latitude, place.longitude), (gold["lat"], gold["lon"]))


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def errors(articles: Iterable[Article]) -> Iterator[str]:
    """One line for each miss, false place, and wrong point, with the words around."""
    for article, found in articles:
        text = article["text"]
        kinds = {tuple(place["span"]): place["kind"] for place in article["places"]}
        for gold, place in matches(article["places"], found):
            away = kilometres_off(gold, place) if gold is not None and place is not None else None
            if gold is not None and place is not None and (away is None or away <= SAME):
                continue
            start, end = gold["span"] if gold is not None else (place.start, place.end) if place else (0, 0)
            around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " ")
            told = gold["kind"] if gold else f"false ({kinds.get((start, end), 'not in gold')})"
            read = "missed" if place is None else f"{place.geonames_id} {place.country} {place.note}"
            yield f"{article['id']}: {around} | {told} | {read}{'' if away is None else f' {away:.0f} km off'}"


def main() -> None:
    """Print the figures, and the first N errors."""

    def measure(path: Path) -> tuple[dict[str, float], Iterable[str]]:
        articles = list(read_articles(path))
        return score(articles), errors(articles)

    run(__doc__ or "", measure, "articles with their places, one JSON object a line")


if __name__ == "__main__":
    main()
