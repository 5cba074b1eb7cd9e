"""How fast reading is, and how much memory it takes, against its peers in the same run.

    python -m benchmarks.reading ARTICLES.jsonl [--limit N]

Measures over the articles (one a line, `text`): the spaCy pipeline alone, textacy's direct
quotations on the same pipeline (`pip install -e ".[bench]"`), and onrecord; each in a process
of its own, so that peak memory is its own too. Prints articles a second and ratios. Then the
start to the first result, and how the cost grows with an article's length.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.language.pipeline import PIPELINE


def read_texts(path: str, limit: int) -> list[str]:
    """The texts of a JSON Lines file of articles."""
    with open(path, encoding="utf8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return texts[:limit] if limit else texts


def spacy_alone(texts: list[str]) -> Callable[[], int]:
    import spacy

    nlp = spacy.load(PIPELINE)
    return lambda: sum(1 for _ in nlp.pipe(texts))


def textacy_quotations(texts: list[str]) -> Callable[[], int]:
    import spacy
    from textacy.extract import direct_quotations

    nlp = spacy.load(PIPELINE)

    def run() -> int:
        failed = 0
        for doc in nlp.pipe(texts):
            try:
                list(direct_quotations(doc))
            except ValueError:  # an odd number of quotation marks: the whole article is lost
                failed += 1
        print(f"  textacy fails on {failed} of {len(texts)} articles")
        return len(texts)

    return run


def onrecord_reading(texts: list[str]) -> Callable[[], int]:
    from onrecord.reading import load_reader
    from onrecord.schema.article import Article

    reader = load_reader()
    reader.read(Article(texts[0][:500]))
    return lambda: sum(1 for text in texts if reader.read(Article(text)))


def _measure(build: Callable[[list[str]], Callable[[], int]], texts: list[str], results: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    run = build(texts)
    began = time.perf_counter()
    run()
    seconds = time.perf_counter() - began
    results.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure(build: Callable[[list[str]], Callable[[], int]], texts: list[str]) -> tuple[float, float]:
    """Seconds and peak MiB of one contender, loading not counted in the seconds."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    process = context.Process(target=_measure, args=(build, texts, results))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{build.__name__} failed")
    seconds, mebibytes = results.get()
    return seconds, mebibytes


def first_result(text: str) -> float:
    """Seconds from starting the command to its end, for one article."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(text, "utf8")
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "onrecord", "read", str(path)], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began


def growth(texts: list[str]) -> None:
    """Seconds per 1,000 words for articles of growing length, made by joining the given ones."""
    from onrecord.reading import load_reader
    from onrecord.schema.article import Article

    reader = load_reader()
    for wanted in (1_000, 10_000, 100_000):
        words: list[str] = []
        paragraphs: list[str] = []
        while len(words) < wanted:
            for text in texts:
                paragraphs.append(text)
                words += text.split()
                if len(words) >= wanted:
                    break
        began = time.perf_counter()
        reader.read(Article("\n\n".join(paragraphs)))
        seconds = time.perf_counter() - began
        print(f"  {len(words):>7} words: {seconds:6.1f} s, {1000 * seconds / len(words):.2f} s per 1,000 words")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=0)
    args = parser.parse_args()
    texts = read_texts(args.articles, args.limit)
    base = 0.0
    for name, build in (
        ("spaCy pipeline alone", spacy_alone),
        ("textacy direct quotations", textacy_quotations),
        ("onrecord", onrecord_reading),
    ):
        try:
            seconds, mebibytes = measure(build, texts)
        except SystemExit as error:
            print(f"{name}: not measured ({error})")
            continue
        base = base or seconds
        print(
            f"{name:<28}{len(texts) / seconds:6.2f} articles/s  "
            f"{seconds / base:5.2f} x spaCy  peak {mebibytes:5.0f} MiB"
        )
    print(f"start to first result: {first_result(texts[0]):.1f} s")
    print("growth:")
    growth(texts)


if __name__ == "__main__":
    main()
