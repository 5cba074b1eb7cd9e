"""Measure who is meant, on coreference chains (people and organisations of GUM's Wikinews).

A chain that is named at least once gives its names; each of its pronouns of the third person and
definite descriptions (`the minister`) is given to the resolver as if it were a source.
Right: the resolved name is one of the chain's. Precision is over what was resolved to a name of
the article, recall over all such mentions.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onrecord.language.analysis import Analysis, analyse
from onrecord.language.mentions.resolve import SpeakerResolver
from onrecord.language.names import bare, short_forms, words
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article

PRONOUNS = frozenset(("he", "him", "his", "himself", "she", "her", "herself", "it", "its", "they", "them", "their"))
KINDS = ("person", "organization")


def score_mentions(path: Path) -> dict[str, float]:
    """precision, recall and F1, in per cent, over all articles of a gold file."""
    nlp = load_pipeline()
    right = resolved = wanted = 0
    with path.open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            analysis = analyse(Article(row["text"]), nlp)
            for outcome in _outcomes(analysis, row["chains"]):
                wanted += 1
                resolved += outcome is not None
                right += outcome is True
    precision, recall = 100 * right / max(resolved, 1), 100 * right / max(wanted, 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "mentions": float(wanted),
    }


def _outcomes(analysis: Analysis, chains: list[dict[str, Any]]) -> list[bool | None]:
    """For each mention to resolve: True right, False wrong, None left open."""
    todo: list[tuple[tuple[int, int], set[tuple[str, ...]]]] = []
    for chain in chains:
        if chain["kind"] not in KINDS:
            continue
        mentions = [(a, b) for a, b in chain["mentions"]]
        names = {name for span in mentions if (name := _name(analysis, span))}
        if names:
            todo += [(span, names) for span in mentions if not _name(analysis, span) and _refers(analysis, span)]
    resolver = SpeakerResolver(analysis)
    found: list[bool | None] = []
    for span, names in sorted(todo, key=lambda item: item[0]):
        speaker = resolver.resolve((span,), None)
        found.append(_same(speaker.name, names) if speaker.name and speaker.named else None)
    return found


def _name(analysis: Analysis, span: tuple[int, int]) -> tuple[str, ...] | None:
    """The folded words of a mention that is a name: its head is a proper noun."""
    phrase = analysis.phrase(*span)
    if phrase.root.pos_ != "PROPN":
        return None
    proper = [t.text for t in phrase if t.pos_ == "PROPN"]
    return tuple(words(bare(" ".join(proper)))) or None


def _refers(analysis: Analysis, span: tuple[int, int]) -> bool:
    phrase = analysis.phrase(*span)
    return phrase.text.casefold() in PRONOUNS or phrase[0].lower_ in ("the", "this", "that")


def _same(name: str, names: set[tuple[str, ...]]) -> bool:
    """Whether a name is one of the chain's, in full or shortened."""
    given = tuple(words(bare(name)))
    shorter = short_forms(" ".join(given))
    return any(given == n or n in shorter or given in short_forms(" ".join(n)) for n in names)
