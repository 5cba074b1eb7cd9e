"""An article's text as the word pieces that the tagger reads.

The encoder is uncased and knows no line breaks, so what it would lose is given back to
it here: quotation marks get their direction, a paragraph break becomes a pilcrow, and
every piece carries a `shape` (its case, and whether it stands inside quotation marks).
Training and reading share this module: a model is only valid with the text it was taught.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.paragraphs import breaks

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Array = np.ndarray[Any, Any]

PARAGRAPH = "¶"
OPENING, CLOSING = "“", "”"
QUOTED = 3  # added to a shape inside quotation marks; the rest is the case: 0 lower, 1 capitalised, 2 capitals
SHAPES = 2 * QUOTED

# Single characters that stand for one the vocabulary knows; all rewriting keeps the length.
_SAME = str.maketrans(
    {
        "„": OPENING,
        "«": OPENING,
        "‟": OPENING,
        "»": CLOSING,
        "’": "'",
        "‛": "‘",
        "`": "‘",
        "―": "—",
        "‒": "—",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\ufeff": " ",
        PARAGRAPH: " ",
    }
)
_DOUBLED = re.compile(r"``|‘‘|''")
_STRAIGHT = re.compile('"')
_SINGLE = re.compile(r"(?<![^\s(\[{“—-])'(?=\w)")
_DASH = re.compile(r"(?<=\s)–(?=\s)")
_LONG_DASH = re.compile(r"(?<!-)--(?!-)")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text: four arrays of one length.

    `ids` are vocabulary numbers, `shapes` lie in [0, SHAPES), and piece `i` covers
    `text[starts[i]:ends[i]]`, in code points.
    """

    ids: Array
    shapes: Array
    starts: Array
    ends: Array
    is_break: Array

    def __len__(self) -> int:
        return len(self.ids)


def _directed(text: str, at: int, width: int) -> str:
    """The opening or the closing mark, by what stands on either side of it."""
    before = text[at - 1] if at else " "
    after = text[at + width] if at + width < len(text) else " "
    opens = (before.isspace() or before in "([{—–-‘" + OPENING) and not after.isspace()
    return OPENING if opens else CLOSING


def canonical(text: str) -> str:
    """Rewrite marks, dashes and line breaks to the forms the tagger was taught.

    The result has the length of `text`, so offsets into one hold in the other.
    """
    text = text.translate(_SAME)
    text = _DOUBLED.sub(lambda m: _directed(text, m.start(), 2) + " ", text)
    text = _STRAIGHT.sub(lambda m: _directed(m.string, m.start(), 1), text)
    text = _SINGLE.sub("‘", text)
    text = _DASH.sub("—", text)
    text = _LONG_DASH.sub("— ", text)
    characters = list(text)
    for start, end in breaks(text):
        characters[start:end] = PARAGRAPH + " " * (end - start - 1)
    return "".join(characters)


def encode(text: str, tokenizer: Tokenizer) -> Pieces:
    """Split `text` into word pieces with their shapes and their places in the text."""
    plain = canonical(text)
    encoding = tokenizer.encode(plain, add_special_tokens=False)
    count = len(encoding.ids)
    starts = np.zeros(count, np.int64)
    ends = np.zeros(count, np.int64)
    shapes = np.zeros(count, np.int64)
    is_break = np.zeros(count, bool)
    quoted = False
    for i, (start, end) in enumerate(encoding.offsets):
        mark = plain[start:end]
        if mark == PARAGRAPH:
            is_break[i] = True
            # A quotation that goes on in the next paragraph opens again there.
            quoted = False
        elif mark == OPENING:
            quoted = True
        if mark in (OPENING, CLOSING) and text[start : end + 1] in ("''", "``", "‘‘"):
            end += 1
        piece = text[start:end]
        case = 2 if piece.isupper() and len(piece) > 1 else 1 if piece[:1].isupper() else 0
        shapes[i] = case + QUOTED * quoted
        if mark == CLOSING:
            quoted = False
        starts[i], ends[i] = start, end
    return Pieces(np.array(encoding.ids, np.int64), shapes, starts, ends, is_break)
