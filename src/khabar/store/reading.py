"""Records out of a store, exactly as they went in."""

from collections.abc import Iterator

from khabar.model import Record
from khabar.store.database import Database
from khabar.store.index import unpacked
from khabar.store.records import record_of


def packed_record(text: str, packed: bytes) -> Record:
    """Return the record that the two columns of ``records`` hold."""
    return record_of(unpacked(text, packed))


def record(database: Database, identity: str) -> Record | None:
    """Return the record of a report; None where the store has no report of that id."""
    rows = database.rows("SELECT text, record FROM reports JOIN records ON report_key = key WHERE id = ?", (identity,))
    return packed_record(rows[0]["text"], rows[0]["record"]) if rows else None


def records(database: Database) -> Iterator[Record]:
    """Yield every record in the order in which the reports came, a hundred held at a time; the store may be written meanwhile."""
    last = 0
    while rows := database.rows("SELECT report_key, text, record FROM records WHERE report_key > ? ORDER BY report_key LIMIT 100", (last,)):
        last = rows[-1]["report_key"]
        for row in rows:
            yield packed_record(row["text"], row["record"])
