"""Whether an attribution is itself denied: `did not say`, `has not decided`."""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicons.load import lexicon


def is_negated(cue: str, source: str) -> bool:
    """Whether the cue, or a source such as `no official`, denies the attribution. A cue whose
    negation amounts to an act of its own, a refusal or a silence, does not.

    >>> is_negated("did not say", "He"), is_negated("was not willing", "He"), is_negated("denied", "He")
    (True, False, False)
    """
    negations, acts = _patterns()
    if _NOBODY.match(source):
        return True
    return bool(negations.search(cue)) and not acts.search(cue)


_NOBODY = re.compile(r"(?:no(?!\.?\s*\d)|nobody|none|neither)\b", re.IGNORECASE)  # but No 10 sources


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon("negation")

    def joined(expressions: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{e})" for e in expressions), re.IGNORECASE)

    return joined(table["negations"]), joined(table["acts"])
