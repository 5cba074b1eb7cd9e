"""`onrecord verify`: every span of a record against the article."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from onrecord.articles.inputs import InputOptions, read_article
from onrecord.errors import InputError, OnrecordError, RecordFormatError, VerificationError
from onrecord.record.serialise import from_json
from onrecord.record.verify import spans_of, verify
from onrecord.schema.article import Article
from onrecord.schema.record import Record

SHOWN = 20  # mismatches printed; a wrong article has thousands


def verify_record(path: Path, article_name: str, options: InputOptions) -> int:
    """Compare the record of an article with the article.

    Returns:
        The exit status: 0 all spans match, 1 some do not, 2 an input could not be read.
    """
    try:
        article = read_article(article_name, options, getattr(sys.stdin, "buffer", None) or BytesIO())
        record = _record_for(article, path)
        verify(record, article.text)
    except VerificationError as error:
        for line in error.mismatches[:SHOWN]:
            print(f"onrecord: {path}: {line}", file=sys.stderr)
        if (more := len(error.mismatches) - SHOWN) > 0:
            print(f"onrecord: {path}: and {more} more", file=sys.stderr)
        return 1
    except OnrecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return 2
    spans = sum(1 for _ in spans_of(record))
    print(f"{path}: {len(record.statements)} statements, {spans} spans, all as in {article_name}")
    return 0


def _record_for(article: Article, path: Path) -> Record:
    """The record of this article in a file of one or more; the only one, if there is one."""
    try:
        lines = [line for line in path.read_text("utf8").split("\n") if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'})") from error
    records = [
        from_json(line, f"{path}:{number}" if len(lines) > 1 else str(path)) for number, line in enumerate(lines, 1)
    ]
    same = [r for r in records if r.article.sha256 == article.sha256]
    if not records or (len(records) > 1 and not same):
        raise RecordFormatError(str(path), f"holds {len(records)} records, and none of this article's text")
    return (same or records)[0]
