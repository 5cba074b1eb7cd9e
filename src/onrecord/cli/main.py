"""The commands that need no store, and with them all others: what they take, and what they answer with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import batch_command as batch_command  # these register their commands
from onrecord.cli import store_commands as store_commands
from onrecord.cli.app import app as app
from onrecord.errors import InputError


@app.command()
def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Text, HTML, JSON Lines, a folder, feed, OPML list, sitemap, WARC file, an address, or - (stdin).",
            show_default=False,
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print each record as one line of JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write one self-contained page with text and record.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The publication date: YYYY-MM-DD, YYYY-MM or YYYY; overrides the article's own."
        ),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="The publisher; overrides the article's own.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let addresses be fetched from this machine and private networks.")
    ] = False,
    pipeline: Annotated[
        str | None, typer.Option(metavar="NAME", help="Another installed English spaCy pipeline.", show_default=False)
    ] = None,
    second_reader: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="An OpenAI-compatible endpoint that may propose statements; it is sent the text."
        ),
    ] = None,
    second_model: Annotated[
        str | None, typer.Option(metavar="NAME", help="Its model; the key is $ONRECORD_SECOND_KEY.")
    ] = None,
) -> None:
    """Read reports and show who said what.

    Exit status: 0 all were read, 1 some could not be read, 2 none could.
    """
    from onrecord.articles.inputs import InputOptions
    from onrecord.cli.read import read_reports
    from onrecord.cli.read import second_reader as named_second_reader

    try:
        options = InputOptions(published=published, publisher=publisher, allow_private=allow_private)
        second = named_second_reader(second_reader, second_model)
    except InputError as error:
        typer.echo(f"onrecord: {error}", err=True)
        raise typer.Exit(2) from None
    raise typer.Exit(read_reports(inputs, options, as_json=json, html=html, pipeline=pipeline, second=second))


@app.command()
def verify(
    record: Annotated[
        Path, typer.Argument(metavar="RECORD.json", help="Records as `onrecord read --json` prints them.")
    ],
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="The article: any input that `onrecord read` takes.")
    ],
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let an address be fetched from this machine and private networks.")
    ] = False,
) -> None:
    """Re-read every span of a record against its article.

    Exit status: 0 all match, 1 some do not, 2 one of the two could not be read.
    """
    from onrecord.articles.inputs import InputOptions
    from onrecord.cli.verify import verify_record

    raise typer.Exit(verify_record(record, article, InputOptions(allow_private=allow_private)))
