"""onrecord reads news reports and keeps the record: who said what, in which words.

    import onrecord

    record = onrecord.read("Kirby said talks would go on.")
    for statement in record.statements:
        print(statement.speaker, statement.content)

An article goes in (`Article`, `read_inputs`), a record comes out (`read`), and every field
of the record points at the words it came from. Nothing heavy is loaded before the first read.
"""

from onrecord.articles.inputs import InputOptions, read_article, read_inputs
from onrecord.errors import OnrecordError
from onrecord.reading import read
from onrecord.record.serialise import from_json, record_schema, to_json
from onrecord.record.verify import verify
from onrecord.schema.article import Article
from onrecord.schema.record import Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

__all__ = [
    "Article",
    "InputOptions",
    "OnrecordError",
    "Record",
    "Span",
    "Statement",
    "from_json",
    "read",
    "read_article",
    "read_inputs",
    "record_schema",
    "to_json",
    "verify",
]
