"""XML of feeds, lists of feeds and sitemaps: recognised by its first element, parsed without entities."""

from __future__ import annotations

import codecs
import re
import zlib
from typing import Any, Literal

from onrecord.errors import InputError

MAX_LIST = 50_000_000
"""The most bytes of a list, unpacked; it is what the format of sitemaps allows."""

ListKind = Literal["feed", "opml", "sitemap"]

GZIP = b"\x1f\x8b"

_PROLOG = 100_000
"""How many bytes are looked at for the first element."""

_KINDS: dict[str, ListKind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}
_NAMESPACES = {
    "feed": ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
    "rdf": ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"),
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)([^<>]*)")
_TOO_LARGE = "is a list of more than 50 MB; give a smaller one"


def list_kind(data: bytes) -> ListKind | None:
    """What `data` is by its first element: a feed, an OPML list of feeds, a sitemap; None for anything else."""
    found = _first_element(_prolog(data))
    if found is None:
        return None
    element, attributes = found
    kind = _KINDS.get(element)
    # `feed` and `RDF` are anybody's names; their namespaces tell.
    spaces = _NAMESPACES.get(element)
    return kind if spaces is None or any(space in attributes for space in spaces) else None


def refuse_entities(data: bytes, name: str) -> None:
    """InputError for XML that declares entities of its own, which can blow up or point at files."""
    if "<!entity" in _prolog(data).lower():
        raise InputError(name, "declares XML entities, which are not read; remove the declaration")


def parse_xml(data: bytes, name: str) -> Any:
    """The root of `data`, read without entities, DTD or network; what is broken in it is left out.

    InputError where nothing is left.
    """
    from lxml import etree  # type: ignore[import-untyped]

    refuse_entities(data, name)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or (len(root) == 0 and len(parser.error_log)):
        raise InputError(name, "is XML that cannot be read; check that it is whole")
    return root


def local_name(element: Any) -> str:
    """The name of an element without its namespace, in small letters; empty for comments and such."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def unpacked(data: bytes, name: str, most: int = MAX_LIST) -> bytes:
    """`data`, without the gzip around it if there is one; InputError where it is broken, or more than `most` bytes."""
    if not data.startswith(GZIP):
        return data
    pieces, size = [], 0
    while data.startswith(GZIP):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            piece = unpacker.decompress(data, most + 1 - size)
        except zlib.error:
            raise InputError(name, "is broken gzip; get it again") from None
        size += len(piece)
        pieces.append(piece)
        if size > most:
            raise InputError(name, _TOO_LARGE)
        if not unpacker.eof:
            raise InputError(name, "is broken gzip (it is cut short); get it again")
        data = unpacker.unused_data
    return b"".join(pieces)


def begins_as_list(packed: bytes) -> bool:
    """Whether gzip data begins as a list; only its beginning is unpacked, and need be there."""
    try:
        return list_kind(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, _PROLOG)) is not None
    except zlib.error:
        return False


def _prolog(data: bytes) -> str:
    """The beginning of `data` as text, at least so far that markup can be read."""
    head = data[:_PROLOG]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "replace").removeprefix("\ufeff")
    return head.decode("utf-8", "replace")


def _first_element(text: str) -> tuple[str, str] | None:
    """The name of the first element in small letters, and its attributes; None where `text` begins otherwise."""
    place = 0
    while True:
        while place < len(text) and text[place].isspace():
            place += 1
        if text.startswith("<?", place):
            end, past = text.find("?>", place), 2
        elif text.startswith("<!--", place):
            end, past = text.find("-->", place + 4), 3
        elif text[place : place + 9].lower() == "<!doctype":
            inner, close = text.find("[", place), text.find(">", place)
            end, past = (text.find("]", inner), 1) if 0 <= inner < close else (close, 1)
            if 0 <= inner < close and end >= 0:
                end = text.find(">", end)
        else:
            match = _ELEMENT.match(text, place)
            return (match[1].lower(), match[2]) if match else None
        if end < 0:
            return None
        place = end + past
