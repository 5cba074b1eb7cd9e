"""The reader as a component of a spaCy pipeline: `nlp.add_pipe("onrecord")`.

It reads each `Doc` with the parse that the pipeline has made, and fills `doc._.record`, `doc._.statements`,
`doc._.figures` and `doc._.events`. What is kept with the `Doc` is the record as one line of JSON, so that it goes
where the `Doc` goes: to bytes, to a DocBin, to another process.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.errors import SetupError
from onrecord.language.pipeline import PIPELINE
from onrecord.reading import Reader
from onrecord.record.serialise import from_json, to_json
from onrecord.schema.article import Article
from onrecord.schema.event import Event
from onrecord.schema.figure import Figure
from onrecord.schema.record import Record
from onrecord.schema.statement import Statement
from onrecord.tagger.session import shipped_session

KEPT = "onrecord"
"""The key of the record in `doc.user_data`."""

_NEEDED = {"TAG": "tagger", "POS": "attribute_ruler", "LEMMA": "lemmatizer", "DEP": "parser", "ENT_IOB": "ner"}


@Language.factory(
    "onrecord",
    requires=["token.tag", "token.pos", "token.lemma", "token.dep", "doc.ents"],
    assigns=["doc._.record", "doc._.statements", "doc._.figures", "doc._.events"],
)
def create_component(nlp: Language, name: str) -> OnRecord:
    """The component for an English pipeline; it belongs behind the tagger, the parser and the entity recogniser.

    Raises:
        SetupError: the pipeline is not for English, or another component has an extension of the same name.
    """
    if nlp.lang != "en":
        raise SetupError(f"the component {name} reads English, and this pipeline is for {nlp.lang!r}")
    for extension, getter in _EXTENSIONS.items():
        _extend(extension, getter)
    return OnRecord(Reader(shipped_session(), nlp), name)


class OnRecord:
    """Reads what the components before it have parsed."""

    def __init__(self, reader: Reader, name: str) -> None:
        self._reader, self._name = reader, name

    def __call__(self, doc: Doc) -> Doc:
        """Read a `Doc`; its text is left as it is, whatever its language.

        Raises:
            SetupError: a component that it needs did not run before it; the message names it.
        """
        missing = [needed for attribute, needed in _NEEDED.items() if not doc.has_annotation(attribute)]
        if missing:
            raise SetupError(
                f"the component {self._name} needs what {', '.join(missing)} would have found; add"
                f" {'it' if len(missing) == 1 else 'them'} before it, or take a trained English pipeline such as"
                f" {PIPELINE}"
            )
        doc.user_data[KEPT] = to_json(self._reader.read_parsed(Article(doc.text), doc))
        return doc


def _record(doc: Doc) -> Record | None:
    """The record of a `Doc` that the component has read; None of any other."""
    line = doc.user_data.get(KEPT)
    return None if line is None else _read_back(line)


@lru_cache(maxsize=16)  # each extension asks for it; a record cannot be changed
def _read_back(line: str) -> Record:
    return from_json(line, "")


def _statements(doc: Doc) -> tuple[Statement, ...]:
    record = _record(doc)
    return record.statements if record else ()


def _figures(doc: Doc) -> tuple[Figure, ...]:
    record = _record(doc)
    return record.figures if record else ()


def _events(doc: Doc) -> tuple[Event, ...]:
    record = _record(doc)
    return record.events if record else ()


_EXTENSIONS: dict[str, Any] = {"record": _record, "statements": _statements, "figures": _figures, "events": _events}


def _extend(name: str, getter: Any) -> None:
    if not Doc.has_extension(name):
        Doc.set_extension(name, getter=getter)
    elif Doc.get_extension(name)[2] is not getter:
        raise SetupError(f"another component has the extension doc._.{name}; remove it first")
