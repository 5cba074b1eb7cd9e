"""What a store can do, and what goes in and out of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self

from onrecord.schema.article import Article
from onrecord.schema.feed import Feed
from onrecord.schema.record import Record
from onrecord.store.query import Query
from onrecord.store.rows import Row

State = Literal["added", "unchanged", "changed"]
DecidedBy = Literal["rule", "user"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a record: the key of its report, the number of its version, and whether that is a new report
    ("added"), was there already ("unchanged"), or is a new version or a new reading of one ("changed")."""

    report: str
    version: int
    state: State


@dataclass(frozen=True, slots=True)
class Version:
    """The head of one version of a report.

    `report` is its key: the article's address, or its id where it has none. `number` counts from 1. `date` is EDTF;
    `added_at` UTC. `statements`, `figures` and `events` are how many there are.
    """

    report: str
    number: int
    latest: bool
    article: str
    text_sha256: str
    title: str | None
    publisher: str | None
    byline: str | None
    date: str | None
    url: str | None
    package: str
    model: str
    model_sha256: str
    pipeline: str
    added_at: str
    statements: int
    figures: int
    events: int


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Some reports, each by its latest version, the newest first; `next` is the cursor of the page after it."""

    reports: tuple[Version, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Stats:
    """How much a store holds. Statements, figures, events, publishers and dates are those of the latest versions;
    dates are EDTF, None where no report has one."""

    reports: int
    versions: int
    statements: int
    figures: int
    events: int
    publishers: int
    first_date: str | None
    last_date: str | None
    bytes: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that a search found.

    `row` has the row's own fields, `speaker` is its speaker after merging. `starts` and `ends` are offsets in the
    report's text (of a statement's content, of the figure, of the words that report the event). `text` is what the
    words were sought in, and `marks` where they stand in it, as [start, end) in code points.
    """

    report: str
    version: int
    title: str | None
    publisher: str | None
    date: str | None
    url: str | None
    speaker: str | None
    starts: int
    ends: int
    text: str
    marks: tuple[tuple[int, int], ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Facet:
    """How many matches have a value, which a `Query` can ask for. None: they have none (speaker_unknown)."""

    value: str | bool | None
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a search found.

    Attributes:
        hits: the rows of this page.
        total: how many rows match; where `total_exact` is false, more than that.
        facets: by field, the ten most frequent values; where `facets_exact` is false, of the newest
            matches alone.
        ranked: where not all matches were ranked, how many: the newest. None: all, or none were.
        next: the cursor of the page after it; None: there is none.
    """

    hits: tuple[Hit, ...]
    total: int
    total_exact: bool
    facets: dict[str, tuple[Facet, ...]] = field(default_factory=dict)
    facets_exact: bool = True
    ranked: int | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A name under which `speaker` appears too, who decided that, and when (UTC)."""

    name: str
    speaker: str
    decided_by: DecidedBy
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class SpeakerChange:
    """One line of the log of merges: `speaker` is whom the name was merged into, None where that was undone."""

    name: str
    speaker: str | None
    decided_by: DecidedBy
    at: str
    note: str


class Store(ABC):
    """Records, kept and searched. Safe to use from several threads and processes at once.

    Every method raises StoreError where the store cannot be read or written; the message says what to do.
    """

    where: str

    @abstractmethod
    def add(self, record: Record, *, reread: bool = False) -> Added:
        """Keep a record. When this returns it is on disk.

        A report is known by its address, else by its id. A text that the report already had, in any version, is
        left as it is, unless `reread` is true and the record differs: then it replaces the record of that version.
        Any other text is a new version; none is ever overwritten.
        """

    @abstractmethod
    def add_all(self, records: Iterable[Record], *, reread: bool = False) -> Iterator[Added]:
        """Keep many records, a few in one transaction; each is on disk when it is yielded.

        Where `records` raises, those it gave before are kept and yielded first.
        """

    @abstractmethod
    def speakers_like(self, word: str, *, limit: int = 50) -> tuple[str, ...]:
        """The speakers' names, as the records have them, with `word` in them (case does not count), those with most
        statements first."""

    @abstractmethod
    def has(self, article: Article) -> bool:
        """Whether the report of an article is kept with this very text, in any version: then there is no need to
        read it."""

    @abstractmethod
    def key_of(self, article: str) -> str | None:
        """The key of the report whose article has this id, the newest of several; None where there is none."""

    @abstractmethod
    def report_of_figure(self, figure: str) -> str | None:
        """The key of the report whose latest version has the figure with this id; None where there is none."""

    @abstractmethod
    def record(self, report: str, version: int | None = None) -> Record:
        """The record of a report, by its key: of its latest version, or of the one with this number.

        Raises:
            NoSuchReportError: there is none.
        """

    @abstractmethod
    def article(self, report: str) -> Article:
        """The article of a report's latest version, without reading what is said in it.

        Raises:
            NoSuchReportError: there is none.
        """

    @abstractmethod
    def records(self) -> Iterator[Record]:
        """The latest record of every report, in the order they were added; never many in memory."""

    @abstractmethod
    def versions(self, report: str) -> tuple[Version, ...]:
        """All versions of a report, the first one first.

        Raises:
            NoSuchReportError: there is no such report.
        """

    @abstractmethod
    def reports(
        self,
        *,
        title: str = "",
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> VersionPage:
        """The reports, the newest first: those whose title has `title` in it, of this publisher, of these dates.

        Raises:
            QueryError: a date is none, the limit is not from 1 to 200, or the cursor not one from here.
        """

    @abstractmethod
    def search(self, query: Query) -> Page:
        """What the latest versions hold that fulfils a query.

        Raises:
            QueryError: the cursor is not one that this search gave.
        """

    @abstractmethod
    def reports_with(self, query: Query) -> Iterator[str]:
        """The keys of the reports that have a match, each once, those with the newest match first; the order, the
        page and the facets that the query asks for count for nothing.

        Raises:
            QueryError: the query asks for what cannot be.
        """

    @abstractmethod
    def revision(self) -> str:
        """What the store holds as one mark: while it is the same, so is every answer."""

    @abstractmethod
    def stats(self) -> Stats:
        """How much the store holds."""

    @abstractmethod
    def knows(self, url: str) -> bool:
        """Whether a report with this address is kept, or the address was marked as seen."""

    @abstractmethod
    def mark_seen(self, url: str) -> None:
        """Remember an address from which no report came, so that it is not fetched again."""

    @abstractmethod
    def feeds(self) -> tuple[Feed, ...]:
        """All feeds, the one due first first; those never fetched before all others."""

    @abstractmethod
    def save_feed(self, feed: Feed) -> None:
        """Keep a feed's state, in place of the one with the same address."""

    @abstractmethod
    def remove_feed(self, address: str) -> bool:
        """Forget a feed; false where there was none. Its reports stay."""

    @abstractmethod
    def merge_speakers(self, name: str, into: str, note: str = "", decided_by: DecidedBy = "user") -> bool:
        """Search for `into` also finds what `name` said, and the other way round.

        False where nothing changed: a rule undoes no user's decision.

        Raises:
            QueryError: the two are one name, or one of them is empty.
        """

    @abstractmethod
    def unmerge_speaker(self, name: str, note: str = "", decided_by: DecidedBy = "user") -> bool:
        """Undo the merge of a name; false where it is merged into no other."""

    @abstractmethod
    def speaker_names(self) -> tuple[SpeakerName, ...]:
        """All names that are merged into another one."""

    @abstractmethod
    def speaker_changes(self) -> tuple[SpeakerChange, ...]:
        """The log of all merges and what was undone of them, the first one first."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database; the store cannot be used any more."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
