"""Opening a store: made where there is none, brought up to date, refused in plain words where it is something else."""

import sqlite3
from pathlib import Path

import pytest

from khabar.errors import StoreError
from khabar.query.listing import Choice, events
from khabar.query.reports import status
from khabar.store.database import VERSION, Database, migrate, run_script
from khabar.store.reading import record_as_read as stored
from khabar.store.writing import Writer, kept
from store_records import record


def version(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return found


def test_a_new_store_has_every_table_with_a_comment(tmp_path: Path) -> None:
    with Database(tmp_path / "khabar.db") as database:
        tables = {row[0] for row in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'words_%'")}
    source = (Path(__file__).parent.parent / "src/khabar/store/schema.sql").read_text(encoding="utf-8")
    lines = source.splitlines()
    described = {
        line.split()[2] if line.startswith("CREATE TABLE") else line.split()[3]
        for i, line in enumerate(lines)
        if "TABLE" in line and lines[i - 1].startswith("--")
    }
    assert described
    assert described <= tables
    assert source.count("CREATE TABLE") + source.count("CREATE VIRTUAL TABLE") == len(described)


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(StoreError, match=f"version {VERSION + 1}.*knows versions up to {VERSION}.*pip install -U khabar"):
        Database(path)
    assert version(path) == VERSION + 1


@pytest.mark.parametrize("content", [b"not a database, just words\n" * 100, b"PK\x03\x04" + bytes(2000)])
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a khabar store"):
        Database(path)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
    with pytest.raises(StoreError, match="no khabar store"):
        Database(path)


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    for options in ({"read_only": True}, {"create": False}):
        with pytest.raises(StoreError, match="no such store"):
            Database(tmp_path / "none.db", **options)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Its folder must exist"):
        Database(tmp_path / "none" / "khabar.db")


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"a folder\. Give a file: --store .*khabar\.db$"):
        Database(tmp_path)


class Refused:
    """A connection on a disk where SQLite cannot make the files that it needs beside a store that was not closed."""

    def execute(self, _: str) -> None:
        """Raise as SQLite does."""
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    def close(self) -> None:
        """Close nothing."""


def test_what_was_written_last_is_not_left_out_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, connect = tmp_path / "khabar.db", sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda address, **options: Refused() if address.endswith("mode=ro") else connect(address, **options))
    with Database(path) as database:
        Writer(database).write([kept(record())])
        with pytest.raises(StoreError, match=r"lies in .*khabar\.db-wal still"):
            Database(path, read_only=True)
    with Database(path, read_only=True) as database:  # closed, so that nothing is left beside it
        assert stored(database, "r1") == record()


def test_a_store_that_was_deleted_or_replaced_is_not_written_into_nothing(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    with Database(path) as database:
        Writer(database).write([kept(record())])
        path.unlink()
        for again in (False, True):
            with pytest.raises(StoreError, match="moved, deleted or replaced since it was opened"):
                Writer(database).write([kept(record("r2"))])
            assert path.exists() == again
            Database(path).close()


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    with Database(path) as database:
        Writer(database).write([kept(record(f"r{i}")) for i in range(50)])
    body = bytearray(path.read_bytes())
    body[4096:] = b"\xff" * (len(body) - 4096)
    path.write_bytes(bytes(body))
    with pytest.raises(StoreError, match="damaged"), Database(path) as database:
        database.rows("SELECT * FROM reports")


def test_a_read_only_store_refuses_to_be_written(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    with Database(path) as database:
        Writer(database).write([kept(record())])
    with Database(path, read_only=True) as database:
        with pytest.raises(StoreError, match="read-only"):
            Writer(database).write([kept(record("r2"))])
        assert stored(database, "r1") == record()


def test_steps_bring_an_older_store_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    steps = {VERSION + 1: "CREATE TABLE added (a);\nINSERT INTO added VALUES (';');", VERSION + 2: "ALTER TABLE added ADD COLUMN b;"}
    with Database(path) as database:
        Writer(database).write([kept(record())])
        migrate(database, steps, VERSION + 2)
        assert [tuple(row) for row in database.rows("SELECT a, b FROM added")] == [(";", None)]
        assert stored(database, "r1") == record()
    assert version(path) == VERSION + 2


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "khabar.db"
    steps = {VERSION + 1: "CREATE TABLE added (a);", VERSION + 2: "CREATE TABLE reports (a);"}
    with Database(path) as database:
        with pytest.raises(StoreError, match="already exists"):
            migrate(database, steps, VERSION + 2)
        assert not database.rows("SELECT * FROM sqlite_schema WHERE name = 'added'")
    assert version(path) == VERSION


def test_a_missing_step_is_told(tmp_path: Path) -> None:
    with Database(tmp_path / "khabar.db") as database, pytest.raises(StoreError, match=f"no step to version {VERSION + 1}"):
        migrate(database, {}, VERSION + 1)


def test_a_script_runs_inside_the_open_transaction() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("BEGIN")
    run_script(connection, "-- a comment; with a semicolon\nCREATE TABLE a (\n  b TEXT -- why;\n);\nINSERT INTO a VALUES ('x;\ny');")
    assert connection.execute("SELECT b FROM a").fetchall() == [("x;\ny",)]
    connection.execute("ROLLBACK")
    assert not connection.execute("SELECT * FROM sqlite_schema").fetchall()
    connection.close()


def test_the_size_counts_what_was_not_yet_taken_over_into_the_file(tmp_path: Path) -> None:
    with Database(tmp_path / "k.db") as database:
        Writer(database).write([kept(record("r1"))])
        assert status(database).n_size >= sum(path.stat().st_size for path in tmp_path.glob("k.db*") if not path.name.endswith("-shm")) > 0


def test_a_store_from_before_confidence_gets_its_column(tmp_path: Path) -> None:
    """A store of version 1 is as one of now without the column; what it holds is kept, its events have no confidence until they are read anew."""
    path = tmp_path / "khabar.db"
    with Database(path) as database:
        Writer(database).write([kept(record())])
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE events DROP COLUMN confidence")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(StoreError, match=r"a store of version 1, expected 2.*khabar status"):
        Database(path, read_only=True)
    with Database(path) as database:
        assert {line.confidence for line in events(database, Choice()).lines} == {None}
        assert not events(database, Choice(confidence=0.0)).lines
        assert stored(database, "r1") == record()
    assert version(path) == VERSION
