"""How fast a batch reads with one and with two workers, and whether a worker's memory stays flat.

    python -m benchmarks.batch [--articles 200] [--paragraphs 12] [--workers 1 2] [--keep FOLDER]

The articles are invented: templates filled with made-up names and words, which never run out, so that whatever a
worker keeps of every new word shows. Prints, for each number of workers: articles a second once all workers have
loaded the model, CPU seconds and bytes of output an article; at a tenth, a quarter, a half and the end of the run the
most memory that a worker had; then the ratio of the rates. 20,000 articles take hours, a few hundred minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from onrecord.articles.options import InputOptions
from onrecord.batch.manifest import UnitRow
from onrecord.batch.messages import Done
from onrecord.batch.recipe import shipped_job
from onrecord.batch.run import run_batch
from onrecord.batch.units import UnitSizes

POINTS = (0.1, 0.25, 0.5, 1.0)
_SENTENCES = (
    "{person}, who leads the {body}, said on {day} that the {thing} would not be opened before {month}.",
    "“We will not {verb} the {thing} while {place} waits,” {surname} told reporters in {place}.",
    "At least {number} people were killed and {number} injured when a {thing} was hit near {place}, the {body} said.",
    "The {body} denied that its {people} had {verb}ed the {thing}, and called the report from {place} false.",
    "According to a report of the {body}, more than {number},000 people have left {place} since {month}.",
    "{person} of the {body} urged {place} to {verb} the {thing}, or the talks would end on {day}.",
    "Nobody in {place} had seen the {thing} on {day} evening, when the {people} came back from the harbour.",
    "{surname} said he believed that the {body} would agree if {place} released its {people}.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = ("January", "March", "May", "July", "September", "November")


class Inventor:
    """Invented reports, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def word(self, syllables: int = 2) -> str:
        """A word that is likely new."""
        pick = self._random.choice
        return "".join(pick("bdfgklmnprstv") + pick("aeiou") for _ in range(syllables)) + pick("lmnrst")

    def article(self, number: int, paragraphs: int = 12) -> dict[str, str]:
        """A report of about 400 words with its own cast."""
        names = {
            "person": f"{self.word().title()} {self.word().title()}",
            "place": self.word().title(),
            "body": f"{self.word().title()} council",
        }
        names["surname"] = names["person"].split()[1]
        written = []
        for _ in range(paragraphs):
            fresh = {"thing": self.word(), "verb": self.word(), "people": self.word(3) + "s"}
            when = {"day": self._random.choice(_DAYS), "month": self._random.choice(_MONTHS)}
            number_of = str(self._random.randint(2, 99))
            written.append(
                " ".join(
                    sentence.format(number=number_of, **names, **fresh, **when)
                    for sentence in self._random.sample(_SENTENCES, 2)
                )
            )
        day = f"203{number % 10}-0{number % 9 + 1}-1{number % 10}"
        return {
            "text": "\n\n".join(written),
            "id": f"b{number}",
            "title": f"{names['place']} waits",
            "publisher": "Halden Wire",
            "date": day,
        }


@dataclass(frozen=True)
class Ended:
    """A unit's end: seconds since the run began, its articles, the worker's peak in bytes."""

    at: float
    articles: int
    peak: int


def write_articles(path: Path, count: int, paragraphs: int) -> int:
    """Write JSON Lines; the bytes of an article on average."""
    inventor = Inventor()
    with path.open("w", encoding="utf8") as stream:
        for number in range(count):
            stream.write(json.dumps(inventor.article(number, paragraphs)) + "\n")
    return path.stat().st_size // count


def measured(path: Path, out: Path, workers: int, sizes: UnitSizes) -> list[Ended]:
    """The ends of all units of a run."""
    ended: list[Ended] = []
    began = time.perf_counter()

    def noticed(each: Done | UnitRow) -> None:
        if isinstance(each, UnitRow):
            sys.exit(f"a unit was set aside: {each.error}")
        ended.append(Ended(time.perf_counter() - began, each.row.articles, each.peak))

    make_job = partial(shipped_job, options=InputOptions())
    run_batch([str(path)], str(out), make_job, workers=workers, sizes=sizes, noticed=noticed)
    return ended


def rate(ended: list[Ended], workers: int) -> float:
    """Articles a second after every worker has ended a unit, so that loading does not count."""
    first, rest = ended[workers - 1], ended[workers:]
    return sum(each.articles for each in rest) / (rest[-1].at - first.at)


def cpu_seconds() -> float:
    """What all workers that have ended took of the processors; other work on the machine hardly changes it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peaks(ended: list[Ended]) -> Iterator[tuple[int, float]]:
    """At each point how many articles were read, and the most memory that a worker ever had till then, in MB."""
    for point in POINTS:
        till = ended[: max(1, round(point * len(ended)))]
        yield sum(each.articles for each in till), max(each.peak for each in till) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--paragraphs", type=int, default=12, help="of an article, 35 words each")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--unit", type=int, default=0, help="articles of a unit; a fortieth of all, at most 500")
    parser.add_argument("--keep", type=Path, help="where the output stays; else it is removed")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        size = write_articles(folder / "articles.jsonl", args.articles, args.paragraphs)
        unit = args.unit or min(500, max(5, args.articles // 40))
        rates: list[float] = []
        for turn, workers in enumerate(args.workers):
            out = folder / f"run{turn}"
            before = cpu_seconds()
            ended = measured(folder / "articles.jsonl", out, workers, UnitSizes(lines=unit * size))
            rates.append(rate(ended, workers))
            written = sum(path.stat().st_size for path in out.glob("*/*.parquet")) / args.articles
            print(
                f"{workers} workers: {rates[-1]:.2f} articles a second, {(cpu_seconds() - before) / args.articles:.3f} "
                f"CPU seconds an article with all loading, {written:.0f} bytes of output an article"
            )
            for articles, peak in peaks(ended):
                print(f"{articles:>8} articles read{peak:>8.0f} MB peak of a worker")
        print(f"an article has {size} bytes; rates to the first: {', '.join(f'{r / rates[0]:.2f}' for r in rates)}")


if __name__ == "__main__":
    main()
