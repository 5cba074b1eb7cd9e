"""The commands that keep reports and ask them, on the demonstration corpus."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli.main import app
from onrecord.record.serialise import from_json
from onrecord.record.verify import verify
from onrecord.schema.feed import Feed
from onrecord.store.open import open_store

STORY = "Maria Lopez said on Monday that the port of Lisk would stay closed for a week."


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"ONRECORD_STORE": "", "COLUMNS": "200"})


@pytest.fixture(scope="module")
def store(demonstration_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration corpus, to write to."""
    return Path(shutil.copy(demonstration_store, tmp_path_factory.mktemp("kept")))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "new.sqlite"


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf8")
    return path


# --- keeping


def test_add_keeps_and_tells_what_is_new(empty: Path, tmp_path: Path) -> None:
    story = write(tmp_path / "story.txt", STORY)
    first = run("add", story, "--store", empty)
    assert (first.exit_code, first.output.split()[0]) == (0, "added")
    again = run("add", story, "--store", empty)
    assert (again.exit_code, again.output) == (0, "unchanged 1\n")
    assert json.loads(run("stats", "--json", "--store", empty).output)["reports"] == 1


def test_a_changed_report_is_a_new_version(empty: Path, tmp_path: Path) -> None:
    def line(text: str) -> str:
        return json.dumps({"text": text, "url": "https://paper.example/lisk", "title": "Lisk"}) + "\n"

    rows = write(tmp_path / "a.jsonl", line("Maria Lopez said that 12 people had died in the port of Lisk."))
    run("add", rows, "--store", empty)
    write(rows, line("Maria Lopez said that 14 people had died in the port of Lisk."))
    changed = run("add", rows, "--store", empty)
    assert changed.output == "changed   https://paper.example/lisk  version 2\n"
    shown = run("show", "https://paper.example/lisk", "--json", "--store", empty)
    told = json.loads(shown.output)
    assert "14 people" in told["record"]["text"]
    assert [v["number"] for v in told["versions"]] == [1, 2]
    earlier = json.loads(run("show", "https://paper.example/lisk", "--version", "1", "--json", "--store", empty).output)
    assert "12 people" in earlier["record"]["text"]


def test_one_bad_input_stops_nothing(empty: Path, tmp_path: Path) -> None:
    story = write(tmp_path / "story.txt", STORY)
    result = run("add", tmp_path / "missing.txt", story, "--store", empty)
    assert result.exit_code == 1
    assert "missing.txt" in result.stderr
    assert "added" in result.stdout
    assert run("add", tmp_path / "missing.txt", "--store", empty).exit_code == 2


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    other = write(tmp_path / "notes.txt", "This is not a database, but a long note. " * 40)
    result = run("add", other, "--store", other)
    assert result.exit_code == 2
    assert "notes.txt" in result.stderr
    assert other.read_text("utf8").startswith("This is not a database")


def test_a_store_that_is_not_there_is_not_made_by_a_question(tmp_path: Path) -> None:
    result = run("stats", "--store", tmp_path / "none.sqlite")
    assert result.exit_code == 2
    assert "onrecord add" in result.stderr
    assert not (tmp_path / "none.sqlite").exists()


def test_watch_needs_a_feed(empty: Path) -> None:
    result = run("watch", "--once", "--store", empty)
    assert result.exit_code == 2
    assert "feed" in result.stderr


def test_feeds_are_listed_and_removed(empty: Path) -> None:
    with open_store(str(empty)) as opened:
        opened.save_feed(Feed("https://a.example/feed", next_due="2031-03-01T08:00:00Z", failures=2))
        opened.save_feed(Feed("https://b.example/feed", gone=True, last_status=410))
    listed = run("feeds", "list", "--store", empty).output.splitlines()
    assert listed == [
        "https://a.example/feed  due 2031-03-01T08:00:00Z, 2 looks in a row brought nothing",
        "https://b.example/feed  gone (410)",
    ]
    assert run("feeds", "remove", "https://b.example/feed", "--store", empty).exit_code == 0
    missing = run("feeds", "remove", "https://b.example/feed", "--store", empty)
    assert (missing.exit_code, "no feed of the store" in missing.output) == (1, True)
    assert [f["address"] for f in json.loads(run("feeds", "list", "--json", "--store", empty).output)] == [
        "https://a.example/feed"
    ]


# --- searching


def test_search_marks_the_words_and_counts(store: Path) -> None:
    page = json.loads(run("search", "strait", "--act", "threaten", "--json", "--store", store).output)
    assert page["total"] == len(page["hits"]) > 0
    assert all(hit["row"]["act"] == "threaten" for hit in page["hits"])
    hit = next(h for h in page["hits"] if h["speaker"] == "Hadran Vesk")
    assert all(hit["text"][a:b].casefold() == "strait" for a, b in hit["marks"])
    assert {"value": "threaten", "count": page["total"]} in page["facets"]["act"]


def test_search_in_words(store: Path) -> None:
    shown = run("search", "strait", "--act", "threaten", "--store", store).output
    assert "Hadran Vesk  [threaten, " in shown
    assert "act: threaten" in shown


def test_search_as_a_table(store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("search", "--kind", "figures", "--csv", "--store", store).output)))
    assert len(rows) == 20
    assert {"report", "publisher", "measure", "low", "high", "text"} <= set(rows[0])


def test_unknown_speakers_can_be_asked_for(store: Path) -> None:
    page = json.loads(run("search", "--unknown-speaker", "--json", "--store", store).output)
    assert page["hits"]
    assert all(hit["row"]["speaker"] is None for hit in page["hits"])


def test_pages_follow_each_other(store: Path) -> None:
    first = json.loads(run("search", "--limit", "5", "--json", "--store", store).output)
    second = json.loads(run("search", "--limit", "5", "--json", "--cursor", first["next"], "--store", store).output)
    ids = [hit["row"]["statement"] for page in (first, second) for hit in page["hits"]]
    assert len(set(ids)) == 10


@pytest.mark.parametrize("words", [("--act", "shout"), ("--since", "yesterday"), ("--limit", "0"), ("--cursor", "x")])
def test_a_wrong_question_is_told(store: Path, words: tuple[str, ...]) -> None:
    result = run("search", *words, "--store", store)
    assert result.exit_code == 2
    assert words[0].strip("-") in result.stderr


def test_nothing_found_is_status_1(store: Path) -> None:
    assert run("search", "zeppelin", "--store", store).exit_code == 1


# --- across reports


def test_an_altered_quotation_stands_out(store: Path) -> None:
    shown = run("quote", "orders to stop any ship", "--store", store)
    assert shown.exit_code == 0
    altered = shown.output[shown.output.index("DIFFERS") :]
    assert "orders to sink any ship" in altered
    assert "changed: “stop” → “sink”" in altered
    assert "The Imbry Courier" in altered


def test_what_the_readme_shows_is_what_quote_prints(store: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf8").split("## Keeping the record")[1]
    shown = [line.strip() for line in readme.split("```text\n")[1].split("```")[0].splitlines()]
    printed = run("quote", "orders to stop any ship", "--store", store).output
    lines = [line.strip() for line in printed.splitlines()]
    assert len(shown) > 5
    assert [line for line in shown if not any(p.startswith(line) for p in lines)] == []


def test_figures_are_one_line_for_each_claimant(store: Path) -> None:
    answer = json.loads(run("figures", "--measure", "killed", "--json", "--store", store).output)
    claimants = {line["claimant"] for series in answer["series"] for line in series["lines"]}
    assert {"UN Observer Mission", "Mirel Auvane", "no source given"} <= claimants
    shown = run("figures", "--measure", "killed", "--store", store).output
    assert "corrected (lower): 20 to 25 → 17" in shown
    assert "differ on" in shown


def test_show_a_speaker_over_time(store: Path) -> None:
    answer = json.loads(run("show", "Hadran Vesk", "--json", "--store", store).output)
    dates = [saying["date"] for saying in answer["sayings"] if saying["date"]]
    assert dates == sorted(dates)
    assert any(saying["act"] == "threaten" and saying["condition"] for saying in answer["sayings"])
    assert "condition: " in run("show", "Hadran Vesk", "--store", store).output


def test_show_a_report_with_its_copies(store: Path) -> None:
    answer = json.loads(run("show", "northlight-ostrey-shelling", "--json", "--store", store).output)
    relations = {copy["report"]["id"]: copy["relation"] for copy in answer["copies"]["others"]}
    assert "copy" in relations.values()
    assert "shortened" in relations.values()
    assert "Other copies" in run("show", "northlight-ostrey-shelling", "--store", store).output


def test_show_a_figure_by_its_id(store: Path) -> None:
    page = json.loads(run("search", "--kind", "figures", "--measure", "killed", "--json", "--store", store).output)
    shown = run("show", page["hits"][0]["row"]["figure"], "--store", store)
    assert shown.exit_code == 0
    assert shown.output.startswith("killed")


def test_a_surname_of_two_people_is_neither(store: Path) -> None:
    answer = json.loads(run("show", "Morrand", "--json", "--store", store).output)
    assert answer["speaker"] is None
    assert set(answer["candidates"]) == {"Teyla Morrand", "Harl Morrand"}


@pytest.mark.parametrize("name", ["Hule", "Colonel Renna Hule", "Renna Hule"])
def test_one_person_has_one_timeline_however_asked(store: Path, name: str) -> None:
    answer = json.loads(run("show", name, "--json", "--store", store).output)
    full = json.loads(run("show", "Renna Hule", "--json", "--store", store).output)
    assert answer["speaker"]["name"] == "Renna Hule"
    assert len(answer["sayings"]) == len(full["sayings"]) > 5


def test_figures_of_one_claimant_are_theirs_alone(store: Path) -> None:
    answer = json.loads(run("figures", "--speaker", "Mirel Auvane", "--json", "--store", store).output)
    assert {line["claimant"] for series in answer["series"] for line in series["lines"]} == {"Mirel Auvane"}


def test_an_event_is_headed_by_who_did_it_and_not_by_who_told(store: Path) -> None:
    shown = run("search", "--kind", "events", "--type", "ASSAULT", "--store", store).output
    shown = " ".join(shown.split())
    assert "on the account of " in shown
    assert "the reporter's own account" in shown


def test_a_question_without_letters_is_refused(store: Path) -> None:
    result = run("search", "!!!", "--store", store)
    assert result.exit_code == 2
    assert "letter" in result.stderr


def test_show_nobody(store: Path) -> None:
    result = run("show", "Nobody Atall", "--store", store)
    assert result.exit_code == 1
    assert "Nobody Atall" in result.output


def test_merged_names_are_searched_together_and_logged(store: Path) -> None:
    before = json.loads(run("search", "--speaker", "Renna Hule", "--json", "--store", store).output)["total"]
    assert run("speakers", "merge", "Hule", "Renna Hule", "--note", "same office", "--store", store).exit_code == 0
    after = json.loads(run("search", "--speaker", "Renna Hule", "--json", "--store", store).output)["total"]
    assert after >= before
    log = run("speakers", "log", "--store", store).output
    assert "Hule is Renna Hule" in log
    assert "same office" in log
    assert run("speakers", "unmerge", "Hule", "--store", store).exit_code == 0
    assert run("speakers", "unmerge", "Hule", "--store", store).exit_code == 1


def test_export_gives_whole_records(store: Path) -> None:
    lines = run("export", "--store", store).output.splitlines()
    records = [from_json(line) for line in lines]
    assert len(records) == json.loads(run("stats", "--json", "--store", store).output)["reports"] == 35
    for record in records:
        verify(record, record.article.text)
