"""Reports: one with its whole record, lists of them, what they said before, and how much a store holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from khabar.errors import ConfigError
from khabar.link.judgements import Judgement
from khabar.model import Record
from khabar.query.listing import EARLIEST, Page, current, first_line, parsed_cursor
from khabar.store.database import VERSION, Database
from khabar.store.reading import judged_in, record


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list. ``day`` is the day of print, empty where unknown; ``begins`` the first line of its text.

    Where the report bounds its day of print only, ``day`` is the last that it can be and ``earliest`` the first.
    """

    key: int
    id: str
    title: str | None
    outlet: str | None
    day: str
    begins: str
    n_statements: int
    n_events: int
    earliest: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """What a report said before it was replaced; number 1 is the oldest. Times are in UTC."""

    number: int
    title: str | None
    text: str
    published: str | None
    outlet: str | None
    url: str | None
    added_at: str
    replaced_at: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with its record, when it came into the store (UTC), and how many older versions of its text there are.

    ``judged`` are the judgements that hold on the report itself: what was rejected in it, which is not in the record, and its day.
    """

    record: Record
    added_at: str
    n_versions: int
    judged: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """How much a store holds. Days are of print, None where no report has one; ``n_size`` is the size of its files in bytes."""

    path: str
    version: int
    n_size: int
    n_reports: int
    n_dated: int
    n_versions: int
    n_statements: int
    n_events: int
    n_persons: int
    n_bodies: int
    n_places: int
    n_processes: int
    n_outlets: int
    first_day: str | None
    last_day: str | None
    last_added_at: str | None


def report(database: Database, identity: str) -> ReportView | None:
    """Return a report by its id; None where the store has none of that id."""
    rows = database.rows(
        "SELECT added_at, (SELECT count(*) FROM versions v WHERE v.id = r.id) FROM reports r WHERE r.id = ?",
        (identity,),
    )
    found = record(database, identity) if rows else None
    return ReportView(found, rows[0][0], rows[0][1], tuple(judged_in(database, identity))) if found else None


def known_report(database: Database, identity: str | None) -> str | None:
    """Return the id of a report.

    Raises:
        ConfigError: the store has no report of that id.
    """
    if identity is None or database.rows("SELECT 1 FROM reports WHERE id = ?", (identity,)):
        return identity
    message = f"cannot find '{identity}': the store has no report of that id. List them: khabar export reports --format csv"
    raise ConfigError(message)


def versions(database: Database, identity: str) -> tuple[Version, ...]:
    """Return what a report said before, the oldest first."""
    rows = database.rows("SELECT number, title, text, published, outlet, url, added_at, replaced_at FROM versions WHERE id = ? ORDER BY number", (identity,))
    return tuple(Version(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """Which reports: naming an entity, of an outlet, printed between two days (included); None leaves a field open."""

    entity: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None


_TESTS = {
    "entity": "r.key IN (SELECT report_key FROM appearances WHERE entity_key = (SELECT key FROM entities WHERE id = :entity))",
    "outlet": "r.outlet = :outlet",
    "since": "r.day >= :since",
    "until": "r.day <= :until AND r.day <> ''",
}


def reports(database: Database, choice: ReportChoice = ReportChoice(), limit: int = 20, cursor: str | None = None) -> Page[ReportLine]:
    """Return the reports that the choice picks, newest first."""
    choice = current(database, choice, "entity")
    values: dict[str, Any] = {name: getattr(choice, name) for name in _TESTS if getattr(choice, name) is not None}
    tests = [_TESTS[name] for name in values]
    start = parsed_cursor(cursor)
    if start is not None:
        tests.append("(r.day, r.key) < (:cursor_day, :cursor_key)")
        values |= {"cursor_day": start[0], "cursor_key": start[1]}
    rows = database.rows(
        f"""
        SELECT r.key, r.id, r.title, r.outlet, r.day, substr(t.text, 1, 640),
               (SELECT count(*) FROM statements s WHERE s.report_key = r.key), (SELECT count(*) FROM events e WHERE e.report_key = r.key), {EARLIEST}
        FROM reports r JOIN records t ON t.report_key = r.key WHERE {" AND ".join(tests) or "1"} ORDER BY r.day DESC, r.key DESC LIMIT :limit
        """,  # noqa: S608 - fixed words; values are bound
        {**values, "limit": limit + 1},
    )
    return _page([replace(ReportLine(*row), begins=first_line(row[5])) for row in rows], limit)


def _page(lines: Sequence[ReportLine], limit: int) -> Page[ReportLine]:
    last = lines[limit - 1] if len(lines) > limit else None
    return Page(tuple(lines[:limit]), f"{last.day}.{last.key}" if last else None)


def status(database: Database) -> Status:
    """Return how much the store holds."""
    row = database.rows(
        """
        SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM reports WHERE published IS NOT NULL), (SELECT count(*) FROM versions),
               (SELECT count(*) FROM statements), (SELECT count(*) FROM events),
               (SELECT count(*) FROM entities WHERE type = 'PER' AND n_reports > 0), (SELECT count(*) FROM entities WHERE type = 'ORG' AND n_reports > 0),
               (SELECT count(*) FROM entities WHERE type = 'LOC' AND n_reports > 0), (SELECT count(*) FROM entities WHERE type = 'PROC' AND n_reports > 0),
               (SELECT count(DISTINCT outlet) FROM reports), (SELECT min(published) FROM reports), (SELECT max(published) FROM reports),
               (SELECT max(added_at) FROM reports)
        """
    )[0]
    # what was written last lies beside the store until SQLite takes it over
    files = (database.path, database.path.with_name(database.path.name + "-wal"))
    size = sum(path.stat().st_size for path in files if path.exists())
    return Status(str(database.path), VERSION, size, *row)
