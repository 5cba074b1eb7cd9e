"""A reader that needs no model, which worker processes can make, and which dies where a report tells it to."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from onrecord.batch.recipe import Job, Recipe
from onrecord.errors import InputError
from onrecord.schema.article import Article
from onrecord.schema.event import Event
from onrecord.schema.figure import Figure
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

RECIPE = Recipe("onrecord 0", "stand-in", "0" * 64, "none")
FATAL = "the reader dies here"
FATAL_ONCE = "the reader dies here once"
FAULTY = "the reader finds no way through"

_SAID = re.compile(r"([A-Z]\w+ [A-Z]\w+) (said) (that [^.]+)\.")
_COUNTED = re.compile(r"(\d+) (people)")
_LEFT = re.compile(r"walked out")


@dataclass(frozen=True)
class StandIn:
    """Finds `Name Name said that ...`, counts of people and who walked out."""

    died: str = ""
    pause: float = 0.0

    def attempt(self, article: Article) -> Record | InputError:
        time.sleep(self.pause)
        text = article.text
        if FATAL_ONCE in text:
            if not Path(self.died).exists():
                Path(self.died).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        elif FATAL in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if FAULTY in text:
            return InputError(article.name, "could not be read for a fault of onrecord")
        said = tuple(
            Statement(
                id=f"s{m.start()}", source=(Span.of(text, *m.span(1)),), cue=Span.of(text, *m.span(2)),
                content=(Span.of(text, *m.span(3)),), quotation="indirect", speaker=m[1], speaker_type="person",
                named=True, score=0.5,
            )
            for m in _SAID.finditer(text)
        )  # fmt: skip
        figures = tuple(
            Figure(f"f{m.start()}", Span.of(text, *m.span(1)), int(m[1]), int(m[1]), False, "people",
                   of=(Span.of(text, *m.span(2)),))
            for m in _COUNTED.finditer(text)
        )  # fmt: skip
        events = tuple(
            Event(f"e{m.start()}", Span.of(text, *m.span()), "REJECT", "happened") for m in _LEFT.finditer(text)
        )
        return Record(article, said, Provenance("onrecord 0", "stand-in", "0" * 64, "none"), figures, (), events)


def job(out: str, *, died: str = "", pause: float = 0.0, recipe: Recipe = RECIPE) -> Job:
    """The job of reading with the stand-in; `died` is a file that says that it died once."""
    return Job(out, recipe, partial(StandIn, died, pause))
