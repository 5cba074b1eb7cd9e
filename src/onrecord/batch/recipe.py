"""What units are read with; one folder holds the output of one recipe."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from onrecord.articles.options import InputOptions
from onrecord.language.pipeline import PIPELINE, load_pipeline
from onrecord.reading import Reader, package_version

if TYPE_CHECKING:
    from onrecord.batch.record_batch import ArticleReader

_MODEL = files("onrecord.tagger") / "model"


@dataclass(frozen=True, slots=True)
class Recipe:
    """The versions of all that reads, and what the user says of every input."""

    package: str
    model: str
    model_sha256: str
    pipeline: str
    published: str | None = None
    publisher: str | None = None

    def options(self) -> InputOptions:
        """How inputs are read."""
        return InputOptions(published=self.published, publisher=self.publisher)


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker must know: where the output goes, with what units are read, and what makes the reader.

    `make_reader` is sent to other processes: a function of a module, or a partial of one.
    """

    out: str
    recipe: Recipe
    make_reader: Callable[[], ArticleReader]


def shipped_recipe(options: InputOptions, pipeline: str = PIPELINE) -> Recipe:
    """The recipe of the shipped model, without loading it."""
    model = json.loads((_MODEL / "model.json").read_text("utf8"))
    try:
        language = f"{pipeline} {version(pipeline)}"
    except PackageNotFoundError:
        language = pipeline  # a folder; or it is missing, which its loading tells
    package = f"onrecord {package_version()}"
    return Recipe(package, model["name"], model["sha256"], language, options.published, options.publisher)


def shipped_reader(pipeline: str = PIPELINE) -> Reader:
    """The shipped model for one of many workers.

    Raises:
        SetupError: the pipeline is not installed.
    """
    from onrecord.tagger.session import load_session

    with as_file(_MODEL) as folder:
        # One thread: the other cores have workers of their own.
        return Reader(load_session(folder, threads=1), load_pipeline(pipeline), one_core=True)


def shipped_job(out: str, options: InputOptions, pipeline: str = PIPELINE) -> Job:
    """The job of reading with the shipped model."""
    return Job(out, shipped_recipe(options, pipeline), partial(shipped_reader, pipeline))
