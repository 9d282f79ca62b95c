"""What somebody said: by name, by words, by the hands it came through; in Python and on the command line."""

import contextlib
import io
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from khabar.cli import main
from khabar.model import Document, Span
from khabar.query.api import open_store
from khabar.query.entities import entities, entity
from khabar.query.listing import Choice, events
from khabar.query.moments import moments
from khabar.query.reports import reports
from khabar.query.statements import Asked, entity_id, said, said_about
from khabar.store.database import Database
from khabar.store.writing import Writer, kept
from store_records import record


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("said") / "khabar.db"
    with Database(path) as database:
        Writer(database).write([kept(record()), kept(record("r2", day="2017-11-02"))])
    return path


def test_a_name_in_any_spelling_is_its_entity(store: Path) -> None:
    with Database(store, read_only=True) as database:
        assert entity_id(database, "per-khatib") == entity_id(database, "سامى الخطيب") == "per-khatib"
        assert entity_id(database, "لا أحد") == "لا أحد"
        assert entity_id(database, None) is None


def test_statements_of_a_source_newest_first(store: Path) -> None:
    with Database(store, read_only=True) as database:
        page = said(database, Asked("الخطيب", stance="asserts"))
        assert [(line.report, line.id) for line in page.lines] == [("r2", "s1"), ("r1", "s1")]
        assert [(line.report, line.id) for line in said(database, Asked("الخطيب", stance="asserts", until="2017-10-31")).lines] == [("r1", "s1")]


def test_statements_that_came_through_an_agency(store: Path) -> None:
    with Database(store, read_only=True) as database:
        lines = said(database, Asked(through="وكالة نبأ", since="2017-11-01")).lines
    assert [(line.report, line.id) for line in lines] == [("r2", "s2")]
    assert [hand.name for hand in lines[0].chain][:2] == ["مصدر عسكري", "وكالة نبأ"]


def test_statements_about_something_have_its_words_marked(store: Path) -> None:
    with Database(store, read_only=True) as database:
        hit = said_about(database, Asked("الخطيب", about="الهدنه", until="2017-10-31")).lines[0]
    assert [hit.text[mark.start : mark.end] for mark in hit.marks] == ["الهدنة"]


def _printed(*arguments: str) -> str:
    before, out = sys.argv, io.StringIO()
    sys.argv = ["khabar", *arguments]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(SystemExit):
            main()
    finally:
        sys.argv = before
    return out.getvalue()


def test_the_command_prints_statements_with_their_chain(store: Path) -> None:
    printed = _printed("said", "الخطيب", "--store", str(store), "--until", "2017-10-31")
    assert "الهدنة في النهروز صامدة" in printed
    assert "سامي الخطيب ← al-nahr" in printed


def test_the_command_prints_json(store: Path) -> None:
    printed = _printed("said", "الخطيب", "--store", str(store), "--about", "الهدنة", "--json")
    assert {line["statement"] for line in json.loads(printed)["lines"]} == {"s1"}


def test_a_statement_comes_through_who_hands_it_on_and_not_through_who_says_it(tmp_path: Path) -> None:
    with Database(tmp_path / "khabar.db") as database:
        Writer(database).write([kept(record("r1"))])
        for name, n in (("وكالة نبأ", 1), ("سامي الخطيب", 0)):
            entity_of = entities(database, name).lines[0].id
            view = entity(database, entity_of)
            assert view is not None
            assert view.n_carried == len(said(database, Asked(through=name)).lines) == n
            assert len(said_about(database, Asked(through=name, about="النهروز")).lines) == n


def test_lists_tell_the_days_that_a_report_of_uncertain_day_lies_between(tmp_path: Path) -> None:
    with Database(tmp_path / "khabar.db") as database:
        Writer(database).write([kept(record("r1", day=None))])
        (report,) = reports(database).lines
        told = {(report.earliest, report.day)}
        told |= {(line.earliest, line.day) for line in said(database, Asked()).lines}
        told |= {(line.earliest, line.latest or "") for line in events(database, Choice()).lines}
        khatib = entities(database, "سامي الخطيب").lines[0].id
        told |= {(moment.day, moment.last_day or "") for moment in moments(database, khatib)}
        assert told == {("2017-10-19", "2017-10-22")}


def test_a_page_of_a_long_report_takes_the_words_of_its_own_lines_alone(tmp_path: Path) -> None:
    made = record("r1")
    text = made.text + " كلمة" * 300_000
    last = Span(len(text) - 4, len(text))
    many = replace(made, text=text, events=tuple(replace(made.events[0], id=f"e{i}", trigger=last) for i in range(3_000)))
    with Database(tmp_path / "khabar.db") as database:
        Writer(database).write([kept(many)])
        begun = time.process_time()
        page = events(database, Choice(report="r1"))
        assert time.process_time() - begun < 2  # all lines: a minute
        assert len(page.lines) == 20
        assert page.lines[0].trigger == "كلمة"


def test_the_words_around_an_event_are_whole_and_tell_whether_the_text_goes_on(tmp_path: Path) -> None:
    middle = "وهاجم مسلحون مجهولون حاجزا للجيش قرب المدينة فجر الأحد"
    far = "وتستمر المشاورات بين الأطراف المعنية في العاصمة منذ أسابيع من دون نتيجة تذكر حتى الآن. " * 3
    with open_store(tmp_path / "k.db") as store:
        store.add([Document("short", f"{middle}.", published="2024-05-06"), Document("long", f"{far}{middle}. {far}", published="2024-05-05")])
        short, long = (store.events(report=report, type="ASSAULT").lines[0] for report in ("short", "long"))
    assert (short.cut_before, short.cut_after, f"{short.before}{short.trigger}{short.after}") == (False, False, f"{middle}.")
    assert (long.cut_before, long.cut_after) == (True, True)
    words = (far + middle).split()
    assert set(f"{long.before}{long.trigger}".split()) <= set(words)
    assert long.after.split()[-1] in words
