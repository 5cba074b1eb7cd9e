"""From attributions to statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from onrecord.language.analysis import Analysis
from onrecord.language.mentions.discourse import NOBODY, Speaker
from onrecord.language.mentions.resolve import SpeakerResolver
from onrecord.notes import Note
from onrecord.schema.span import Span
from onrecord.schema.statement import Act, SaidAt, Statement
from onrecord.statements.acts.choose import shipped_weights
from onrecord.statements.acts.features import Reading, features
from onrecord.statements.borders import joined, tidy_content, tidy_cue, tidy_source
from onrecord.statements.claims import find_claims
from onrecord.statements.conditions import find_conditions
from onrecord.statements.draft import Draft, Range
from onrecord.statements.frame import settle_frame
from onrecord.statements.layout import Layout
from onrecord.statements.negation import is_negated
from onrecord.statements.nesting import with_parents
from onrecord.statements.occasion import find_occasion
from onrecord.statements.quotation import quotation_type, verbatim_parts
from onrecord.statements.said_at import find_said_at
from onrecord.statements.uncued import follows_on, uncued_quotations
from onrecord.tagger.find import Attribution

_SAYS_NO: tuple[Act, ...] = ("silent", "refuse", "deny")  # acts that say what `negated` says; one of the two is enough


def find_drafts(analysis: Analysis, attributions: Sequence[Attribution]) -> list[Draft]:
    """The attributions of an article with their borders settled and their parents known, with
    the claims that have no source and the quotations that have no cue, in the order of the text."""
    drafts = _in_order(draft for a in attributions if (draft := _settle(analysis, a)))
    drafts = _in_order([*drafts, *find_claims(analysis, drafts)])
    return with_parents(_in_order([*drafts, *uncued_quotations(analysis, drafts)]))


def find_statements(analysis: Analysis, attributions: Sequence[Attribution]) -> list[Statement]:
    """The statements of an article, in the order of the text."""
    drafts = find_drafts(analysis, attributions)
    layout = Layout(analysis, drafts)
    conditions = find_conditions(analysis, layout)
    article = analysis.article.sha256
    ids = [_identifier(article, d) for d in drafts]
    return [
        _statement(analysis, layout, i, ids, speaker, conditions[i])
        for i, speaker in enumerate(_speakers(analysis, drafts))
    ]


def _in_order(drafts: Iterable[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda d: (d.start, d.anchor))


def _settle(analysis: Analysis, attribution: Attribution) -> Draft | None:
    """An attribution with its borders in place; None where nothing of its content is left."""
    text = analysis.text
    spans = joined(text, list(attribution.content))
    content = tuple(c for span in spans if (c := tidy_content(text, span, analysis.quoted)))
    if not content:
        return None
    source = tuple(s for span in attribution.source if (s := tidy_source(text, span)))
    cue = tidy_cue(text, attribution.cue)
    if cue and all(t.pos_ == "ADV" and not t.lower_.endswith("ly") for t in analysis.phrase(*cue)):
        return None  # `later`, `also`: half of another cue; `reportedly` is one
    return settle_frame(analysis, Draft(source, cue, content, attribution.score, proposed_by=attribution.proposed_by))


def _speakers(analysis: Analysis, drafts: list[Draft]) -> list[Speaker]:
    """Resolve every source: in the order of the text, but a parent before its children, since
    `I` in a quotation is whoever is quoted."""
    resolver = SpeakerResolver(analysis)
    found: dict[int, Speaker] = {}

    def resolve(i: int) -> Speaker:
        if i not in found:
            parent = drafts[i].parent
            found[i] = resolver.resolve(drafts[i].source, None if parent is None else resolve(parent))
        return found[i]

    last: int | None = None  # the latest statement that stands in no other's content
    for i, draft in enumerate(drafts):
        carried = last is not None and draft.cue is None and follows_on(analysis, draft, drafts[last])
        found[i] = _carried(found[last]) if carried and last is not None else resolve(i)
        last = i if draft.parent is None else last
    return [found[i] for i in range(len(drafts))]


def _carried(speaker: Speaker) -> Speaker:
    return replace(speaker, notes=(*speaker.notes, Note("speaker-carried"))) if speaker.name else NOBODY


def _identifier(article: str, draft: Draft) -> str:
    spans = (draft.source, draft.cue, draft.content)
    return "s" + sha256(f"{article} {spans}".encode()).hexdigest()[:12]


def _statement(
    analysis: Analysis, layout: Layout, i: int, ids: Sequence[str], speaker: Speaker, condition: tuple[Range, ...]
) -> Statement:
    text, draft = analysis.text, layout.drafts[i]
    cue = Span.of(text, *draft.cue) if draft.cue else None
    source = _spans(text, draft.source)
    verbatim = verbatim_parts(text, draft.content, analysis.quoted)
    quotation = quotation_type(text, draft.content, verbatim)
    negated = is_negated(cue.text if cue else "", source[0].text if source else "")
    taken = layout.taken(i)
    occasion = find_occasion(analysis, draft, taken)
    said_at = _said_at(analysis, draft, taken)
    facts = features(analysis, Reading(draft, speaker, quotation, negated, layout.children(i)))
    return Statement(
        id=ids[i],
        source=source,
        cue=cue,
        content=_spans(text, draft.content),
        quotation=quotation,
        verbatim=_spans(text, verbatim),
        speaker=speaker.name,
        speaker_type=speaker.type,
        named=speaker.named,
        act=shipped_weights().choose(facts, without=_SAYS_NO if negated else ()),
        negated=negated,
        condition=_spans(text, condition),
        to=_spans(text, occasion.to),
        said_at=said_at,
        said_in=_spans(text, occasion.said_in),
        parent=ids[draft.parent] if draft.parent is not None else None,
        score=None if draft.score is None else round(draft.score, 3),
        notes=(
            *speaker.notes,
            *_quotation_notes(analysis, draft),
            *_date_notes(analysis, said_at),
            *_origin_notes(draft),
        ),
    )


def _spans(text: str, ranges: Sequence[Range]) -> tuple[Span, ...]:
    return tuple(Span.of(text, *span) for span in ranges)


def _said_at(analysis: Analysis, draft: Draft, taken: Sequence[Range]) -> SaidAt | None:
    found = find_said_at(analysis, draft, taken)
    if found is None:
        return None
    span, time = found
    return SaidAt(Span.of(analysis.text, *span), time.edtf)


def _date_notes(analysis: Analysis, said_at: SaidAt | None) -> tuple[Note, ...]:
    """Why a time has no date, where the article's own is what is missing."""
    undated = said_at is not None and said_at.date is None and analysis.article.published is None
    return (Note("date-unresolved"),) if undated else ()


def _origin_notes(draft: Draft) -> tuple[Note, ...]:
    """That not the tagger found it, and who did."""
    return (Note("second-reader", draft.proposed_by),) if draft.proposed_by is not None else ()


def _quotation_notes(analysis: Analysis, draft: Draft) -> tuple[Note, ...]:
    open_ended = any(
        not q.closed and not q.continues and start <= q.start < end
        for start, end in draft.content
        for q in analysis.quoted_near(start) + analysis.quoted_near(end - 1)
    )
    return (Note("quotation-unclosed"),) if open_ended else ()
