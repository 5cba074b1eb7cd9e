"""What the tools answer, and how they refuse, to a client in the same process."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp.client import Client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, ResourceLink, TextContent

from onrecord import record_schema
from onrecord.mcp.server import create_server
from onrecord.record.serialise import from_dict
from onrecord.record.verify import verify
from onrecord.store.base import Store
from onrecord.store.errors import StoreError
from onrecord.store.query import Query

Asking = Callable[[Callable[[Client], Awaitable[Any]]], Any]


def called(asking: Asking, tool: str, **given: Any) -> CallToolResult:
    async def call(client: Client) -> CallToolResult:
        return await client.call_tool(tool, given)

    return asking(call)


def told(asking: Asking, tool: str, **given: Any) -> Any:
    """The structured answer, which the text repeats and the schema describes (the client checks it)."""
    result = called(asking, tool, **given)
    assert not result.is_error, result.content
    assert isinstance(result.content[0], TextContent)
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


def refusal(asking: Asking, tool: str, **given: Any) -> str:
    result = called(asking, tool, **given)
    assert result.is_error
    assert result.structured_content is None
    assert isinstance(result.content[0], TextContent)
    return result.content[0].text


def protocol_error(asking: Asking, request: Callable[[Client], Awaitable[Any]]) -> str:
    async def failing(client: Client) -> str:
        with pytest.raises(MCPError) as raised:
            await request(client)
        return str(raised.value)

    return asking(failing)


def test_every_tool_says_what_it_takes_and_gives_and_that_it_only_reads(asking: Asking) -> None:
    tools = {tool.name: tool for tool in asking(lambda client: client.list_tools()).tools}
    assert list(tools) == ["search", "figure_series", "quotation_variants", "speaker", "report", "read_text"]
    for tool in tools.values():
        assert tool.title
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        Draft202012Validator.check_schema(tool.input_schema)
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema is not None
        Draft202012Validator.check_schema(tool.output_schema)
    assert tools["search"].input_schema["properties"]["limit"]["maximum"] == 200


@pytest.mark.parametrize("kind", ["statements", "figures", "events"])
def test_each_hit_has_its_exact_words_and_a_link(asking: Asking, store: Store, kind: str) -> None:
    hits = told(asking, "search", kind=kind, words="strait", limit=10)["hits"]
    assert hits
    for hit in hits:
        assert hit["link"] == hit["url"]
        text = store.record(hit["report"]).article.text
        parts = hit["exact"].split(" … ")
        assert text[hit["starts"] :].startswith(parts[0])
        assert text[: hit["ends"]].endswith(parts[-1])


def test_a_report_without_an_address_is_linked_as_a_resource_that_can_be_read(asking: Asking) -> None:
    result = called(asking, "search", words="ferry", speaker="Odd Brenna")
    (hit,) = result.structured_content["hits"]
    assert hit["url"] is None
    assert hit["link"] == "onrecord://report/ferry%201%2F%C3%A5"
    assert [link.uri for link in result.content if isinstance(link, ResourceLink)] == [hit["link"]]
    read = asking(lambda client: client.read_resource(hit["link"])).contents[0]
    assert read.mime_type == "application/json"
    record = json.loads(read.text)
    assert record["id"] == "ferry 1/å"
    assert hit["exact"] in record["text"]


def test_pages_follow_the_cursor_and_lose_nothing(asking: Asking, store: Store) -> None:
    seen: list[tuple[str, str]] = []
    cursor: dict[str, str] = {}
    while True:
        page = told(asking, "search", kind="figures", limit=20, facets=False, **cursor)
        seen += [(hit["report"], hit["row"]["figure"]) for hit in page["hits"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert len(seen) == len(set(seen)) == store.search(Query(kind="figures")).total > 20


def test_figure_series_have_a_line_for_each_claimant(asking: Asking) -> None:
    answer = told(asking, "figure_series", measure="killed", limit=1)
    assert answer["total"] > 1
    (series,) = answer["series"]
    assert len(series["lines"]) > 1
    point = series["lines"][0]["points"][0]
    assert point["report"]["link"] == point["report"]["url"]
    assert point["span"]["exact"] in point["words"]


def test_quotation_variants_show_the_words_that_differ(asking: Asking) -> None:
    (quotation,) = told(asking, "quotation_variants", words="orders to stop any ship")["quotations"]
    assert len(quotation["variants"]) > 1
    assert any(variant["differences"] for variant in quotation["variants"])
    assert all(p["report"]["link"] for variant in quotation["variants"] for p in variant["printings"])


def test_a_speaker_is_told_over_time_the_last_words_first_kept(asking: Asking) -> None:
    every = told(asking, "speaker", name="Teyla Morrand")
    last = told(asking, "speaker", name="Teyla Morrand", limit=2)
    assert every["speaker"]["name"] == "Teyla Morrand"
    assert every["total"] == last["total"] == len(every["sayings"]) > 2
    assert last["sayings"] == every["sayings"][-2:]


def test_a_stored_report_has_its_record_and_copies(asking: Asking, store: Store) -> None:
    key = store.key_of("northlight-ostrey-shelling")
    answer = told(asking, "report", key="northlight-ostrey-shelling")
    assert Draft202012Validator(record_schema()).is_valid(answer["record"])
    assert answer["link"] == key
    assert answer["copies"]["others"]
    assert answer["copies"]["origin"]["link"]
    assert answer["versions"][0]["report"] == key


def test_a_text_is_read_and_not_stored(asking: Asking, store: Store) -> None:
    text = 'GRENVOLD (Sound Wire) — "We will not sign," Minister Ada Holm said on Friday.'
    before = store.stats().reports
    record = told(asking, "read_text", text=text, published="2031-03-15", publisher="Sound Wire")
    (statement,) = record["statements"]
    assert (statement["speaker"], statement["act"]) == ("Ada Holm", "refuse")
    assert statement["said_at"]["date"] == "2031-03-14"
    verify(from_dict(record), text)
    assert store.stats().reports == before


@pytest.mark.parametrize(
    ("tool", "given", "reason"),
    [
        ("search", {"limit": 0}, "limit: Input should be greater than or equal to 1"),
        ("search", {"word": "strait"}, "word: there is no such argument"),
        ("search", {"act": "shout"}, "act: Input should be"),
        ("search", {"measure": "killed"}, "measure: only figures have one"),
        ("search", {"cursor": "none-of-ours"}, "cursor: not one that this search gave; begin without one"),
        ("search", {"since": "yesterday"}, "since: String should match pattern"),
        ("figure_series", {"limit": 201}, "limit: Input should be less than or equal to 200"),
        ("quotation_variants", {"words": "…"}, "words: Value error, no word or number is in it"),
        ("quotation_variants", {}, "words: Field required"),
        ("speaker", {"name": "Nobody Known"}, "nobody called 'Nobody Known' speaks in the store; the facets of search"),
        ("report", {"key": "no such"}, "the store holds no report 'no such'; take `report` of a hit of search"),
        ("report", {"key": "northlight-ostrey-shelling", "version": 9}, "search finds what it holds"),
        ("read_text", {"text": "…"}, "text: holds no words"),
        ("read_text", {"text": "Der Minister sagte am Freitag, dass die Verhandlungen weitergehen. " * 6}, "German"),
        ("read_text", {"text": "word " * 200_001}, "text: String should have at most 1000000 characters"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_an_error_that_says_what_to_do(
    asking: Asking, tool: str, given: dict[str, Any], reason: str
) -> None:
    assert reason in refusal(asking, tool, **given)


def test_what_there_is_not_is_an_error_of_the_protocol(asking: Asking) -> None:
    assert "there are search, figure_series" in protocol_error(asking, lambda client: client.call_tool("forget"))
    for uri in ("onrecord://report/none", "onrecord://report/", "file:///etc/passwd"):
        assert "there is no" in protocol_error(asking, lambda client, uri=uri: client.read_resource(uri))


def test_reports_are_listed_a_page_at_a_time(asking: Asking, store: Store) -> None:
    first = asking(lambda client: client.list_resources())
    assert len(first.resources) == store.stats().reports
    assert asking(lambda client: client.read_resource(first.resources[0].uri)).contents
    (template,) = asking(lambda client: client.list_resource_templates()).resource_templates
    assert template.uri_template == "onrecord://report/{key}"
    assert "cursor" in protocol_error(asking, lambda client: client.list_resources(cursor="none-of-ours"))


def test_a_failure_tells_no_secret(
    asking: Asking, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*given: object) -> None:
        raise StoreError("/secret/place", "is gone; look for it")

    monkeypatch.setattr(type(store), "search", failing)
    assert refusal(asking, "search") == "the store is gone; look for it"
    monkeypatch.setattr(type(store), "search", lambda *given: 1 / 0)
    assert "a fault of onrecord" in refusal(asking, "search")
    assert "ZeroDivisionError" in caplog.text


def test_a_long_answer_keeps_nobody_waiting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    slow = type(store).revision

    def waiting(self: Store) -> str:
        time.sleep(1)
        return slow(self)

    monkeypatch.setattr(type(store), "revision", waiting)

    async def both() -> list[str]:
        done: list[str] = []
        async with Client(create_server(store)) as client, anyio.create_task_group() as tasks:

            async def ask(tool: str, given: dict[str, Any]) -> None:
                await client.call_tool(tool, given)
                done.append(tool)

            tasks.start_soon(ask, "quotation_variants", {"words": "orders to stop any ship"})
            await anyio.sleep(0.1)
            tasks.start_soon(ask, "search", {"words": "strait"})
        return done

    assert anyio.run(both) == ["search", "quotation_variants"]
