"""What a store tells of entities and reports, and that long lists come in pages that hold each line once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model import Entity, Record, Source
from khabar.query.entities import companions, entities, entity, namings, offices
from khabar.query.reports import ReportChoice, report, reports, status, versions
from khabar.store.database import Database
from khabar.store.writing import Writer, kept
from store_records import record


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(tmp_path_factory.mktemp("store") / "khabar.db") as opened:
        days = ["2017-10-18", "2017-10-19", "2017-10-20", None, "2017-10-22"]
        writer = Writer(opened)
        writer.write(kept(record(f"r{i}", day=day, outlet="al-nahr" if i % 2 else "al-jabal")) for i, day in enumerate(days))
        more = tuple(Entity(f"loc-x{i}", "LOC", f"قرية {i}") for i in range(30))
        writer.write([kept(Record("places", Source(), "نص", entities=more))])
        yield opened


def khatib(database: Database) -> str:
    return entities(database, "سامي الخطيب").lines[0].id


@pytest.mark.parametrize("name", ["سامي الخطيب", "الخطيب", "خطيب", "سامى الخطيب", "سَامي", "Sami", "sami al-khatib"])
def test_a_person_is_found_by_any_spelling_and_part_of_the_name(database: Database, name: str) -> None:
    assert [line.name for line in entities(database, name).lines] == ["سامي الخطيب"]


@pytest.mark.parametrize("name", ["خطي", "سامي الأسد", "%", "_", "'"])
def test_a_name_that_nobody_has_is_not_found(database: Database, name: str) -> None:
    assert not entities(database, name).lines


def test_the_exact_name_comes_first(database: Database) -> None:
    assert entities(database, "قرية 7").lines[0].id == "loc-x7"


def test_entities_of_a_kind(database: Database) -> None:
    assert {line.type for line in entities(database, kind="ORG").lines} == {"ORG"}


@pytest.mark.parametrize("name", ["", "قرية"])
def test_pages_hold_every_entity_once(database: Database, name: str) -> None:
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = entities(database, name, limit=4, cursor=cursor)
        found += [line.id for line in page.lines]
        cursor = page.next
        if cursor is None:
            break
    assert found == [line.id for line in entities(database, name, limit=1000).lines]
    assert len(found) == len(set(found)) == (30 if name else 33)


@given(st.text(), st.text(max_size=40))
def test_no_name_and_no_cursor_make_the_list_fail(database: Database, name: str, cursor: str) -> None:
    assert len(entities(database, name, cursor=cursor, limit=2).lines) <= 2


def test_an_entity_tells_what_all_reports_tell(database: Database) -> None:
    view = entity(database, khatib(database))
    assert view is not None
    assert (view.n_reports, view.n_said, view.n_did, view.first_day, view.last_day) == (5, 10, 0, "2017-10-18", "2017-10-22")
    assert "الخطيب" in view.spellings
    assert view.links == {"wikidata": "Q0"}


def test_a_place_tells_what_happened_there(database: Database) -> None:
    view = entity(database, "loc-nahroz")
    assert view is not None
    assert (view.n_there, view.n_underwent, view.lat, view.country) == (5, 10, 34.5, "SY")


def test_an_entity_that_is_not_there_is_none(database: Database) -> None:
    assert entity(database, "nobody") is None


def test_offices_run_from_the_first_day_to_the_last(database: Database) -> None:
    found = offices(database, khatib(database))
    assert [(office.office, office.of and office.of.name, office.first_day, office.last_day, office.n_reports) for office in found] == [
        ("minister of foreign affairs", "النهروز", "2017-10-18", "2017-10-22", 5)
    ]


def test_companions_are_those_of_the_same_reports(database: Database) -> None:
    assert {(line.id, line.n_reports) for line in companions(database, khatib(database))} == {("loc-nahroz", 5), ("org-naba", 5)}


def test_namings_tell_who_calls_whom_what(database: Database) -> None:
    found = namings(database, namer=khatib(database))
    assert [(line.text, line.n_times, line.namer and line.namer.name) for line in found] == [("العصابات", 5, "سامي الخطيب")]


def test_a_report_comes_with_its_record(database: Database) -> None:
    view = report(database, "r1")
    assert view is not None
    assert (view.record.text, view.n_versions) == (record().text, 0)
    assert report(database, "nothing") is None


def test_what_a_report_said_before_is_kept_in_order(tmp_path: Path) -> None:
    with Database(tmp_path / "khabar.db") as opened:
        writer = Writer(opened)
        for ending in ("", " أولاً", " ثانياً"):
            writer.write([kept(record(text=record().text + ending))])
        assert [(version.number, version.text) for version in versions(opened, "r1")] == [(1, record().text), (2, record().text + " أولاً")]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (ReportChoice(), ["r4", "r3", "r2", "r1", "r0", "places"]),
        (ReportChoice(outlet="al-nahr"), ["r3", "r1"]),
        (ReportChoice(entity="loc-nahroz", since="2017-10-19", until="2017-10-20"), ["r2", "r1"]),
        (ReportChoice(entity="nobody"), []),
    ],
)
def test_reports_come_newest_first(database: Database, choice: ReportChoice, expected: list[str]) -> None:
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = reports(database, choice, limit=2, cursor=cursor)
        found += [line.id for line in page.lines]
        cursor = page.next
        if cursor is None:
            break
    assert found == expected


def test_status_counts(database: Database) -> None:
    found = status(database)
    assert (found.n_reports, found.n_dated, found.n_statements, found.n_events, found.n_outlets) == (6, 4, 15, 10, 2)
    assert (found.first_day, found.last_day) == ("2017-10-18", "2017-10-22")
