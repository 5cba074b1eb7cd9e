"""Who a source's words mean. `{...}` marks the source to resolve; the parse is the real one."""

import pytest

import onrecord
from onrecord.language.analysis import analyse
from onrecord.language.mentions.resolve import Speaker, SpeakerResolver
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article


def resolved(marked: str) -> list[Speaker]:
    """The speakers of all marked sources, in order, none inside another's content."""
    text, spans = "", []
    for number, part in enumerate(marked.replace("}", "{").split("{")):
        if number % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    resolver = SpeakerResolver(analyse(Article(text), load_pipeline()))
    return [resolver.resolve((span,), None) for span in spans]


@pytest.mark.parametrize(
    ("marked", "name", "kind", "named"),
    [
        # full name with title and description
        ("{Foreign Minister Daniel Reyes} said talks failed.", "Daniel Reyes", "person", True),
        ("{Maria Lopez, a lawyer for the families,} said so.", "Maria Lopez", "person", True),
        # surname
        ("Daniel Reyes arrived in Geneva. {Reyes} said talks failed.", "Daniel Reyes", "person", True),
        # role
        ("President Daniel Reyes arrived in Geneva. {The president} said no.", "Daniel Reyes", "person", True),
        # pronouns by gender
        ("Maria Lopez met Daniel Reyes on Friday. {She} said talks failed.", "Maria Lopez", "person", True),
        ("Maria Lopez met Daniel Reyes on Friday. {He} said talks failed.", "Daniel Reyes", "person", True),
        # acronym
        (
            "The International Rescue Council (IRC) left the city. {The IRC} said it would return.",
            "International Rescue Council",
            "organisation",
            True,
        ),
        # a country by name and by its seat
        ("{Turkey} denied it.", "Turkey", "organisation", True),
        ("{Ankara} denied it.", "Turkey", "organisation", True),
        # capitals that are a pronoun in lower case
        ("{The US} denied it.", "US", "organisation", True),
        # unnamed
        ("{A senior official} said so.", "a senior official", "person", False),
        ("{Residents} said shells fell.", "Residents", "group", False),
        ("{A report} said so.", "a report", "document", False),
        # a title that tells the role
        ("Sen. Maria Lopez arrived on Friday. {The senator} said no.", "Maria Lopez", "person", True),
        # two that were named together
        ("Turkey and Jordan closed the border. {Both countries} said so.", "Turkey and Jordan", "organisation", True),
        # an acronym spelt out before its bracket
        ("Fighters of Harakat Nur al-Sahel (HNS) left. {HNS} said so.", "Harakat Nur al-Sahel", "organisation", True),
        # a possessive's owner
        ("Maria Lopez left on Friday. {Her lawyer} said so.", "Maria Lopez's lawyer", "person", False),
        # people spoken of by a plural noun
        ("The marchers stopped at the bridge. {They} said so.", "marchers", "group", False),
        # a participle adds to a description
        ("{A report citing local sources} said so.", "a report", "document", False),
        # a relative
        ("Daniel Reyes, {who} said talks failed, left on Friday.", "Daniel Reyes", "person", True),
    ],
)
def test_resolve(marked: str, name: str, kind: str, named: bool) -> None:
    (speaker,) = resolved(marked)
    assert (speaker.name, speaker.type, speaker.named) == (name, kind, named)


def test_two_that_fit_are_not_chosen_between() -> None:
    (speaker,) = resolved("Peter Morgan met Thomas Baker. John Baker was there too. {Baker} said talks failed.")
    assert speaker.name is None
    assert [n.code for n in speaker.notes] == ["speaker-ambiguous"]
    assert speaker.notes[0].detail == "John Baker, Thomas Baker"


def test_nobody_before_a_pronoun_is_unresolved() -> None:
    (speaker,) = resolved("{He} said talks failed.")
    assert speaker.name is None
    assert [n.code for n in speaker.notes] == ["speaker-unresolved"]


def test_first_person_is_the_parent_and_its_side() -> None:
    text = "Turkish Foreign Minister Daniel Reyes said we hope I win."
    resolver = SpeakerResolver(analyse(Article(text), load_pipeline()))
    parent = resolver.resolve(((0, 37),), None)
    assert parent.name == "Daniel Reyes"
    assert resolver.resolve(((text.index("I win"), text.index("I win") + 1),), parent).name == "Daniel Reyes"
    assert resolver.resolve(((text.index("we"), text.index("we") + 2),), parent).name == "Turkey"


def test_no_source_is_nobody() -> None:
    resolver = SpeakerResolver(analyse(Article("It is feared that talks fail."), load_pipeline()))
    assert resolver.resolve((), None) == Speaker(None, "none", False)


def test_a_spokesman_of_its_country_speaks_for_it() -> None:
    (speaker,) = resolved("Turkey closed the border. {Its envoy, Maria Lopez,} said so.")
    assert (speaker.name, speaker.sides) == ("Maria Lopez", ("Turkey",))


def test_an_organisation_beside_those_who_speak_is_not_the_speaker() -> None:
    (speaker,) = resolved("{Experts at the World Water Council (WWC)} said so.")
    assert (speaker.type, speaker.named) == ("group", False)


def test_a_date_run_into_a_name_is_no_part_of_it() -> None:
    record = onrecord.read("PORT (Agency) - On Feb. 1 Norway said it would act.")
    assert "Norway" in [s.speaker for s in record.statements]
    assert not [s for s in record.statements if s.speaker and "Feb" in s.speaker]


def test_a_person_of_a_country_is_that_person() -> None:
    record = onrecord.read("Ingrid Solheim spoke on Friday. Ingrid Solheim of Norway said it was over.")
    assert [(s.speaker, s.speaker_type) for s in record.statements if s.cue and s.cue.text == "said"] == [
        ("Ingrid Solheim", "person")
    ]
