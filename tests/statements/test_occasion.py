"""To whom, when and where something is said."""

import pytest

from onrecord.language.analysis import analyse
from onrecord.language.pipeline import load_pipeline
from onrecord.schema.article import Article, Detail
from onrecord.statements.occasion import find_occasion
from onrecord.statements.said_at import find_said_at
from training.marked import marked_draft, unmark

CASES = [
    "{s Reyes} {c told} {to reporters} {t that the talks would go on}.",
    "{t “We are close,”} {s she} {c told} {to Channel Nine}.",
    "{s The ministry} {c urged} {to both sides} {t to keep the truce}.",
    "{s The general} {c ordered} {to his men} {t to hold their fire}.",
    "{s The envoy} {c appealed to} {to the council} {t to send help}.",
    "{s The agency} {c called on} {to the rebels} {t to open the road}.",
    "{to The crew} {c had been told} {t to stay on board}.",
    "{s She} {c confirmed} {t the capture} to {to Island Radio}.",
    "{s The president} {c discussed} {t the truce} with {to the envoy}.",
    "{t “It is over,”} {s Reyes} {c said {in in a statement}}.",
    "{t “It is over,”} {s Reyes} {c said {in during a briefing with {to reporters}}}.",
    "{t “It is over,”} {s Reyes} {c wrote {in in a letter to the council}}.",
    "{t “It is over,”} {s Reyes} {c said} {in in a televised address} {at on Monday|2031-03-10}.",
    "{s Reyes} {c told} {to parliament} {at on Thursday|2031-03-13} {t that the army would leave}.",
    "{at On Wednesday|2031-03-12}, {s Reyes} {c denied} {t the report}.",
    "{s Reyes} {c said} {at last month|2031-02} {t that the army would leave}.",
    "{s Reyes} {c will announce} {t the result} {at on Monday|2031-03-17}.",
    "{s Reyes} {c said} {t the army would leave on Monday}.",
    "{s Reyes}, who met the envoy on Tuesday, {c said} {t the army would leave}.",
    "{s Reyes} {c agreed in principle} {t to leave}.",
]


@pytest.mark.parametrize("marked", CASES)
def test_occasion(marked: str) -> None:
    plain, _, rest = marked.partition("{at ")
    date = None
    if rest:
        words, _, after = rest.partition("}")
        words, _, date = words.partition("|")
        marked = plain + "{at " + words + "}" + after
    text, draft = marked_draft(marked)
    parts = unmark(marked)[1]
    analysis = analyse(Article(text, published=Detail("2031-03-14", "given")), load_pipeline())
    occasion = find_occasion(analysis, draft, [])
    assert (occasion.to, occasion.said_in) == (parts.get("to", ()), parts.get("in", ()))
    said_at = find_said_at(analysis, draft, [])
    assert (said_at[0] if said_at else None) == (parts["at"][0] if date else None)
    assert (said_at[1].edtf if said_at else None) == (date or None)
