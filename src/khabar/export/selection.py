"""Which lines of a store an export holds: all of a kind, or those of a list as the desk shows it."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from functools import lru_cache
from itertools import islice
from typing import Any

from khabar.export.rows import ROWS, Row, event_rows, statement_rows
from khabar.model import Entity, Event, Label, Mention, Quantity, Record, Role, Source, Span, Statement, Time
from khabar.query.listing import Choice, Page, events, statements
from khabar.query.places import PlaceLine, places
from khabar.query.reports import ReportChoice, reports
from khabar.query.search import Filters, Hit, search
from khabar.store.database import Database
from khabar.store.reading import record, records

KINDS = (*ROWS, "places")
PAGE = 200
MOST_PLACES = 100_000


def chosen_records(database: Database, choice: Choice) -> Iterator[Record]:
    """Yield the records that a choice picks by report, entity, outlet and days of print; all of them, in the order they came, where it is open."""
    if choice.report is not None:
        found = record(database, choice.report)
        yield from [found] if found else []
        return
    limits = ReportChoice(choice.entity, choice.outlet, choice.since, choice.until)
    if limits == ReportChoice():
        yield from records(database)
        return
    for line in _pages(lambda cursor: reports(database, limits, PAGE, cursor)):
        found = record(database, line.id)
        yield from [found] if found else []


def rows(database: Database, kind: str, choice: Choice) -> Iterator[Row]:
    """Yield the lines of a kind that a choice picks; ``kind`` is one of ``KINDS``."""
    if kind == "places":
        yield from (asdict(line) for line in places(database, MOST_PLACES))
    elif kind in {"statements", "events"} and choice != report_limits(choice):
        yield from _listed(database, kind, choice)
    else:
        for found in chosen_records(database, choice):
            yield from ROWS[kind](found)


def hit_rows(database: Database, words: str, filters: Filters, order: str, most: int) -> Iterator[Row]:
    """Yield what a search found, ``most`` of it, each with its place in the report and, for a statement, its chain."""
    for hit in islice(_pages(lambda cursor: search(database, words, filters, order=order, limit=PAGE, cursor=cursor)), most):
        yield _hit_row(hit)


def columns(kind: str) -> list[str]:
    """Return the names of the columns that the lines of a kind have, those of ``hits`` too, whether there are lines or not."""
    if kind == "places":
        return [field.name for field in fields(PlaceLine)]
    return list(_hit_row(Hit(0, "", "", None, None, "", 0, 0, "")) if kind == "hits" else next(ROWS[kind](_SPECIMEN)))


_NOWHERE = Span(0, 0)
# a record with one of each part, for the names of their columns
_SPECIMEN = Record(
    "",
    Source(),
    "",
    mentions=(Mention("", 0, 0, "", ""),),
    entities=(Entity("", "", ""),),
    roles=(Role(0, 0, ""),),
    times=(Time("", 0, 0, "", ""),),
    quantities=(Quantity("", 0, 0, ""),),
    statements=(Statement("", "", (_NOWHERE,)),),
    labels=(Label(0, 0, ""),),
    events=(Event("", "", None, _NOWHERE),),
)


def _hit_row(hit: Hit) -> Row:
    return {
        "report": hit.report,
        "title": hit.title,
        "outlet": hit.outlet,
        "day": hit.day,
        "earliest": hit.earliest,
        "kind": hit.kind,
        "start": hit.start,
        "stop": hit.stop,
        "text": hit.text,
        "statement_id": hit.statement,
        "stance": hit.stance,
        "source": [party.id or f"<{party.described}>" for party in hit.sources],
        "source_names": [party.described or party.name for party in hit.sources],
        "chain": [{"role": hand.role, "entity": hand.id, "name": hand.name, "start": None, "stop": None} for hand in hit.chain],
    }


def report_limits(choice: Choice) -> Choice:
    """Return a choice without what only statements and events know: an entity picks those it has part in, not whole reports, days those of an event."""
    return Choice(outlet=choice.outlet, report=choice.report)


def _listed(database: Database, kind: str, choice: Choice) -> Iterator[Row]:
    """Yield the lines of a list in its order, each out of its record, which alone knows the spans of every hand."""
    whole = lru_cache(maxsize=64)(lambda identity: record(database, identity))
    lines: Iterator[Any] = (
        _pages(lambda cursor: statements(database, choice, PAGE, cursor))
        if kind == "statements"
        else _pages(lambda cursor: events(database, choice, PAGE, cursor))
    )
    flatten = statement_rows if kind == "statements" else event_rows
    for line in lines:
        found = whole(line.report)
        if found is not None:
            yield from flatten(found, frozenset((line.id,)))


def _pages(ask: Callable[[str | None], Page[Any]]) -> Iterator[Any]:
    cursor: str | None = None
    while True:
        page = ask(cursor)
        yield from page.lines
        if page.next is None:
            return
        cursor = page.next
