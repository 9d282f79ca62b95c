"""Records out of a store: as they went in, or with the ids, names and types that their entities have in the store now."""

from collections.abc import Iterable, Iterator

from khabar.link.judgements import OF_REPORTS, Judged, Judgement, Judgements
from khabar.link.rejections import Place
from khabar.link.renaming import renamed
from khabar.model import Record
from khabar.store.database import Database
from khabar.store.entities import current_ids, judgements
from khabar.store.index import unpacked
from khabar.store.records import record_of


def packed_record(text: str, packed: bytes) -> Record:
    """Return the record that the two columns of ``records`` hold, as it went in."""
    return record_of(unpacked(text, packed))


def record_as_read(database: Database, identity: str) -> Record | None:
    """Return the record of a report as it went in, with the ids of this report alone; None where the store has no report of that id."""
    rows = database.rows("SELECT text, record FROM reports JOIN records ON report_key = key WHERE id = ?", (identity,))
    return packed_record(*rows[0]) if rows else None


def record(database: Database, identity: str) -> Record | None:
    """Return the record of a report with the ids that hold for the whole store; None where the store has no report of that id."""
    rows = database.rows("SELECT key, text, record FROM reports JOIN records ON report_key = key WHERE id = ?", (identity,))
    if not rows:
        return None
    key, text, packed = rows[0]
    return _current(database, key, packed_record(text, packed), judged(database))


def records(database: Database) -> Iterator[Record]:
    """Yield every record with the ids that hold for the whole store, in the order in which the reports came; the store may be written meanwhile."""
    known = judged(database)
    last = 0
    while rows := database.rows("SELECT report_key, text, record FROM records WHERE report_key > ? ORDER BY report_key LIMIT 100", (last,)):
        last = rows[-1]["report_key"]
        for key, text, packed in rows:
            yield _current(database, key, packed_record(text, packed), known)


def records_of(database: Database, keys: Iterable[int]) -> Iterator[Record]:
    """Yield the records of some reports, given by their numbers, with the ids that hold for the whole store, each read when it is asked for."""
    known = judged(database)
    for key in keys:
        for text, packed in database.rows("SELECT text, record FROM records WHERE report_key = ?", (key,)):
            yield _current(database, key, packed_record(text, packed), known)


def judged(database: Database) -> Judged:
    """Return what the analysts' judgements make of entities now."""
    with database.explained("read"):
        return Judged(Judgements(tuple(judgements(database.connection))))


def judged_in(database: Database, report: str) -> list[Judgement]:
    """Return the judgements that hold on one report itself: what was rejected in it, and its day."""
    with database.explained("read"):
        holding = Judgements(tuple(judgements(database.connection))).holding()
    return [line for line in holding if line.kind in OF_REPORTS and (Place.parsed(line.one).report if line.kind == "reject" else line.one) == report]


def current_id(database: Database, identity: str) -> str:
    """Return the id that an entity of any time has now, itself where nothing changed."""
    rows = database.rows("SELECT person FROM nodes WHERE id = ?", (identity,))
    person = rows[0][0] if rows else None
    return judged(database).canonical(person or identity)


def _current(database: Database, key: int, record_read: Record, known: Judged) -> Record:
    record_read = known.accepted(record_read)
    with database.explained("read"):
        ids = current_ids(database.connection, key, record_read, known)
    return known.described(renamed(record_read, ids))
