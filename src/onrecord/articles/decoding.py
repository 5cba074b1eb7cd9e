"""Bytes to text, and what is no text."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import InputError

MAX_BYTES = 5_000_000
"""The most bytes that one article may have."""

TOO_LARGE = "is larger than 5 MB; give one article at a time (JSON Lines for many)"

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Code pages in which English text looks as in cp1252, but for the odd accent; cp1252 is the likelier one.
_LIKE_CP1252 = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "latin_1", "iso8859_15", "iso8859_9"})

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, *, name: str, charset: str | None = None) -> str:
    """The text of `data`; InputError where it is none.

    A byte order mark decides, then `charset` (what the page or the server says), then UTF-8,
    then the best guess. A mark is left out of the text; line ends stay as they are.
    """
    if len(data) > MAX_BYTES:
        raise InputError(name, TOO_LARGE)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding, name), name)
    _refuse_binary(data, name)
    if charset and (text := _as_said(data, charset)) is not None:
        return _checked(text, name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _checked(_guessed(data, name), name)


def refuse_controls(text: str, name: str) -> None:
    """InputError for a text with so many control characters that it is rather something else."""
    controls = len(_CONTROLS.findall(text))
    if "\x00" in text or (controls > 2 and controls * 100 > len(text)):
        raise InputError(name, _not_text("it is full of control characters"))


def _checked(text: str, name: str) -> str:
    refuse_controls(text, name)
    return text.removeprefix("\ufeff")


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(name, _not_text(f"it looks like {kind}"))
    if b"\x00" in data:
        raise InputError(name, _not_text("it holds NUL bytes"))


def _not_text(why: str) -> str:
    return f"is not a text ({why}); save it as plain text or HTML"


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        label = encoding.removesuffix("-sig").upper()
        raise InputError(name, f"is broken {label}, as its first bytes announce; save it as UTF-8") from None


def _as_said(data: bytes, charset: str) -> str | None:
    try:
        encoding = codecs.lookup(charset.strip().strip("\"'")).name
        # Pages that say Latin-1 or ASCII are read as cp1252 by every browser.
        encoding = "cp1252" if encoding in ("iso8859-1", "ascii") else encoding
        return data.decode(encoding, errors="strict" if encoding == "utf-8" else "replace")
    except (LookupError, UnicodeError, ValueError):
        # Nobody's mistake but the page's: go on as if it had said nothing.
        return None


def _guessed(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise InputError(name, "is in an unknown encoding; save it as UTF-8")
    if best.encoding in _LIKE_CP1252:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    return str(best)
