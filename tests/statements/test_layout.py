"""Where drafts stand among the sentences."""

from onrecord.language.analysis import analyse
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article
from onrecord.statements.draft import Draft, Range
from onrecord.statements.layout import Layout
from onrecord.statements.nesting import with_parents

TEXT = "Reyes said Dorin hoped it would rain. Lopez denied it. Moro left."


def at(words: str) -> Range:
    start = TEXT.index(words)
    return start, start + len(words)


def layout() -> Layout:
    outer = Draft((at("Reyes"),), at("said"), (at("Dorin hoped it would rain"),), None)
    inner = Draft((at("Dorin"),), at("hoped"), (at("it would rain"),), None)
    other = Draft((at("Lopez"),), at("denied"), ((46, 53),), None)
    return Layout(analyse(Article(TEXT), load_pipeline()), with_parents([outer, inner, other]))


def test_what_others_say_in_the_sentence_is_taken_but_not_what_holds_the_statement() -> None:
    assert layout().taken(0) == [at("it would rain")]
    assert layout().taken(1) == []
    assert layout().taken(2) == []


def test_children_and_those_beside_a_place() -> None:
    assert [d.cue for d in layout().children(0)] == [at("hoped")]
    assert layout().beside(0) == [0, 1]
    assert layout().beside(TEXT.index("Moro")) == []
