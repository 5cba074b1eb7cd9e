"""Whether an attribution is itself denied: `did not say`, `has not decided`."""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicons.load import lexicon


def is_negated(cue: str, source: str) -> bool:
    """Whether the cue (or a source such as `no official`) denies the attribution, and the
    words do not amount to an act of their own, a refusal or a silence.

    >>> is_negated("did not say", "He"), is_negated("was not willing", "He"), is_negated("denied", "He")
    (True, False, False)
    """
    negations, acts = _patterns()
    if not negations.search(cue) and not re.match(r"(?:no|nobody|none|neither)\b", source, re.IGNORECASE):
        return False
    return not acts.search(cue)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon("negation")

    def joined(expressions: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{e})" for e in expressions), re.IGNORECASE)

    return joined(table["negations"]), joined(table["acts"])
