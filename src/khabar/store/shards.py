"""A store as Parquet files and back: one row a report with its whole record, so that any engine reads it and a store can be made of it.

A folder of shards holds ``records-00000.parquet`` and so on, and one file for each other table that no record tells: the
older texts (``versions.parquet``) and what analysts decided. They appear once all of them are whole.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from khabar.arrow import record_schema, record_table
from khabar.errors import ReadError, StoreError
from khabar.link.judgements import Judgement
from khabar.model import Record
from khabar.store.database import Database
from khabar.store.judging import Judging
from khabar.store.reading import packed_record
from khabar.store.records import record_of
from khabar.store.writing import BATCH, Added, Kept, Writer

PER_FILE = 20_000  # reports
_PER_GROUP = 500  # reports held at a time
# beside the record: when the report came into the store, and the digest that tells whether it is the same one
_BESIDE = pa.schema([pa.field("digest", pa.binary()), pa.field("added_at", pa.string())])
# what no record tells
_TABLES = ("versions", "judgements")


def write_shards(database: Database, folder: str | Path) -> int:
    """Write the whole store into a folder, made where there is none, and return the number of reports.

    Raises:
        StoreError: the folder holds shards already, or cannot be written.
    """
    folder = Path(folder)
    if any(folder.glob("records-*.parquet")):
        message = f"cannot write shards to {folder}: it holds some already. Give a new folder"
        raise StoreError(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        rows = _rows(database)
        count = number = 0
        parts = [part for table in _TABLES if (part := _write_table(database, table, folder))]
        while written := _write_file(part := folder / f"records-{number:05d}.part", rows):
            parts.append(part)
            count += written
            number += 1
        for part in parts:  # the records last: a folder that holds some holds all
            part.replace(part.with_suffix(".parquet"))
    except OSError as error:
        message = f"cannot write shards to {folder}: {error.strerror or error}"
        raise StoreError(message) from error
    return count


def shards_of(folder: str | Path) -> tuple[Path, ...]:
    """Return the files of records in a folder, in their order.

    Raises:
        ReadError: the folder holds none.
    """
    files = sorted(Path(folder).glob("records-*.parquet"))
    if not files:
        message = f"cannot rebuild from {folder}: no records-*.parquet there. Write some: khabar shards FOLDER"
        raise ReadError(message)
    return tuple(files)


def rebuild(database: Database, folder: str | Path) -> Added:
    """Read shards into a store, the analysts' decisions first, and return how many reports were new, replaced or there already.

    Raises:
        ReadError: the folder holds no shards, or one that khabar did not write.
        StoreError: the store cannot be written.
    """
    folder = Path(folder)
    files = shards_of(folder)
    _read_versions(database, folder / "versions.parquet")
    _read_judgements(database, folder / "judgements.parquet")
    writer = Writer(database)
    added = Added()
    for file in files:
        kept = _read_file(file)
        while batch := list(islice(kept, BATCH)):
            added += writer.write(batch)
    return added


def _rows(database: Database) -> Iterator[tuple[Record, bytes, str]]:
    last = 0
    question = """
        SELECT key, text, record, digest, added_at FROM reports JOIN records ON report_key = key WHERE key > ? ORDER BY key LIMIT 100
    """
    while rows := database.rows(question, (last,)):
        last = rows[-1]["key"]
        for row in rows:
            yield packed_record(row["text"], row["record"]), row["digest"], row["added_at"]


def _write_file(part: Path, rows: Iterator[tuple[Record, bytes, str]]) -> int:
    """Write the next reports and return how many they are, 0 (and no file) where none are left."""
    group = list(islice(rows, _PER_GROUP))
    if not group:
        return 0
    count = 0
    with pq.ParquetWriter(part, pa.unify_schemas([record_schema(), _BESIDE]), compression="zstd") as writer:
        while group:
            writer.write_table(_table(group))
            count += len(group)
            group = list(islice(rows, _PER_GROUP)) if count < PER_FILE else []
    return count


def _table(group: Sequence[tuple[Record, bytes, str]]) -> pa.Table:
    table = record_table(record for record, _, _ in group)
    for place, column in enumerate(_BESIDE):
        table = table.append_column(column, pa.array([row[1 + place] for row in group], column.type))
    return table


def _read_file(path: Path) -> Iterator[Kept]:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_PER_GROUP):
                for row in batch.to_pylist():
                    digest, added_at = row.pop("digest"), row.pop("added_at")
                    yield Kept(record_of(row), digest, added_at=added_at)
    except (OSError, KeyError, pa.ArrowException) as error:
        raise _no_shard(path, error) from error


def _write_table(database: Database, table: str, folder: Path) -> Path | None:
    """Write a table beside the records and return its file; None (and no file) where it is empty."""
    rows = [dict(row) for row in database.rows(f"SELECT * FROM {table}")]  # noqa: S608 - our own table names
    if not rows:
        return None
    part = folder / f"{table}.part"
    pq.write_table(pa.Table.from_pylist(rows), part, compression="zstd")
    return part


def _rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a table beside the records; none where there is no such file."""
    try:
        return pq.read_table(path).to_pylist() if path.exists() else []
    except (OSError, pa.ArrowException) as error:
        raise _no_shard(path, error) from error


def _read_versions(database: Database, path: Path) -> None:
    names = ("id", "number", "title", "text", "published", "outlet", "url", "added_at", "replaced_at")
    sql = f"INSERT OR IGNORE INTO versions ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our own column names
    try:
        rows = [[row[name] for name in names] for row in _rows_of(path)]
    except KeyError as error:
        raise _no_shard(path, error) from error
    with database.transaction() as connection:
        connection.executemany(sql, rows)


def _read_judgements(database: Database, path: Path) -> None:
    """Take over the judgements of the shards beside those that the store has, which keep their numbers."""
    try:
        given = [Judgement(**row) for row in _rows_of(path)]
    except TypeError as error:
        raise _no_shard(path, error) from error
    Judging(database, "").add(given)


def _no_shard(path: Path, error: Exception) -> ReadError:
    return ReadError(f"cannot rebuild from {path}: {error} (expected a shard that khabar wrote)")
