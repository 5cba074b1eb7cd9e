"""How fast reading is, and how much memory it takes, against its peers in the same run.

    python -m benchmarks.reading ARTICLES.jsonl [--limit N] [--before FOLDER]

Measures over the articles (one a line, `text`): the spaCy pipeline alone, textacy's direct
quotations on the same pipeline (`pip install -e ".[bench]"`), and onrecord: by itself, on one core, and in two
processes; each in a process of its own, so that peak memory is its own too. Prints articles a second
and ratios. With `--before` the reader of an earlier checkout (`git worktree add FOLDER COMMIT`) as well. Then the
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
import threading
import time
from collections.abc import Callable
from dataclasses import replace
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
    articles = [Article(text) for text in texts]
    return lambda: sum(1 for _ in reader.read_all(articles))


def onrecord_on_one_core(texts: list[str]) -> Callable[[], int]:
    from onrecord.reading import load_reader
    from onrecord.schema.article import Article

    reader = replace(load_reader(), one_core=True)
    reader.read(Article(texts[0][:500]))
    articles = [Article(text) for text in texts]
    return lambda: sum(1 for _ in reader.read_all(articles))


def _measure(
    build: Callable[[list[str]], Callable[[], int]],
    texts: list[str],
    results: multiprocessing.Queue,  # type: ignore[type-arg]
    ready: threading.Barrier,
) -> None:
    run = build(texts)
    ready.wait()
    began = time.perf_counter()
    run()
    seconds = time.perf_counter() - began
    results.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure(build: Callable[[list[str]], Callable[[], int]], texts: list[str]) -> tuple[float, float]:
    """Seconds and peak MiB of one contender, loading not counted in the seconds."""
    return measure_beside(build, [texts])


def measure_beside(build: Callable[[list[str]], Callable[[], int]], parts: list[list[str]]) -> tuple[float, float]:
    """Seconds until the last of several processes has read its part, and the greatest peak MiB."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    ready = context.Barrier(len(parts))
    processes = [context.Process(target=_measure, args=(build, part, results, ready)) for part in parts]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            raise SystemExit(f"{build.__name__} failed")
    measured = [results.get() for _ in processes]
    return max(seconds for seconds, _ in measured), max(mebibytes for _, mebibytes in measured)


def measure_earlier(folder: str, texts: list[str]) -> tuple[float, float]:
    """The same of the reader of an earlier checkout, with this environment's packages."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "texts.json"
        path.write_text(json.dumps(texts), "utf8")
        # The earlier code is found first, for the package and for what it is measured by.
        run = f"""
import json, multiprocessing, resource, sys, time
sys.path[:0] = [{str(Path(folder) / "src")!r}]
from onrecord.reading import load_reader
from onrecord.schema.article import Article
texts = json.load(open({str(path)!r}, encoding="utf8"))
reader = load_reader()
reader.read(Article(texts[0][:500]))
began = time.perf_counter()
for text in texts:
    reader.read(Article(text))
print(json.dumps([time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
        done = subprocess.run([sys.executable, "-c", run], check=True, capture_output=True, text=True)
        seconds, mebibytes = json.loads(done.stdout.splitlines()[-1])
        return float(seconds), float(mebibytes)


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
    parser.add_argument("--before", help="an earlier checkout, to compare with")
    args = parser.parse_args()
    texts = read_texts(args.articles, args.limit)
    base = 0.0
    rates: dict[str, float] = {}
    contenders: list[tuple[str, Callable[[], tuple[float, float]]]] = [
        ("spaCy pipeline alone", lambda: measure(spacy_alone, texts)),
        ("textacy direct quotations", lambda: measure(textacy_quotations, texts)),
        ("onrecord", lambda: measure(onrecord_reading, texts)),
        ("onrecord on one core", lambda: measure(onrecord_on_one_core, texts)),
        ("onrecord, two processes", lambda: measure_beside(onrecord_on_one_core, [texts[::2], texts[1::2]])),
    ]
    if args.before:
        contenders.append(("onrecord, earlier", lambda: measure_earlier(args.before, texts)))
    for name, contend in contenders:
        try:
            seconds, mebibytes = contend()
        except (SystemExit, subprocess.CalledProcessError) as error:
            print(f"{name}: not measured ({error})")
            continue
        base = base or seconds
        rates[name] = len(texts) / seconds
        print(
            f"{name:<28}{rates[name]:6.2f} articles/s  {seconds / base:5.2f} x spaCy  peak {mebibytes:5.0f} MiB",
            flush=True,
        )
    for name, other in (("onrecord", "onrecord, earlier"), ("onrecord, two processes", "onrecord on one core")):
        if name in rates and other in rates:
            print(f"{name} / {other}: {rates[name] / rates[other]:.2f}")
    print(f"start to first result: {first_result(texts[0]):.1f} s")
    print("growth:")
    growth(texts)


if __name__ == "__main__":
    main()
