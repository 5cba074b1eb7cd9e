"""Measure time expressions as TempEval-3 does (UzZaman et al. 2013, section 4.1).

    python -m evaluation.times ../shared/gold/times.dev.jsonl [--errors N]

Strict: the same span. Relaxed: spans overlap, each gold expression matched once. Value F1: a
relaxed match with the identical TIMEX3 value counts, over all found and all in gold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.command import run
from onrecord.language.pipeline import load_pipeline, parse
from onrecord.language.times.find import find_times
from onrecord.language.times.time import Time

Article = tuple[dict[str, Any], list[Time]]


@dataclass(frozen=True, slots=True)
class Pair:
    """An expression in gold and the one found for it; one of them is None for a miss or a false one."""

    gold: dict[str, Any] | None
    found: Time | None


def read_articles(path: Path) -> Iterator[Article]:
    """Every article of a gold file with the expressions found in it."""
    nlp = load_pipeline()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article, find_times(parse(article["text"], nlp), article["date"])


def pairs(gold: list[dict[str, Any]], found: list[Time]) -> list[Pair]:
    """Match found expressions to gold ones: the same span first, then any overlap, each once."""
    left = list(found)
    matched: dict[int, Time] = {}
    for same_span in (True, False):
        for number, expected in enumerate(gold):
            if number in matched:
                continue
            start, end = expected["span"]
            for time in left:
                same = (time.start, time.end) == (start, end)
                if same or (not same_span and time.start < end and start < time.end):
                    matched[number] = time
                    left.remove(time)
                    break
    return [Pair(g, matched.get(n)) for n, g in enumerate(gold)] + [Pair(None, time) for time in left]


def score(articles: Iterable[Article]) -> dict[str, float]:
    """TempEval-3 figures, in percent."""
    everything = [pair for article, found in articles for pair in pairs(article["times"], found)]
    gold = sum(p.gold is not None for p in everything)
    found = sum(p.found is not None for p in everything)
    both = [(p.gold, p.found) for p in everything if p.gold is not None and p.found is not None]
    strict = sum((t.start, t.end) == tuple(g["span"]) for g, t in both)
    figures = {
        **_precision_recall(strict, found, gold, "strict"),
        **_precision_recall(len(both), found, gold, "relaxed"),
        "value_f1": _percent(2 * sum(t.value == g["value"] for g, t in both), found + gold),
        "type_accuracy": _percent(sum(t.kind == g["type"] for g, t in both), len(both)),
    }
    return figures


def score_times(path: Path | str) -> dict[str, float]:
    """The figures of `score` over a gold file."""
    return score(read_articles(Path(path)))


def _precision_recall(right: int, found: int, gold: int, name: str) -> dict[str, float]:
    return {
        f"{name}_precision": _percent(right, found),
        f"{name}_recall": _percent(right, gold),
        f"{name}_f1": _percent(2 * right, found + gold),
    }


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def errors(articles: Iterable[Article]) -> Iterator[str]:
    """One line for each miss, false expression, and wrong value, with the words around."""
    for article, found in articles:
        text = article["text"]
        for pair in pairs(article["times"], found):
            gold, time = pair.gold, pair.found
            if gold is not None and time is not None and gold["value"] == time.value:
                continue
            start, end = gold["span"] if gold is not None else (time.start, time.end) if time else (0, 0)
            around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " ")
            told = f"{gold['type']} {gold['value']}" if gold else "false"
            read = f"{text[time.start : time.end]!r} {time.kind} {time.value}" if time else "missed"
            yield f"{article['id']} {article['date']}: {around} | {told} | {read}"


def main() -> None:
    """Print the figures, and the first N errors."""

    def measure(path: Path) -> tuple[dict[str, float], Iterable[str]]:
        articles = list(read_articles(path))
        return score(articles), errors(articles)

    run(__doc__ or "", measure, "articles with their times, one JSON object a line")


if __name__ == "__main__":
    main()
