"""The byline: who wrote it (`By Jane Roe and John Doe, Reuters`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.articles.agencies import known_agency
from onrecord.articles.lines import split_span, subspan
from onrecord.lexicons.load import lexicon
from onrecord.schema.article import Detail
from onrecord.schema.span import Span

_LONGEST = 16
_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|&|with)\s+|\s*\|\s*", re.IGNORECASE)
_JOINED = re.compile(r"(?:\s*[,;])?\s+(?:and|&|with)\s*", re.IGNORECASE)
_WHERE = re.compile(r"\s+(?:in|for|of|at|from)\s+(?=[A-Z])")
_ARABIC = re.compile(r"(?:a[dlnrstz]|ash|el)-[^\W\d_]|d['’][A-Z]")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it, and the agency that the same line names."""

    detail: Detail
    publisher: Detail | None


def find_byline(text: str, line: Span) -> Byline | None:
    """The byline that `line` is; None where it is anything else."""
    opening = _openings().match(line.text)
    if opening is None or len(line.text.split()) > _LONGEST:
        return None
    rest = subspan(text, line, opening.end(), len(line.text))
    if rest is None:
        return None
    pieces = split_span(text, rest, _BETWEEN)
    if not pieces or not (_is_writer(pieces[0]) and all(_is_affiliation(piece) for piece in pieces[1:])):
        return None
    names = _names(text, pieces)
    span = Span.of(text, names[0].start, _without_place(names[-1]))
    return Byline(Detail(span.text, "text", span), _publisher(pieces))


def _names(text: str, pieces: list[Span]) -> list[Span]:
    """The pieces that are names: up to the last one joined with `and`, where all before are names too."""
    last = 0
    for index in range(1, len(pieces)):
        if not _is_writer(pieces[index]):
            break
        if _JOINED.fullmatch(text, pieces[index - 1].end, pieces[index].start):
            last = index
    return pieces[: last + 1]


def _without_place(name: Span) -> int:
    """Where a name ends: `Jane Roe in Cairo` ends before `in`."""
    where = _WHERE.search(name.text)
    return name.start + where.start() if where else name.end


def _publisher(pieces: list[Span]) -> Detail | None:
    for piece in pieces:
        if name := known_agency(piece.text):
            return Detail(name, "text", piece)
    return None


def _is_writer(piece: Span) -> bool:
    words = piece.text[: _without_place(piece) - piece.start]
    if known_agency(words) or words.casefold() in lexicon("heads")["staff"]:
        return True
    tokens = words.split()
    small = lexicon("heads")["particles"]
    capitalised = [token for token in tokens if token[0].isupper() or _ARABIC.match(token)]
    return (
        len(capitalised) >= 2
        and len(tokens) <= 6
        and tokens[0] in capitalised + small
        and all(_NAME_WORD.fullmatch(token) for token in tokens)
        and all(token in capitalised or token in small for token in tokens)
        and not any(token.casefold() in lexicon("heads")["not_names"] for token in tokens)
        and not any(token.casefold() in lexicon("heads")["roles"] for token in tokens)
    )


def _is_affiliation(piece: Span) -> bool:
    """Whether it can stand after a name: another name, an agency, a role, a place."""
    words = piece.text.split()
    known = piece.text.casefold() in lexicon("heads")["staff"] or words[-1].casefold() in lexicon("heads")["roles"]
    capitalised = all(word[0].isupper() or word.casefold() in ("of", "in", "for", "the", "at") for word in words)
    ends = piece.text.endswith((".", "?", "!")) and not piece.text.endswith(("Jr.", "Sr."))
    return len(words) <= 6 and (known or capitalised) and not ends


@cache
def _openings() -> re.Pattern[str]:
    openings = sorted(lexicon("heads")["byline"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, openings))})(?::\s*|\s+)(?=\S)", re.IGNORECASE)
