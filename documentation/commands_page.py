"""docs/reference/commands.md: every command with its arguments and options, as `--help` tells them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import typer

from onrecord.cli.main import app

_HEAD = """# Commands

This page is made from the commands themselves (`python -m documentation`). Every command has `--help`.

Exit status: 0 done; 1 done in part, or nothing was found (each command says which); 2 the question or an input was
wrong, and standard error names it and says what to do.
"""


def commands_page() -> str:
    """The page as Markdown."""
    root = typer.main.get_command(app)
    return "\n".join([_HEAD, *_sections(root, ("onrecord",))]) + "\n"


def _sections(command: Any, path: tuple[str, ...]) -> Iterator[str]:
    if hasattr(command, "commands"):
        for name, child in command.commands.items():
            yield from _sections(child, (*path, name))
        return
    yield f"## {' '.join(path)}\n"
    yield " ".join((command.help or "").split()) + "\n"
    rows = [row for parameter in command.params if (row := _row(parameter))]
    if rows:
        yield "| | |"
        yield "| --- | --- |"
        yield from rows
    yield ""


def _row(parameter: Any) -> str:
    if parameter.name == "help":
        return ""
    if parameter.param_type_name == "argument":
        name = str(parameter.metavar or parameter.name)
    else:
        name = ", ".join((*parameter.opts, *parameter.secondary_opts))
        name += "" if parameter.is_flag else f" {_metavar(parameter)}"
    meaning = " ".join((parameter.help or "").split()).replace("|", "\\|")
    return f"| `{name}` | {meaning} |"


def _metavar(parameter: Any) -> str:
    hint = parameter.type_descriptor.annotation
    choices = [str(value) for value in get_args(hint) if isinstance(value, str)]
    return "\\|".join(choices) or str(parameter.metavar or getattr(hint, "__name__", "TEXT").upper())
