"""Corrections: sent from the desk's own forms only, in effect at once, kept when reports are read anew, and taken back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import khabar
from khabar.link.compare import Names
from khabar.query.entities import entities, entity
from khabar.query.listing import Choice, statements
from khabar.serve.language import Language
from khabar.serve.links import page
from khabar.store.database import Database
from khabar.store.judging import Judging

from .conftest import ROOT, client_of


@pytest.fixture
def store(samples: Path, tmp_path: Path) -> Path:
    path = tmp_path / "edited.db"
    with Database(samples, read_only=True) as database, Database(path) as copy:
        database.connection.backup(copy.connection)
    return path


@pytest.fixture
def editor(store: Path) -> Iterator[TestClient]:
    with client_of(store, edit=True) as found:
        yield found


@pytest.fixture
def person(store: Path) -> str:
    with Database(store, read_only=True) as database:
        return entities(database, kind="PER", limit=1).lines[0].id


def form_key(editor: TestClient, person: str) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', editor.get("/corrections", params={"entity": person}).text)
    assert found
    return found[1]


def shown_name(store: Path, identity: str) -> str | None:
    with Database(store, read_only=True) as database:
        found = entity(database, identity)
    return found.name if found else None


def test_a_name_is_corrected_kept_and_taken_back(editor: TestClient, store: Path, person: str) -> None:
    before = shown_name(store, person)
    key = form_key(editor, person)
    sent = {"form_key": key, "kind": "rename", "one": person, "value": "اسم جديد", "who": "محلّلة", "note": "كما يكتبه هو"}
    answer = editor.post("/corrections", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    number = answer.headers["location"].rpartition("-")[2]
    assert shown_name(store, person) == "اسم جديد"
    assert "محلّلة" in editor.get("/corrections").text
    assert "اسم جديد" in editor.get("/entity", params={"id": person}).text
    with khabar.open_store(store) as opened:
        opened.add(ROOT / "samples", again=True)
    assert shown_name(store, person) == "اسم جديد"
    assert editor.post("/corrections/undo", data={"form_key": key, "number": number}, follow_redirects=False).status_code == 303
    assert shown_name(store, person) == before


def test_two_become_one(editor: TestClient, store: Path) -> None:
    with Database(store, read_only=True) as database:
        one, other = (line.id for line in entities(database, kind="ORG", limit=2).lines)
    answer = editor.post("/corrections", data={"form_key": form_key(editor, one), "kind": "same", "one": one, "other": other}, follow_redirects=False)
    assert answer.status_code == 303
    with Database(store, read_only=True) as database:
        found = entity(database, other)
    assert found is not None
    assert found.id == one


@pytest.mark.parametrize("key", ["", "guessed"])
def test_a_form_that_another_page_made_is_refused(editor: TestClient, store: Path, person: str, key: str) -> None:
    before = shown_name(store, person)
    assert editor.post("/corrections", data={"form_key": key, "kind": "rename", "one": person, "value": "x"}).status_code == 403
    assert shown_name(store, person) == before


@pytest.mark.parametrize("headers", [{"origin": "https://example.org"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
def test_another_site_cannot_correct(editor: TestClient, person: str, headers: dict[str, str]) -> None:
    sent = {"form_key": form_key(editor, person), "kind": "rename", "one": person, "value": "x"}
    assert editor.post("/corrections", data=sent, headers=headers).status_code == 403
    assert editor.post("/api/v1/judgements", json={"kind": "rename", "one": person, "value": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "rename", "value": "  "},
        {"kind": "retype", "value": "DOG"},
        {"kind": "same", "other": "nobody-of-this-name"},
        {"kind": "burn"},
        {"kind": "same", "other": ""},
    ],
)
def test_what_cannot_hold_is_said_on_the_page(editor: TestClient, person: str, sent: dict[str, str]) -> None:
    answer = editor.post("/corrections", data={"form_key": form_key(editor, person), "one": person, **sent})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_the_api_judges_and_undoes(editor: TestClient, person: str) -> None:
    made = editor.post("/api/v1/judgements", json={"kind": "retype", "one": person, "value": "ORG", "who": "مدقّق"})
    assert made.status_code == 201
    number = made.json()["number"]
    assert [line["number"] for line in editor.get("/api/v1/judgements").json()] == [number]
    assert editor.post(f"/api/v1/judgements/{number}/undo").json()["undone"]
    assert editor.post(f"/api/v1/judgements/{number}/undo").status_code == 400


def test_the_api_takes_json_only(editor: TestClient, person: str) -> None:
    body = f'{{"kind": "rename", "one": "{person}", "value": "x"}}'
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        assert editor.post("/api/v1/judgements", content=body, headers={"content-type": kind}).status_code == 422


def test_without_edit_there_is_nothing_to_send_to(client: TestClient) -> None:
    assert client.post("/corrections", data={"kind": "rename"}).status_code == 405
    assert client.post("/api/v1/judgements", json={}).status_code == 405


def test_a_statement_is_rejected_on_its_page_and_taken_back(editor: TestClient, store: Path) -> None:
    with Database(store, read_only=True) as database:
        line = statements(database, Choice(), 1).lines[0]
    address, place = page("report", line.report), f"{line.report}#statement:{line.start}-{line.stop}"
    shown = editor.get(address).text
    assert f'value="{place}"' in shown
    key = re.search(r'name="form_key" value="([^"]+)"', shown)
    assert key
    answer = editor.post("/corrections", data={"form_key": key[1], "kind": "reject", "one": place, "who": "محلّلة", "note": "لم يقله"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    shown = editor.get(address).text
    assert f'value="{place}"' in re.findall(r'<form[^>]*undo".*?</form>', shown, re.DOTALL)[0]
    assert 'class="m rejected' in shown
    assert "محلّلة" in shown
    assert address in editor.get("/corrections").text
    number = editor.get("/api/v1/judgements").json()[-1]["number"]
    answer = editor.post("/corrections/undo", data={"form_key": key[1], "number": number}, follow_redirects=False)
    assert answer.headers["location"] == address
    assert 'class="m rejected' not in editor.get(address).text


def test_only_an_editor_is_offered_to_reject(client: TestClient) -> None:
    line = client.get("/api/v1/statements", params={"limit": 1}).json()["lines"][0]
    assert 'value="reject"' not in client.get(page("report", line["report"])).text


def test_a_report_is_dated(editor: TestClient) -> None:
    report = editor.get("/api/v1/reports", params={"limit": 1}).json()["lines"][0]["id"]
    made = editor.post("/api/v1/judgements", json={"kind": "date", "one": report, "value": "2031-01-02"})
    assert made.status_code == 201
    assert [line["id"] for line in editor.get("/api/v1/reports", params={"since": "2031-01-01"}).json()["lines"]] == [report]
    assert "2031-01-02" in editor.get(page("report", report)).text
    assert editor.post("/api/v1/judgements", json={"kind": "date", "one": report, "value": "tomorrow"}).status_code == 400
    assert editor.post("/api/v1/judgements", json={"kind": "reject", "one": f"{report}#event:1-2"}).status_code == 400
    assert editor.post(f"/api/v1/judgements/{made.json()['number']}/undo").status_code == 200
    assert editor.get("/api/v1/reports", params={"since": "2031-01-01"}).json()["lines"] == []


def test_reasons_are_told_in_the_language_of_the_page() -> None:
    names = Names()
    told: set[str] = set()
    for row in rows_of("name_pairs.tsv"):
        told.update(names.compared(row[0], row[1]).reasons)
    assert len(told) > 5
    node = "نجم الدين: {} (0.93); titles of the same country (IQ); named with the same people (علي، حسن); nothing told against it"
    for reason in told:
        arabic = Language("ar").reason(node.format(reason))
        assert not re.search("[a-z]{3}", arabic), arabic
        assert Language("en").reason(node.format(reason)) == node.format(reason)
    assert Language("ar").reason(None) == ""


def rows_of(name: str) -> list[list[str]]:
    lines = (ROOT / "tests" / "cases" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_reasons_name_people_and_not_their_ids(tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    lines = [
        {"id": "a", "text": "التقى الرئيس العراقي بشير الراوي كريم وفا في بغداد. وقال بشير الراوي إن الحوار مستمر."},
        {"id": "b", "text": "قال بشير الراوي إنه التقى كريم وفا أمس في القاهرة. وأكد كريم وفا ذلك."},
        {"id": "c", "text": "قال الرئيس العراقي بشير الراوي إنه سيزور البصرة مع كريم وفا."},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with khabar.open_store(store) as opened:
        opened.add(tmp_path / "a.jsonl")
    with Database(store) as database:
        identity = Judging(database, "").id_of("بشير الراوي")
        assert any("per-" in (reason.reason or "") for reason in Judging(database, "").reasons(identity))
    with client_of(store) as client:
        text = client.get("/corrections", params={"entity": identity, "lang": "ar"}).text
    reasons = re.findall(r"<td><bdi>([^<]*)</bdi></td></tr>", text)
    assert any("كريم وفا" in reason for reason in reasons)
    assert not any("per-" in reason for reason in reasons)
    assert "<bdi>العراق</bdi>" in text
