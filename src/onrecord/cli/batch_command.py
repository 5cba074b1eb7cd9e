"""The command `batch`: what it takes. What it does is in batch.py."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from onrecord.cli.app import app
from onrecord.cli.store_commands import Pipeline, input_options


@app.command(rich_help_panel="Keep")
def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="WARC, Parquet, JSON Lines, text and HTML files, folders of them; paths or addresses (s3://...).",
            show_default=False,
        ),
    ],
    out: Annotated[
        str, typer.Option(metavar="FOLDER", help="Where the Parquet parts go; a run that was stopped goes on there.")
    ],
    engine: Annotated[Literal["local", "ray"], typer.Option(help="Workers on this machine, or Ray's.")] = "local",
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many; one for each core.", show_default=False)
    ] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="The publication date of all inputs.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="The publisher of all inputs.")] = None,
    pipeline: Pipeline = None,
) -> None:
    """Read archives of reports with many workers, to Parquet tables (see docs/batch.md).

    Exit status: 0 every unit was read, 1 some were set aside or are broken, 2 the run could not begin or go on.
    """
    from onrecord.cli.batch import batch as run

    options = input_options(published=published, publisher=publisher)
    raise typer.Exit(run(inputs, out, options, engine=engine, workers=workers, pipeline=pipeline))
