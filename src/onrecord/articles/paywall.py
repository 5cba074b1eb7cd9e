"""Pages that keep their article back."""

from __future__ import annotations

import re

from onrecord.lexicons.load import lexicon

FEW_WORDS = 200
"""A page with fewer words of text may be the beginning of an article only; of others nothing here is asked."""

PAYWALL = "shows only a part of its article (it asks for a subscription); open it as a reader and give the whole text"
ROBOTS = "shows no article but a check of the browser; save the page from your browser and give the file"

_NOT_FREE = re.compile(r"""["']isAccessibleForFree["']\s*:\s*["']?false\b""", re.IGNORECASE)


def refusal(page: str, shown: str) -> str | None:
    """Why a `page` with little text is only a part of one, by its data or the words `shown`; None where it is not."""
    # Scripts hold such phrases for every reader, so only what is shown counts.
    return PAYWALL if _NOT_FREE.search(page) or _holds(shown, "paywall") else None


def robot_check(page: str) -> str | None:
    """Why a page without any text has none, if it says so."""
    return ROBOTS if _holds(page, "robots") else None


def _holds(words: str, phrases: str) -> bool:
    words = " ".join(words.casefold().replace("’", "'").split())
    return any(phrase in words for phrase in lexicon("paywall")[phrases])
