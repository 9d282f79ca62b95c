"""The pages without a browser: whatever is asked, whatever the store holds, in both languages."""

import html
import re
import string
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.model import Record, Source
from khabar.query import search
from khabar.query.listing import first_line
from khabar.serve import links
from khabar.serve.kept import Kept
from khabar.serve.language import Language, language_of, phrases
from khabar.store.database import Database
from khabar.store.writing import Writer, kept
from store_records import record

from . import hostile
from .conftest import ROOT, client_of

PAGES = ["/", "/entities", "/places", "/timeline", "/processes", "/outlets", "/statements", "/events", "/reports", "/corrections"]
ASKED = [
    "q",
    "confidence",
    "kind",
    "person",
    "place",
    "since",
    "until",
    "event_since",
    "order",
    "cursor",
    "entity",
    "part",
    "through",
    "outlet",
    "type",
    "at",
    "from",
    "lang",
    "id",
]
SERVE = ROOT / "src" / "khabar" / "serve"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_empty_store_is_no_error(empty: Path, page: str, language: str) -> None:
    with client_of(empty) as client:
        answer = client.get(page, params={"lang": language})
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    page=st.sampled_from([*PAGES, "/report", "/entity", "/process", "/outlet", "/versions"]),
    asked=st.dictionaries(st.sampled_from(ASKED), st.text(max_size=30), max_size=4),
)
def test_no_question_is_too_strange(client: TestClient, page: str, asked: dict[str, str]) -> None:
    asked = {name: value.encode("utf-8", "replace").decode() for name, value in asked.items()}
    assert client.get(page, params=asked).status_code in {200, 404, 422}


def test_a_page_can_be_asked_after_without_being_sent(client: TestClient) -> None:
    for page in ("/", "/search?q=قال", "/outlets"):
        asked, read = client.head(page), client.get(page)
        assert (asked.status_code, asked.headers["content-type"]) == (read.status_code, read.headers["content-type"])
    assert client.head("/report/nothing").status_code == client.get("/report/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/report/nobody", "/entity/nobody", "/outlet/nobody", "/timeline/nobody", "/process/nobody", "/versions/nobody", "/x"])
def test_what_is_not_there_is_said_in_the_readers_language(client: TestClient, path: str) -> None:
    for language in ("ar", "en"):
        answer = client.get(path, params={"lang": language})
        assert answer.status_code == 404
        assert Language(language).say("error.missing") in answer.text


def test_the_language_is_remembered(client: TestClient) -> None:
    assert 'dir="ltr"' in client.get("/?lang=en").text[:200]
    assert 'dir="ltr"' in client.get("/entities").text[:200]
    assert 'dir="rtl"' in client.get("/entities?lang=ar").text[:200]
    client.cookies.clear()
    assert 'dir="rtl"' in client.get("/entities").text[:200]


def test_a_language_that_is_none_is_arabic() -> None:
    assert language_of("fr", "<script>").code == "ar"
    assert language_of(None, "en").code == "en"


def test_every_phrase_that_a_page_says_is_in_the_table_in_both_languages() -> None:
    said = {key for path in SERVE.rglob("*.html") for key in re.findall(r'\bt\("([a-z_.]+)"', path.read_text(encoding="utf-8"))}
    said |= {key for path in SERVE.rglob("*.html") for key in re.findall(r"\bt\('([a-z_.]+)'", path.read_text(encoding="utf-8"))}
    assert len(said) > 80
    assert said - {key for key in said if key.endswith(".")} <= set(phrases())
    for key, row in phrases().items():
        assert row["ar"], key
        assert row["en"], key
        fields = [{name for _, name, _, _ in string.Formatter().parse(row[code]) if name} for code in ("ar", "en")]
        assert fields[0] == fields[1], key


@pytest.mark.parametrize("identity", [record.id for record in hostile.records()] + ["a/../b", ".", "x?y#z", "/", "//example.org"])
def test_every_id_has_an_address_of_this_desk(identity: str, harmful: Path) -> None:
    address = links.page("report", identity)
    assert address.startswith(("/report/", "/report?"))
    assert "/../" not in address
    with client_of(harmful) as client:
        known = identity in {record.id for record in hostile.records()}
        assert client.get(address).status_code == (200 if known else 404)


def test_no_page_of_a_hostile_store_is_heavy(harmful: Path, harmful_pages: list[str]) -> None:
    with client_of(harmful) as client:
        for page in harmful_pages:
            answer = client.get(page)
            assert answer.status_code == 200, page
            assert len(answer.content) < 1_500_000, page
            assert "<script>window" not in answer.text


def test_a_report_that_changed_shows_what_it_said_before(client: TestClient) -> None:
    changed = [line["id"] for line in client.get("/api/v1/reports?limit=100").json()["lines"] if client.get(f"/api/v1/reports/{line['id']}/versions").json()]
    assert len(changed) == 1
    assert "<ins>" in client.get(links.page("versions", changed[0])).text


def test_kept_answers_age_and_are_forgotten() -> None:
    now = [0.0]
    kept = Kept(10.0, lambda: now[0])
    answers = iter(range(10))
    assert [kept.answer("a", lambda: next(answers)) for _ in range(2)] == [0, 0]
    now[0] = 11.0
    assert kept.answer("a", lambda: next(answers)) == 1
    kept.clear()
    assert kept.answer("a", lambda: next(answers)) == 2


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with 1,100 passages that hold a word."""
    path = tmp_path_factory.mktemp("many") / "many.db"
    paragraph = "الهدنة صامدة في المدينة " + "كما قيل " * 60
    with Database(path) as database:
        Writer(database).write([kept(Record("r", Source(), "\n\n".join([paragraph] * 1_100)))])
    return path


@pytest.mark.parametrize(("words", "ranked", "sample"), [("هدنة", 5_000, "best"), ("هدنة", 100, "added"), ("", 5_000, "newest")])
def test_facets_of_many_hits_say_over_which_they_are_counted(many: Path, words: str, ranked: int, sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "RANKED", ranked)
    with client_of(many) as client:
        for language in (Language("ar"), Language("en")):
            page = client.get("/", params={"q": words, "lang": language.code}).text
            assert language.say(f"facets.{sample}", n="1,000") in page
            assert "1,100" in page
        assert "1,000" not in client.get("/", params={"q": "هدنة -صامدة"}).text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_report_without_a_title_is_called_by_its_first_line(tmp_path: Path, language: str) -> None:
    found = record("r1", title=None)
    with Database(tmp_path / "k.db") as database:
        Writer(database).write([kept(found)])
    first = found.text.partition("\n")[0]
    with client_of(tmp_path / "k.db") as client:
        for page in ("/report/r1", "/?q=هدنة", "/statements", "/events", "/reports", "/entity/per-khatib"):
            text = html.unescape(client.get(page, params={"lang": language} if "?" not in page else None).text)
            assert first[:60] in re.sub(r"<[^>]+>", "", text), page
            assert ">r1<" not in text.partition('<dl class="facts">')[0], page
    assert first_line(" \n\n" + first + "\nثانٍ") == first[:160]


def test_countries_have_their_names_in_both_languages(client: TestClient) -> None:
    for page in ("/places", "/entity/loc-muscat"):
        assert "<bdi>عمان</bdi>" in client.get(page, params={"lang": "ar"}).text
        assert "<bdi>Oman</bdi>" in client.get(page, params={"lang": "en"}).text
    assert Language("ar").country("XX") == "XX"


def test_a_search_that_finds_nothing_offers_nothing_to_take_home(client: TestClient) -> None:
    assert "/export/hits" in client.get("/", params={"q": "الحدود"}).text
    assert "/export/hits" not in client.get("/", params={"q": "قفقفقف"}).text
