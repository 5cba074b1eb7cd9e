"""Which names are one speaker's, as rules and users decide it."""

from __future__ import annotations

from onrecord.store.base import DecidedBy, SpeakerChange, SpeakerName
from onrecord.store.errors import QueryError
from onrecord.store.migrate import utc_now
from onrecord.store.session import Session
from onrecord.store.words import clean, fold


class Names:
    """The merged names, as a search needs them."""

    def __init__(self, session: Session) -> None:
        rows = session.rows("SELECT folded, name, speaker FROM speaker_names")
        self._speaker = {folded: speaker for folded, _, speaker in rows}
        self._names: dict[str, list[str]] = {}
        for _, name, speaker in rows:
            self._names.setdefault(fold(speaker), []).append(name)

    def speaker_of(self, name: str) -> str:
        """The speaker a name is merged into; the name itself where it is in none."""
        return self._speaker.get(fold(name), name) if self._speaker else name

    def names_of(self, speaker: str) -> tuple[str, ...]:
        """All names of the speaker that a name stands for."""
        meant = self.speaker_of(speaker)
        return (meant, *self._names.get(fold(meant), ()))


def state(session: Session) -> int:
    """A number that differs after every change of the merged names."""
    return int(session.value("SELECT coalesce(max(id), 0) FROM speaker_log"))


def merge(session: Session, name: str, into: str, note: str, decided_by: DecidedBy) -> bool:
    """Merge a name; false where it was so already, or where a user decided and a rule would decide otherwise.

    What was merged into the name goes with it. Where `into` was merged into the name, that is turned round.
    """
    name, into, note = clean(" ".join(name.split())), clean(" ".join(into.split())), clean(note)
    if not fold(name) or not fold(into):
        raise QueryError("merge: a name is empty")
    if fold(name) == fold(into):
        raise QueryError(f"merge: {name!r} and {into!r} are one name already")
    if decided_by == "rule" and _decided_by_user(session, name):
        return False
    meant = session.value("SELECT speaker FROM speaker_names WHERE folded = ?", (fold(into),)) or into
    if fold(meant) == fold(name):
        if decided_by == "rule" and _decided_by_user(session, into):
            return False
        unmerge(session, into, note, decided_by)
        meant = into
    # The same speaker is spelled the same in all rows, however it was typed this time.
    meant = session.value("SELECT speaker FROM speaker_names WHERE speaker_folded = ?", (fold(meant),)) or meant
    if session.value("SELECT speaker FROM speaker_names WHERE folded = ?", (fold(name),)) == meant:
        return False
    followers = session.rows("SELECT name FROM speaker_names WHERE speaker_folded = ? ORDER BY name", (fold(name),))
    for moved in (name, *(row[0] for row in followers)):
        _point(session, moved, meant, note, decided_by)
    return True


def unmerge(session: Session, name: str, note: str, decided_by: DecidedBy) -> bool:
    """Undo the merge of a name; false where there is none, or where a user made it and a rule would undo it."""
    if decided_by == "rule" and _decided_by_user(session, name):
        return False
    if not session.run("DELETE FROM speaker_names WHERE folded = ?", (fold(name),)):
        return False
    _log(session, clean(name), None, clean(note), decided_by)
    return True


def speaker_names(session: Session) -> tuple[SpeakerName, ...]:
    """All merged names, by speaker."""
    rows = session.rows("SELECT name, speaker, decided_by, at, note FROM speaker_names ORDER BY speaker, name")
    return tuple(SpeakerName(*row) for row in rows)


def speaker_changes(session: Session) -> tuple[SpeakerChange, ...]:
    """The whole log."""
    rows = session.rows("SELECT name, speaker, decided_by, at, note FROM speaker_log ORDER BY id")
    return tuple(SpeakerChange(*row) for row in rows)


def _point(session: Session, name: str, speaker: str, note: str, decided_by: DecidedBy) -> None:
    session.run("DELETE FROM speaker_names WHERE folded = ?", (fold(name),))
    session.run(
        "INSERT INTO speaker_names (folded, name, speaker_folded, speaker, decided_by, at, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (fold(name), name, fold(speaker), speaker, decided_by, utc_now(), note),
    )
    _log(session, name, speaker, note, decided_by)


def _log(session: Session, name: str, speaker: str | None, note: str, decided_by: DecidedBy) -> None:
    session.run(
        "INSERT INTO speaker_log (folded, name, speaker, decided_by, at, note) VALUES (?, ?, ?, ?, ?, ?)",
        (fold(name), name, speaker, decided_by, utc_now(), note),
    )


def _decided_by_user(session: Session, name: str) -> bool:
    last = session.value("SELECT decided_by FROM speaker_log WHERE folded = ? ORDER BY id DESC LIMIT 1", (fold(name),))
    return bool(last == "user")
