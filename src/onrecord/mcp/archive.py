"""What the tools ask: a store, what was found in it lately, and a reader."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import OnrecordError
from onrecord.reading import Reader, load_reader
from onrecord.store.base import Store
from onrecord.web.answers import Answers


class NotFoundError(OnrecordError):
    """What is asked for is not in the store; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A store that stays open, the latest answers, and the reader; None is the shipped one."""

    store: Store
    answers: Answers
    reader: Reader | None = None

    def loaded_reader(self) -> Reader:
        """The reader, loaded when it is first needed.

        Raises:
            SetupError: a part of it is not installed.
        """
        return self.reader or load_reader()
