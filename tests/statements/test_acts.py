"""What a speaker does by a statement."""

import pytest

from onrecord.language.analysis import analyse
from onrecord.language.mentions.discourse import Speaker
from onrecord.language.mentions.resolve import SpeakerResolver
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article
from onrecord.schema.statement import ACTS, Act
from onrecord.statements.acts.choose import Weights, ruled, shipped_weights
from onrecord.statements.acts.clauses import clauses
from onrecord.statements.acts.features import Reading, features
from onrecord.statements.acts.phrases import cue_phrases
from onrecord.statements.negation import is_negated
from onrecord.statements.quotation import quotation_type, verbatim_parts
from training.marked import marked_draft

CASES = """
say      | {s The agency} {c said} {t 40 lorries crossed the border on Monday}.
say      | {s Reyes} {c recalled} {t that the bridge was built in 1962}.
say      | {c According to} {s a report}, {t most of the wells are dry}.
silent   | {s The ministry} {c declined to comment on} {t the arrests}.
silent   | {s The company} {c did not respond to} {t a request for an interview}.
ask      | {s Reyes} {c asked} {t whether the road was open}.
ask      | {t “Who gave that order?”} {s Reyes} {c asked}.
rule     | {s The court} {c ruled} {t that the vote was void}.
rule     | {s Parliament} {c approved} {t the budget}.
threaten | {s The rebels} {c threatened} {t to shell the town}.
refuse   | {s Reyes} {c refused} {t to sign the treaty}.
refuse   | {s Reyes} {c ruled out} {t talks with the rebels}.
refuse   | {t “We will not hand over a single name,”} {s Reyes} {c said}.
demand   | {s Reyes} {c urged} {t both sides to keep the truce}.
demand   | {s The UN} {c called for} {t an inquiry}.
demand   | {t “They must release the prisoners,”} {s Reyes} {c said}.
commit   | {s Reyes} {c promised} {t to reopen the crossing}.
commit   | {s Reyes} {c agreed} {t to meet the envoy}.
commit   | {t “We will rebuild every house,”} {s Reyes} {c said}.
accuse   | {s Reyes} {c accused} the army {t of killing civilians}.
accuse   | {s Reyes} {c condemned} {t the raid}.
accuse   | {s Reyes} {c blamed} {t the rebels for the fire}.
endorse  | {s Reyes} {c welcomed} {t the agreement}.
endorse  | {s Reyes} {c praised} {t the rescuers}.
deny     | {s Reyes} {c denied} {t that the army had used gas}.
deny     | {s The army} {c dismissed the claim} {t that it had fired first}.
admit    | {s Reyes} {c admitted} {t that mistakes had been made}.
admit    | {s The ministry} {c confirmed} {t the deaths}.
predict  | {s Reyes} {c warned} {t that the dam would burst}.
predict  | {s Analysts} {c expect} {t the price of grain to rise}.
predict  | {s Residents} {c fear} {t the shelling may resume}.
wish     | {s Reyes} {c hopes} {t the truce will last}.
wish     | {s Her son} {c wants} {t to be a doctor}.
think    | {s Reyes} {c believes} {t that the pilot is dead}.
think    | {s Police} {c suspect} {t that the fire was set on purpose}.
"""


def reading_of(marked: str) -> tuple[Reading, set[str]]:
    text, draft = marked_draft(marked)
    analysis = analyse(Article(text), load_pipeline())
    speaker = SpeakerResolver(analysis).resolve(draft.source, None)
    quotation = quotation_type(text, draft.content, verbatim_parts(text, draft.content, analysis.quoted))
    cue = text[slice(*draft.cue)] if draft.cue else ""
    reading = Reading(draft, speaker, quotation, is_negated(cue, ""))
    return reading, features(analysis, reading)


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_act(case: str) -> None:
    act, marked = (part.strip() for part in case.split("|"))
    assert shipped_weights().choose(reading_of(marked)[1]) == act


@pytest.mark.parametrize(
    ("marked", "fact"),
    [
        ("{s Reyes} {c said} {t the army would not leave}.", "cue say"),
        ("{s Reyes} {c ruled out} {t a truce}.", "cue refuse"),
        ("{s Reyes} {c hoped} {t the truce would last}.", "cue wish"),
        ("{t “We will not leave,”} {s Reyes} {c said}.", "we will not first"),
        ("{s He} {c said} {t he would leave}.", "own would first"),
        ("{s The UN} {c said} {t it would leave}.", "own would first"),
        ("{t “They must leave,”} {s The rebels} {c said}.", "other must first"),
        ("{s Ruvenia} {c said} {t that Ruvenia could leave}.", "own could first"),
        ("{t “Will they leave?”} {s Reyes} {c asked}.", "form question"),
        ("{s Reyes} {c urged} them {t to leave}.", "form infinitive"),
        ("{s The court} {c said} {t they could leave}.", "source authority"),
        ("{s The UN} {c said} {t it hoped they would leave}.", "own act wish"),
        ("{s The UN} {c said} {t the raid was a crime}.", "sign blame"),
    ],
)
def test_facts(marked: str, fact: str) -> None:
    assert fact in reading_of(marked)[1]


def test_the_longest_phrase_of_a_cue_counts() -> None:
    doc = load_pipeline()("He declined to comment on the raid.")
    assert cue_phrases().longest(list(doc)) == ["silent"]


def test_adverbs_that_grade_may_stand_inside_a_phrase_but_no_negation() -> None:
    nlp = load_pipeline()
    assert cue_phrases().longest(list(nlp("They were extremely happy with it."))) == ["endorse"]
    assert "endorse" not in cue_phrases().longest(list(nlp("They were not happy with it.")), first=1, last=2)


def test_whose_doing_a_clause_is() -> None:
    analysis = analyse(Article("We will stay but they must go."), load_pipeline())
    found = clauses(list(analysis.doc), Speaker("Reyes", "group", True), analysis)
    assert [(c.doer, c.mood, c.verb.text) for c in found] == [("we", "will", "stay"), ("own", "must", "go")]


def test_of_equal_acts_the_first_in_priority_is_chosen() -> None:
    assert Weights({}, (0.0,) * len(ACTS)).choose(set()) == ACTS[0] == "silent"


def test_no_threat_without_harm_and_no_question_without_its_form() -> None:
    weights = Weights({}, tuple(1.0 if act == "threaten" else 0.5 if act == "ask" else 0.0 for act in ACTS))
    assert weights.choose({"sign harm"}) == "threaten"
    assert weights.choose({"form question"}) == "ask"
    assert weights.choose({"cue threaten"}) == "threaten"
    assert weights.choose({"cue threaten", "cue predict"}) == "silent"
    assert weights.choose(set()) == "silent"
    assert ACTS[-1] == "say"


@pytest.mark.parametrize(
    ("act", "facts", "becomes"),
    [
        ("think", {"other may"}, "predict"),
        ("think", {"other would not"}, "predict"),
        ("think", {"own may"}, "think"),
        ("commit", {"we will not first"}, "refuse"),
        ("say", {"own would not first"}, "refuse"),
        ("threaten", {"we will not first"}, "refuse"),
        ("threaten", {"we will not first", "cue threaten"}, "threaten"),
        ("say", {"other will not first"}, "say"),
        ("threaten", {"negated", "cue say"}, "say"),
        ("say", {"cue wish"}, "wish"),
        ("say", {"cue wish", "cue say"}, "say"),
        ("say", {"cue wish", "negated"}, "say"),
    ],
)
def test_rulings(act: Act, facts: set[str], becomes: Act) -> None:
    assert ruled(act, facts) == becomes


def test_a_denied_attribution_is_no_act_that_says_so_again() -> None:
    weights = Weights({}, (0.0,) * len(ACTS))
    assert weights.choose(set(), without=("silent", "refuse", "deny")) == "rule"
