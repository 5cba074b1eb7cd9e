"""What each page shows of the demonstration corpus, and how it answers what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.reading import load_reader
from onrecord.schema.article import Article, Detail
from onrecord.store.base import Store
from onrecord.store.open import open_store
from onrecord.web.app import create_app

PLEDGE = "https://northlightwire.example/2031/03/03/kerrane-port-pledge"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def room(demonstration_store: Store) -> TestClient:
    """The reading room of the demonstration."""
    return TestClient(create_app(demonstration_store), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """The reading room of a store of its own."""
    with open_store(tmp_path / "own.sqlite") as store:
        yield TestClient(create_app(store), base_url="http://127.0.0.1", raise_server_exceptions=False)


def form_token(room: TestClient, path: str = "/add") -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', room.get(path).text)
    assert found
    return found[1]


def test_first_page_lists_reports(room: TestClient) -> None:
    page = room.get("/")
    assert page.status_code == 200
    assert "Mardovel&#39;s defence minister promises not to close port of Ravick" in page.text
    assert "The Tessarn Ledger" in page.text


def test_report_marks_every_kind_and_lists_who_speaks(room: TestClient) -> None:
    text = room.get("/report", params={"key": PLEDGE}).text
    for sign in (
        'class="source',
        'class="cue',
        "content",
        "verbatim",
        "condition",
        '<ol class="nested"',
        "figure",
        "event",
    ):
        assert sign in text, sign
    assert "Who speaks" in text
    assert re.search(r"Named <span class=\"count\">\d+</span>", text)
    assert re.search(r"Unnamed <span class=\"count\">\d+</span>", text)
    assert re.search(r'title="Figure: 19, \w+', text)
    assert "independent" in text
    assert "Cite this page" in text


def test_report_text_is_whole(room: TestClient, demonstration_store: Store) -> None:
    page = room.get("/report", params={"key": PLEDGE}).text
    article = re.search(r'<article id="r1-text".*?</article>', page, re.DOTALL)
    assert article
    shown = re.sub(r"<sup.*?</sup>|<[^>]+>", "", article[0])
    for entity, sign in (("&#39;", "'"), ("&#34;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, sign)
    assert "".join(shown.split()) == "".join(demonstration_store.record(PLEDGE).article.text.split())


def test_report_names_its_copies(room: TestClient, demonstration_store: Store) -> None:
    pages = [room.get("/report", params={"key": v.report}).text for v in demonstration_store.reports().reports[-12:]]
    assert any("word for word or nearly so" in text or "cut<" in text for text in pages)


def test_a_copy_is_compared_with_what_it_copies(room: TestClient) -> None:
    origin, cut = (
        f"https://{outlet}.example/2031/03/05/ostrey-shelling" for outlet in ("northlightwire", "radiolathenshore")
    )
    report = room.get("/report", params={"key": cut}).text
    (link,) = (found for found in re.findall(r'href="(/compare[^"]+)">compare<', report) if "northlightwire" in found)
    compared = room.get(link.replace("&amp;", "&"))
    assert compared.status_code == 200
    assert "Two reports compared" in compared.text
    assert "<del>" in compared.text
    assert room.get("/compare", params={"key": cut, "other": "https://nowhere.example/"}).status_code == 404
    assert origin in compared.text.replace("%3A", ":").replace("%2F", "/")


def test_search_marks_words_and_narrows(room: TestClient) -> None:
    page = room.get("/search", params={"words": "strait"})
    assert "<mark>strait</mark>" in page.text.lower()
    assert "/search?words=strait&amp;act=threaten" in page.text
    assert "/api/search.csv?words=strait" in page.text
    assert "unknown speaker" in page.text
    assert re.search(r"shown here are from \d+ reports, \d+ independent", page.text)
    narrowed = room.get("/search", params={"words": "strait", "act": "threaten"}).text
    assert "leave out" in narrowed


@pytest.mark.parametrize("form", ["/api/search.csv", "/api/search"])
def test_search_as_data(room: TestClient, form: str) -> None:
    page = room.get("/search", params={"words": "strait", "act": "threaten", "speaker": ""}).text
    link = re.search(rf'href="({re.escape(form)}\?[^"]+)"', page)
    assert link
    answer = room.get(link[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert "strait" in answer.text


def test_search_of_events_and_figures(room: TestClient) -> None:
    assert "nobody named" in room.get("/search", params={"kind": "events"}).text
    assert "killed" in room.get("/search", params={"kind": "figures", "measure": "killed"}).text


def test_speaker_over_time(room: TestClient) -> None:
    text = room.get("/speaker", params={"name": "Teyla Morrand"}).text
    assert "Who reports them" in text
    assert "condition:" in text
    assert "Quotations" in text
    assert text.index("2031-03-03") < text.index("2031-03-13")
    assert re.search(r"\d+ reports?, \d+ independent", text)
    refused = room.get("/speaker", params={"name": "Teyla Morrand", "act": "refuse"}).text
    assert len(refused) < len(text)


def test_nobody_of_that_name_is_told_with_what_to_do(room: TestClient) -> None:
    page = room.get("/speaker", params={"name": "Nemo Nowhere"})
    assert page.status_code == 404
    assert "Nobody is certainly called" in page.text


def test_figures_as_chart_and_table(room: TestClient) -> None:
    text = room.get("/figures", params={"measure": "killed"}).text
    assert '<svg class="chart"' in text
    assert "no source given" in text
    assert 'class="bar"' in text
    assert "<table>" in text
    assert "Differ on" in text
    assert "style=" not in text


def test_coverage_tells_copies_apart(room: TestClient) -> None:
    text = room.get("/coverage").text
    assert "Castrel Press" in text
    total = re.search(r"(\d+) reports, (\d+) independent", text)
    assert total
    assert int(total[2]) < int(total[1])


def test_quotation_variants_are_aligned(room: TestClient) -> None:
    text = room.get("/quotation", params={"words": "orders to stop any ship"}).text
    assert re.search(r"<del>.*?stop</del>\s*<ins>.*?sink</ins>", text)
    assert "altered" in text
    assert "Renna Hule" in text


def test_cite_names_all_there_is(room: TestClient) -> None:
    text = room.get("/cite", params={"key": PLEDGE, "statement": "2"}).text
    for words in ("Aldric Kerrane", "Northlight Wire", "2031-03-03", PLEDGE, "Retrieved 20"):
        assert words in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404), ("/report?key=nothing", 404), ("/report", 400), ("/cite?key=nothing", 404),
        (f"/report?key={PLEDGE}&version=99", 404), (f"/cite?key={PLEDGE}&statement=999", 404),
        ("/search?act=dance", 400), ("/search?since=yesterday", 400), ("/search?cursor=zzz", 400),
        ("/search?limit=9999", 400), ("/figures?measure=love", 400), ("/coverage?since=x", 400),
        ("/?cursor=zzz", 400), ("/quotation?words=...", 400), (f"/compare?key={PLEDGE}&before=7", 404),
        (f"/compare?key={PLEDGE}&before=%C2%B2", 400), (f"/compare?key={PLEDGE}&before=x", 400), 
        ("/search?words=%22", 400),
    ],
)  # fmt: skip
def test_errors_are_pages(room: TestClient, path: str, status: int) -> None:
    answer = room.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1" in answer.text
    assert "All reports" in answer.text


def test_a_fault_is_a_page_with_headers(empty: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.pages.home.page_with_form", lambda *_, **__: 1 / 0)
    answer = empty.get("/")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_empty_store_welcomes(empty: TestClient) -> None:
    text = empty.get("/").text
    assert "Load the demonstration" in text
    assert 'action="/demonstration"' in text
    for path in ("/search", "/figures", "/coverage", "/speaker", "/quotation", "/add"):
        assert empty.get(path).status_code == 200, path


def test_demonstration_is_one_click_away(empty: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.keeping.MOST", 2)
    answer = empty.post("/demonstration", data={"form_token": form_token(empty, "/")})
    assert answer.url.path == "/"
    assert "Ravick" in answer.text


def test_paste_upload_and_new_version(empty: TestClient) -> None:
    token = form_token(empty)
    text = 'GENEVA — "We will not sign," Pavel Dorin said on Monday. He said that talks would go on.'
    given = {"form_token": token, "publisher": "Halden Wire", "published": "2031-03-14"}
    added = empty.post("/add", data={**given, "text": text})
    assert added.status_code == 200
    assert "<b>added</b>" in added.text
    again = empty.post("/add", data=given, files={"file": ("report.txt", text.encode())})
    assert "<b>unchanged</b>" in again.text
    line = '{"id": "a", "url": "https://x.example/a", "title": "T", "text": "Pavel Dorin said %s ships had sailed."}'
    for number in ("five", "nine"):
        empty.post("/add", data=given, files={"file": ("a.jsonl", (line % number).encode())})
    compared = empty.get("/compare", params={"key": "https://x.example/a"}).text
    assert re.search(r"<del>.*five</del><ins>.*nine</ins>", compared)
    assert "2 versions" in empty.get("/report", params={"key": "https://x.example/a"}).text


@pytest.mark.parametrize(
    ("field", "value"),
    [("url", "file:///etc/passwd"), ("url", "/etc/passwd"), ("url", "http://127.0.0.1:1/"), ("url", "http://[::1]/"),
     ("text", ""), ("published", "soon")],
)  # fmt: skip
def test_what_cannot_be_added_says_why(empty: TestClient, field: str, value: str) -> None:
    answer = empty.post("/add", data={"form_token": form_token(empty), field: value})
    assert answer.status_code == 400
    assert "Nothing was added" in answer.text or "not read" in answer.text
    assert "root:" not in answer.text


def test_script_stays_text_everywhere(tmp_path: Path) -> None:
    text = f'"We {SCRIPT} will not sign unless {SCRIPT} goes, not for 19 people," Pavel Dorin said on Monday.'
    head = {name: Detail(f"{name} {SCRIPT}", "given") for name in ("title", "publisher", "byline")}
    with open_store(tmp_path / "marks.sqlite") as store:
        store.add(load_reader().read(Article(text, url=f"javascript:alert('{SCRIPT}')", **head)))
        room = TestClient(create_app(store), base_url="http://127.0.0.1")
        key = store.reports().reports[0].report
        for path, query in (
            ("/", {}), ("/search", {"words": SCRIPT}), ("/search", {"kind": "figures"}), ("/report", {"key": key}),
            ("/cite", {"key": key, "statement": "1"}), ("/compare", {"key": key}), ("/speaker", {"name": SCRIPT}),
            ("/speaker", {"name": "Pavel Dorin"}), ("/figures", {}), ("/coverage", {}),
            ("/quotation", {"words": "will not sign unless"}), ("/quotation", {"words": SCRIPT}),
        ):  # fmt: skip
            page = room.get(path, params=query).text
            assert "<script>" not in page, path
            assert 'href="javascript:' not in page, path
            assert " style=" not in page, path
            assert not re.search(r"\son\w+=", page), path


def test_pages_name_one_script_and_no_other_site(room: TestClient) -> None:
    for path in ("/", "/search?words=strait", f"/report?key={PLEDGE}", "/figures", "/coverage"):
        page = room.get(path).text
        assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/htmx.min.js" defer>']
        assert not re.findall(r'(?:src|action)="(?!/)[^"]', page)
        assert "<style" not in page


def test_a_file_with_a_bad_line_is_named(empty: TestClient) -> None:
    sent = {"file": ("wire.jsonl", b'{"title": "no text"}\n')}
    answer = empty.post("/add", data={"form_token": form_token(empty)}, files=sent)
    assert "wire.jsonl" in answer.text
    assert "standard input" not in answer.text
