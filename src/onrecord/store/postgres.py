"""A store in a PostgreSQL database (14 or newer), through psycopg 3: words as tsvector, keys as arrays, under GIN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from onrecord.errors import SetupError
from onrecord.store import migrate
from onrecord.store.errors import StoreError
from onrecord.store.query import Conditions, Kind
from onrecord.store.relational import RelationalStore
from onrecord.store.searching import Mark
from onrecord.store.session import Session, Values
from onrecord.store.words import Phrase, tokens_with_places

if TYPE_CHECKING:
    import psycopg

_CLAIM = 0x4F4E5243
"""The number of the advisory lock under which the tables are made."""


def open_postgres(url: str, wait: float) -> PostgresStore:
    """The store in a database, whose tables are made if there are none; `wait` is how long to wait for a connection
    and for others that write, in seconds."""
    try:
        import psycopg
    except ImportError as error:
        raise SetupError(
            "a store in PostgreSQL needs psycopg, which is not installed; run: pip install 'onrecord[postgres]'"
        ) from error
    store = PostgresStore(url, wait, psycopg)
    try:
        store.set_up()
    except BaseException:
        store.close()
        raise
    return store


def without_password(url: str) -> str:
    """The address as it may be shown."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit((parts.scheme, f"{user.partition(':')[0]}{at}{host}", parts.path, "", ""))


class PostgresSession(Session):
    """A connection to the database."""

    def __init__(self, url: str, wait: float) -> None:
        import psycopg

        # At least two seconds are what libpq takes for a limit.
        self._database = psycopg.connect(url, autocommit=True, connect_timeout=max(2, int(wait)))
        try:
            self._database.execute("SELECT set_config('lock_timeout', %s, false)", (f"{int(wait * 1000)}ms",))
            # What `add` returned for is on disk, however the server is set up.
            self._database.execute("SET synchronous_commit = on")
        except BaseException:
            self._database.close()
            raise

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        return self._database.execute(_in_psycopg(sql), values).fetchall()

    def run(self, sql: str, values: Values = ()) -> int:
        return self._database.execute(_in_psycopg(sql), values).rowcount

    def run_many(self, sql: str, values: Iterable[Values]) -> None:
        with self._database.cursor() as cursor:
            cursor.executemany(_in_psycopg(sql), list(values))

    def script(self, sql: str) -> None:
        self._database.execute(sql.encode())

    def has_table(self, name: str) -> bool:
        # Not to_regclass, which remembers within a transaction that there was none.
        sql = "SELECT 1 FROM pg_tables WHERE tablename = ? AND schemaname = ANY (current_schemas(false))"
        return self.row(sql, (name,)) is not None

    def begin(self, *, write: bool) -> None:
        self._database.execute("BEGIN" if write else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        self._database.execute("COMMIT")

    def roll_back(self) -> None:
        with suppress(Exception):
            self._database.execute("ROLLBACK")

    def close(self) -> None:
        with suppress(Exception):
            self._database.close()


def _in_psycopg(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


class PostgresStore(RelationalStore):
    """The store in a PostgreSQL database."""

    row_lock = " FOR UPDATE"

    def __init__(self, url: str, wait: float, driver: Any) -> None:
        self._driver: Any = driver
        super().__init__(without_password(url), wait, lambda: PostgresSession(url, wait))

    def set_up(self, upto: int | None = None) -> None:
        """Make the tables, or bring them up to date.

        Raises:
            StoreError: they are a newer onrecord's; they are left as they are.
        """
        with self._explained(), self._pool.lent() as session:
            migrate.migrate(session, "postgres", self.where, _claim, upto)

    def _passing(self, error: Exception) -> bool:
        passing = (self._driver.errors.DeadlockDetected, self._driver.errors.SerializationFailure)
        return isinstance(error, passing)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except self._driver.Error as error:
            raise StoreError(self.where, self._reason(error)) from error

    def _reason(self, error: psycopg.Error) -> str:
        told = " ".join(str(error).split())
        errors = self._driver.errors
        if isinstance(error, errors.LockNotAvailable):
            return "is locked by another program; try again when that has ended"
        if isinstance(error, errors.DiskFull):
            return "the server's disk is full; make room and try again. What was kept before is safe"
        if isinstance(error, errors.InsufficientPrivilege):
            return f"the user may not do this ({told}); grant the rights, or give another user"
        if isinstance(error, errors.DuplicateTable):
            return f"has tables of another program ({told}); give another database or schema"
        if isinstance(error, self._driver.OperationalError) and error.sqlstate is None:
            return f"the server cannot be reached ({told}); check the address and that the server runs"
        return f"PostgreSQL cannot do this: {told}"

    def revision(self) -> str:
        # Which transactions are done: any that writes, in any database of the server, makes another.
        with self._reading() as session:
            return str(session.value("SELECT pg_current_snapshot()::text"))

    def _bytes(self, session: Session) -> int:
        tables = ("reports", "versions", "documents", "statements", "figures", "events", "places")
        indexes = tuple(f"{name}_search" for name in ("statements", "figures", "events"))
        return int(
            session.value("SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(?::text[]) AS name",
                          ([*tables, *indexes],))
        )  # fmt: skip

    def next_version(self, session: Session) -> int:
        return int(session.value("SELECT nextval('version_ids')"))

    def index(self, session: Session, table: str, first: int, last: int) -> None:
        session.run(
            f"INSERT INTO {table}_search (id, words, keys)"
            " SELECT id, to_tsvector('onrecord', onrecord_words(words)), string_to_array(keys, ' ')"
            f" FROM {table} WHERE id BETWEEN ? AND ?",
            (first, last),
        )

    def unindex(self, session: Session, table: str, first: int, last: int) -> None:
        session.run(f"DELETE FROM {table}_search WHERE id BETWEEN ? AND ?", (first, last))

    def matching(self, session: Session, kind: Kind, asked: Conditions, limit: int) -> list[int]:
        where, values = _where(asked)
        rows = session.rows(
            f"SELECT id FROM {kind}_search WHERE {where} ORDER BY id DESC LIMIT ?",
            (*values, limit),
        )
        return [row[0] for row in rows]

    def ranked(self, session: Session, kind: Kind, asked: Conditions, limit: int) -> list[int]:
        where, values = _where(asked)
        wanted, words = _tsquery(asked.phrases)
        rows = session.rows(
            "WITH newest AS MATERIALIZED ("
            f"SELECT id, words FROM {kind}_search WHERE {where} ORDER BY id DESC LIMIT ?)"
            # 1: a match in a long text counts less than one in a short text.
            f" SELECT id FROM newest ORDER BY ts_rank(words, {wanted}, 1) DESC, id DESC",
            (*values, limit, *words),
        )
        return [row[0] for row in rows]

    def marked(self, session: Session, kind: Kind, asked: Conditions, ids: Sequence[int]) -> dict[int, list[Mark]]:
        among, value = self.among(ids)
        texts = dict(session.rows(f"SELECT id, words FROM {kind} WHERE id {among}", (value,)))
        tokens = {number: tokens_with_places(text) for number, text in texts.items()}
        distinct = {word for found in tokens.values() for word, _, _ in found}
        distinct.update(word for phrase in asked.phrases for word in phrase)
        stems: dict[str, list[str] | None] = dict(
            session.rows("SELECT word, ts_lexize('onrecord_stem', word) FROM unnest(?::text[]) AS word",
                         (sorted(distinct),))
        )  # fmt: skip
        stem = {word: (found or [word])[0] for word, found in stems.items()}
        phrases = [tuple(stem[word] for word in phrase) for phrase in asked.phrases]
        return {
            number: _marks([(stem[word], start, end) for word, start, end in found], phrases)
            for number, found in tokens.items()
        }

    def among(self, ids: Sequence[int]) -> tuple[str, Any]:
        return "= ANY(?::bigint[])", list(ids)


def _claim(session: Session) -> None:
    """Keep others from making the same tables at once."""
    session.rows("SELECT pg_advisory_xact_lock(?)", (_CLAIM,))


def _where(asked: Conditions) -> tuple[str, tuple[Any, ...]]:
    """Conditions as SQL, with its values."""
    parts = ["id BETWEEN ? AND ?", *("keys && ?::text[]" for _ in asked.keys)]
    values: list[Any] = [asked.first, asked.last, *(list(group) for group in asked.keys)]
    if asked.phrases:
        wanted, words = _tsquery(asked.phrases)
        parts.append(f"words @@ {wanted}")
        values += words
    return " AND ".join(parts), tuple(values)


def _tsquery(phrases: Sequence[Phrase]) -> tuple[str, list[str]]:
    """Phrases as a tsquery, with its values; the tokens are letters and digits, so they are only words."""
    wanted = " && ".join("phraseto_tsquery('onrecord', ?)" for _ in phrases)
    return f"({wanted})", [" ".join(phrase) for phrase in phrases]


def _marks(tokens: Sequence[tuple[str, int, int]], phrases: Sequence[Phrase]) -> list[Mark]:
    """Where the phrases stand among the tokens (stem, start, end); what overlaps is one mark."""
    found: list[Mark] = []
    for phrase in phrases:
        for i in range(len(tokens) - len(phrase) + 1):
            if all(tokens[i + k][0] == stem for k, stem in enumerate(phrase)):
                found.append((tokens[i][1], tokens[i + len(phrase) - 1][2]))
    joined: list[Mark] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
