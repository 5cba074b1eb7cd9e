"""JSON Lines: an article a line; also one JSON object, or an array of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.articles.assemble import Around, assemble
from onrecord.articles.dates import given_date
from onrecord.articles.decoding import MAX_BYTES
from onrecord.articles.options import InputOptions
from onrecord.articles.text import article_text, refuse_surrogates
from onrecord.errors import InputError
from onrecord.schema.article import Article

LINE_TOO_LARGE = f"is a line of more than {MAX_BYTES // 1_000_000} MB; leave out the fields that are not read"


def read_lines(lines: Iterable[bytes], *, name: str, options: InputOptions) -> Iterator[Article | InputError]:
    """The articles of `lines`; one that cannot be read becomes an InputError named `name:LINE`.

    A line may have MAX_BYTES and its line end; give longer ones cut short.
    """
    count = 0
    for number, line in enumerate(lines, start=1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            count += 1
            yield _read_line(line, f"{name}:{number}", options)
    if not count:
        yield InputError(name, "holds no articles")


def read_document(data: bytes, *, name: str, options: InputOptions) -> Iterator[Article | InputError]:
    """The articles of one JSON document: an object, or an array whose items are named `name, item 3`."""
    try:
        value = _parse(data, name)
    except InputError as error:
        yield error
        return
    if not isinstance(value, list):
        yield read_value(value, name, options)
        return
    if not value:
        yield InputError(name, "holds no articles")
    for number, item in enumerate(value, start=1):
        yield read_value(item, f"{name}, item {number}", options)


def is_article_line(line: bytes) -> bool:
    """Whether a line is a JSON object with a `text`."""
    try:
        value = _parse(line, "")
    except InputError:
        return False
    return isinstance(value, dict) and "text" in value


def is_document(data: bytes) -> bool:
    """Whether `data` is as a whole a JSON object with a `text`, or an array of objects."""
    if data.lstrip(b" \t\r\n\xef\xbb\xbf")[:1] not in (b"{", b"["):
        return False
    try:
        value = _parse(data, "")
    except InputError:
        return False
    if isinstance(value, dict):
        return "text" in value
    return bool(value) and all(isinstance(item, dict) for item in value)


def _read_line(line: bytes, name: str, options: InputOptions) -> Article | InputError:
    if len(line.rstrip(b"\r\n")) > MAX_BYTES:
        return InputError(name, LINE_TOO_LARGE)
    try:
        return read_value(_parse(line, name), name, options)
    except InputError as error:
        return error


def read_value(value: Any, name: str, options: InputOptions) -> Article | InputError:
    """The article of one parsed JSON object, or the InputError that says what is wrong with it."""
    try:
        return _article(value, name, options)
    except InputError as error:
        return error


def _parse(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(name, "is not UTF-8; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(name, f"is not JSON ({error.msg} at character {error.pos + 1})") from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, or brackets nested thousands deep.
        raise InputError(name, "is not JSON that can be read (too long a number or too deep a nesting)") from None


def _article(value: Any, name: str, options: InputOptions) -> Article:
    if not isinstance(value, dict):
        raise InputError(name, 'is not a JSON object; write {"text": "..."}')
    if "text" not in value:
        raise InputError(name, 'has no "text"')
    if not isinstance(value["text"], str):
        raise InputError(name, 'its "text" is not a string')
    text = article_text(value["text"], name=name)
    around = Around(
        id=_id(value, name),
        title=_string(value, ("title",), name),
        publisher=_string(value, ("publisher",), name),
        byline=_string(value, ("byline", "author"), name),
        published=_date(value, name),
        url=_string(value, ("url",), name),
    )
    return assemble(text, name=name, options=options, around=around)


def _date(value: dict[str, Any], name: str) -> str | None:
    written = _string(value, ("published", "date"), name)
    if written is None:
        return None
    if date := given_date(written):
        return date
    raise InputError(name, f"its date {_shown(written)} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")


def _string(value: dict[str, Any], keys: tuple[str, ...], name: str) -> str | None:
    """The first of the fields `keys` that has a value; InputError where it is no string."""
    for key in keys:
        words = value.get(key)
        if words is None:
            continue
        if not isinstance(words, str):
            raise InputError(name, f'its "{key}" is not a string')
        refuse_surrogates(words, name, what=f'its "{key}"')
        if words.strip():
            return words.strip()
    return None


def _id(value: dict[str, Any], name: str) -> str:
    given = value.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    return _string(value, ("id",), name) or ""


def _shown(words: str) -> str:
    """`words` in quotation marks, on one line and not too long."""
    return repr(words if len(words) <= 40 else words[:39] + "…")
