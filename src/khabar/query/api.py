"""The store as Python sees it: one object to add reports to and to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Self, get_args

from khabar.errors import ConfigError
from khabar.model import Document, EventType, Grade, Record, Stance, Status
from khabar.query.answers import Answers
from khabar.query.entities import EntityLine, EntityView, entities, entity
from khabar.query.listing import Choice, EventLine, StatementLine, events, statements
from khabar.query.named import named
from khabar.query.reports import ReportView, report, status
from khabar.query.reports import Status as Held
from khabar.query.search import KINDS, Filters, Hit, search
from khabar.query.statements import entity_id
from khabar.read import documents
from khabar.read.checks import day
from khabar.runs import Rejects
from khabar.store.adding import Outcome, add
from khabar.store.database import Database, files_of
from khabar.store.reading import current_id, record, records
from khabar.store.writing import Added, Writer, kept

_DAYS = frozenset(("since", "until", "event_since", "event_until"))
# what the limits of few values can be
_WORDS = {
    "kind": KINDS,
    "type": get_args(EventType),
    "event_type": get_args(EventType),
    "status": get_args(Status),
    "stance": get_args(Stance),
    "grade": get_args(Grade),
}


def open_store(path: str | Path = "khabar.db", *, read_only: bool = False) -> Store:
    """Return the store at a path, created where there is none.

    Raises:
        StoreError: the file is no store, or of a newer version.
    """
    return Store(path, read_only=read_only)


class Store:
    """A store of reports. Close it, or use it in a ``with`` block; several processes may hold it open, one writes at a time."""

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        self.database = Database(path, read_only=read_only)

    def add(
        self,
        source: str | Path | Iterable[str | Path | Document],
        *,
        columns: Mapping[str, str] | None = None,
        again: bool = False,
        rejects: str | Path | None = None,
    ) -> Outcome:
        """Read files, directories or ``Document``s into the store; the same report twice changes nothing.

        Raises:
            ReadError: a path is not there, or a table lacks a column.
            ConfigError: the day of print of a ``Document`` is no day.
            StoreError: the store cannot be written.
        """
        items = [source] if isinstance(source, str | Path) else list(source)
        paths = [item for item in items if not isinstance(item, Document)]
        given = [_with_a_day(item) for item in items if isinstance(item, Document)]
        with Rejects(rejects) as file:
            own = (*files_of(self.database.path), *([rejects] if rejects else []))
            outcome = add(self.database, documents(paths, columns, own), file, again=again) if paths else Outcome(Added(), 0)
            if given:
                outcome = Outcome(outcome.added + add(self.database, given, file, again=again).added, file.count)
        return outcome

    def add_records(self, given: Iterable[Record]) -> Added:
        """Store records that were made elsewhere, in one transaction."""
        return Writer(self.database).write(kept(record) for record in given)

    def search(self, words: str, *, limit: int = 20, order: str = "relevance", cursor: str | None = None, **filters: str | date) -> Answers[Hit]:
        """Return titles, passages and statements that hold the words; ``filters`` are the fields of ``khabar.query.search.Filters``, names or ids."""
        page = search(self.database, words, named(self.database, _choice(Filters, filters)), order=order, limit=limit, cursor=cursor)
        return Answers(Hit, page.lines, page.next)

    def entities(self, name: str = "", *, kind: str | None = None, limit: int = 20, cursor: str | None = None) -> Answers[EntityLine]:
        """Return the persons, bodies, places and processes of a name, in any spelling."""
        page = entities(self.database, name, kind, limit, cursor)
        return Answers(EntityLine, page.lines, page.next)

    def show(self, name: str) -> ReportView | EntityView | None:
        """Return a report by its id, else an entity by its id or name (the one most reported of that name); None where there is neither."""
        found = report(self.database, name) or entity(self.database, name)
        if found is None:
            lines = entities(self.database, name, limit=1).lines
            found = entity(self.database, lines[0].id) if lines else None
        return found

    def said(self, name: str | None = None, *, limit: int = 20, cursor: str | None = None, **choice: str | date | float) -> Answers[StatementLine]:
        """Return what somebody said, newest first; ``choice`` holds further fields of ``khabar.query.listing.Choice`` (through, since, stance…)."""
        page = statements(self.database, self._chosen(name, choice), limit, cursor)
        return Answers(StatementLine, page.lines, page.next)

    def events(self, name: str | None = None, *, limit: int = 20, cursor: str | None = None, **choice: str | date | float) -> Answers[EventLine]:
        """Return the events that somebody or some place had part in, newest first; ``choice`` holds further fields of ``khabar.query.listing.Choice``."""
        page = events(self.database, self._chosen(name, choice), limit, cursor)
        return Answers(EventLine, page.lines, page.next)

    def record(self, identity: str) -> Record | None:
        """Return the record of a report; None where the store has no report of that id."""
        return record(self.database, identity)

    def records(self) -> Iterator[Record]:
        """Yield every record, in the order in which the reports came."""
        return records(self.database)

    def status(self) -> Held:
        """Return how much the store holds."""
        return status(self.database)

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _chosen(self, name: str | None, choice: Mapping[str, str | date | float]) -> Choice:
        found: Choice = _choice(Choice, {**choice, **self._named(name)})
        return replace(found, through=entity_id(self.database, found.through))

    def _named(self, name: str | None) -> dict[str, str]:
        """Return the entity that a name or id means, as a choice; a name that nobody has is taken as an id, which nothing matches."""
        if name is None:
            return {}
        current = current_id(self.database, name)
        if self.database.rows("SELECT 1 FROM entities WHERE id = ?", (current,)):
            return {"entity": current}
        lines = entities(self.database, name, limit=1).lines
        return {"entity": lines[0].id if lines else name}


def _choice(kind: type[Any], given: Mapping[str, str | date | float]) -> Any:
    unknown = sorted(set(given) - set(kind.__slots__))
    if unknown:
        message = f"cannot narrow by '{unknown[0]}': expected one of {', '.join(kind.__slots__)}"
        raise ConfigError(message)
    return kind(**{name: _checked(name, value) for name, value in given.items()})


def _checked(name: str, value: object) -> object:
    if name in _DAYS:
        return _day(name, value)
    known = _WORDS.get(name)
    if known and value is not None and value not in known:
        message = f"cannot narrow by {name} {value!r}: expected one of {', '.join(known)}"
        raise ConfigError(message)
    if name == "confidence" and value is not None and not (isinstance(value, float | int) and 0 <= value <= 1):
        message = f"cannot narrow by confidence {value!r}: expected a number from 0 to 1, such as 0.7"
        raise ConfigError(message)
    return value


def _with_a_day(document: Document) -> Document:
    """Return the document if the day of print that it gives is one, or it gives none."""
    if document.published and day(document.published) is None:
        message = f"cannot read the day of publication {document.published!r} of report '{document.id}', expected an ISO day such as 2017-10-20"
        raise ConfigError(message)
    return document


def _day(name: str, value: object) -> str | None:
    found = day(value)
    if found is None and value is not None:
        message = f"cannot narrow by {name} {value!r}: expected a day such as 2017-10-20"
        raise ConfigError(message)
    return found
