"""Exports: the same lines in every format, each with its place in the report and its chain."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from followthemoney import model

from khabar.errors import ConfigError
from khabar.export import ftm, geojson, tables
from khabar.export.formats import FORMATS, export_file, export_text
from khabar.export.rows import ROWS
from khabar.export.selection import KINDS, rows
from khabar.model import Record
from khabar.query.listing import Choice, events, statements
from khabar.store.database import Database
from khabar.store.reading import records

from . import hostile
from .conftest import client_of

EVERYTHING = Choice()


@pytest.fixture(scope="session")
def database(samples: Path) -> Iterator[Database]:
    with Database(samples, read_only=True) as found:
        yield found


def every_record(database: Database) -> list[Record]:
    return list(records(database)) + hostile.records()[:3]


@pytest.mark.parametrize("kind", ["statements", "events", "mentions", "roles", "times", "quantities", "labels"])
def test_each_line_can_be_found_in_its_report(database: Database, kind: str) -> None:
    for record in records(database):
        for row in ROWS[kind](record):
            assert row["report"] == record.id
            assert row["start"] < row["stop"] <= len(record.text)
            if kind != "statements":
                assert row["text"] == record.text[row["start"] : row["stop"]]


def test_a_statement_brings_its_chain_with_the_places_of_its_hands(database: Database) -> None:
    chains = [row["chain"] for row in rows(database, "statements", EVERYTHING)]
    assert any(len(chain) > 1 for chain in chains)
    texts = {record.id: record.text for record in records(database)}
    for row in rows(database, "statements", EVERYTHING):
        for hand in row["chain"]:
            assert hand["start"] is None or 0 <= hand["start"] < hand["stop"] <= len(texts[row["report"]])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "records"])
def test_csv_json_and_parquet_hold_the_same_lines(database: Database, kind: str, tmp_path: Path) -> None:
    lines = list(rows(database, kind, EVERYTHING))
    as_json = [json.loads(line) for line in export_text(database, kind, "jsonl", EVERYTHING)]
    as_csv = list(csv.DictReader(io.StringIO("".join(export_text(database, kind, "csv", EVERYTHING)).removeprefix("\ufeff"), newline="")))
    export_file(database, kind, "parquet", EVERYTHING, tmp_path / "lines.parquet")
    as_parquet = pq.read_table(tmp_path / "lines.parquet").to_pylist()
    assert as_json == json.loads(json.dumps(lines))
    assert len(as_csv) == len(as_parquet) == len(lines)
    for row, flat, packed in zip(lines, as_csv, as_parquet, strict=True):
        assert list(flat) == list(packed) == list(row)
        assert {name: value for name, value in packed.items() if isinstance(row[name], str | None)} == {
            name: value for name, value in row.items() if isinstance(value, str | None)
        }


def test_a_cell_that_a_spreadsheet_would_run_is_only_text() -> None:
    lines = "".join(tables.csv_lines([{"a": "=1+1", "b": "＝x", "c": 'a"b\nc', "d": -1.5}]))
    assert list(csv.reader(io.StringIO(lines.removeprefix("\ufeff"), newline="")))[1] == ["'=1+1", "'＝x", 'a"b\nc', "-1.5"]


def test_an_empty_table_still_has_its_columns(tmp_path: Path) -> None:
    assert "".join(tables.csv_lines([], ["report", "text"])) == "\ufeffreport,text\r\n"
    assert tables.parquet([], tmp_path / "none.parquet", ["report", "n_events"]) == 0
    assert pq.read_table(tmp_path / "none.parquet").column_names == ["report", "n_events"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "records"])
def test_a_store_without_lines_still_tells_the_columns(database: Database, empty: Path, kind: str, tmp_path: Path) -> None:
    names = list(next(iter(rows(database, kind, EVERYTHING))))
    with Database(empty, read_only=True) as nothing:
        assert "".join(export_text(nothing, kind, "csv", EVERYTHING)) == "\ufeff" + ",".join(names) + "\r\n"
        export_file(nothing, kind, "parquet", EVERYTHING, tmp_path / "none.parquet")
    assert pq.read_table(tmp_path / "none.parquet").column_names == names
    with client_of(empty) as client:
        assert client.get(f"/export/{kind}.csv").text.removeprefix("\ufeff").strip() == ",".join(names)


def test_hits_that_are_none_still_tell_the_columns(client: TestClient) -> None:
    some, none = (client.get("/export/hits.csv", params={"q": words}).text for words in ("الحدود", "لاشيءكهذا"))
    assert none.splitlines() == some.splitlines()[:1]


@pytest.mark.parametrize("name", ["none/x.csv", "none/x.parquet"])
def test_a_file_that_cannot_be_written_is_told(database: Database, name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot write"):
        export_file(database, "places", name.rpartition(".")[2], EVERYTHING, tmp_path / name)


@pytest.mark.parametrize("kind", ["statements", "events"])
def test_a_list_is_exported_whole_in_its_order(database: Database, kind: str) -> None:
    entity = next(row["source"][0] for row in rows(database, "statements", EVERYTHING) if row["source"] and not row["source"][0].startswith("<"))
    choice = Choice(entity=entity)
    listed = (statements if kind == "statements" else events)(database, choice, 200).lines
    name = kind[:-1] + "_id"
    assert [(row["report"], row[name]) for row in rows(database, kind, choice)] == [(line.report, line.id) for line in listed]


def test_followthemoney_takes_every_entity_as_it_is(database: Database) -> None:
    schemata = set()
    for record in every_record(database):
        for entity in ftm.entities(record):
            proxy = model.get_proxy(entity, cleaned=False)
            schemata.add(proxy.schema.name)
            proxy.schema.validate({"properties": entity["properties"]})
            assert set(entity["properties"]) <= set(proxy.schema.properties)
            for name, values in entity["properties"].items():
                kind = proxy.schema.properties[name].type
                if kind.name in {"entity", "date", "url", "country", "identifier", "number", "language"}:
                    assert [kind.clean(value) for value in values] == values, (name, values)
    assert schemata >= {"Article", "Person", "Organization", "Address", "Event", "Note", "Mention"}


def test_followthemoney_points_at_entities_that_are_there(database: Database) -> None:
    made: list[dict[str, Any]] = [entity for record in records(database) for entity in ftm.entities(record)]
    known = {entity["id"] for entity in made}
    for entity in made:
        for name in ("proof", "entity", "involved", "organizer", "resolved", "document", "addressEntity"):
            assert set(entity["properties"].get(name, [])) <= known


def test_geojson_puts_longitude_first_and_leaves_out_what_is_nowhere(database: Database) -> None:
    lines = list(rows(database, "events", EVERYTHING))
    found = json.loads("".join(geojson.feature_collection(lines)))
    assert len(found["features"]) == sum(row["lat"] is not None for row in lines) > 0
    for feature in found["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert feature["properties"]["report"]
    assert found["left_out"] == len(lines) - len(found["features"])
    assert json.loads("".join(geojson.feature_collection([]))) == {"type": "FeatureCollection", "features": [], "left_out": 0}


@pytest.mark.parametrize(("kind", "form"), [("all", "csv"), ("events", "xlsx"), ("mentions", "geojson"), ("records", "csv"), ("statements", "parquet")])
def test_what_cannot_be_written_is_said(database: Database, kind: str, form: str) -> None:
    with pytest.raises(ConfigError, match="cannot"):
        list(export_text(database, kind, form, EVERYTHING))


def test_the_desk_hands_out_every_format(client: TestClient) -> None:
    for form, (kinds, media_type) in FORMATS.items():
        for kind in kinds:
            answer = client.get(f"/export/{kind}.{form}")
            assert answer.status_code == 200, (kind, form)
            assert answer.headers["content-type"] == media_type
            assert answer.content or kind == "labels"
    assert client.get("/export/hits.jsonl", params={"q": "الحدود"}).text.count("\n") > 1
    assert client.get("/export/hits.ftm").status_code == client.get("/export/none").status_code == 404


def test_the_desk_exports_one_report(client: TestClient) -> None:
    entities = [json.loads(line) for line in client.get("/export/record.ftm?report=border-lb").text.splitlines()]
    assert [entity["schema"] for entity in entities].count("Article") == 1


def test_plover_codes_the_events_of_a_choice_each_once(database: Database) -> None:
    chosen = next(row for row in rows(database, "events", EVERYTHING) if row["actors"] and not row["actors"][0].startswith("<"))
    choice = Choice(entity=chosen["actors"][0], part="actor")
    coded = [json.loads(line)["id"] for line in export_text(database, "events", "plover", choice)]
    assert len(coded) == len(set(coded))
    assert f"{chosen['report']}-{chosen['same_as'] or chosen['event_id']}" in coded
    assert set(coded) <= {json.loads(line)["id"] for line in export_text(database, "events", "plover", EVERYTHING)}
    for form, name in (("gdelt", "GLOBALEVENTID"), ("ucdp", "id")):
        limited = {row[name] for row in csv.DictReader(export_text(database, "events", form, choice))}
        assert limited == {row[name] for row in csv.DictReader(export_text(database, "events", form, EVERYTHING))} & set(coded)


def test_days_pick_events_by_when_they_happened_whatever_else_narrows_them(database: Database) -> None:
    since = Choice(since="2024-02-12", until="2024-02-13")
    listed = {(line.report, line.id) for line in events(database, since, 200).lines}
    assert {(row["report"], row["event_id"]) for row in rows(database, "events", since)} == listed
    assert {json.loads(line)["id"].rpartition("-e")[0] for line in export_text(database, "events", "plover", since)} == {report for report, _ in listed}


def test_the_names_of_a_list_are_exported_as_the_page_limits_them(client: TestClient) -> None:
    limited = {"q": "ليبيا", "type": "LOC"}
    exported = {row["entity_id"] for row in map(json.loads, client.get("/export/entities.jsonl", params=limited).text.splitlines())}
    listed = client.get("/api/v1/entities", params={"name": "ليبيا", "type": "LOC"}).json()["lines"]
    assert exported == {line["id"] for line in listed}


def test_events_are_narrowed_to_the_surer_wherever_they_are_listed(client: TestClient, database: Database) -> None:
    """By the desk, its API and every format; a narrowed list offers its exports narrowed, and what is no share narrows nothing."""
    surer = {(line.report, line.id) for line in events(database, Choice(confidence=0.7), 1000).lines}
    everything = {(row["report"], row["event_id"]): row["confidence"] for row in rows(database, "events", EVERYTHING)}
    assert surer == {key for key, confidence in everything.items() if confidence >= 0.7}
    assert 0 < len(surer) < len(everything)
    asked = {"confidence": "0.7"}
    exported = [json.loads(line) for line in client.get("/export/events.jsonl", params=asked).text.splitlines()]
    assert {(row["report"], row["event_id"]) for row in exported} == surer
    assert all(line["confidence"] >= 0.7 for line in client.get("/api/v1/events", params=asked).json()["lines"])
    assert client.get("/api/v1/events", params={"confidence": "1.5"}).status_code == 422
    page = client.get("/events", params=asked).text
    assert "/export/events.csv?confidence=0.7" in page
    assert client.get("/events", params={"confidence": "nan"}).status_code == 200
    (shares,) = [{int(row["Confidence"]) for row in csv.DictReader(export_text(database, "events", "gdelt", Choice(confidence=0.7)))}]
    assert shares
    assert min(shares) >= 70
