"""What entities are called: English names on English pages where one is known, the printed one beside it, Arabic names on Arabic pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from khabar.store.database import Database
from khabar.store.writing import Writer, kept
from store_records import record

from .conftest import client_of

NAME, NAME_EN = "سامي الخطيب", "Sami Al-Khatib"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    with Database(tmp_path / "k.db") as database:
        Writer(database).write([kept(record("r1")), kept(record("r2"))])
    with client_of(tmp_path / "k.db") as client:
        yield client


def person(desk: TestClient) -> str:
    lines: list[dict[str, str]] = desk.get("/api/v1/entities", params={"name": NAME}).json()["lines"]
    return lines[0]["id"]


@pytest.mark.parametrize("page", ["/statements", "/report/r1", "/entities", "/?q=الهدنة"])
def test_english_pages_call_people_by_their_english_names(desk: TestClient, page: str) -> None:
    answer = desk.get(page, params={"lang": "en"} if "?" not in page else None, headers={"cookie": "khabar_lang=en"}).text
    assert f'title="{NAME}"><bdi>{NAME_EN}</bdi>' in answer


@pytest.mark.parametrize("page", ["/statements", "/report/r1", "/entities"])
def test_arabic_pages_call_people_by_their_arabic_names(desk: TestClient, page: str) -> None:
    assert f"><bdi>{NAME}</bdi></a>" in desk.get(page, params={"lang": "ar"}).text


def test_whom_nobody_calls_anything_in_english_keeps_the_name(desk: TestClient) -> None:
    assert "<bdi>النهروز</bdi></a>" in desk.get("/entities", params={"lang": "en"}).text


def test_a_page_tells_both_names_and_titles_in_its_language(desk: TestClient) -> None:
    english = desk.get(f"/entity/{person(desk)}", params={"lang": "en"}).text
    arabic = desk.get(f"/entity/{person(desk)}", params={"lang": "ar"}).text
    assert f"<h1><bdi>{NAME_EN}</bdi>" in english
    assert f'<bdi lang="ar" dir="rtl">{NAME}</bdi>' in english
    assert "<bdi>minister of foreign affairs</bdi>" in english.replace(' title="وزير الخارجيّة"', "")
    assert f"<h1><bdi>{NAME}</bdi>" in arabic
    assert NAME_EN in arabic
    assert "<bdi>وزير الخارجيّة</bdi>" in arabic


def test_a_name_in_the_text_is_explained_in_english(desk: TestClient) -> None:
    assert f'title="{NAME_EN}"' in desk.get("/report/r1", params={"lang": "en"}).text


def test_the_network_brings_english_names(desk: TestClient) -> None:
    found = desk.get("/api/v1/entities/loc-nahroz/network").json()
    assert NAME_EN in {one["name_en"] for one in [*found["companions"], *found["beside"]]}
