"""The desk's pages of processes, in both languages, and the same through HTTP."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import khabar
from khabar.link.process_steps import steps
from khabar.query.processes import listed
from khabar.serve.language import phrases
from khabar.store.database import Database

from .conftest import client_of

REPORTS = (
    khabar.Document("r1", "مدد مجلس الأمن الدولي أمس ولاية قوة الأمم المتحدة المؤقتة في لبنان عاما واحدا.", published="2018-08-31"),
    khabar.Document("r2", "وخرقت طائرة الأجواء في انتهاك للقرار 1701 الصادر عن مجلس الأمن بالإجماع.", published="2018-09-02"),
    khabar.Document("r3", "دخلت الهدنة في تعز حيز التنفيذ أمس.", published="2018-09-03"),
)
KINDS = ("talks", "truce", "zone", "relief", "mission", "envoy", "resolution")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("processes") / "store.db"
    with khabar.open_store(path) as found:
        found.add(REPORTS)
    return path


@pytest.fixture(scope="module")
def pages(store: Path) -> Iterator[TestClient]:
    with client_of(store) as found:
        yield found


@pytest.mark.parametrize(("language", "words"), [("ar", ("بعثات", "قرارات دولية", "هدن")), ("en", ("Missions", "Resolutions", "Truces"))])
def test_the_list_shows_every_kind_and_leads_to_its_pages(pages: TestClient, language: str, words: tuple[str, ...]) -> None:
    text = pages.get(f"/processes?lang={language}").text
    assert all(word in text for word in words)
    addresses = re.findall(r'href="(/process/[^"]+)"', text)
    assert len(addresses) >= 3
    assert all(pages.get(address).status_code == 200 for address in addresses)


def test_the_list_is_narrowed_by_words(pages: TestClient) -> None:
    text = pages.get("/processes", params={"q": "unifil", "lang": "en"}).text
    assert "UNIFIL" in text
    assert "Resolutions" not in text


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("UNIFIL", "ar", ("جُدّدت", "2018-08-30", "تتبع", "الأمم المتحدة")),
        ("UNIFIL", "en", ("renewed", "2018-08-30", "Sent by")),
        ("القرار 1701", "en", ("adopted", "breached", "Vote", "بالإجماع")),
        ("القرار 1701", "ar", ("خُرقت", "التصويت")),
        ("هدنة تعز", "en", ("begins", "2018-09-02", "reported")),
    ],
)
def test_a_page_tells_its_steps_with_their_evidence(pages: TestClient, name: str, language: str, words: tuple[str, ...]) -> None:
    text = pages.get(f"/process/{name}?lang={language}").text
    assert [word for word in words if word not in text] == []
    for address in set(re.findall(r'href="(/report/[^"#]+)', text)):
        assert pages.get(address.replace("&amp;", "&")).status_code == 200


def test_http_gives_the_same(pages: TestClient, store: Path) -> None:
    with Database(store, read_only=True) as database:
        assert [line["name"] for line in pages.get("/api/v1/processes/known").json()] == [line.name for line in listed(database)]
    told = pages.get("/api/v1/processes", params={"name": "القرار 1701"}).json()
    assert told["kind"] == "resolution"
    assert {fact["label"] for fact in told["facts"]} == {"body", "vote"}


def test_every_step_fact_and_kind_has_words_in_both_languages() -> None:
    wanted = {f"step.{step.name}" for kind in KINDS for step in steps(kind)} | {f"process.{kind}" for kind in KINDS} | {f"processes.{kind}" for kind in KINDS}
    wanted |= {f"fact.{label}" for label in ("guarantor", "body", "vote", "sent by", "headed by", "title", "zone")}
    assert wanted - set(phrases()) == set()
    assert all(phrases()[key]["ar"] != phrases()[key]["en"] for key in wanted)
