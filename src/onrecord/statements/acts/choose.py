"""The choice of a speech act: weights learnt from gold statements (training/acts.py) over facts
that a person can read (features.py)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.schema.statement import ACTS, Act

_TO_COME = ("will", "would", "could", "may")
_SIGNS: dict[Act, tuple[str, ...]] = {
    "threaten": ("sign harm",),
    "ask": ("form question", "form question word"),
}
"""What shows an act where its cue leaves it open (`warned`)."""
_DECISIVE: tuple[Act, ...] = ("silent", "ask", "endorse", "threaten", "wish", "rule")
"""Acts that a cue which can be no other settles: over the training reports it is right as often as
the weights are, or more often."""
_OWN_DOING: tuple[Act, ...] = ("commit", "say", "predict", "threaten")
_SIDE, _WILL = ("we", "own"), ("will", "would")


@dataclass(frozen=True, slots=True)
class Weights:
    """For each fact its weights, one per act in the order of ACTS; `bias` is every act's own."""

    facts: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]

    def choose(self, facts: Iterable[str], without: Collection[Act] = ()) -> Act:
        """The likeliest act that is not in `without`; of equals the first in the order of priority."""
        facts = frozenset(facts)
        rows = [self.bias, *(self.facts[fact] for fact in sorted(facts) if fact in self.facts)]
        totals = [sum(column) for column in zip(*rows, strict=True)]
        possible = [i for i, act in enumerate(ACTS) if act not in without and _is_shown(act, facts)]
        return ruled(ACTS[max(possible, key=totals.__getitem__)], facts)


def _is_shown(act: Act, facts: Collection[str]) -> bool:
    """Whether the words show what an act is by definition: a threat announces harm, a question asks."""
    signs = _SIGNS.get(act)
    return signs is None or _cues(facts) == {act} or any(sign in facts for sign in signs)


def _cues(facts: Collection[str]) -> set[Act]:
    """The acts that the cue's words can be."""
    return {act for act in ACTS if f"cue {act}" in facts}


def ruled(act: Act, facts: Collection[str]) -> Act:
    """The act under the rulings of record.md that leave no choice: a belief about what will, would,
    could or may come of others predicts; a side that says it will not do something refuses; what
    was not said is no act but saying; a cue that can be one act only decides where it can be trusted."""
    if "negated" in facts and "cue say" in facts:
        return "say"
    cues = _cues(facts)
    if len(cues) == 1 and "negated" not in facts and (only := next(iter(cues))) in _DECISIVE:
        return only
    if act == "think" and any(f"other {mood}{denied}" in facts for mood in _TO_COME for denied in ("", " not")):
        return "predict"
    if (
        act in _OWN_DOING
        and "cue threaten" not in facts
        and any(f"{doer} {mood} not first" in facts for doer in _SIDE for mood in _WILL)
    ):
        return "refuse"
    return act


@cache
def shipped_weights() -> Weights:
    """The weights that ship with the package."""
    table = json.loads(files("onrecord.statements.acts").joinpath("weights.json").read_text("utf8"))
    assert tuple(table["acts"]) == ACTS, "the weights were learnt for other acts"
    return weights_of(table["weights"])


def weights_of(table: dict[str, list[float]]) -> Weights:
    """Weights from rows by fact, `bias` among them."""
    rows = {fact: tuple(weights) for fact, weights in table.items()}
    return Weights({fact: row for fact, row in rows.items() if fact != "bias"}, rows["bias"])
