"""What an analyst rejects leaves the index and comes back when it is taken back; a report is found by the day that an analyst gave it."""

import json
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


DATED = "قال الوزير سمير العلي أمس إنّ المفاوضات مستمرة في المدينة.\n\nواستقبل رئيس الحكومة كمال النجار الوفد أول أمس في العاصمة.\n"


def _days(path: Path) -> tuple[list[str | None], set[str | None], set[str]]:
    """Return the days of the times of the one report of a store, those of its events, and what its day of print is taken from."""
    with Database(path) as database:
        read = current(database, "r")
        assert read is not None
        return [time.value for time in read.times], {line.first_day for line in events(database, Choice()).lines}, {read.published.basis}


@pytest.mark.parametrize("given", ["2017-10-20", None])
def test_words_of_a_report_count_from_the_day_that_an_analyst_gave(given: str | None, tmp_path: Path) -> None:
    path, lines = tmp_path / "k.db", tmp_path / "a.jsonl"
    lines.write_text(json.dumps({"id": "r", "text": DATED, "published": given}), encoding="utf-8")
    with khabar.open_store(path) as opened:
        opened.add(lines)
    before = _days(path)
    assert before[0] == (["2017-10-19", "2017-10-18"] if given else [None, None])
    with Database(path) as database:
        judging = Judging(database, "ليلى")
        place_of_statement = statements(database, Choice()).lines[0]
        rejection = judging.reject(f"r#statement:{place_of_statement.start}-{place_of_statement.stop}")
        first, second = judging.date("r", "2016-03-10"), judging.date("r", "2016-03-02")
        assert not statements(database, Choice()).lines
    judged = _days(path)
    assert (judged[0], judged[2]) == (["2016-03-01", "2016-02-29"], {"analyst"})
    assert "2016-02-29" in judged[1]
    with khabar.open_store(path) as opened:
        assert opened.add(lines).added.unchanged == 1
        assert opened.add(lines, again=True).added.replaced == 1
    assert _days(path) == judged
    with Database(path) as database:
        judging = Judging(database, "")
        judging.undo(second.number)
        assert [time.value for time in current(database, "r").times] == ["2016-03-09", "2016-03-08"]  # type: ignore[union-attr]
        judging.undo(first.number)
        judging.undo(rejection.number)
    assert _days(path) == before


def test_the_day_that_an_analyst_gave_wins_over_the_day_that_the_text_gives(tmp_path: Path) -> None:
    text = "قال الوزير سمير العلي اليوم الخميس إنّ المفاوضات مستمرة. وأضاف أنّ الوفد وصل أمس."
    path, lines = tmp_path / "k.db", tmp_path / "a.jsonl"
    lines.write_text(json.dumps({"id": "r", "text": text, "published": "2017-10-20"}), encoding="utf-8")  # a Friday
    with khabar.open_store(path) as opened:
        opened.add(lines)
    with Database(path) as database:
        read = current(database, "r")
        assert read is not None
        assert (read.published.conflict, read.times[-1].value) == ("2017-10-19", "2017-10-18")
        Judging(database, "").date("r", "2017-10-21")
        judged = current(database, "r")
        assert judged is not None
        assert (judged.published.value, judged.published.conflict, judged.times[-1].value) == ("2017-10-21", None, "2017-10-20")
