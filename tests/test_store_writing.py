"""What comes out of a store is what went in; a report twice changes nothing; what is stored stays, whatever happens to the writer."""

import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import StoreError
from khabar.model import Document, Entity, Mention, Record, Source, Span
from khabar.store.database import Database
from khabar.store.index import packed, unpacked
from khabar.store.reading import record as current
from khabar.store.reading import record_as_read as stored
from khabar.store.reading import records
from khabar.store.records import record_of
from khabar.store.writing import Added, Kept, Writer, digest_of, kept
from store_records import record

WRITES_FOREVER = """
import sys
from dataclasses import replace
sys.path.insert(0, {tests!r})
from store_records import record
from khabar.store.database import Database
from khabar.store.writing import Writer, kept
writer = Writer(Database(sys.argv[1]))
number = 0
while True:
    writer.write(kept(record(f"r{{number + i}}")) for i in range(50))
    number += 50
    print(number, flush=True)
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "khabar.db") as opened:
        yield opened


def count(database: Database, table: str) -> int:
    found: int = database.rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608 - the tests' own words
    return found


def whole(path: Path) -> list[int]:
    """Return the numbers of reports, texts and report titles of a store that has been checked for damage."""
    with Database(path, read_only=True) as opened:
        assert opened.rows("PRAGMA integrity_check")[0][0] == "ok"
        assert not opened.rows("PRAGMA foreign_key_check")
        return [count(opened, "reports"), count(opened, "records"), count(opened, "passages WHERE kind = 'title'")]


def test_a_record_comes_back_as_it_was(database: Database) -> None:
    Writer(database).write([kept(record())])
    assert stored(database, "r1") == record()


def test_a_record_tells_the_ids_that_hold_for_the_store(database: Database) -> None:
    Writer(database).write([kept(record()), kept(record("r2"))])
    found = list(records(database))
    assert [one and one.text for one in (current(database, "r1"), current(database, "r2"))] == [one.text for one in found]
    people = {entity.id for one in found for entity in one.entities if entity.type == "PER"}
    assert people == {row[0] for row in database.rows("SELECT id FROM entities WHERE type = 'PER' AND n_reports > 0")}
    assert {statement.source for one in found for statement in one.statements} == {(*people,), ("<military source>",)}


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(texts, texts, st.lists(st.tuples(texts, st.dictionaries(texts, texts, max_size=2)), max_size=3))
def test_any_record_survives_packing(text: str, title: str, named: list[tuple[str, dict[str, str]]]) -> None:
    entities = tuple(Entity(f"e{i}", "PER", name, links=links) for i, (name, links) in enumerate(named))
    made = Record("x", Source(title=title), text, entities=entities, boilerplate=(Span(0, len(text)),))
    assert record_of(unpacked(made.text, packed(made))) == made


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back_from_a_file(text: str) -> None:
    made = Record("x", Source(title=text), text, mentions=(Mention("m1", 0, len(text), text, "PER", "e1"),))
    with TemporaryDirectory() as folder, Database(Path(folder) / "khabar.db") as database:
        Writer(database).write([kept(made)])
        assert stored(database, "x") == made


def test_adding_a_report_twice_changes_nothing(database: Database) -> None:
    writer = Writer(database)
    assert writer.write([kept(record())]) == Added(new=1)
    before = [tuple(row) for row in database.rows("SELECT * FROM passages")]
    assert writer.write([kept(record())]) == Added(unchanged=1)
    assert [tuple(row) for row in database.rows("SELECT * FROM passages")] == before
    assert not count(database, "versions")


def test_a_changed_report_replaces_its_record_and_keeps_the_old_text(database: Database) -> None:
    writer = Writer(database)
    changed = record(text=record().text.replace("12", "14"))
    writer.write([kept(record())])
    assert writer.write([kept(changed)]) == Added(replaced=1)
    assert stored(database, "r1") == changed
    versions = database.rows("SELECT number, text FROM versions WHERE id = 'r1'")
    assert [tuple(row) for row in versions] == [(1, record().text)]
    assert database.rows("SELECT n_reports FROM entities WHERE id = 'per-khatib'")[0][0] == 1


def test_changed_metadata_replaces_the_record_without_a_version(database: Database) -> None:
    writer = Writer(database)
    writer.write([kept(record())])
    assert writer.write([kept(record(day="2017-10-21"))]) == Added(replaced=1)
    assert not count(database, "versions")


def test_two_texts_of_one_id_in_one_batch_are_a_report_and_its_change(database: Database) -> None:
    assert Writer(database).write([kept(record()), kept(record(text=record().text + "."))]) == Added(new=1, replaced=1)
    assert count(database, "versions") == 1


def test_nothing_of_a_replaced_report_stays_in_the_index(database: Database) -> None:
    writer = Writer(database)
    writer.write([kept(record())])
    sizes = {table: count(database, table) for table in ("passages", "words", "statements", "chain", "involvements", "events", "parties", "roles", "labels")}
    writer.write([Kept(record(), b"other", again=True)])
    assert {table: count(database, table) for table in sizes} == sizes


def test_a_report_is_known_by_its_words_and_metadata_not_its_path(database: Database) -> None:
    writer = Writer(database)
    document = Document("r9", "قال الوزير", "عنوان", "2017-10-20", "al-nahr")
    writer.write([kept(replace(record("r9")), document)])
    assert writer.known(replace(document, path="elsewhere.txt"))
    assert not writer.known(replace(document, published="2017-10-21"))
    assert digest_of(document) != digest_of(replace(document, title=None))


def test_a_lone_surrogate_is_refused_and_the_batch_with_it(database: Database) -> None:
    with pytest.raises(StoreError, match="lone surrogate"):
        Writer(database).write([kept(record("good")), kept(record("bad", text="قال \ud800"))])
    assert not count(database, "reports")


def test_a_failed_batch_leaves_a_writer_that_can_go_on(database: Database) -> None:
    writer = Writer(database)
    broken = replace(record("r2"), published=replace(record().published, basis=None))  # type: ignore[arg-type] # what the table refuses
    with pytest.raises(StoreError):
        writer.write([kept(record("r1")), Kept(broken, b"x")])
    assert writer.write([kept(record("r3"))]) == Added(new=1)
    assert not database.rows("PRAGMA foreign_key_check")


def test_a_killed_writer_loses_no_more_than_its_batch(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    script = WRITES_FOREVER.format(tests=str(Path(__file__).parent))
    with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = 0
        while told < 200:
            told = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
    reports, texts, titles = whole(path)
    assert reports >= told
    assert reports % 50 == 0
    assert reports == texts == titles
    with Database(path) as database:
        assert Writer(database).write([kept(record("later"))]) == Added(new=1)


def test_a_store_is_read_while_another_process_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    script = WRITES_FOREVER.format(tests=str(Path(__file__).parent))
    with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with Database(path, read_only=True) as database:
            seen = [count(database, "reports") for _ in range(5) if writer.stdout.readline()]
        writer.kill()
    assert seen == sorted(seen)
    assert seen[-1] > 0


def test_two_processes_write_one_store_in_turn(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    Database(path).close()
    script = WRITES_FOREVER.format(tests=str(Path(__file__).parent)).replace('f"r{', 'sys.argv[2] + f"{').replace("while True", "while number < 300")
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path), name], stdout=subprocess.DEVNULL) for name in ("one", "two")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    reports, texts, _ = whole(path)
    assert reports == texts == 600
    with Database(path, read_only=True) as database:
        assert [tuple(row) for row in database.rows("SELECT n_reports FROM entities WHERE id = 'loc-nahroz'")] == [(600,)]
        people = database.rows("SELECT n_reports FROM entities WHERE type = 'PER' AND n_reports > 0")
        assert [tuple(row) for row in people] == [(600,)]


def test_a_full_disk_is_told_and_what_was_stored_stays(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    with Database(path) as database:
        Writer(database).write([kept(record("r1"))])
    script = WRITES_FOREVER.format(tests=str(Path(__file__).parent))

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    writer = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, preexec_fn=small_disk, check=False, timeout=120)
    assert writer.returncode == 1
    assert "cannot write" in writer.stderr
    assert "What was stored before is kept" in writer.stderr
    reports, texts, _ = whole(path)
    assert reports == texts >= 1


def test_a_locked_store_is_told(database: Database) -> None:
    writer = Writer(database)
    database.connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another process is writing"):
        writer.write([kept(record())])
    other.close()
    assert writer.write([kept(record())]) == Added(new=1)


def test_threads_read_side_by_side(database: Database) -> None:
    Writer(database).write([kept(record())])
    found: list[Record | None] = []
    threads = [threading.Thread(target=lambda: found.append(stored(database, "r1"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [record()] * 8
