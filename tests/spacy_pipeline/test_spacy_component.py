"""The component in pipelines that can and cannot feed it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import onrecord
from onrecord.errors import SetupError
from onrecord.language.pipeline import PIPELINE

TEXT = (
    '"We will not sign," Minister Ada Holm said on Friday. She told reporters that at least 40 sailors had drowned.\n\n'
    "Gunmen attacked a convoy near Grenvold, the ministry said."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.load(PIPELINE)
    nlp.add_pipe("onrecord")
    return nlp


def test_it_reads_what_onrecord_reads(nlp: Language) -> None:
    doc, record = nlp(TEXT), onrecord.read(TEXT)
    assert doc._.statements == record.statements
    assert doc._.figures == record.figures
    assert doc._.events == record.events
    assert doc._.record == record
    assert [s.speaker for s in doc._.statements][:2] == ["Ada Holm", "Ada Holm"]
    assert len(doc._.figures) == 1
    assert len(doc._.events) == 1
    onrecord.verify(doc._.record, doc.text)


def test_the_pipeline_parses_once(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = nlp.make_doc(TEXT)
    for name, component in nlp.pipeline[:-1]:
        assert name != "onrecord"
        doc = component(doc)
    monkeypatch.setattr(Language, "__call__", lambda *given: pytest.fail("parsed again"))
    monkeypatch.setattr(Language, "pipe", lambda *given, **more: pytest.fail("parsed again"))
    assert nlp.get_pipe("onrecord")(doc)._.statements


def test_many_texts_and_the_empty_one(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "", " \n\n", "Rain fell 😀 on Grenvold."] * 2, batch_size=3))
    assert [len(doc._.statements) for doc in docs] == [3, 0, 0, 0] * 2
    assert docs[1]._.record.statements == docs[1]._.figures == docs[1]._.events == ()


def test_the_record_goes_where_the_doc_goes(nlp: Language) -> None:
    doc = nlp(TEXT)
    for back in (
        Doc(nlp.vocab).from_bytes(doc.to_bytes()),
        next(iter(DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab))),
    ):
        assert back._.record == doc._.record
    without = next(iter(DocBin(docs=[doc]).get_docs(nlp.vocab)))
    assert (without._.record, without._.statements) == (None, ())


def test_words_are_where_the_spans_say_in_any_tokens(nlp: Language) -> None:
    for statement in nlp(TEXT)._.statements:
        for span in statement.content:
            assert TEXT[span.start : span.end] == span.text


def test_a_blank_pipeline_is_told_what_it_lacks() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    with pytest.raises(SetupError, match="needs what tagger, attribute_ruler, lemmatizer, parser, ner would have"):
        nlp(TEXT)
    assert nlp("")._.statements == ()


def test_one_missing_component_is_named() -> None:
    nlp = spacy.load(PIPELINE, exclude=["ner"])
    nlp.add_pipe("onrecord")
    with pytest.raises(SetupError, match="needs what ner would have found; add it before it"):
        nlp(TEXT)


def test_other_languages_are_refused() -> None:
    with pytest.raises(SetupError, match="reads English, and this pipeline is for 'de'"):
        spacy.blank("de").add_pipe("onrecord")


@pytest.fixture
def taken() -> Iterator[None]:
    before = Doc.remove_extension("statements") if Doc.has_extension("statements") else None
    Doc.set_extension("statements", default=[])
    yield
    Doc.remove_extension("statements")
    if before is not None:
        Doc.set_extension("statements", getter=before[2])


def test_an_extension_of_another_component_is_left_alone(taken: None) -> None:
    with pytest.raises(SetupError, match=r"another component has the extension doc\._\.statements"):
        spacy.blank("en").add_pipe("onrecord")
