"""Conditions: found, ended where they end, and given to the innermost statement."""

import pytest

from onrecord.language.analysis import analyse
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article
from onrecord.statements.conditions import find_conditions
from onrecord.statements.draft import Draft
from onrecord.statements.layout import Layout
from onrecord.statements.nesting import with_parents
from training.marked import unmark

CASES = [
    "Reyes said {t the army would withdraw {x if the shelling stopped}}.",
    "Reyes said {t that {x if the shelling stopped}, the army would withdraw}.",
    "“{t {x If they fire one more rocket}, we will answer},” Reyes said.",
    "Reyes warned {t the talks would end {x unless the prisoners were freed}}.",
    "{x Unless the order is withdrawn by Friday}, Reyes warned, {t the port will be closed}.",
    "Reyes vowed {t not to sign {x until every hostage is home}}.",
    "Reyes promised {t to reopen the pipeline {x as long as the truce holds}}.",
    "Reyes offered {t to free ten men {x in return for two officers}}.",
    "Reyes offered {t to lift the blockade {x in exchange for fuel}}.",
    "Reyes agreed {t to a visit {x provided that no cameras are brought}}.",
    "Reyes said {t {x should the ceasefire fail}, the mission would leave}.",
    "Reyes said {t aid would be sent {x only if the road was safe}}.",
    "Reyes said {t {x only when the guns fall silent} will the school open}.",
    "Reyes said {t the deal was {x subject to approval by parliament}}.",
    "Reyes agreed {t to testify, {x on condition that her name is withheld}}.",
    "Reyes said {t the bridge would be rebuilt {x once the engineers were paid}}.",
    "Reyes said {t more troops stood ready {x in case of an attack}}.",
    "Reyes said {t no treaty could be signed {x without guarantees}}.",
    "Reyes said {t that the minister hoped {u the truce would hold {x if both sides kept their word}}}.",
    "Reyes asked {t if the road was open}.",
    "{t No peace without justice}.",
    "Reyes wondered {t whether the road was open}.",
    "Reyes said {t the siege began when the bridge fell}.",
    "Reyes said {t the men were freed after a week of talks}.",
    "{t The men were freed}, said an official who spoke on condition of anonymity.",
    "Reyes said {t the convoy waited until midnight}.",
]


@pytest.mark.parametrize("marked", CASES)
def test_condition(marked: str) -> None:
    text, parts = unmark(marked)
    drafts = [Draft((), None, parts[label], None) for label in ("t", "u") if label in parts]
    # Drafts without a cue are placed by their content.
    drafts = with_parents(drafts)
    found = find_conditions(analysis := analyse(Article(text), load_pipeline()), Layout(analysis, drafts))
    assert [text[a:b] for a, b in found[-1]] == [text[a:b] for a, b in parts.get("x", ())]
    assert found[-1] == parts.get("x", ())
    assert not any(found[:-1]), "only the innermost statement has the condition"


@pytest.mark.parametrize(("cue", "both"), [("echoing", True), ("remarks", False)])
def test_a_statement_that_is_echoed_has_the_condition_too(cue: str, both: bool) -> None:
    text = "General Reyes said that if the shelling stops, the army will withdraw, echoing remarks by the president."
    at, end = text.index(cue), text.index(", echoing")
    hers = Draft(((0, 13),), (14, 18), ((19, len(text) - 1),), None)
    other = Draft((), (at, at + len(cue)), ((24, end),), None, parent=0)
    analysis = analyse(Article(text), load_pipeline())
    found = find_conditions(analysis, Layout(analysis, [hers, other]))
    assert [[text[a:b] for a, b in ranges] for ranges in found] == [
        ["if the shelling stops"] * both,
        ["if the shelling stops"],
    ]


def test_a_condition_that_goes_on_behind_a_content_is_not_its_own() -> None:
    text = "Reyes said nobody would dare to shell the town if the guards stood at the gate and held the bridge."
    start, end = text.index("nobody"), text.index(" and held")
    whole = Draft((), (6, 10), ((start, len(text) - 1),), None)
    part = Draft((), (text.index("would"), text.index(" to shell")), ((text.index("to shell"), end),), None, parent=0)
    analysis = analyse(Article(text), load_pipeline())
    found = find_conditions(analysis, Layout(analysis, [whole, part]))
    assert [[text[a:b] for a, b in ranges] for ranges in found] == [
        ["if the guards stood at the gate and held the bridge"],
        [],
    ]
