"""Who may ask the desk, how often and how much."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from khabar.errors import ConfigError, StoreError
from khabar.serve.app import create_app
from khabar.serve.guard import MAX_BODY, MAX_QUERY, Buckets
from khabar.serve.settings import Settings, is_loopback


def test_other_machines_need_a_token(samples: Path) -> None:
    with pytest.raises(ConfigError, match="without a token"):
        create_app(Settings(samples, host="0.0.0.0"))  # noqa: S104 - refused


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        create_app(Settings(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        *((name, True) for name in ("127.0.0.1", "127.3.2.1", "localhost", "LOCALHOST.", "::1", "[::1]")),
        *((name, False) for name in ("0.0.0.0", "10.0.0.1", "localhost.example.org", "127.0.0.1.example.org", "")),  # noqa: S104 - compared, not bound
    ],
)
def test_loopback(host: str, ours: bool) -> None:  # noqa: FBT001
    assert is_loopback(host) is ours


@pytest.mark.parametrize("host", ["desk.example.org:8017", "127.0.0.1.example.org:8017", "127.0.0.1:80", "", "localhost:8017@example.org"])
def test_a_name_that_was_pointed_here_gets_nothing(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8017", "localhost:8017", "[::1]:8017", "localhost"])
def test_the_names_of_this_machine_do(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_every_answer_keeps_the_browser_here(client: TestClient) -> None:
    for path in ("/", "/nowhere", "/api/v1/status", "/static/desk.css", "/static/none.js"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_a_token_is_asked_for_and_taken_in_three_ways(samples: Path) -> None:
    settings = Settings(samples, host="192.0.2.1", token="ورد")  # noqa: S106
    with TestClient(create_app(settings), base_url="http://192.0.2.1:8017") as visitor:
        for path in ("/", "/api/v1/status", "/static/desk.css", "/api/v1/openapi.json"):
            assert visitor.get(path).status_code == 401
        assert visitor.get("/?token=شوك").status_code == 401
        assert visitor.get("/api/v1/status", headers={b"authorization": "Bearer شوك".encode()}).status_code == 401
        landed = visitor.get("/?q=a&token=ورد")
        assert landed.status_code == 200
        assert landed.url.query == b"q=a"
        assert visitor.get("/entities").status_code == 200  # by the cookie


def test_a_bearer_token_opens_the_api(samples: Path) -> None:
    with TestClient(create_app(Settings(samples, host="192.0.2.1", token="rose")), base_url="http://192.0.2.1") as visitor:  # noqa: S106
        assert visitor.get("/api/v1/status", headers={"authorization": "Bearer rose"}).status_code == 200


def test_a_token_leads_to_no_other_server(samples: Path) -> None:
    with TestClient(create_app(Settings(samples, host="192.0.2.1", token="rose")), base_url="http://192.0.2.1") as visitor:  # noqa: S106
        answer = visitor.get("//example.org/x?token=rose", follow_redirects=False)
        assert answer.headers.get("location", "/").startswith("/")
        assert not answer.headers.get("location", "/").startswith("//")


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    assert client.get("/?q=" + "a" * MAX_QUERY).status_code == 414
    assert client.post("/corrections", content=b"a" * (MAX_BODY + 1)).status_code == 413


def test_a_reader_who_asks_too_often_waits() -> None:
    buckets = Buckets(2)
    assert [buckets.allows("a", 0.0) for _ in range(5)] == [True, True, True, True, False]
    assert buckets.allows("b", 0.0)
    assert buckets.allows("a", 0.5)
    assert not buckets.allows("a", 0.5)


def test_the_number_of_addresses_that_are_remembered_is_bounded() -> None:
    buckets = Buckets(1)
    for number in range(10_000):
        buckets.allows(str(number), 0.0)
    assert len(buckets.held) <= 4096


def test_nothing_can_be_written_without_edit(client: TestClient) -> None:
    methods = {method for route in client.app.routes for method in getattr(route, "methods", None) or ()}  # type: ignore[attr-defined]
    assert methods <= {"GET", "HEAD"}


def test_another_machine_that_asks_too_often_is_told_when_to_come_back(samples: Path) -> None:
    settings = Settings(samples, host="192.0.2.1", token="rose", rate=2)  # noqa: S106
    with TestClient(create_app(settings), base_url="http://192.0.2.1") as visitor:
        answers = [visitor.get("/static/icon.svg", headers={"authorization": "Bearer rose"}) for _ in range(8)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert answers[-1].headers["retry-after"] == "1"
