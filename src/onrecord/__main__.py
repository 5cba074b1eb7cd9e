"""`python -m onrecord` is the `onrecord` command."""

from onrecord.cli.main import app

app(prog_name="onrecord")
