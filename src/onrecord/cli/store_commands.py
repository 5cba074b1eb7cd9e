"""The commands that keep reports and ask them: what they take. What they do is in keeping.py and asking.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from onrecord.cli.app import app
from onrecord.errors import InputError, OnrecordError

if TYPE_CHECKING:
    from onrecord.articles.options import InputOptions
    from onrecord.store.base import Store
    from onrecord.store.query import Query

StoreOption = Annotated[
    str | None,
    typer.Option(
        metavar="PATH",
        help="The store: a file, or postgresql://...; else $ONRECORD_STORE, else onrecord.sqlite here.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one object as JSON.")]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Let addresses be fetched from this machine and private networks.")
]
Pipeline = Annotated[
    str | None, typer.Option(metavar="NAME", help="Another installed English spaCy pipeline.", show_default=False)
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Published on or after: YYYY-MM-DD, YYYY-MM, YYYY.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Published on or before.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="The publisher.")]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="A place, or geonames:NUMBER.")]
Speaker = Annotated[str | None, typer.Option(metavar="NAME", help="Who speaks, by any name merged into theirs.")]
Measure = Annotated[str | None, typer.Option(help="Of figures: killed, injured, missing, displaced, money ...")]


def _fail(error: OnrecordError) -> typer.Exit:
    typer.echo(f"onrecord: {error}", err=True)
    return typer.Exit(2)


def input_options(**given: Any) -> InputOptions:
    from onrecord.articles.options import InputOptions

    try:
        return InputOptions(**given)
    except InputError as error:
        raise _fail(error) from None


def _query(**given: Any) -> Query:
    from onrecord.store.query import Query

    try:
        return Query(**given)
    except OnrecordError as error:
        raise _fail(error) from None


@app.command(rich_help_panel="Keep")
def add(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...", help="All that `read` takes, and the output of `batch`.", show_default=False
        ),
    ],
    store: StoreOption = None,
    reread: Annotated[bool, typer.Option("--reread", help="Read again what is kept, and replace its record.")] = False,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="The publication date of all inputs.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="The publisher of all inputs.")] = None,
    allow_private: Private = False,
    pipeline: Pipeline = None,
) -> None:
    """Read reports and keep their records; a changed report is kept as a new version.

    Exit status: 0 all were read, 1 some could not be read, 2 none could, or the store failed.
    """
    from onrecord.cli.keeping import add as run

    options = input_options(published=published, publisher=publisher, allow_private=allow_private)
    raise typer.Exit(run(inputs, options, store, reread=reread, pipeline=pipeline))


@app.command(rich_help_panel="Keep")
def watch(
    feeds: Annotated[
        list[str] | None, typer.Argument(metavar="[FEED]...", help="Feeds to watch, besides those of the store.")
    ] = None,
    store: StoreOption = None,
    once: Annotated[bool, typer.Option("--once", help="Look at every feed that is due once, then end.")] = False,
    allow_private: Private = False,
    pipeline: Pipeline = None,
) -> None:
    """Keep what is new in RSS and Atom feeds, politely, until it is stopped."""
    from onrecord.cli.keeping import watch as run

    options = input_options(allow_private=allow_private)
    raise typer.Exit(run(feeds or [], options, store, once=once, pipeline=pipeline))


@app.command(rich_help_panel="Keep")
def demo(store: StoreOption = None) -> None:
    """Load the demonstration corpus (an invented crisis in 36 reports) into a temporary store, or the one named."""
    from onrecord.cli.keeping import demo as run

    raise typer.Exit(run(store))


@app.command(rich_help_panel="Ask")
def search(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help='Words that must all be there; "phrases" too.')
    ] = None,
    kind: Annotated[
        Literal["statements", "figures", "events"], typer.Option(help="What to search: statements, figures, events.")
    ] = "statements",
    speaker: Speaker = None,
    unknown_speaker: Annotated[bool, typer.Option("--unknown-speaker", help="Only where no speaker is known.")] = False,
    act: Annotated[str | None, typer.Option(help="What the speaker does: say, deny, commit, refuse ...")] = None,
    quotation: Annotated[str | None, typer.Option(help="direct, mixed or indirect.")] = None,
    named: Annotated[bool | None, typer.Option("--named/--unnamed", help="Whether the speaker has a name.")] = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    place: Place = None,
    measure: Measure = None,
    type: Annotated[str | None, typer.Option("--type", help="Of events: ASSAULT, COERCE, AID ...")] = None,
    status: Annotated[str | None, typer.Option(help="Of events: happened, ongoing, planned ...")] = None,
    sort: Annotated[str | None, typer.Option(help="rank or date; rank where there are words.")] = None,
    limit: Annotated[int, typer.Option(help="Hits a page, 1 to 200.")] = 20,
    cursor: Annotated[str | None, typer.Option(metavar="TEXT", help="The next page of the same search.")] = None,
    store: StoreOption = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the hits as a table.")] = False,
) -> None:
    """Search the statements, figures or events of all reports, by words and by field.

    Exit status: 0 something was found, 1 nothing, 2 the question or the store is wrong.
    """
    from onrecord.cli.asking import answered
    from onrecord.cli.asking import search as run

    query = _query(
        kind=kind, words=" ".join(words or ()), speaker=speaker, speaker_unknown=unknown_speaker, act=act,
        quotation=quotation, named=named, publisher=publisher, since=since, until=until, place=place,
        measure=measure, type=type, status=status, sort=sort, limit=limit, cursor=cursor,
    )  # fmt: skip
    if words and not any(c.isalnum() for word in words for c in word):
        raise _fail(InputError("search", "there is no letter or digit in the words to search for"))
    if json and csv:
        raise _fail(InputError("search", "--json and --csv cannot both be given"))
    form = "json" if json else "csv" if csv else "text"
    raise typer.Exit(answered(store, lambda opened: run(opened, query, form)))


@app.command(rich_help_panel="Ask")
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A report's address or id, a figure's id, or a speaker's name.")
    ],
    version: Annotated[int | None, typer.Option(metavar="N", help="Of a report: this version, not the latest.")] = None,
    store: StoreOption = None,
    json: Json = False,
) -> None:
    """Show a report with its copies and versions, a speaker's statements over time, or a figure's series."""
    from onrecord.cli.asking import answered
    from onrecord.cli.asking import show as run

    raise typer.Exit(answered(store, lambda opened: run(opened, name, version, json)))


@app.command(rich_help_panel="Ask")
def quote(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words of the quotation.")],
    store: StoreOption = None,
    json: Json = False,
) -> None:
    """Show each wording in which a quotation was printed, by whom, and the words that differ."""
    from onrecord.cli.asking import answered
    from onrecord.cli.asking import quote as run

    raise typer.Exit(answered(store, lambda opened: run(opened, " ".join(words), json)))


@app.command(rich_help_panel="Ask")
def figures(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", help="Words around the figure.")] = None,
    measure: Measure = None,
    speaker: Speaker = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    store: StoreOption = None,
    json: Json = False,
) -> None:
    """Show figures as series: who gave which figure when, one line for each claimant."""
    from onrecord.cli.asking import answered
    from onrecord.cli.asking import figures as run

    sought = " ".join(words or ())
    query = _query(
        kind="figures", words=sought, measure=measure, speaker=speaker, place=place, since=since, until=until
    )
    raise typer.Exit(answered(store, lambda opened: run(opened, query, json)))


@app.command(rich_help_panel="Ask")
def stats(store: StoreOption = None, json: Json = False) -> None:
    """Show how much the store holds."""
    from onrecord.cli.asking import answered
    from onrecord.cli.asking import stats as run

    raise typer.Exit(answered(store, lambda opened: run(opened, json)))


@app.command(rich_help_panel="Ask")
def export(
    to: Annotated[
        str,
        typer.Option(
            metavar="FORMAT",
            help="jsonl (the records as onrecord reads them), csv, parquet, sqlite, web-annotation, followthemoney, "
            "brat, cas, docbin, citron, plover, schema-org.",
        ),
    ] = "jsonl",
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="A new file, or a new folder, to write to.", show_default=False)
    ] = None,
    kind: Annotated[
        Literal["statements", "figures", "events"] | None,
        typer.Option(help="Of csv: this table alone, which can be printed.", show_default=False),
    ] = None,
    hxl: Annotated[bool, typer.Option("--hxl", help="Of csv: add the row of HXL hashtags.")] = False,
    store: StoreOption = None,
) -> None:
    """Take the latest record of every report elsewhere, in one of twelve formats; nothing is overwritten.

    Exit status: 0 it is written, 2 it could not be.
    """
    from onrecord.cli.asking import answered

    def run(opened: Store) -> int:
        from onrecord.cli.exporting import export

        return export(opened, to, out, kind, hxl=hxl)

    raise typer.Exit(answered(store, run))


@app.command(rich_help_panel="Ask")
def serve(
    store: StoreOption = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; any other than this machine's demands a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8642,
) -> None:
    """Open the store in a browser: pages and the API, until Ctrl-C. $ONRECORD_TOKEN is demanded where it is set; on an
    address that others can reach one is made and printed once where it is not."""
    from onrecord.cli.serve import serve as run

    raise typer.Exit(run(store, host, port))


@app.command(rich_help_panel="Ask")
def mcp(
    store: StoreOption = None,
    http: Annotated[bool, typer.Option("--http", help="Over Streamable HTTP, not standard input and output.")] = False,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; any other than this machine's demands a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8643,
) -> None:
    """Let a language model ask the store, as tools of the Model Context Protocol. Over HTTP $ONRECORD_TOKEN is demanded
    where it is set; on an address that others can reach one is made and printed once where it is not."""
    from onrecord.cli.mcp import serve_mcp

    raise typer.Exit(serve_mcp(store, http=http, host=host, port=port))


speakers = typer.Typer(help="Names that are one speaker's: merge, unmerge, log.", no_args_is_help=True)
app.add_typer(speakers, name="speakers", rich_help_panel="Keep")


@speakers.command("merge")
def merge(
    name: Annotated[str, typer.Argument(help="The name that is somebody's other name.")],
    into: Annotated[str, typer.Argument(help="The speaker whose name it is.")],
    note: Annotated[str, typer.Option(help="Why, for the log.")] = "",
    store: StoreOption = None,
) -> None:
    """Let two names be one speaker's; it is logged and can be undone."""
    from onrecord.cli.asking import answered, merge_speakers

    raise typer.Exit(answered(store, lambda opened: merge_speakers(opened, name, into, note)))


@speakers.command("unmerge")
def unmerge(
    name: Annotated[str, typer.Argument(help="The name that shall be on its own again.")],
    note: Annotated[str, typer.Option(help="Why, for the log.")] = "",
    store: StoreOption = None,
) -> None:
    """Undo the merge of a name."""
    from onrecord.cli.asking import answered, unmerge_speaker

    raise typer.Exit(answered(store, lambda opened: unmerge_speaker(opened, name, note)))


@speakers.command("log")
def log(store: StoreOption = None, json: Json = False) -> None:
    """Show every merge and what was undone."""
    from onrecord.cli.asking import answered, speaker_log

    raise typer.Exit(answered(store, lambda opened: speaker_log(opened, json)))


watched = typer.Typer(help="Feeds that `watch` keeps looking at: list, remove.", no_args_is_help=True)
app.add_typer(watched, name="feeds", rich_help_panel="Keep")


@watched.command("list")
def list_feeds(store: StoreOption = None, json: Json = False) -> None:
    """Show the feeds of the store, and when each is looked at next."""
    from onrecord.cli.asking import answered, feeds

    raise typer.Exit(answered(store, lambda opened: feeds(opened, json)))


@watched.command("remove")
def remove_feed(
    address: Annotated[str, typer.Argument(help="The feed's address, as `feeds list` shows it.")],
    store: StoreOption = None,
) -> None:
    """Watch a feed no more; what it brought stays. Stop the watcher first: one that runs saves its feeds again."""
    from onrecord.cli.asking import answered
    from onrecord.cli.asking import remove_feed as run

    raise typer.Exit(answered(store, lambda opened: run(opened, address)))
