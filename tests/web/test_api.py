"""The API over the demonstration's reports: what each address answers, and how it refuses."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from onrecord import record_schema
from onrecord.report.hits import page_to_dict
from onrecord.store.base import Store
from onrecord.store.errors import StoreError
from onrecord.store.query import Query
from onrecord.web.answers import Answers
from onrecord.web.api import errors, health
from onrecord.web.api.router import router


def api_app(store: Store) -> FastAPI:
    """The API alone."""
    app = FastAPI(title="onrecord", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    app.state.store, app.state.answers = store, Answers(store)
    app.include_router(router)
    app.include_router(health.router)
    errors.install(app)
    return app


@pytest.fixture(scope="session")
def api(demonstration_store: Store) -> TestClient:
    return TestClient(api_app(demonstration_store), raise_server_exceptions=False)


def ask(api: TestClient, path: str, **given: Any) -> Any:
    answer = api.get(path, params=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_search_is_what_the_command_line_prints(api: TestClient, demonstration_store: Store) -> None:
    found = ask(api, "/api/search", words="strait", act="threaten", limit=5)
    query = Query(words="strait", act="threaten", limit=5)
    assert found["total"] == demonstration_store.search(query).total > 0
    assert [h["text"] for h in found["hits"]] == [
        h["text"] for h in page_to_dict(demonstration_store.search(query))["hits"]
    ]
    assert all("strait" in hit["text"].lower() and hit["kind"] == "statements" for hit in found["hits"])


@pytest.mark.parametrize(("given", "kind"), [
    ({"kind": "figures", "measure": "killed", "until": "2031-03-12"}, "figures"),
    ({"kind": "events", "type": "ASSAULT", "status": "happened", "sort": "date"}, "events"),
    ({"speaker_unknown": "nobody"}, "statements"),
    ({"speaker_unknown": "true", "facets": "false"}, "statements"),
    ({"named": "false", "publisher": "castrel press", "quotation": "indirect"}, "statements"),
])  # fmt: skip
def test_search_takes_every_field(api: TestClient, given: dict[str, str], kind: str) -> None:
    found = ask(api, "/api/search", **given)
    assert {hit["kind"] for hit in found["hits"]} == {kind}
    assert bool(found["facets"]) == ("facets" not in given)


def test_pages_follow_each_other(api: TestClient) -> None:
    first = ask(api, "/api/search", limit=7)
    second = ask(api, "/api/search", limit=7, cursor=first["next"])
    both = ask(api, "/api/search", limit=14)
    assert first["hits"] + second["hits"] == both["hits"]
    listed = ask(api, "/api/reports", limit=3)
    rest = ask(api, "/api/reports", limit=200, cursor=listed["next"])
    assert len(listed["reports"]) + len(rest["reports"]) == ask(api, "/api/stats")["reports"]


def test_csv_has_the_hits_and_tells_the_next_page(api: TestClient) -> None:
    answer = api.get("/api/search.csv", params={"words": "strait", "limit": 2})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 2
    assert all("strait" in row["text"].lower() for row in rows)
    following = api.get(answer.links["next"]["url"]).text
    assert following.splitlines()[0] == answer.text.splitlines()[0]
    assert following != answer.text


def test_a_quotation_that_was_altered(api: TestClient) -> None:
    found = ask(api, "/api/quotation", words="orders to stop any ship")
    quotation = found["quotations"][0]
    assert "orders to stop any ship" in quotation["wording"]
    changed = {
        (variant["printings"][0]["report"]["publisher"], *d["reference"], *d["words"])
        for variant in quotation["variants"]
        for d in variant["differences"]
        if d["kind"] == "changed"
    }
    assert changed == {("The Imbry Courier", "stop", "sink")}
    assert ask(api, "/api/quotation", words="never said by anybody here")["quotations"] == []


def test_a_report_with_its_record_and_copies(api: TestClient) -> None:
    key = ask(api, "/api/search", words="Ostrey", limit=1)["hits"][0]["report"]
    found = ask(api, "/api/report", key=key)
    Draft202012Validator(record_schema()).validate(found["record"])
    assert found["versions"][-1]["latest"]
    assert found == ask(api, "/api/report", key=found["record"]["id"])
    assert found == ask(api, "/api/report", key=key, version=1)
    shelling = ask(api, "/api/report", key="northlight-ostrey-shelling")["copies"]
    assert "courier-ostrey-shelling" in [copy["report"]["id"] for copy in shelling["others"]]


def test_a_speaker_over_time(api: TestClient) -> None:
    found = ask(api, "/api/speaker", name="Teyla Morrand")
    assert set(found) == {"speaker", "candidates", "sayings", "matters", "complete"}
    assert found["speaker"]["name"] == "Teyla Morrand"
    assert found["sayings"]
    assert all(saying["statement"]["exact"] for saying in found["sayings"])


def test_figures_are_one_line_for_each_claimant(api: TestClient) -> None:
    found = ask(api, "/api/figures", measure="killed", words="Ostrey")
    assert {series["measure"] for series in found["series"]} == {"killed"}
    assert len(found["series"][0]["lines"]) > 2


def test_coverage_counts_reports_and_originals(api: TestClient) -> None:
    whole = ask(api, "/api/coverage")
    assert whole["complete"]
    assert whole["looked_at"] == sum(row["counts"]["reports"] for row in whole["rows"])
    assert sum(row["counts"]["independent"] for row in whole["rows"]) < whole["looked_at"]
    part = ask(api, "/api/coverage", publisher="The Imbry Courier", since="2031-03-05", until="2031-03-10")
    assert {row["publisher"] for row in part["rows"]} == {"The Imbry Courier"}


def test_about_the_store(api: TestClient, demonstration_store: Store) -> None:
    assert ask(api, "/api/stats")["statements"] == demonstration_store.stats().statements
    assert ask(api, "/api/schema") == record_schema()
    assert ask(api, "/health") == {"status": "ok"}


@pytest.mark.parametrize(("path", "status", "code", "told"), [
    ("/api/search?act=shout", 400, "wrong_query", "act: "),
    ("/api/search?limit=201", 400, "wrong_query", "limit: "),
    ("/api/search?measure=killed", 400, "wrong_query", "only figures have one"),
    ("/api/search?speaker=A&speaker_unknown=nobody", 400, "wrong_query", "speaker_unknown: "),
    ("/api/search?cursor=x", 400, "wrong_query", "cursor: "),
    ("/api/search?since=2031-02-30", 400, "wrong_query", "since"),
    ("/api/search?since=9999", 400, "wrong_query", "since"),
    ("/api/search?wrods=strait", 400, "wrong_query", "wrods: there is no such parameter"),
    ("/api/search?act=say&act=deny", 400, "wrong_query", "act: given more than once"),
    ("/api/search?words=" + 501 * "a", 400, "wrong_query", "words: "),
    ("/api/reports?cursor=AAAA", 400, "wrong_query", "cursor: "),
    ("/api/speaker", 400, "wrong_query", "name: "),
    ("/api/speaker?name=.", 400, "wrong_query", "no word"),
    ("/api/speaker?name=Nobody+Anywhere", 404, "not_found", "nobody called 'Nobody Anywhere'"),
    ("/api/report?key=nowhere", 404, "not_found", "'nowhere'"),
    ("/api/report?key=northlight-ostrey-shelling&version=9", 404, "not_found", "version 9"),
    ("/api/nowhere", 404, "not_found", "there is no /api/nowhere"),
    ("/api", 404, "not_found", "there is no /api;"),
])  # fmt: skip
def test_every_refusal_has_one_shape(api: TestClient, path: str, status: int, code: str, told: str) -> None:
    answer = api.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]["code"] == code
    assert told in answer.json()["error"]["message"]


def test_it_is_for_reading_alone(api: TestClient) -> None:
    answer = api.post("/api/search")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET"


class Failing:
    """A store that cannot be read."""

    def __getattr__(self, name: str) -> Any:
        def fail(*given: Any, **named: Any) -> Any:
            raise StoreError("/home/somebody/secret.db", "is damaged; restore it from a copy")

        return fail


@pytest.mark.parametrize("path", ["/api/search", "/api/search.csv", "/api/reports", "/api/report?key=a", "/health",
    "/api/speaker?name=a", "/api/figures", "/api/quotation?words=a", "/api/coverage", "/api/stats"])  # fmt: skip
def test_a_store_that_fails(path: str) -> None:
    failing: Any = Failing()
    answer = TestClient(api_app(failing), raise_server_exceptions=False).get(path)
    assert answer.status_code == 503
    assert answer.json() == {
        "error": {"code": "store_failed", "message": "the store is damaged; restore it from a copy"}
    }


def test_other_addresses_keep_their_own_errors(demonstration_store: Store) -> None:
    answer = TestClient(api_app(demonstration_store)).get("/elsewhere")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


@pytest.fixture(scope="session")
def openapi(demonstration_store: Store) -> Any:
    config = SchemathesisConfig.from_dict({"generation": {"deterministic": True}})
    return schemathesis.openapi.from_asgi("/api/openapi.json", api_app(demonstration_store), config=config)


NAMES = ("search", "search.csv", "reports", "report", "speaker", "figures", "quotation", "coverage", "stats", "schema")
PATHS = ("/health", *(f"/api/{name}" for name in NAMES))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_is_answered_as_declared(openapi: Any, path: str, mode: GenerationMode) -> None:
    asked = []

    @settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=openapi[path]["GET"].as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case) -> None:
        asked.append(case.call_and_validate(checks=CHECKS))

    with suppress(Unsatisfiable):  # where nothing can be wrong with a request, none is made
        check()
    assert asked or mode is GenerationMode.NEGATIVE


def test_the_description_is_whole(api: TestClient) -> None:
    described = ask(api, "/api/openapi.json")
    assert set(described["paths"]) == set(PATHS)
    for path in described["paths"].values():
        operation = path["get"]
        assert operation["summary"]
        assert "422" not in operation["responses"]
        assert all(parameter["description"] for parameter in operation.get("parameters", ()))
