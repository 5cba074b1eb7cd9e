"""Train the weights by which a statement's speech act is chosen.

    python -m training.acts --gold FOLDER/records.train.jsonl [--dev FOLDER/records.dev.jsonl] --out FILE

Multinomial logistic regression over the facts of `onrecord.statements.acts.features`, on the
gold statements of the project's own reports and the marked sentences of training/acts.txt
(neutral cues, whose content alone shows the act: the reports have few). Prints what it gets on --dev, whose statements
are never learnt from.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from onrecord.language.analysis import Analysis, analyse
from onrecord.language.mentions.discourse import Speaker
from onrecord.language.mentions.resolve import SpeakerResolver
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article
from onrecord.schema.statement import ACTS
from onrecord.statements.acts.choose import Weights, weights_of
from onrecord.statements.acts.features import Reading, features
from onrecord.statements.draft import Draft
from onrecord.statements.negation import is_negated
from onrecord.statements.quotation import quotation_type, verbatim_parts
from training.gold import read_lines
from training.marked import marked_draft

MARKED = Path(__file__).parent / "acts.txt"
REPEATED = 2  # times that the marked sentences count: they are fewer than the reports' statements
RAREST = 5  # examples that a fact must have to get weights
PENALTY = 8.0  # of squared weights


def draft_of(statement: dict[str, Any]) -> Draft:
    """A gold statement's ranges."""
    spans = {role: tuple((a, b) for a, b in statement[role]) for role in ("source", "cue", "content")}
    return Draft(spans["source"], spans["cue"][0] if spans["cue"] else None, spans["content"], None)


def readings(analysis: Analysis, statements: list[dict[str, Any]]) -> list[Reading]:
    """Gold statements as the choice of an act sees them."""
    resolver = SpeakerResolver(analysis)
    drafts = {s["id"]: draft_of(s) for s in statements}
    found = []
    for s in statements:
        resolved = resolver.resolve(drafts[s["id"]].source, None)
        speaker = Speaker(s["speaker"], s["speaker_type"], s["named"], party=resolved.party, sides=resolved.sides)
        inside = tuple(drafts[t["id"]] for t in statements if t.get("parent") == s["id"])
        found.append(Reading(drafts[s["id"]], speaker, s["quotation"], s["negated"], inside))
    return found


def examples(path: str) -> list[tuple[set[str], int]]:
    """(facts, number of the act) of every gold statement in a file."""
    nlp = load_pipeline()
    found = []
    for doc in read_lines(path):
        analysis = analyse(Article(doc["text"]), nlp)
        for statement, reading in zip(doc["statements"], readings(analysis, doc["statements"]), strict=True):
            found.append((features(analysis, reading), ACTS.index(statement["act"])))
    return found


def marked_examples(path: Path) -> list[tuple[set[str], int]]:
    """The same of every line of a file of marked sentences (training/marked.py)."""
    nlp = load_pipeline()
    found = []
    for line in path.read_text("utf8").splitlines():
        if not line or line.startswith("#"):
            continue
        act, marked = line.split("\t")
        text, draft = marked_draft(marked)
        analysis = analyse(Article(text), nlp)
        speaker = SpeakerResolver(analysis).resolve(draft.source, None)
        verbatim = verbatim_parts(text, draft.content, analysis.quoted)
        cue = text[slice(*draft.cue)] if draft.cue else ""
        reading = Reading(draft, speaker, quotation_type(text, draft.content, verbatim), is_negated(cue, ""))
        found.append((features(analysis, reading), ACTS.index(act)))  # type: ignore[arg-type]
    return found


def fit(rows: list[tuple[set[str], int]], penalty: float = PENALTY) -> tuple[list[str], np.ndarray]:
    """The facts that get weights, in order, and their weights (facts + 1, acts); the last row
    is the bias."""
    counts = Counter(fact for facts, _ in rows for fact in facts)
    names = sorted(fact for fact, count in counts.items() if count >= RAREST)
    x = matrix(rows, names)
    y = np.array([act for _, act in rows])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(names) + 1, len(ACTS))
        scores = x @ weights
        scores -= scores.max(1, keepdims=True)
        probabilities = np.exp(scores)
        probabilities /= probabilities.sum(1, keepdims=True)
        slope = probabilities.copy()
        slope[np.arange(len(y)), y] -= 1
        gradient = x.T @ slope
        gradient[:-1] += penalty * weights[:-1]
        value = -np.log(probabilities[np.arange(len(y)), y]).sum() + penalty / 2 * (weights[:-1] ** 2).sum()
        return value, gradient.ravel()

    start = np.zeros((len(names) + 1) * len(ACTS))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return names, best.x.reshape(len(names) + 1, len(ACTS))


def matrix(rows: list[tuple[set[str], int]], names: list[str]) -> np.ndarray:
    """(rows, names + 1) of 0 and 1; the last column is 1."""
    place = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, -1] = 1
    for i, (facts, _) in enumerate(rows):
        x[i, [place[f] for f in facts if f in place]] = 1
    return x


def report(rows: list[tuple[set[str], int]], weights: Weights) -> str:
    """Share right and macro F1 of what the reader would choose, rulings included."""
    found = np.array([ACTS.index(weights.choose(facts)) for facts, _ in rows])
    gold = np.array([act for _, act in rows])
    f1 = []
    for act in sorted(set(gold.tolist())):
        right = ((found == act) & (gold == act)).sum()
        f1.append(2 * right / ((found == act).sum() + (gold == act).sum()))
    return f"act {100 * (found == gold).mean():.1f} %, macro F1 {100 * np.mean(f1):.1f}, of {len(rows)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--dev")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    rows = examples(args.gold) + REPEATED * marked_examples(MARKED)
    names, learnt = fit(rows)
    kept = {name: [round(float(w), 2) for w in row] for name, row in zip([*names, "bias"], learnt, strict=True)}
    with open(args.out, "w", encoding="utf8") as out:
        json.dump({"acts": ACTS, "weights": kept}, out, indent=0, ensure_ascii=False)
    weights = weights_of(kept)
    print("train", report(rows, weights))
    if args.dev:
        print("dev", report(examples(args.dev), weights))


if __name__ == "__main__":
    main()
