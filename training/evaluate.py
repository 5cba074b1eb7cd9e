"""Score an exported model on gold files.

    python -m training.evaluate --model FOLDER --gold FOLDER/polnear.dev.jsonl --scorer FOLDER/tools [--out FILE]

Prints the scorer's figures (score_attribution.py) for the tagger alone, in which a cue
inside another attribution's content counts as nested.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from onrecord.tagger.find import Attribution, Settings, find_attributions
from onrecord.tagger.session import Session, load_session
from training.gold import read_lines


def outermost(found: list[Attribution]) -> list[Attribution]:
    """Those whose cue stands in nobody else's content."""
    return [
        a for a in found if not any(b is not a and s <= a.cue[0] and a.cue[1] <= e for b in found for s, e in b.content)
    ]


def predict(docs: list[dict[str, Any]], session: Session, settings: Settings) -> dict[str, dict[str, Any]]:
    """The outermost attributions of each article, in the scorer's format."""
    predicted = {}
    for doc in docs:
        found = outermost(find_attributions(doc["text"], session, settings))
        rows = [{"source": a.source, "cue": [a.cue], "content": a.content} for a in found]
        predicted[doc["id"]] = {"id": doc["id"], "attributions": rows}
    return predicted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--scorer", required=True, help="the folder of score_attribution.py")
    parser.add_argument("--out", help="keep the predictions here, one article a line")
    parser.add_argument("--cue-bias", type=float, nargs="*", default=[Settings().cue_bias])
    parser.add_argument("--role-bias", type=float, nargs="*", default=[Settings().role_bias])
    args = parser.parse_args()
    sys.path.insert(0, args.scorer)
    from score_attribution import score

    docs = read_lines(args.gold)
    gold = {doc["id"]: doc for doc in docs}
    session = load_session(Path(args.model))
    for cue_bias in args.cue_bias:
        for role_bias in args.role_bias:
            began = time.perf_counter()
            predicted = predict(docs, session, Settings(cue_bias=cue_bias, role_bias=role_bias))
            seconds = time.perf_counter() - began
            print(f"cue bias {cue_bias}, role bias {role_bias}: {len(docs) / seconds:.1f} articles/s")
            for name, s in score(gold, predicted).items():
                print(f"  {name:<28} P {s['p']:5.1f}  R {s['r']:5.1f}  F1 {s['f1']:5.1f}")
    if args.out:
        Path(args.out).write_text("".join(json.dumps(row) + "\n" for row in predicted.values()))


if __name__ == "__main__":
    main()
