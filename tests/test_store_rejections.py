"""What an analyst rejects leaves the index and comes back when it is taken back; a report is found by the day that an analyst gave it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import khabar
from khabar.errors import ConfigError
from khabar.link.judgements import exported, imported
from khabar.link.rejections import Place, place_of, without
from khabar.model import Record
from khabar.query.entities import entities
from khabar.query.listing import Choice, events, statements
from khabar.query.reports import ReportChoice, report, reports
from khabar.query.search import Filters, search
from khabar.store.database import Database
from khabar.store.judging import Judging
from khabar.store.reading import record as current
from khabar.store.reading import record_as_read
from khabar.store.shards import rebuild, write_shards
from khabar.store.writing import Writer, kept
from store_records import record


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "k.db") as found:
        Writer(found).write([kept(record("r1")), kept(record("r2", day=None))])
        yield found


def place(part: int, kind: str = "statements", identity: str = "r1") -> str:
    return str(place_of(identity, getattr(record(identity), kind)[part]))


def said(database: Database, identity: str = "r1") -> list[str]:
    return [hit.id for hit in statements(database, Choice()).lines if hit.report == identity]


def found(database: Database) -> set[tuple[str, str]]:
    return {(line.report, line.kind) for line in search(database, "صامدة", Filters(kind="statement")).lines}


def test_a_rejected_statement_leaves_the_index_and_comes_back(database: Database) -> None:
    before = {table: _rows(database, table) for table in ("passages", "statements", "chain", "events", "involvements")}
    read = record_as_read(database, "r1")
    judgement = Judging(database, "ليلى").reject(place(0), "not said")
    assert (judgement.who, judgement.note, judgement.value) == ("ليلى", "not said", "الهدنة في النهروز صامدة")
    assert found(database) == {("r2", "statement")}
    assert "s1" not in said(database)
    assert "s1" in said(database, "r2")
    assert record_as_read(database, "r1") == read
    view = report(database, "r1")
    assert view is not None
    assert view.judged == (judgement,)
    assert all(statement.id != "s1" for statement in view.record.statements)
    Judging(database, "").undo(judgement.number)
    assert {table: _rows(database, table) for table in before} == before
    assert found(database) == {("r1", "statement"), ("r2", "statement")}
    assert current(database, "r1") == read


def _rows(database: Database, table: str) -> int:
    count: int = database.rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608 - our own table names
    return count


def test_a_rejected_event_leaves_the_lists(database: Database) -> None:
    n = len([line for line in events(database, Choice()).lines if line.report == "r1"])
    Judging(database, "").reject(place(0, "events"))
    assert len([line for line in events(database, Choice()).lines if line.report == "r1"]) == n - 1


def test_a_rejected_mention_takes_its_entity_where_nothing_else_names_it(database: Database) -> None:
    judging = Judging(database, "")
    judging.reject(place(2, "mentions"))
    assert {line.id: line.n_reports for line in entities(database).lines}["org-naba"] == 1
    numbers = [judging.reject(place(2, "mentions", "r2")).number]
    assert "org-naba" not in {line.id for line in entities(database).lines}
    assert not entities(database, "نبأ").lines
    judging.undo(numbers[0])
    assert {line.id: line.n_reports for line in entities(database, "نبأ").lines} == {"org-naba": 1}


def test_a_rejection_holds_when_the_report_is_read_anew_rebuilt_or_handed_on(database: Database, tmp_path: Path) -> None:
    judging = Judging(database, "ليلى")
    judging.reject(place(0))
    judging.date("r2", "2017-10-30")
    Writer(database).write([kept(record("r1"), again=True), kept(record("r2", day=None), again=True)])
    write_shards(database, tmp_path / "shards")
    with Database(tmp_path / "rebuilt.db") as rebuilt, Database(tmp_path / "given.db") as given:
        rebuild(rebuilt, tmp_path / "shards")
        assert Judging(given, "").add(imported(exported(judging.all()).splitlines())) == 2
        Writer(given).write([kept(record("r1")), kept(record("r2", day=None))])
        for store in (database, rebuilt, given):
            assert found(store) == {("r2", "statement")}
            assert [line.day for line in reports(store).lines] == ["2017-10-30", "2017-10-20"]
            assert record_as_read(store, "r1") == record("r1")


def test_other_words_at_the_place_are_not_rejected(database: Database) -> None:
    Judging(database, "").reject(place(0))
    changed = record("r1", text=record().text.replace("صامدة", "كاملة"))
    Writer(database).write([kept(changed)])
    assert "s1" in said(database)


def test_a_report_is_found_by_the_day_that_an_analyst_gave(database: Database) -> None:
    def since(day: str) -> list[str]:
        return [line.id for line in reports(database, ReportChoice(since=day)).lines]

    assert since("2017-11-01") == []
    judging = Judging(database, "ليلى")
    number = judging.date("r2", "2017-11-05").number
    assert since("2017-11-01") == ["r2"]
    assert {line.report for line in search(database, "صامدة", Filters(since="2017-11-01")).lines} == {"r2"}
    assert {line.report for line in search(database, "صامدة", Filters(until="2017-11-01")).lines} == {"r1"}
    now, read = current(database, "r2"), record_as_read(database, "r2")
    assert now is not None
    assert read is not None
    assert (now.published.value, now.published.basis) == ("2017-11-05", "analyst")
    assert read.published.basis == "text"
    judging.date("r2", "2017-11-06")
    judging.undo(number)
    assert [line.day for line in reports(database, ReportChoice(since="2017-11-01")).lines] == ["2017-11-06"]


@pytest.mark.parametrize("written", ["r1", "r1#statement:5-5", "r1#title:0-4", "r1#statement:-1-4", "#event:1-2", "r1#event:1-2", "none#event:1-2"])
def test_no_such_part(database: Database, written: str) -> None:
    with pytest.raises(ConfigError):
        Judging(database, "").reject(written)
    assert Judging(database, "").all() == []


def test_an_id_may_hold_the_signs_of_a_place() -> None:
    assert Place.parsed("a#event:1-2#event:30-41") == Place("a#event:1-2", "event", 30, 41)


def test_nothing_points_at_what_was_rejected() -> None:
    whole = record()
    for kind in ("statements", "events", "mentions"):
        for part in getattr(whole, kind):
            where = place_of(whole.id, part)
            assert where is not None
            left = without(whole, {where: None})
            assert len(getattr(left, kind)) == len(getattr(whole, kind)) - 1
            _whole_in_itself(left)


def _whole_in_itself(left: Record) -> None:
    said = {statement.id for statement in left.statements} | {None}
    known = {entity.id for entity in left.entities} | {None}
    assert {event.inside for event in left.events} | {label.statement for label in left.labels} | {s.within for s in left.statements} <= said
    assert {event.same_as for event in left.events} <= {event.id for event in left.events} | {None}
    assert {role.holder for role in left.roles} <= {mention.id for mention in left.mentions} | {None}
    named = {identity for event in left.events for identity in (*event.actors, *event.recipients, *event.places)}
    named |= {identity for statement in left.statements for identity in statement.source}
    assert {identity for identity in named if not identity.startswith("<")} <= known


def test_add_again_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("أعلن الناطق باسم الحكومة سمير العلي أنّ المفاوضات ستبدأ غداً في المدينة.\n", encoding="utf-8")
    with khabar.open_store(tmp_path / "k.db") as opened:
        opened.add(tmp_path / "a.txt")
    with Database(tmp_path / "k.db") as database:
        line = statements(database, Choice()).lines[0]
        Judging(database, "").reject(f"{line.report}#statement:{line.start}-{line.stop}")
        n = _rows(database, "statements")
    with khabar.open_store(tmp_path / "k.db") as opened:
        opened.add(tmp_path / "a.txt", again=True)
    with Database(tmp_path / "k.db") as database:
        assert _rows(database, "statements") == n == 0
