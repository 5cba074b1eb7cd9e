"""Events in the reports: in the order of their date, with status and account."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from onrecord.reading import read
from onrecord.report.events import REPORTER, told
from onrecord.report.page import render_page
from onrecord.report.terminal import print_record
from onrecord.schema.article import Article, Detail

ARTICLE = Article(
    "Talvia will close the border in May 2026. Rebels shelled Orsk on 3 March 2026. "
    "The army said it had arrested three men on 2 March 2026. The union's leader resigned.",
    published=Detail("2026-03-12", "given"),
)


def test_they_stand_in_the_order_of_their_date() -> None:
    rows = told(read(ARTICLE))
    assert [(r.date, r.words, r.status) for r in rows] == [
        ("2026-03-02", "had arrested", "happened"),
        ("2026-03-03", "shelled", "happened"),
        ("2026-05", "will close the border", "planned"),
        ("no date worked out", "resigned", "happened"),
    ]
    assert [r.account for r in rows] == ["army", REPORTER, REPORTER, REPORTER]


def test_the_terminal_tells_status_and_account() -> None:
    console = Console(width=100, record=True, file=StringIO())
    print_record(read(ARTICLE), console)
    shown = console.export_text()
    assert "Rebels (REB) | shelled | Orsk  [ASSAULT, heavy-weapons]" in shown
    assert "2026-05 · is planned" in shown
    assert " 1  army" in shown


def test_the_page_tells_them_in_a_table() -> None:
    page = render_page([read(ARTICLE)])
    assert '<th scope="col">On whose account</th>' in page
    assert '<tr class="planned">' in page
    assert "is planned" in page
