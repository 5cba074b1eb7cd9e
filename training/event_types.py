"""Train the weights by which the type of an event is chosen, given its actor and recipient.

    python -m training.event_types --plover FOLDER/plover.train.jsonl --own FOLDER/records.train.jsonl --out FILE
    python -m training.event_types --plover FOLDER/plover.train.jsonl --folds 5

Multinomial logistic regression over the facts of `onrecord.events.features`, on news sentences with
actor, recipient and PLOVER type, and on the events of the project's own reports. `--folds` learns on
all but one part of the news sentences and measures on that part, in turn (the same sentence is never
in two parts); own reports are left out.
"""

from __future__ import annotations

import argparse
import json
import re
from typing import Any

import numpy as np

from onrecord.events.coding import TYPES
from onrecord.events.features import features
from onrecord.events.triggers import find_triggers
from onrecord.language.analysis import analyse, phrase
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article
from training.gold import read_lines
from training.logistic import Row, fit, macro_f1, matrix

RAREST = 2  # examples that a fact must have to get weights
PENALTY = 3.0  # of squared weights
OWN = 0.5  # how much an event of the own reports counts against a news sentence
SEED = 17
_MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def plover_rows(path: str) -> list[Row]:
    """Every news sentence as facts and the number of its type."""
    nlp = load_pipeline()
    found = []
    for row in read_lines(path):
        analysis = analyse(Article(row["text"]), nlp)
        doc = analysis.doc
        sides = [_located(row["text"], row[name]) for name in ("actor", "recipient")]
        words = [list(phrase(doc, *span)) if span else [] for span in sides]
        sentence = (words[0] or words[1] or list(doc))[0].sent
        triggers = [t for t in find_triggers(doc) if t.token.sent.start == sentence.start]
        found.append((features(sentence, words[0], words[1], triggers), TYPES.index(row["type"])))
    return found


def _located(text: str, words: str) -> tuple[int, int] | None:
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) if words else None
    return match.span() if match else None


def own_rows(path: str) -> list[Row]:
    """The same of every event of the project's own reports."""
    nlp = load_pipeline()
    found = []
    for report in read_lines(path):
        analysis = analyse(Article(report["text"]), nlp)
        triggers = find_triggers(analysis.doc)
        for event in report.get("events", ()):
            words = [[t for a, b in event[side] for t in analysis.phrase(a, b)] for side in ("actor", "recipient")]
            sentence = analysis.phrase(*event["span"]).sent
            near = [t for t in triggers if t.token.sent.start == sentence.start]
            kind = _MERGED.get(event["type"], event["type"])
            found.append((features(sentence, words[0], words[1], near), TYPES.index(kind)))
    return found


def parts(path: str, count: int) -> np.ndarray:
    """The part of each sentence: types spread evenly, the same sentence always in the same part."""
    rows: list[dict[str, Any]] = list(read_lines(path))
    generator = np.random.default_rng(SEED)
    found = np.full(len(rows), -1)
    seen: dict[str, int] = {}
    for kind in sorted({row["type"] for row in rows}):
        for i in generator.permutation([i for i, row in enumerate(rows) if row["type"] == kind]):
            key = re.sub(r"\W+", " ", rows[i]["text"].lower())
            found[i] = seen.setdefault(key, len(seen) % count)
    return found


def cross_validate(rows: list[Row], part: np.ndarray) -> str:
    """Macro F1 and accuracy over predictions for parts that were not learnt from."""
    gold = np.array([number for _, number in rows])
    found = np.zeros(len(rows), dtype=int)
    for number in sorted(set(part.tolist())):
        learnt = [row for row, p in zip(rows, part, strict=True) if p != number]
        names, table = fit(learnt, len(TYPES), PENALTY, RAREST)
        tested = np.flatnonzero(part == number)
        found[tested] = (matrix([rows[i] for i in tested], names) @ table).argmax(1)
    lines = [f"type macro F1 {macro_f1(found, gold):.1f}, accuracy {100 * (found == gold).mean():.1f}, of {len(gold)}"]
    for number, kind in enumerate(TYPES):
        right = ((found == number) & (gold == number)).sum()
        f1 = 200 * right / max((found == number).sum() + (gold == number).sum(), 1)
        lines.append(f"  {kind:<10}{f1:6.1f}  of {(gold == number).sum()}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plover", required=True)
    parser.add_argument("--own")
    parser.add_argument("--folds", type=int)
    parser.add_argument("--out")
    args = parser.parse_args()
    rows = plover_rows(args.plover)
    if args.folds:
        print(cross_validate(rows, parts(args.plover, args.folds)))
    if args.out:
        own = own_rows(args.own) if args.own else []
        count = np.concatenate((np.ones(len(rows)), np.full(len(own), OWN)))
        names, table = fit([*rows, *own], len(TYPES), PENALTY, RAREST, count)
        kept = {name: [round(float(w), 2) for w in row] for name, row in zip([*names, "bias"], table, strict=True)}
        with open(args.out, "w", encoding="utf8") as out:
            json.dump({"types": TYPES, "weights": kept}, out, indent=0, ensure_ascii=False)


if __name__ == "__main__":
    main()
