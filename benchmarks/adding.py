"""How fast a store takes records, what it needs on disk for each, and whether its memory stays flat.

    python -m benchmarks.adding [--records 10000] [--where STORE]

The records are invented: made from templates and made-up words, without reading. Prints, at 1,000, 5,000 and all
records: records a second, bytes on disk an article, peak memory. `--where` takes a path or a postgresql:// address
of an empty store; without it a temporary file is used.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from onrecord.schema.article import Article, Detail
from onrecord.schema.event import EVENT_TYPES, STATUSES, Event, Participant
from onrecord.schema.figure import Figure, Measure
from onrecord.schema.record import Provenance, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import ACTS, Quotation, Statement
from onrecord.store.open import open_store

FIRST_DAY = date(2028, 1, 1)
DAYS = 1_096
WORDS = 40_000
SPEAKERS = 6_000
PUBLISHERS = 60
_CUES = ("said", "told reporters", "wrote", "warned", "insisted", "argued")
_ACT_WEIGHTS = (2, 3, 4, 2, 4, 9, 8, 7, 4, 5, 3, 12, 5, 10, 60)
_QUOTATIONS: tuple[Quotation, ...] = ("direct", "mixed", "indirect")
_MEASURES: tuple[Measure, ...] = ("killed", "injured", "people", "money", "percent", "things")
_PROVENANCE = Provenance("onrecord 0", "invented", "0" * 64, "none")


class Inventor:
    """Invented reports, the same for the same seed. The n-th most frequent word (or speaker, or publisher) is
    used in proportion to 1 / n, as in real text."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.words = [self._word(1 + (rank > 60) + (rank > 3_000)) for rank in range(WORDS)]
        self.speakers = [f"{self._word(2).title()} {self._word(2).title()}" for _ in range(SPEAKERS)]
        self.publishers = [f"The {self._word(2).title()} {self._word(1).title()}" for _ in range(PUBLISHERS)]
        self._frequent = {n: list(accumulate(1 / (rank + 2) for rank in range(n))) for n in (WORDS, SPEAKERS, 60)}

    def _word(self, syllables: int) -> str:
        pick = self.random.choice
        return "".join(pick("bdfgklmnprstvw") + pick("aeiou") for _ in range(syllables)) + pick("lmnrst")

    def choices(self, of: list[str], count: int) -> list[str]:
        """Some of them, the first ones the most often."""
        return self.random.choices(of, cum_weights=self._frequent[len(of)], k=count)

    def records(self, count: int, statements: int) -> Iterator[Record]:
        """So many records, with about so many statements each."""
        for number in range(count):
            yield self.record(number, statements)

    def record(self, number: int, statements: int) -> Record:
        """One record."""
        words = iter(self.choices(self.words, statements * 24))
        speakers = self.choices(self.speakers, 6)
        text = ""
        said: list[Statement] = []
        figures: list[Figure] = []
        events: list[Event] = []
        for position in range(statements):
            speaker, cue = self.random.choice(speakers), self.random.choice(_CUES)
            length = self.random.randint(6, 22)
            content = " ".join(next(words) for _ in range(length))
            quotation = self.random.choices(_QUOTATIONS, (2, 1, 5))[0]
            if quotation == "direct":
                content = f"“{content}”"
            counted = position % 10 == 3
            if counted:
                content += f" {self.random.randint(2, 900)} people"
            at = len(text)
            text += f"{speaker} {cue} {content}. "
            start = at + len(speaker) + len(cue) + 2
            body = Span.of(text, start, start + len(content))
            known = self.random.random() > 0.08
            statement = Statement(
                id=f"s{number}-{position}", source=(Span.of(text, at, at + len(speaker)),),
                cue=Span.of(text, at + len(speaker) + 1, start - 1), content=(body,), quotation=quotation,
                speaker=speaker if known else None, speaker_type="person", named=known and position % 3 > 0,
                act=self.random.choices(ACTS, _ACT_WEIGHTS)[0], score=0.9,
            )  # fmt: skip
            said.append(statement)
            if counted:
                size = len(content.split()[-2]) + 7
                span = Span.of(text, body.end - size, body.end - 7)
                value = int(span.text)
                figures.append(
                    Figure(f"f{number}-{position}", span, value, value, False, self.random.choice(_MEASURES),
                           of=(Span.of(text, body.end - 6, body.end),), statement=statement.id)
                )  # fmt: skip
                events.append(
                    Event(f"e{number}-{position}", Span.of(text, start, start + 4), self.random.choice(EVENT_TYPES),
                          self.random.choice(STATUSES), actor=(Participant(statement.source[0], speaker),),
                          statement=statement.id)
                )  # fmt: skip
        day = FIRST_DAY + timedelta(days=self.random.randrange(DAYS))
        url = f"https://news.example/{day:%Y/%m/%d}/{number}"
        publisher = self.choices(self.publishers, 1)[0]
        article = Article(
            text.strip(), id=f"a{number}", url=url, title=Detail(" ".join(self.choices(self.words, 8)), "given"),
            publisher=Detail(publisher, "given"), published=Detail(day.isoformat(), "given"),
        )  # fmt: skip
        return Record(article, tuple(said), _PROVENANCE, tuple(figures), (), tuple(events))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--statements", type=int, default=18, help="of each record")
    parser.add_argument("--where", help="an empty store; a temporary file where it is left out")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(args.where or os.path.join(folder, "records.db"))
        inventor = Inventor()
        began, inventing, text = time.perf_counter(), 0.0, 0

        def invented() -> Iterator[Record]:
            nonlocal inventing, text
            for number in range(args.records):
                at = time.perf_counter()
                record = inventor.record(number, args.statements)
                inventing += time.perf_counter() - at
                text += len(record.article.text)
                yield record

        print(f"{'records':>8}{'a second':>10}{'bytes each':>12}{'on disk, MB':>13}{'peak memory, MB':>17}")
        for done, _ in enumerate(store.add_all(invented()), start=1):
            if done in (1_000, 5_000, args.records):
                spent = time.perf_counter() - began - inventing
                size = store.stats().bytes
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{done:>8}{done / spent:>10.0f}{size / done:>12.0f}{size / 1e6:>13.1f}{peak:>17.0f}")
        print(f"an article has {text / args.records:.0f} characters and {args.statements} statements")
        began = time.perf_counter()
        read = sum(1 for _ in store.records())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"read back: {read / (time.perf_counter() - began):.0f} records a second; peak memory {peak:.0f} MB")
        store.close()


if __name__ == "__main__":
    main()
