"""A speaker: what was reported of them over time, their quotations, and who reports them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.corpus.copies import origins
from onrecord.corpus.quotations import Quotation, variants
from onrecord.corpus.reports import Counts, Report, counts
from onrecord.inquiry.speaker import SpeakerAnswer, speaker_with_reports
from onrecord.schema.statement import ACTS
from onrecord.store.base import Store
from onrecord.store.query import Query
from onrecord.web.api.asked import OneSpeakerAsked
from onrecord.web.api.taking_turns import asking
from onrecord.web.asking import answers_of, asked, given, store_of
from onrecord.web.links import head, report_link
from onrecord.web.rendering import page

router = APIRouter()


NONE = Counts(0, 0)


@dataclass(frozen=True, slots=True)
class Reported:
    """What the reports of a speaker have besides the statements: the quotations, most independent reports first, the
    outlets with both counts, and how many reports there are in all."""

    quotations: tuple[Quotation, ...] = ()
    outlets: tuple[tuple[str, Counts], ...] = ()
    counts: Counts = NONE


@router.get("/speaker")
@asking
def speaker(request: Request) -> Response:
    """A speaker by name; without one, the names that most statements have."""
    name = given(request).get("name")
    if name is None:
        facets = store_of(request).search(Query(limit=1)).facets["speaker"]
        return page(request, "speakers.html.jinja", facets=facets)
    wanted = asked(OneSpeakerAsked, request).name
    answer, reported = answers_of(request).to(_answer, wanted)
    status = 404 if answer.speaker is None else 200
    act = given(request).get("act", "")
    acts = Counter(saying.act for saying in answer.sayings)
    return page(
        request,
        "speaker.html.jinja",
        status=status,
        name=wanted,
        answer=answer,
        reported=reported,
        sayings=[saying for saying in answer.sayings if act in ("", saying.act)],
        act=act,
        acts=[(a, acts[a]) for a in ACTS if acts[a]],
        head=head,
        report_link=report_link,
    )


def _answer(store: Store, name: str) -> tuple[SpeakerAnswer, Reported]:
    answer, gathered = speaker_with_reports(store, name)
    if answer.speaker is None:
        return answer, Reported()
    reports = answer.speaker.reports
    records = [record for record in gathered.records if Report.of(record.article) in reports]
    every = variants(records, groups=gathered.groups, speakers=gathered.speakers)
    found = tuple(q for q in every if answer.speaker.name in q.speakers)
    source = origins(gathered.groups)
    by_outlet = {p: counts((r for r in reports if (r.publisher or "outlet not told") == p), source)
                 for p in dict.fromkeys(r.publisher or "outlet not told" for r in reports)}  # fmt: skip
    outlets = sorted(by_outlet.items(), key=lambda pair: (-pair[1].reports, pair[0]))
    return answer, Reported(found, tuple(outlets), counts(reports, source))
