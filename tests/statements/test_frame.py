"""Frames put right by the parse: the tagger's parts before, and what they become."""

import pytest

from onrecord.language.analysis import analyse
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article
from onrecord.statements.frame import settle_frame
from training.marked import marked_draft

CASES = [
    ("{s The cabinet} {c would not} {t decide to strike the port}.",
     "{s The cabinet} {c would not decide} {t to strike the port}."),
    ("The ministry {c would not comment on} {t the arrests}.",
     "{s The ministry} {c would not comment on} {t the arrests}."),
    ("The talks {c were described as} {t a farce}.", "The talks {c were described as} {t a farce}."),
    ("{s Reyes} {c believes} {t that an attack}, as many fear, will fail.",
     "{s Reyes} {c believes} {t that an attack, as many fear, will fail}."),
    ("{s Reyes} {c urged} {t restraint and} left.", "{s Reyes} {c urged} {t restraint} and left."),
    ("{s Reyes} {c discussed} {t the truce with the envoy}.", "{s Reyes} {c discussed} {t the truce} with the envoy."),
    ("{s Reyes} {c sentenced} {t Ellis to nine years in prison}.",
     "{s Reyes} {c sentenced} {t Ellis to nine years in prison}."),
    ("The Bar {c was told} {t by the court that the complaint had failed}.",
     "The Bar {c was told} by {s the court} {t that the complaint had failed}."),
    ('{t The closure} {c was described as} {t "a hand" by the Relief Agency}.',
     '{t The closure} {c was described as} {t "a hand"} by {s the Relief Agency}.'),
    ('It {c was called} {t "a plan by the army"} today.', 'It {c was called} {t "a plan by the army"} today.'),
    ('It {c was called} {t "a plan" by} {s Moro}.', 'It {c was called} {t "a plan"} by {s Moro}.'),
    ("{s She} {c denied} {t she denied the charge}.", "{s She} {c denied} {t she denied the charge}."),
    ("{s Reyes} {c has been} {t accused of fraud}.", "{s Reyes} {c has been accused} {t of fraud}."),
    ("There {c are concerns} {t about the truce}.", "There {c are concerns} {t about the truce}."),
    ("{s Reyes} {c said} {t the truce would hold}.", "{s Reyes} {c said} {t the truce would hold}."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CASES)
def test_frame(before: str, after: str) -> None:
    text, draft = marked_draft(before)
    same, expected = marked_draft(after)
    assert text == same
    assert settle_frame(analyse(Article(text), load_pipeline()), draft) == expected
