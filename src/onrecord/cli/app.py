"""The `onrecord` command itself."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Read news reports and keep the record: who said what, in which words.",
)


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """Options that belong to no command."""
    if version:
        from onrecord.reading import package_version

        typer.echo(f"onrecord {package_version()}")
        raise typer.Exit
