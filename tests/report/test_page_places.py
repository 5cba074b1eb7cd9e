"""Places for people: where they lie, or why that is not known."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from onrecord.reading import read
from onrecord.report.page import render_page
from onrecord.report.terminal import print_record

TEXT = (
    "Shells fell in Kandahar on Monday. Many left Kandahar at dawn. Fighting went on near Velmora Ridge. "
    "Moscow said it would reply."
)


def terminal() -> str:
    console = Console(width=100, record=True, file=StringIO())
    print_record(read(TEXT), console)
    return console.export_text()


def test_the_terminal_lists_them() -> None:
    lines = [line.strip() for line in terminal().splitlines()]
    listed = lines[lines.index("Places") + 1 :][:2]
    assert listed == [
        "Kandahar ×2  AFG 31.61°N 65.71°E  GeoNames 1138336",
        "Velmora Ridge  ? the gazetteer has no place of this name",
    ]


def test_the_page_links_them_to_geonames() -> None:
    page = render_page([read(TEXT)])
    assert 'href="https://www.geonames.org/1138336"' in page
    assert "the gazetteer has no place of this name" in page
