"""Where the reading time goes, stage by stage, in one run.

    python -m benchmarks.stages ARTICLES.jsonl [--limit N]

Each stage is run by itself, one after the other (the reader runs the first two side by side), and printed as
seconds and as a share of all; figures and places, and events, also as a ratio to reading without them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from benchmarks.reading import read_texts
from onrecord.events.find import find_events
from onrecord.figures.find import find_figures
from onrecord.language.analysis import analyse
from onrecord.language.places.find import find_places
from onrecord.language.places.phrases import place_phrases
from onrecord.reading import load_reader
from onrecord.schema.article import Article
from onrecord.statements.find import find_statements
from onrecord.tagger.find import find_attributions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=0)
    args = parser.parse_args()
    reader = load_reader()
    reader.read(Article("Ann Lee said on Monday that 12 people had died in Paris."))  # load all that is lazy
    seconds: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        result = work()
        seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - began
        return result

    for text in read_texts(args.articles, args.limit):
        article = Article(text)
        analysis = timed("analysis", lambda a=article: analyse(a, reader.nlp))
        timed("of it places", lambda a=analysis: place_phrases(a.doc, find_places(a.doc, a.countries)))
        attributions = timed("tagger", lambda t=text: find_attributions(t, reader.session))
        timed("statements", lambda a=analysis, f=attributions: find_statements(a, f))
        timed("figures", lambda a=analysis: find_figures(a))
        timed("events", lambda a=analysis: find_events(a))
    places = seconds["of it places"]
    total = sum(seconds.values()) - places
    for stage, spent in seconds.items():
        print(f"{stage:<14}{spent:7.1f} s  {100 * spent / total:5.1f} %")
    added = seconds["figures"] + places
    print(f"events add {100 * seconds['events'] / (total - seconds['events']):.1f} % to the reading time")
    print(f"figures and places add {100 * added / (total - added):.1f} % to the reading time")


if __name__ == "__main__":
    main()
