"""The store over any SQL database: transactions around what the other modules do."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from onrecord.schema.article import Article
from onrecord.schema.feed import Feed
from onrecord.schema.record import Record
from onrecord.store import adding, documents, feeds, listing, searching, speakers
from onrecord.store.base import (
    Added,
    DecidedBy,
    Page,
    SpeakerChange,
    SpeakerName,
    Stats,
    Store,
    Version,
    VersionPage,
)
from onrecord.store.errors import NoSuchReportError
from onrecord.store.query import Query
from onrecord.store.session import Pool, Session
from onrecord.store.words import clean

_BATCH = 16
"""How many reports `add_all` writes in one transaction."""
_PATIENCE = 2.0
"""How many seconds a record waits for others to be written with; looked at when the next one comes."""
_STREAMED = 50
_VERSIONS = 1 << 31
"""More versions than a report can have; larger numbers are none that a database takes."""

T = TypeVar("T")


class RelationalStore(Store, adding.Dialect, searching.Index):
    """What both dialects share; they give the sessions and the few things that differ."""

    def __init__(self, where: str, wait: float, connect: Callable[[], Session]) -> None:
        self.where = where
        self._wait = wait
        self._pool = Pool(where, connect)
        self._names: tuple[int, speakers.Names] | None = None

    @abstractmethod
    def _explained(self) -> AbstractContextManager[None]:
        """Turns what the database raises into a StoreError."""

    @abstractmethod
    def _passing(self, error: Exception) -> bool:
        """Whether the transaction that raised this may succeed if it is tried again at once."""

    @abstractmethod
    def _bytes(self, session: Session) -> int:
        """What the store takes on disk."""

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Session]:
        with self._pool.lent() as session:
            session.begin(write=write)
            try:
                yield session
                session.commit()
            except BaseException:
                session.roll_back()
                raise

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._explained(), self._transaction(write=False) as session:
            yield session

    def _write(self, work: Callable[[Session], T]) -> T:
        """The result of `work` in a transaction; it is run again where others were in its way."""
        with self._explained():
            until = time.monotonic() + self._wait
            pause = 0.01
            while True:
                try:
                    with self._transaction(write=True) as session:
                        return work(session)
                except Exception as error:
                    if not self._passing(error) or time.monotonic() > until:
                        raise
                time.sleep(pause)
                pause = min(2 * pause, 0.5)

    def add(self, record: Record, *, reread: bool = False) -> Added:
        return self._add([record], reread)[0]

    def add_all(self, records: Iterable[Record], *, reread: bool = False) -> Iterator[Added]:
        batch: list[Record] = []
        began = 0.0
        failed: BaseException | None = None
        source = iter(records)
        while failed is None:
            try:
                batch.append(next(source))
            except BaseException as error:
                failed = error
            if len(batch) == 1 and failed is None:
                began = time.monotonic()
            if batch and (failed or len(batch) == _BATCH or time.monotonic() - began > _PATIENCE):
                done = self._add(batch, reread)
                batch = []
                yield from done
        if not isinstance(failed, StopIteration):
            raise failed

    def _add(self, records: list[Record], reread: bool) -> list[Added]:
        prepared = [adding.prepare(record, self.where) for record in records]
        return self._write(lambda session: [adding.write(session, self, new, reread) for new in prepared])

    def speakers_like(self, word: str, *, limit: int = 50) -> tuple[str, ...]:
        with self._reading() as session:
            return listing.speakers_like(session, word, limit)

    def has(self, article: Article) -> bool:
        with self._reading() as session:
            return listing.has_text(session, clean(article.url or article.id), article.sha256)

    def key_of(self, article: str) -> str | None:
        with self._reading() as session:
            return listing.key_of_article(session, clean(article))

    def report_of_figure(self, figure: str) -> str | None:
        with self._reading() as session:
            return listing.key_of_figure(session, clean(figure))

    def record(self, report: str, version: int | None = None) -> Record:
        return documents.record_of(self.where, report, self._document(report, version))

    def article(self, report: str) -> Article:
        return documents.article_of(self.where, report, self._document(report))

    def _document(self, report: str, version: int | None = None) -> bytes:
        asked = f"the report {report!r}" if version is None else f"version {version} of the report {report!r}"
        which, values = ("v.latest = 1", ()) if version is None else ("v.number = ?", (version,))
        document = None
        if version is None or 0 < version < _VERSIONS:
            with self._reading() as session:
                document = session.value(
                    "SELECT d.record FROM documents d JOIN versions v ON v.id = d.version"
                    f" JOIN reports r ON r.id = v.report WHERE r.key = ? AND {which}",
                    (clean(report), *values),
                )
        if document is None:
            raise NoSuchReportError(self.where, f"does not hold {asked}")
        return bytes(document)

    def records(self) -> Iterator[Record]:
        last = 0
        while True:
            with self._reading() as session:
                rows = session.rows(
                    "SELECT v.id, r.key, d.record FROM versions v JOIN reports r ON r.id = v.report"
                    " JOIN documents d ON d.version = v.id WHERE v.latest = 1 AND v.id > ? ORDER BY v.id LIMIT ?",
                    (last, _STREAMED),
                )
            if not rows:
                return
            for _, key, document in rows:
                yield documents.record_of(self.where, key, bytes(document), keep=False)
            last = rows[-1][0]

    def versions(self, report: str) -> tuple[Version, ...]:
        with self._reading() as session:
            found = listing.versions(session, report)
        if not found:
            raise NoSuchReportError(self.where, f"does not hold the report {report!r}")
        return found

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
        with self._reading() as session:
            return listing.reports(session, title, publisher, since, until, limit, cursor)

    def search(self, query: Query) -> Page:
        with self._reading() as session:
            names = self._merged(session)
            return searching.search(session, self, query, names.names_of, names.speaker_of)

    def reports_with(self, query: Query) -> Iterator[str]:
        seen: set[str] = set()
        before: int | None = None
        while True:
            with self._reading() as session:
                names = self._merged(session)
                keys, before = searching.reports_with(session, self, query, names.names_of, before)
            for key in keys:
                if key not in seen:
                    seen.add(key)
                    yield key
            if before is None:
                return

    def _merged(self, session: Session) -> speakers.Names:
        """The merged names, read again only after a change."""
        state = speakers.state(session)
        if self._names is None or self._names[0] != state:
            self._names = (state, speakers.Names(session))
        return self._names[1]

    def stats(self) -> Stats:
        with self._reading() as session:
            return listing.stats(session, self._bytes(session))

    def knows(self, url: str) -> bool:
        with self._reading() as session:
            return feeds.knows(session, url)

    def mark_seen(self, url: str) -> None:
        self._write(lambda session: feeds.mark_seen(session, url))

    def feeds(self) -> tuple[Feed, ...]:
        with self._reading() as session:
            return feeds.feeds(session)

    def save_feed(self, feed: Feed) -> None:
        self._write(lambda session: feeds.save_feed(session, feed))

    def remove_feed(self, address: str) -> bool:
        return self._write(lambda session: feeds.remove_feed(session, address))

    def merge_speakers(self, name: str, into: str, note: str = "", decided_by: DecidedBy = "user") -> bool:
        return self._write(lambda session: speakers.merge(session, name, into, note, decided_by))

    def unmerge_speaker(self, name: str, note: str = "", decided_by: DecidedBy = "user") -> bool:
        return self._write(lambda session: speakers.unmerge(session, name, note, decided_by))

    def speaker_names(self) -> tuple[SpeakerName, ...]:
        with self._reading() as session:
            return speakers.speaker_names(session)

    def speaker_changes(self) -> tuple[SpeakerChange, ...]:
        with self._reading() as session:
            return speakers.speaker_changes(session)

    def close(self) -> None:
        self._pool.close()
