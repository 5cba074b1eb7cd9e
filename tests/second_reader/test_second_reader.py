"""A second reader that answers well, badly, slowly and not at all; whatever it says, the tagger's statements stay."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.errors import InputError
from onrecord.reading import load_reader
from onrecord.record.serialise import from_json, to_json
from onrecord.schema.article import Article
from onrecord.schema.record import Record
from onrecord.second_reader import endpoint
from onrecord.second_reader.answer import Proposal
from onrecord.second_reader.endpoint import SecondReader
from onrecord.second_reader.placing import left_alone, placed
from onrecord.tagger.find import Attribution

TEXT = (
    "The pier fell on Monday. The ferry dispute is, in the telling of harbour master Odd Brenna, a quarrel over rope. "
    "Minister Ada Holm said that an inquiry would follow."
)
MISSED = {"source": "harbour master Odd Brenna", "cue": "in the telling of", "content": "a quarrel over rope"}


class Endpoint:
    """A server on this machine; `answer` is what it sends, or does, and `asked` what it was sent."""

    def __init__(self) -> None:
        self.answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: None
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        own = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                own.asked.append((self.path, dict(self.headers), json.loads(body)))
                own.answer(self)

            def log_message(self, *given: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def says(self, body: bytes | str, status: int = 200) -> None:
        """Answer with a body as it is."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            sent = body.encode() if isinstance(body, str) else body
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(sent)))
            handler.end_headers()
            handler.wfile.write(sent)

        self.answer = answer

    def proposes(self, *statements: object) -> None:
        self.says(chat(json.dumps({"statements": statements})))


def chat(content: object) -> str:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})


@pytest.fixture
def model() -> Iterator[Endpoint]:
    endpoint = Endpoint()
    thread = threading.Thread(target=endpoint.server.serve_forever, args=(0.05,))
    thread.start()
    yield endpoint
    endpoint.server.shutdown()
    endpoint.server.server_close()
    thread.join()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def read(model: Endpoint, complaints: list[str]) -> Callable[[], Record]:
    second = SecondReader(model.url, "small-model", complaints.append, seconds=3)
    return lambda: replace(load_reader(), proposals=second).read(Article(TEXT))


@pytest.fixture(scope="module")
def alone() -> Record:
    """The record that the tagger's statements alone make."""
    return load_reader().read(Article(TEXT))


def test_what_it_finds_word_for_word_enters_with_its_origin(
    model: Endpoint, read: Callable[[], Record], complaints: list[str], alone: Record
) -> None:
    model.proposes(MISSED)
    record = read()
    (new,) = [s for s in record.statements if s not in alone.statements]
    assert [s for s in record.statements if s != new] == list(alone.statements)
    assert (new.speaker, new.cue and new.cue.text, [c.text for c in new.content]) == (
        "Odd Brenna", "in the telling of", ["a quarrel over rope"],
    )  # fmt: skip
    assert new.score is None
    assert [(note.code, note.detail) for note in new.notes] == [("second-reader", "small-model")]
    assert to_json(from_json(to_json(record))) == to_json(record)
    assert complaints == []


def test_it_is_sent_the_text_and_nothing_else_of_the_article(
    model: Endpoint, complaints: list[str], tmp_path: Path
) -> None:
    model.proposes()
    second = SecondReader(model.url + "/chat/completions/", "small-model", complaints.append, key="the-key")
    article = Article(TEXT, id="secret-id", url="https://secret.example/report", name="/secret/path")
    replace(load_reader(), proposals=second).read(article)
    ((path, headers, body),) = model.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer the-key"
    assert body["model"] == "small-model"
    assert body["messages"][1] == {"role": "user", "content": TEXT}
    assert "secret" not in json.dumps([headers, body])


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ("no JSON", 200, "its response is not JSON"),
        (b"\xff\xfe", 200, "its response is not JSON"),
        ("[" * 100_000, 200, "its response is not JSON"),
        ("{}", 200, "its answer has not the fields"),
        ("[]", 200, "its answer has not the fields"),
        (chat(None), 200, "its answer has not the fields"),
        (chat("Here are the statements:"), 200, "its answer is not JSON"),
        (chat("[1]"), 200, "its answer has not the fields"),
        (chat('{"statements": {}}'), 200, "its answer is no list of at most 200 statements"),
        (chat(json.dumps({"statements": [MISSED] * 201})), 200, "its answer is no list of at most 200 statements"),
        (chat('{"statements": [7]}'), 200, "a statement in its answer has not the fields"),
        (chat('{"statements": [{"cue": "said", "content": "x y"}]}'), 200, "a statement in its answer has not the"),
        (chat('{"statements": [{"source": "", "cue": 1, "content": "x y"}]}'), 200, "a statement in its answer has"),
        ("x" * 2_000_001, 200, "its response has more than 2000000 bytes"),
        ("no", 401, "it answered with status 401"),
        ("moved", 302, "it answered with status 302"),
        ("busy", 503, "it answered with status 503"),
    ],
)  # fmt: skip
def test_a_bad_answer_leaves_the_record_as_it_was(
    model: Endpoint,
    read: Callable[[], Record],
    complaints: list[str],
    alone: Record,
    body: str | bytes,
    status: int,
    reason: str,
) -> None:
    model.says(body, status)
    assert read() == alone
    (line,) = complaints
    assert line.startswith("the second reader small-model added nothing: " + reason)
    assert "\n" not in line
    assert len(model.asked) == (2 if status == 503 else 1)


@pytest.mark.parametrize(
    "proposal",
    [
        {**MISSED, "content": "a quarrel about rope"},
        {**MISSED, "cue": "as told by"},
        {**MISSED, "source": "Harbour Master Odd Brenna"},
        {**MISSED, "content": "rope"},
        {**MISSED, "content": ""},
        {**MISSED, "cue": ""},
        {**MISSED, "source": "Minister Ada Holm"},
        {**MISSED, "cue": "said"},
    ],
)
def test_words_that_do_not_stand_there_near_each_other_are_left_out(
    model: Endpoint, read: Callable[[], Record], complaints: list[str], alone: Record, proposal: dict[str, str]
) -> None:
    model.proposes(proposal)
    assert read() == alone
    (line,) = complaints
    assert "1 of 1 proposals left out" in line


def test_the_taggers_own_are_never_displaced(
    model: Endpoint, read: Callable[[], Record], complaints: list[str], alone: Record
) -> None:
    model.proposes(
        {"source": "Minister Ada Holm", "cue": "said", "content": "that an inquiry would follow"},
        {"source": "", "cue": "Minister Ada Holm", "content": "an inquiry would follow"},
        {"source": "", "cue": "would follow", "content": "Ada Holm said that"},
    )
    assert read() == alone
    assert complaints == []


def test_a_hang_ends_in_time(model: Endpoint, complaints: list[str], alone: Record) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        """A byte now and then, so that no single read takes long."""
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(60):
                handler.wfile.write(b" ")
                time.sleep(0.1)
        except OSError:  # nobody waits any more
            pass

    model.answer = drip
    second = SecondReader(model.url, "small-model", complaints.append, seconds=0.5)
    begun = time.monotonic()
    assert second(TEXT, []) == []
    assert time.monotonic() - begun < 3
    assert complaints == ["the second reader small-model added nothing: it gave no answer in 0.5 seconds"]


def test_a_closed_port_and_no_more_than_a_few_failures(complaints: list[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    second = SecondReader(f"http://127.0.0.1:{port}", "small-model", complaints.append)
    for _ in range(endpoint.FAILURES + 2):
        assert second(TEXT, []) == []
    assert len(complaints) == endpoint.FAILURES
    assert all("it cannot be reached (ConnectError)" in line for line in complaints)
    assert complaints[-1].endswith("; it is asked no more")


def test_a_long_text_is_not_sent(model: Endpoint, complaints: list[str]) -> None:
    assert SecondReader(model.url, "small-model", complaints.append)("word " * 20_000, []) == []
    assert model.asked == []
    assert "was not asked: the text has more than 60000 characters" in complaints[0]


def test_a_cue_that_could_be_either_of_two_is_left_out() -> None:
    text = "Odd said that it rained and Ada said the pier fell. Rain fell."
    assert placed(text, Proposal("Ada", "said", "the pier fell"), "m") is None
    assert placed(text, Proposal("Ada", "Ada said", "the pier fell"), "m") is None
    found = placed(text, Proposal("", "Ada said", "the pier fell"), "m")
    assert found == Attribution((), (28, 36), ((37, 50),), None, "m")
    assert placed("It rained. It rained, Ada said.", Proposal("Ada", "said", "It rained"), "m") is None


def test_what_stands_inside_a_content_is_new_and_what_holds_a_statement_is_not() -> None:
    outer = Attribution(((0, 3),), (4, 8), ((9, 60),), 0.9)
    inner = Attribution(((14, 17),), (18, 25), ((26, 60),), None, "m")
    assert left_alone([inner, inner], [outer]) == [inner]
    assert left_alone([replace(outer, proposed_by="m")], [replace(inner, score=0.9)]) == []


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://host/v1", "http://", "http://[::1", "http://host:99999"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="is no address of a second reader"):
        SecondReader(url, "small-model", print)


def test_the_command_takes_it(model: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, "utf8")
    model.proposes(MISSED)
    monkeypatch.setenv("ONRECORD_SECOND_KEY", "the-key")
    given = ["read", "--json", str(path), "--second-reader", model.url]
    done = CliRunner().invoke(app, [*given, "--second-model", "small-model"])
    assert done.exit_code == 0
    notes = [note["code"] for statement in json.loads(done.stdout)["statements"] for note in statement["notes"]]
    assert notes == ["second-reader"]
    assert model.asked[0][1]["Authorization"] == "Bearer the-key"
    alone = CliRunner().invoke(app, given)
    assert alone.exit_code == 2
    assert "--second-reader URL and --second-model NAME need each other" in alone.stderr
    model.says("no JSON")
    bad = CliRunner().invoke(app, [*given, "--second-model", "small-model"])
    assert bad.exit_code == 0
    assert bad.stderr == "onrecord: the second reader small-model added nothing: its response is not JSON\n"
