"""Modal verbs, as printed and cut from what they are joined to, by what they say of a clause."""

from __future__ import annotations

MODALS = {
    "shall": "will",
    "will": "will", "'ll": "will", "’ll": "will", "wo": "will", "would": "would", "'d": "would",
    "’d": "would", "could": "could", "may": "may", "might": "may", "must": "must", "should": "must", "ought": "must",
    "can": "can", "ca": "can", "cannot": "can",
}  # fmt: skip
