"""What became of some words of a quotation, for people."""

from __future__ import annotations

from onrecord.corpus.wording import Kind

SIGNS: dict[Kind, str] = {
    "kept": "",
    "changed": "changed",
    "dropped": "left out without a sign",
    "added": "put in",
    "elided": "left out behind an ellipsis",
    "bracketed": "put in in brackets",
    "unquoted": "outside the quotation marks",
}
