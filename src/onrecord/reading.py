"""Read a report: the whole pipeline on one page.

article -> analysis (parse, quotation marks, parties)
        -> attributions (the tagger) -> statements (borders, nesting, quotation, speakers)
        -> figures (numbers, what they count, place, period)
        -> events (PLOVER types, who did what to whom, status)
        -> record (figures and events joined to statements, all verified)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.errors import InputError
from onrecord.events.find import find_events
from onrecord.figures.find import find_figures
from onrecord.language.analysis import Analysis, analyse, analyse_parsed
from onrecord.language.pipeline import PIPELINE, load_pipeline, pipeline_name
from onrecord.language.places.gazetteer import load_gazetteer
from onrecord.record.assemble import assemble
from onrecord.schema.article import Article
from onrecord.schema.record import Provenance, Record
from onrecord.statements.find import find_statements
from onrecord.tagger.find import Attribution, find_attributions
from onrecord.tagger.session import Session, shipped_session

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


Proposals = Callable[[str, Sequence[Attribution]], list[Attribution]]
"""Of a text and the attributions that were found in it, others to join them; it raises nothing."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A loaded tagger and language pipeline; reads any number of articles.

    It computes on two cores, the tagger beside the parse; on one where `one_core` is set, as is best where each core
    has a reader of its own. `proposals` is a second reader, if any.
    """

    session: Session
    nlp: Language
    one_core: bool = False
    proposals: Proposals | None = None

    def read(self, article: Article) -> Record:
        """Read one article and return everything it puts on the record."""
        if self.one_core:
            return self._read(article, partial(self._attributions, article.text))
        with ThreadPoolExecutor(max_workers=1) as beside:  # the tagger leaves Python alone while it computes
            return self._read(article, beside.submit(self._attributions, article.text).result)

    def read_parsed(self, article: Article, doc: Doc) -> Record:
        """The same of an article that `nlp` has parsed already; `doc.text` is its text."""
        return self._record(analyse_parsed(article, doc), self._attributions(article.text))

    def _attributions(self, text: str) -> list[Attribution]:
        found = find_attributions(text, self.session)
        return found if self.proposals is None else [*found, *self.proposals(text, found)]

    def _read(self, article: Article, tagged: Callable[[], list[Attribution]]) -> Record:
        return self._record(analyse(article, self.nlp), tagged())

    def _record(self, analysis: Analysis, attributions: list[Attribution]) -> Record:
        statements = find_statements(analysis, attributions)
        sources = [(span.start, span.end) for s in statements for span in s.source]
        figures = find_figures(analysis, sources)
        events = find_events(analysis)
        return assemble(analysis, statements, figures, events, self.provenance)

    def attempt(self, article: Article) -> Record | InputError:
        """The record of one article, or what went wrong: a fault of ours on it must not stop the others."""
        try:
            return self.read(article)
        except Exception as error:
            return _fault(article, error)

    def read_all(self, articles: Iterable[Article | InputError]) -> Iterator[Record | InputError]:
        """The records of many articles in their order, or what went wrong, as `attempt` tells it; what could not even
        be an article is handed on in its place.

        The next article is tagged while the one before is parsed, so the next one is asked for before a record is
        given.
        """
        if self.one_core:
            for article in articles:
                yield article if isinstance(article, InputError) else self.attempt(article)
            return
        with ThreadPoolExecutor(max_workers=1) as beside:
            begun: tuple[Article, Future[list[Attribution]]] | InputError | None = None
            for article in articles:
                before = begun
                if isinstance(article, InputError):
                    begun = article
                else:
                    begun = article, beside.submit(self._attributions, article.text)
                if before is not None:
                    yield self._finished(before)
            if begun is not None:
                yield self._finished(begun)

    def _finished(self, begun: tuple[Article, Future[list[Attribution]]] | InputError) -> Record | InputError:
        if isinstance(begun, InputError):
            return begun
        article, tagging = begun
        try:
            return self._read(article, tagging.result)
        except Exception as error:
            return _fault(article, error)

    @property
    def provenance(self) -> Provenance:
        """What the records of this reader are made by."""
        model = self.session.description
        return Provenance(f"onrecord {package_version()}", model.name, model.sha256, pipeline_name(self.nlp))


def _fault(article: Article, error: Exception) -> InputError:
    fault = f"{type(error).__name__}: {error}".splitlines()[0]
    reason = f"could not be read for a fault of onrecord, please report it ({fault})"
    return InputError(article.name or article.id, reason)


def package_version() -> str:
    """The installed version of onrecord."""
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "0+unknown"


@cache
def load_reader(pipeline: str = PIPELINE) -> Reader:
    """The shipped tagger with an installed English spaCy pipeline; loaded once.

    Raises:
        SetupError: the pipeline is not installed.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:  # they load side by side
        session = beside.submit(shipped_session)
        gazetteer = beside.submit(load_gazetteer)
        nlp = load_pipeline(pipeline)
        gazetteer.result()
        return Reader(session.result(), nlp)


def read(article: Article | str, *, pipeline: str = PIPELINE) -> Record:
    """Read one report and return its record.

    Args:
        article: an `Article`, or just its text.
        pipeline: the name of an installed English spaCy pipeline.

    Raises:
        SetupError: the pipeline is not installed.
    """
    if isinstance(article, str):
        article = Article(article)
    return load_reader(pipeline).read(article)


def read_all(
    articles: Iterable[Article | InputError], *, pipeline: str = PIPELINE, proposals: Proposals | None = None
) -> Iterator[Record | InputError]:
    """Read many reports, as `Reader.read_all` does, with a second reader if `proposals` is one. The models are loaded
    only once there is something to read.

    Raises:
        SetupError: the pipeline is not installed.
    """
    waiting = iter(articles)
    for article in waiting:
        if isinstance(article, Article):
            yield from replace(load_reader(pipeline), proposals=proposals).read_all(chain((article,), waiting))
        else:
            yield article
