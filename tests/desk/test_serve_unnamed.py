"""Whom a report does not name: the report's own words on Arabic pages, a phrase that reads as one on English pages, never the record's brackets."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from khabar.model import Span
from khabar.query.listing import Choice, statements
from khabar.serve.unnamed import in_arabic
from khabar.store.database import Database
from khabar.store.writing import Writer, kept
from khabar.tables import rows
from store_records import record

from .conftest import client_of


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    found = record("r1")
    events = tuple(replace(event, actors=("<gunmen in Iraq>",)) for event in found.events)
    bare = replace(found.statements[1], id="s4", chain=(), source_span=None)
    spanned = replace(bare, id="s5", source_span=Span(0, 3))
    with Database(tmp_path / "k.db") as database:
        Writer(database).write([kept(replace(found, events=events, statements=(*found.statements, bare, spanned)))])
    with client_of(tmp_path / "k.db") as client:
        yield client


def sources(page: str) -> list[str]:
    """Return who stands at the head of each statement of a page."""
    lines = re.findall(r'<p class="small">(.*?) <span class="tag (?:asserts|denies)', page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in lines]


@pytest.mark.parametrize("address", ["/report/r1", "/statements"])
def test_who_is_not_named_in_both_languages(desk: TestClient, address: str) -> None:
    arabic, english = (sources(desk.get(address, params={"lang": lang}).text) for lang in ("ar", "en"))
    assert "مصدر عسكري" in arabic
    assert "unnamed: military source" in english
    assert "&lt;" not in "".join(english)


def test_the_span_of_the_source_where_the_chain_has_no_words(desk: TestClient) -> None:
    assert sources(desk.get("/report/r1").text)[-2:] == ["مصدر عسكري", "قال"]


@pytest.mark.parametrize("address", ["/report/r1", "/events"])
def test_who_takes_part_without_a_name(desk: TestClient, address: str) -> None:
    assert "مسلحون (العراق)" in desk.get(address).text
    assert "gunmen in Iraq" in desk.get(address, params={"lang": "en"}).text


def test_the_query_tells_words_and_description(desk: TestClient, tmp_path: Path) -> None:
    with Database(tmp_path / "k.db", read_only=True) as database:
        line = next(line for line in statements(database, Choice()).lines if line.id == "s2")
    assert [(party.id, party.name, party.described) for party in line.sources] == [(None, "مصدر عسكري", "military source")]
    hit = next(hit for hit in desk.get("/api/v1/search", params={"q": "مدني", "kind": "statement"}).json()["lines"] if hit["statement"] == "s2")
    assert hit["sources"] == [{"id": None, "name": "مصدر عسكري", "type": None, "described": "military source"}]


@pytest.mark.parametrize(
    ("described", "arabic"),
    [
        ("protesters", "محتجون"),
        ("minister of foreign affairs", "وزير الخارجية"),
        ("minister of foreign affairs of Iran", "وزير الخارجية (إيران)"),
        ("deputy minister of agriculture", "نائب وزير الزراعة"),
        ("young people of الثورة", "شبان (الثورة)"),
        ("something new", "something new"),
        ("spokesman (European Commission)", "متحدث (المفوضية الأوروبية)"),
        ("security source (Kirkuk)", "مصدر أمني (كركوك)"),
        ("local sources", "مصادر محلية"),
        ("Tunisian officials", "مسؤولون تونسيون"),
        ("diplomatic sources (Government of Yemen, United Nations)", "مصادر دبلوماسية (الحكومة اليمنية، الأمم المتحدة)"),
        ("governor of Luxor", "محافظ (الأقصر)"),
        ("supporters of Somebody Unknown", "مؤيدون"),
        ("somebody new (Kirkuk)", "somebody new (Kirkuk)"),
    ],
)
def test_descriptions_in_arabic(described: str, arabic: str) -> None:
    assert in_arabic(described) == arabic


def test_the_groups_and_offices_of_the_tables_have_arabic_words() -> None:
    described = {row["english"] for row in rows("events_groups.tsv")} | {row["office"] for row in rows("offices.tsv")}
    assert len([words for words in described if in_arabic(words) != words]) > 0.9 * len(described)
