"""Processes gathered from reports, and events as PLOVER, GDELT and UCDP code them."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from khabar.cli.events import lines as page_lines
from khabar.errors import ConfigError
from khabar.export.events import gdelt_rows, lines, plover_code, plover_rows, ucdp_rows
from khabar.knowledge import shared
from khabar.link.process_question import question
from khabar.link.processes import ANNOUNCED, REPORTED, ProcessPage, Stage, process
from khabar.model import Document, Entity, Event, Figure, Published, Quantity, Record, Source, Span, Statement, Time
from khabar.pipeline import annotate

ROUND = (
    "انطلقت في العاصمة الكازاخية أستانا اليوم الجولة الرابعة من محادثات أستانا بمشاركة الدول الضامنة. وستعقد الجولة الخامسة من محادثات أستانا في 4 تموز 2017."
)
LATER = "اختتمت أمس الجولة الخامسة من محادثات أستانة. وتوصلت الوفود إلى اتفاق في محادثات أستانا 5 على إقامة أربع مناطق."
TRUCE = "دخلت هدنة إنسانية في مدينة حلب حيز التنفيذ يوم 20 تشرين الأول 2016. وقصفت طائرات مواقع قرب إدلب."


def cases() -> list[dict[str, str]]:
    lines = (Path(__file__).parent / "cases" / "process_steps.tsv").read_text(encoding="utf-8").splitlines()
    columns = next(line for line in lines if line.startswith("#:"))[2:].split("\t")
    found = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True)) for cells in found]


def page(name: str, *reports: tuple[str, str]) -> ProcessPage | None:
    records = [annotate(Document(f"r{number}", text, published=day), shared()) for number, (text, day) in enumerate(reports, 1)]
    return process(records, name)


def by_number(found: ProcessPage | None) -> dict[int | None, Stage]:
    assert found is not None
    return {stage.number: stage for stage in found.stages}


@pytest.mark.parametrize(
    ("name", "kind", "thing"),
    [
        ("1701", "resolution", "1701"),
        ("١٧٠١", "resolution", "1701"),
        ("unsc resolution 2216", "resolution", "2216"),
        ("UN mission in Libya", "mission", "يونسميل"),
        ("مبعوث الأمم المتحدة مارتن غريفيث", "envoy", "غريفيث"),
        ("بعثة الأمم المتحدة في هايتي", "mission", "بعثه الامم المتحده في هايتي"),
        ("مهمة كولبر", "mission", "كولبر"),
        ("هدنة", "truce", "هدنة"),
        ("Yemen national dialogue", "talks", None),
        ("قرار", "resolution", None),
        ("بعثة", "mission", None),
        ("", "talks", None),
    ],
)
def test_a_name_asks_for_a_kind(name: str, kind: str, thing: str | None) -> None:
    asked = question(name)
    assert asked.kind == kind
    assert thing in asked.things.values() if thing else not asked.things


def test_what_no_number_or_name_tells_apart_is_no_page() -> None:
    assert page("قرار", ("أصدر مجلس الأمن قرارا أمس.", "2013-03-08")) is None
    assert page("بعثة", ("وصلت بعثة المنتخب أمس.", "2013-03-08")) is None


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"][:50])
def test_steps_of_what_is_no_talks(case: dict[str, str]) -> None:
    found = page(case["asked"], (case["text"], case["printed"]))
    if case["step"] == "-":
        assert found is None
        return
    assert found is not None
    told = {
        (stage.step or "named", one.status, stage.first_day or "", (stage.last_day or "") if case["last"] else "")
        for stage in found.stages
        for one in stage.told
    }
    assert (case["step"], case["status"], case["first"], case["last"]) in told


@pytest.mark.parametrize("name", ["astana", "أستانة", "محادثات أستانا", "Astana process"])
def test_a_process_is_found_in_any_spelling(name: str) -> None:
    assert {4, 5} <= set(by_number(page(name, (ROUND, "2017-05-03"), (LATER, "2017-07-06"))))


def test_an_announced_round_is_next_until_it_is_reported() -> None:
    before = page("astana", (ROUND, "2017-05-03"))
    assert before is not None
    assert before.next is not None
    assert (before.next.number, before.next.status, before.next.first_day) == (5, ANNOUNCED, "2017-07-04")
    after = page("astana", (ROUND, "2017-05-03"), (LATER, "2017-07-06"))
    assert by_number(after)[5].status == REPORTED
    assert after is not None
    assert after.next is None


def test_guarantors_and_outcomes_come_with_their_evidence() -> None:
    found = page("astana", (ROUND, "2017-05-03"), (LATER, "2017-07-06"))
    assert found is not None
    assert found.guarantors == ("loc-russia", "loc-iran", "loc-turkey")
    (outcome,) = by_number(found)[5].outcomes
    assert "مناطق" in outcome
    for stage in found.stages:
        for told in stage.told:
            assert " ".join({"r1": ROUND, "r2": LATER}[told.report][told.start : told.end].split()) == told.text


@pytest.mark.parametrize(
    "text",
    [
        "زار الوزير جنيف أمس.",
        "قدمت الوزيرة رؤيتها إلى اجتماع منظمة التجارة العالمية في جنيف أمس.",
        "دعا الوزير أطراف اتفاقية جنيف إلى الاجتماع.",
    ],
)
def test_a_town_is_no_talks(text: str) -> None:
    assert page("geneva", (text, "2013-03-08")) is None


def test_talks_of_one_name_are_kept_apart_by_country() -> None:
    reports = (
        ("يبدأ الحوار الوطني اليمني في صنعاء يوم 18 آذار المقبل.", "2013-02-20"),
        ("انطلقت أمس جلسة الحوار الوطني في البحرين.", "2013-02-11"),
    )
    found = page("national dialogue", *reports)
    assert found is not None
    assert {(stage.country, stage.status, stage.first_day) for stage in found.stages} >= {("YE", ANNOUNCED, "2013-03-18"), ("BH", REPORTED, "2013-02-10")}
    yemen = page("الحوار الوطني اليمني", *reports)
    assert yemen is not None
    assert {told.report for stage in yemen.stages for told in stage.told} == {"r1"}


def test_a_round_held_on_another_day_tells_what_it_was_announced_for() -> None:
    found = page("astana", (ROUND, "2017-05-03"), ("اختتمت أمس في أستانة الجولة الخامسة من محادثات أستانة.", "2017-07-09"))
    stage = by_number(found)[5]
    assert (stage.status, stage.first_day, stage.announced_for) == (REPORTED, "2017-07-08", ("2017-07-04",))


def test_a_resolution_has_its_body_vote_and_day() -> None:
    found = page("القرار 1701", ("اعتمد مجلس الأمن بالإجماع أمس الجمعة القرار رقم 1701. وينص القرار على وقف الأعمال العدائية.", "2006-08-12"))
    assert found is not None
    assert {(fact.label, fact.value) for fact in found.facts} == {("body", "org-unsc"), ("vote", "بالإجماع")}
    assert [(stage.step, stage.first_day) for stage in found.stages] == [("adopted", "2006-08-11"), ("terms", None)]


def test_a_mission_has_its_sender_and_head() -> None:
    text = "التقى رئيس بعثة الأمم المتحدة للدعم في ليبيا غسان سلامة وزير الداخلية أمس."
    found = page("unsmil", (text, "2019-01-20"))
    assert found is not None
    assert "org-un" in {fact.value for fact in found.facts if fact.label == "sent by"}
    assert [found.names[fact.value] for fact in found.facts if fact.label == "headed by"] == ["Ghassan Salamé"]


def test_a_truce_has_its_place_and_beginning() -> None:
    found = page("هدنة حلب", (TRUCE, "2016-10-21"))
    assert found is not None
    (stage,) = found.stages
    assert (stage.first_day, stage.last_day, stage.status) == ("2016-10-20", None, REPORTED)
    assert page("هدنة الحديدة", (TRUCE, "2016-10-21")) is None


def test_the_page_prints_every_stage_with_its_sentences() -> None:
    found = page("astana", (ROUND, "2017-05-03"))
    assert found is not None
    text = "\n".join(page_lines(found))
    assert "round 4" in text
    assert "<- next" in text
    assert "guarantor: Turkey  [1 times, r1 0-96]" in text


TEXT = "قتل 12 جنديا في هجوم. سيلتقي الوزيران"
RECORD = Record(
    "r1",
    Source(url="https://example.org/1", outlet="example"),
    TEXT,
    Published("2019-05-02"),
    entities=(Entity("loc-syria", "LOC", "سوريا", "Syria", country="SY", lat=35.0, lon=38.0), Entity("org-a", "ORG", "أ", "A", country="SY")),
    times=(Time("t1", 0, 3, "قتل", "DATE", "2019-05-01", None, "2019-05-01", "2019-05-01"),),
    quantities=(Quantity("n1", 4, 6, "12", 12, 12, 12, "person", "killed"),),
    statements=(Statement("s1", "indirect", (Span(0, 20),), source=("org-a",)),),
    events=(
        Event(
            *("e1", "ASSAULT", None, Span(0, 3), ("loc-syria",), ("<soldiers>",), ("loc-syria",), "t1", "asserted", "s1", None, (Figure("n1", "s1"),), 6, 1),
            {"loc-syria": "GOV", "<soldiers>": "MIL"},
        ),
        Event("e2", "ASSAULT", None, Span(16, 20), ("loc-syria",), ("<soldiers>",), ("loc-syria",), "t1", same_as="e1"),
        Event("e3", "CONSULT", None, Span(22, 28), ("loc-syria", "org-a"), status="planned"),
    ),
)


@pytest.mark.parametrize(
    ("kind", "mode", "status", "coded"),
    [
        ("CONSULT", "visit", "planned", ("AGREE", None, [])),
        ("RETREAT", "withdraw", "planned", ("CONCEDE", None, [])),
        ("CONCEDE", None, "planned", ("CONCEDE", None, ["future"])),
        ("AID", "humanitarian", "called-for", ("REQUEST", "assist", [])),
        ("RETREAT", "release", "called-for", ("REQUEST", "yield", [])),
        ("PROTEST", "strike", "called-for", ("REQUEST", "change", [])),
        ("ASSAULT", "aerial", "denied", ("ASSAULT", "aerial", ["negation"])),
        ("ASSAULT", None, "hypothetical", ("ASSAULT", None, ["hypothetical"])),
        ("PROTEST", "demo", "asserted", ("PROTEST", "demo", [])),
    ],
)
def test_plover_codes(kind: str, mode: str | None, status: str, coded: tuple[str, str | None, list[str]]) -> None:
    assert plover_code(Event("e1", kind, mode, Span(0, 1), status=status)) == coded


def test_plover_has_one_object_for_all_tellings() -> None:
    first, second = plover_rows(RECORD)
    assert [place["text"] for place in first["text"]] == ["قتل", "هجوم"]
    assert first["actor"] == [{"id": "loc-syria", "name": "Syria", "country": "SYR", "sector": "GOV"}]
    assert (second["type"], second["coded_from"]["type"]) == ("AGREE", "CONSULT")
    assert (first["contexts"], second["contexts"]) == (["military"], [])


def test_gdelt_holds_what_happened_alone() -> None:
    (row,) = gdelt_rows(RECORD)
    assert (row["SQLDATE"], row["Actor1Code"], row["EventRootCode"], row["QuadClass"], row["NumMentions"], row["IsRootEvent"]) == (
        "20190501",
        "SYRGOV",
        "19",
        4,
        2,
        0,
    )


def test_ucdp_counts_the_dead_and_names_who_says_so() -> None:
    (row,) = ucdp_rows(RECORD)
    assert (row["low"], row["best"], row["high"], row["source_original"], row["where_prec"], row["date_prec"]) == (12, 12, 12, "A", 6, 1)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2019-05-01", "2019-05-01", ("20190501", "201905", "2019")),
        ("2019-05-01", "2019-05-31", ("", "201905", "2019")),
        ("2019-01-01", "2019-12-31", ("", "", "2019")),
        ("2018-12-31", "2019-01-01", ("", "", "")),
        (None, None, ("", "", "")),
    ],
)
def test_gdelt_has_no_day_that_the_report_leaves_open(first: str | None, last: str | None, days: tuple[str, str, str]) -> None:
    (row,) = gdelt_rows(replace(RECORD, times=(replace(RECORD.times[0], earliest=first, latest=last),)))
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == days


@pytest.mark.parametrize(
    ("precision", "country", "told"), [(1, "SY", (4, "SY")), (4, "IQ", (5, "IZ")), (4, "US", (2, "US")), (6, "DZ", (1, "AG")), (7, None, ("", ""))]
)
def test_gdelt_tells_places_by_its_own_codes(precision: int, country: str | None, told: tuple[int | str, str]) -> None:
    event = replace(RECORD.events[0], place_precision=precision)
    (row,) = gdelt_rows(replace(RECORD, events=(event,), entities=(replace(RECORD.entities[0], country=country),)))
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == told


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ([(12, 12, 12), (14, 14, 14)], (12, 14, 14)),
        ([(12, 12, 12), (20, None, None)], (12, 12, "")),
        ([(None, None, 5)], ("", "", 5)),
        ([], ("", "", "")),
    ],
)
def test_ucdp_leaves_a_bound_open_that_a_telling_leaves_open(figures: list[tuple[int | None, int | None, int | None]], told: tuple[object, ...]) -> None:
    quantities = tuple(Quantity(f"n{i}", 4, 6, "12", *figure, "person", "killed") for i, figure in enumerate(figures))
    event = replace(RECORD.events[0], figures=tuple(Figure(quantity.id, "s1") for quantity in quantities))
    (row,) = ucdp_rows(replace(RECORD, events=(event,), quantities=quantities))
    assert (row["low"], row["best"], row["high"]) == told


@pytest.mark.parametrize("form", ["gdelt", "ucdp"])
def test_a_table_without_events_has_its_columns(form: str) -> None:
    assert list(lines([], form)) == list(lines([RECORD], form))[:1]
    assert len(list(lines([RECORD], form, only=frozenset(("r1-e1",))))) == 2
    assert len(list(lines([RECORD], form, only=frozenset()))) == 1


def test_lines_are_json_and_csv() -> None:
    assert [json.loads(line)["id"] for line in lines([RECORD], "plover")] == ["r1-e1", "r1-e3"]
    head, row = csv.reader(lines([RECORD], "ucdp"))
    assert dict(zip(head, row, strict=True))["side_a"] == "Syria"
    with pytest.raises(ConfigError, match="plover, gdelt, ucdp"):
        list(lines([RECORD], "acled"))
