"""The HTTP API: its own description holds for whatever is asked, and pages of a list go on where the one before ended."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok

from khabar.serve.app import create_app
from khabar.serve.settings import Settings

HOST = "127.0.0.1:8017"
LISTS = ["search", "reports", "entities", "statements", "events"]


def test_no_question_makes_a_server_error(samples: Path) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(Settings(samples, rate=0)), headers={"host": HOST})
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 15
    for operation in operations:

        @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def answers(case: Any) -> None:
            response = case.call(headers={"host": HOST})
            assert response.status_code < 500, (case.formatted_path, case.query, response.text[:500])

        answers()


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_a_list_hold_each_line_once(client: TestClient, name: str) -> None:
    def lines(limit: int) -> list[Any]:
        found, cursor = [], None
        while True:
            page = client.get(f"/api/v1/{name}", params={"limit": limit, **({"cursor": cursor} if cursor else {})}).json()
            found += page["lines"]
            cursor = page["next"]
            if cursor is None:
                return found

    whole = lines(200)
    assert len(whole) > 10
    assert lines(7) == whole or name == "search"  # a search leaves out passages that hold a statement of the same page


def test_a_record_is_what_the_store_holds(client: TestClient) -> None:
    record = client.get("/api/v1/reports/border-lb").json()
    for statement in record["statements"]:
        for span in statement["content"]:
            assert record["text"][span["start"] : span["end"]].strip()


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/entities")
    again = client.get("/api/v1/entities", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/entities?type=PER", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_what_is_not_there_is_said_in_json(client: TestClient) -> None:
    answer = client.get("/api/v1/entities/nobody")
    assert (answer.status_code, answer.json()) == (404, {"detail": "The store has none of that id."})


def test_a_value_that_cannot_be_is_refused(client: TestClient) -> None:
    wrong = "events?limit=0 events?since=yesterday events?type=BATTLE statements?stance=says places/near?lat=nan&lon=1 search?kind=all search?status=done"
    for question in wrong.split():
        assert client.get(f"/api/v1/{question}").status_code == 422


def test_facets_count_what_the_search_finds(client: TestClient) -> None:
    facets = client.get("/api/v1/search/facets", params={"q": "الحدود"}).json()
    kinds = {count["value"]: count["n"] for count in facets["kinds"]}
    assert sum(kinds.values()) == facets["total"] > 0
    for kind, n in kinds.items():
        assert client.get("/api/v1/search/facets", params={"q": "الحدود", "kind": kind}).json()["total"] == n


def test_the_description_tells_no_secret(client: TestClient, samples: Path) -> None:
    assert str(samples) not in client.get("/api/v1/status").text


@pytest.mark.parametrize("day", ["2020-13-01", "2020-02-30", "0000-01-01", "20200101", "yesterday"])
def test_a_day_that_is_none_is_refused(client: TestClient, day: str) -> None:
    for address in ("search", "search/facets", "reports", "statements", "events"):
        answer = client.get(f"/api/v1/{address}", params={"since": day})
        assert answer.status_code == 422
        assert "since" in answer.json()["detail"]


@pytest.mark.parametrize("name", [*LISTS, "search/facets"])
def test_a_question_of_an_unknown_name_is_refused(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/v1/{name}", params={"colour": "red"})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("query.colour: Nothing of that name can be asked here")
