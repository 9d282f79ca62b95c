"""A store written as Parquet and read back is the same store."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from khabar.errors import ReadError, StoreError
from khabar.link.judgements import Judgement
from khabar.store import shards
from khabar.store.database import Database
from khabar.store.entities import judgements, keep
from khabar.store.judging import Judging
from khabar.store.reading import records
from khabar.store.shards import rebuild, write_shards
from khabar.store.writing import Added, Writer, kept
from store_records import record


def filled(path: Path) -> Database:
    database = Database(path)
    writer = Writer(database)
    writer.write(kept(record(f"r{i}")) for i in range(3))
    writer.write([kept(record("r1", text=record().text + " (محدّث)"))])
    return database


def test_a_rebuilt_store_is_the_same_store(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as one, Database(tmp_path / "other.db") as other:
        assert write_shards(one, tmp_path / "shards") == 3
        assert rebuild(other, tmp_path / "shards") == Added(new=3)
        assert list(records(other)) == list(records(one))
        for question in (
            "SELECT id, digest, added_at FROM reports",
            "SELECT * FROM versions",
            "SELECT id, kind, start, stop FROM passages JOIN reports r ON r.key = report_key",
        ):
            assert sorted(map(tuple, other.rows(question))) == sorted(map(tuple, one.rows(question)))


def test_rebuilding_twice_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as database:
        write_shards(database, tmp_path / "shards")
        assert rebuild(database, tmp_path / "shards") == Added(unchanged=3)


def test_shards_are_not_written_over(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as database:
        write_shards(database, tmp_path / "shards")
        with pytest.raises(StoreError, match="holds some already"):
            write_shards(database, tmp_path / "shards")


def test_shards_that_broke_off_are_no_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "shards"
    monkeypatch.setattr(shards, "PER_FILE", 1)
    monkeypatch.setattr(shards, "_PER_GROUP", 1)
    made = pq.ParquetWriter

    def full(path: Path, *rest: object, **options: object) -> object:
        if path.name.startswith("records-00002"):
            raise OSError(28, "No space left on device")
        return made(path, *rest, **options)

    with filled(tmp_path / "one.db") as one, Database(tmp_path / "other.db") as other:
        with monkeypatch.context() as disk:
            disk.setattr(pq, "ParquetWriter", full)
            with pytest.raises(StoreError, match="No space left"):
                write_shards(one, folder)
        with pytest.raises(ReadError, match=r"no records-\*.parquet"):
            rebuild(other, folder)
        assert write_shards(one, folder) == 3
        assert rebuild(other, folder) == Added(new=3)
        assert {path.suffix for path in folder.iterdir()} == {".parquet"}


def test_a_folder_without_shards_is_told(tmp_path: Path) -> None:
    with Database(tmp_path / "one.db") as database, pytest.raises(ReadError, match=r"no records-\*.parquet"):
        rebuild(database, tmp_path)


@pytest.mark.parametrize("broken", [b"no parquet", None])
def test_a_file_that_is_no_shard_is_told(tmp_path: Path, broken: bytes | None) -> None:
    path = tmp_path / "records-00000.parquet"
    if broken is None:
        pq.write_table(pa.table({"a": [1]}), path)
    else:
        path.write_bytes(broken)
    with Database(tmp_path / "one.db") as database, pytest.raises(ReadError, match="expected a shard that khabar wrote"):
        rebuild(database, tmp_path)


def test_judgements_come_back(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as one, Database(tmp_path / "other.db") as other:
        with one.transaction() as connection:
            keep(connection, Judgement(0, "rename", "loc-nahroz", value="النهروز القديمة", who="رنا", at="2017-10-23T10:00:00+00:00"))
        write_shards(one, tmp_path / "shards")
        rebuild(other, tmp_path / "shards")
        assert judgements(other.connection) == judgements(one.connection)
        assert {entity.name for record in records(other) for entity in record.entities if entity.id == "loc-nahroz"} == {"النهروز القديمة"}


def test_a_store_keeps_its_own_judgements_beside_those_of_the_shards(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as one, filled(tmp_path / "other.db") as other:
        Judging(one, "رنا").rename("loc-nahroz", "النهروز القديمة")
        theirs = write_shards(one, tmp_path / "shards")
        mine = Judging(other, "ليلى").retype("org-naba", "PER")
        for _ in range(2):
            rebuild(other, tmp_path / "shards")
            assert [(held.kind, held.who) for held in judgements(other.connection)] == [("retype", "ليلى"), ("rename", "رنا")]
        assert theirs == 3
        assert judgements(other.connection)[0] == mine
        assert {entity.name for record in records(other) for entity in record.entities if entity.id == "loc-nahroz"} == {"النهروز القديمة"}


def test_a_judgement_that_was_taken_back_since_does_not_come_back(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as one:
        made = Judging(one, "رنا").rename("loc-nahroz", "النهروز القديمة")
        write_shards(one, tmp_path / "shards")
        taken = Judging(one, "رنا").undo(made.number)
        rebuild(one, tmp_path / "shards")
        assert judgements(one.connection) == [taken]


def test_a_judgement_that_was_taken_back_there_is_taken_back_here(tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as one, filled(tmp_path / "other.db") as other:
        made = Judging(one, "رنا").rename("loc-nahroz", "النهروز القديمة")
        Judging(other, "").add([made])
        assert Judging(other, "").add([Judging(one, "رنا").undo(made.number)]) == 1
        assert [held.undone is None for held in judgements(other.connection)] == [False]
        assert {entity.name for record in records(other) for entity in record.entities if entity.id == "loc-nahroz"} == {"النهروز"}


@pytest.mark.parametrize("table", ["versions", "judgements"])
@pytest.mark.parametrize("columns", [None, {"nothing": ["a"]}])
def test_a_broken_table_beside_the_records_is_told(tmp_path: Path, table: str, columns: dict[str, list[str]] | None) -> None:
    with filled(tmp_path / "one.db") as one, Database(tmp_path / "other.db") as other:
        write_shards(one, tmp_path / "shards")
        path = tmp_path / "shards" / f"{table}.parquet"
        if columns is None:
            path.write_bytes(b"no parquet")
        else:
            pq.write_table(pa.table(columns), path)
        with pytest.raises(ReadError, match="expected a shard that khabar wrote"):
            rebuild(other, tmp_path / "shards")
