"""Records into a store: what is new, what has changed, and what is there already."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from khabar.errors import StoreError
from khabar.model import Document, Record
from khabar.store import terms
from khabar.store.database import Database
from khabar.store.directory import Directory
from khabar.store.entities import People
from khabar.store.index import Rows, Written, delete_report, packed
from khabar.store.indexing import bring_up_to_date
from khabar.store.records import document_of, published_with

BATCH = 200  # reports a transaction: what a killed process loses at most
_REMEMBERED = 4000  # reports after which a writer forgets what it knows of entities, which is in the file: memory stays bounded


@dataclass(frozen=True, slots=True)
class Kept:
    """A record on its way into the store; ``digest`` is that of the report as it was read, ``again`` replaces a record whose report is unchanged.

    ``added_at`` is when it came (UTC), None for now.
    """

    record: Record
    digest: bytes
    again: bool = False
    added_at: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """How many reports were new to the store, replaced (their old text kept as a version where it differs), or there already."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0

    def __add__(self, other: "Added") -> "Added":
        return Added(self.new + other.new, self.replaced + other.replaced, self.unchanged + other.unchanged)


def digest_of(document: Document) -> bytes:
    """Return 16 bytes that differ when a report or its metadata do; where it was read from (``path``) does not count."""
    parts = (document.text, document.title, document.published, document.outlet, document.url, document.lang)
    return hashlib.sha256(json.dumps(parts).encode()).digest()[:16]


def kept(record: Record, document: Document | None = None, *, again: bool = False) -> Kept:
    """Return a record ready for the store, with the digest of the report it was read from (as far as the record tells, where none is given)."""
    return Kept(record, digest_of(document or document_of(record, published_with(record))), again)


class Writer:
    """Writes records into one store. One writer a process; other processes may write the same store in turn."""

    def __init__(self, database: Database) -> None:
        self._database = database
        bring_up_to_date(database)
        self._terms = terms.shared()
        self._directory = Directory()
        self._people = People()
        self._written_since = 0

    def known(self, document: Document) -> bool:
        """Tell whether the store holds this very report already."""
        found = self._database.rows("SELECT digest FROM reports WHERE id = ?", (document.id,))
        return bool(found) and found[0]["digest"] == digest_of(document)

    def write(self, batch: Iterable[Kept]) -> Added:
        """Write the records in one transaction: all of them, or none where it fails.

        Raises:
            StoreError: a record holds what no store can (lone surrogates), or the store cannot be written.
        """
        packed = [(item, _packed(item.record)) for item in batch]
        try:
            with self._database.transaction() as connection:
                added = self._written(connection, packed)
        except StoreError:
            self._forget()  # entities that were numbered in the transaction are not there
            raise
        self._written_since += len(packed)
        if self._written_since >= _REMEMBERED:
            self._forget()
        return added

    def _forget(self) -> None:
        self._directory.forget()
        self._people.forget()
        self._written_since = 0

    def _written(self, connection: sqlite3.Connection, batch: Sequence[tuple[Kept, bytes]]) -> Added:
        added = Added()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        rows = Rows(connection, self._directory, self._terms)
        self._people.begin(connection)
        waiting: set[str] = set()
        for item, packed_record in batch:
            if item.record.id in waiting:
                rows.insert()
                self._people.finish()
                waiting.clear()
            found = connection.execute("SELECT key, digest FROM reports WHERE id = ?", (item.record.id,)).fetchone()
            if found and found["digest"] == item.digest and not item.again:
                added += Added(unchanged=1)
                continue
            if found:
                _put_aside(connection, found["key"], item.record, now)
                self._people.leave(found["key"])
                delete_report(connection, found["key"])
            rows.take(self._people.linked(item.record), Written(packed_record, item.digest, item.added_at or now))
            waiting.add(item.record.id)
            added += Added(replaced=1) if found else Added(new=1)
        rows.insert()
        self._people.finish()
        return added


def _packed(record: Record) -> bytes:
    """Return the packed record; raises StoreError where SQLite could not give its text back as it was."""
    try:
        record.text.encode()
        return packed(record)
    except UnicodeEncodeError as error:
        message = f"cannot store report {record.id!r}: character {error.object[error.start]!r} is half of a pair (a lone surrogate). Decode the text anew"
        raise StoreError(message) from error


def _put_aside(connection: sqlite3.Connection, key: int, record: Record, now: str) -> None:
    """Keep the old text of a report as a version where the new one reads otherwise."""
    old = connection.execute("SELECT id, title, text FROM reports JOIN records ON report_key = key WHERE key = ?", (key,)).fetchone()
    if (old["title"], old["text"]) == (record.source.title, record.text):
        return
    connection.execute(
        """
        INSERT INTO versions (id, number, title, text, published, outlet, url, added_at, replaced_at)
        SELECT id, 1 + (SELECT count(*) FROM versions WHERE versions.id = reports.id), title, text, published, outlet, url, added_at, ?
        FROM reports JOIN records ON report_key = key WHERE key = ?
        """,
        (now, key),
    )
