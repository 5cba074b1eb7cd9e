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
from pathlib import Path
from typing import Any

import numpy as np

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
from training.logistic import fit, macro_f1
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


def report(rows: list[tuple[set[str], int]], weights: Weights) -> str:
    """Share right and macro F1 of what the reader would choose, rulings included."""
    found = np.array([ACTS.index(weights.choose(facts)) for facts, _ in rows])
    gold = np.array([act for _, act in rows])
    return f"act {100 * (found == gold).mean():.1f} %, macro F1 {macro_f1(found, gold):.1f}, of {len(rows)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--dev")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    rows = examples(args.gold) + REPEATED * marked_examples(MARKED)
    names, learnt = fit(rows, len(ACTS), PENALTY, RAREST)
    kept = {name: [round(float(w), 2) for w in row] for name, row in zip([*names, "bias"], learnt, strict=True)}
    with open(args.out, "w", encoding="utf8") as out:
        json.dump({"acts": ACTS, "weights": kept}, out, indent=0, ensure_ascii=False)
    weights = weights_of(kept)
    print("train", report(rows, weights))
    if args.dev:
        print("dev", report(examples(args.dev), weights))


if __name__ == "__main__":
    main()
