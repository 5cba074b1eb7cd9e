"""Measure whole records against gold ones, with the project's gold scorer (score_record.py)."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.reading import load_reader
from onrecord.record.serialise import to_dict
from onrecord.schema.article import Article, Detail
from onrecord.tagger.find import find_attributions


def read_gold(path: Path) -> dict[str, dict[str, Any]]:
    """The articles of a gold file by id."""
    with path.open(encoding="utf8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def scorer(tools: Path, name: str) -> ModuleType:
    """A scorer of the gold data's own, by the file's name."""
    if str(tools) not in sys.path:
        sys.path.append(str(tools))  # the scorers import each other
    return importlib.import_module(name)


def score_records(path: Path, tools: Path) -> dict[str, float]:
    """The figures of score_record.py, F1 or share in per cent by name, for the whole reader."""
    gold = read_gold(path)
    reader = load_reader()
    predicted = {}
    for name, row in gold.items():
        published = Detail(row["date"], "given") if row.get("date") else None
        predicted[name] = to_dict(reader.read(Article(row["text"], id=name, published=published)))
    scores = scorer(tools, "score_record").score(gold, predicted)
    return {name: s.get("f1", s.get("share")) or 0.0 for name, s in scores.items()}


def score_attributions(path: Path, tools: Path) -> dict[str, float]:
    """The F1 figures of score_attribution.py, in per cent by name, for the tagger alone."""
    gold = read_gold(path)
    session = load_reader().session
    predicted = {}
    for name, row in gold.items():
        found = find_attributions(row["text"], session)
        contents = [(span, a) for a in found for span in a.content]
        outer = [a for a in found if not any(s <= a.cue[0] and a.cue[1] <= e for (s, e), b in contents if b is not a)]
        rows = [{"source": a.source, "cue": [a.cue], "content": a.content} for a in outer]
        predicted[name] = {"id": name, "attributions": rows}
    return {name: s["f1"] for name, s in scorer(tools, "score_attribution").score(gold, predicted).items()}
