"""Lists of statements and events: which of them a question picks, a page at a time, newest first.

A page goes on from a cursor, the day and key of its last line, so that nothing is shown twice while reports are being added.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from khabar.store.database import Database
from khabar.store.reading import current_id

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MOST_TEXT = 600  # code points of a statement or of an event's sentence that a list shows
BEFORE, AFTER = 90, 150  # code points shown around an event's trigger
BEGINS = 160  # code points of a report's beginning, which stands for a title where there is none

Line = TypeVar("Line")
Limits = TypeVar("Limits", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or some place in a list: an entity with its id, or one whom the report does not name.

    ``name`` is then the report's own words where the record keeps them, and ``described`` the record's short English description.
    """

    id: str | None
    name: str
    type: str | None = None
    described: str | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand of a chain. ``role``: speaker, spokesperson, body, agency or outlet."""

    role: str
    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in a list. ``text`` is its content, cut after ``MOST_TEXT``; ``day`` the day of print, empty where unknown.

    Where the report bounds its day of print only, ``day`` is the last that it can be and ``earliest`` the first, as in every list.
    ``begins`` is the first line of the report, as in every list: what it is called by where it has no title.
    """

    key: int
    id: str
    report: str
    title: str | None
    outlet: str | None
    day: str
    kind: str
    stance: str
    grade: str
    start: int
    stop: int
    text: str
    sources: tuple[Party, ...] = ()
    chain: tuple[Hand, ...] = ()
    force: str | None = None
    inside: str | None = None
    begins: str = ""
    earliest: str | None = None


@dataclass(frozen=True, slots=True)
class EventLine:
    """A telling of an event in a list. ``before``, ``trigger``, ``after`` are the words it stands in; days are None where it is not dated.

    ``published`` is None where the day of print is not known; ``earliest`` and ``latest`` bound it then. ``sort_day`` is what it is sorted by:
    the first day, else the day of print or the last that this can be. ``confidence`` is the chance, from 0 to 1, that type and actors are right.
    ``cut_before`` and ``cut_after`` tell that the text goes on there.
    """

    key: int
    id: str
    report: str
    title: str | None
    outlet: str | None
    published: str | None
    type: str
    mode: str | None
    status: str
    first_day: str | None
    last_day: str | None
    sort_day: str
    start: int
    stop: int
    before: str
    trigger: str
    after: str
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    places: tuple[Party, ...] = ()
    inside: str | None = None
    same_as: str | None = None
    begins: str = ""
    earliest: str | None = None
    latest: str | None = None
    confidence: float | None = None
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list is limited to; None leaves a field open. Entities are ids, days ISO days, both included.

    ``part`` narrows ``entity``: actor, recipient or place of an event. ``through`` is a hand of a statement's chain who does not say it: an agency,
    a body, a spokesman; it picks no events. The day of a statement is that of print, that of an event its first day, or else that of print.
    ``confidence`` is the least that an event may have; it picks no statements.
    """

    entity: str | None = None
    part: str | None = None
    through: str | None = None
    outlet: str | None = None
    report: str | None = None
    type: str | None = None
    status: str | None = None
    stance: str | None = None
    grade: str | None = None
    since: str | None = None
    until: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """Some lines and the cursor that the next ones start from; None where these are the last."""

    lines: tuple[Line, ...]
    next: str | None = None


def statements(database: Database, choice: Choice, limit: int = 20, cursor: str | None = None) -> Page[StatementLine]:
    """Return the statements that the choice picks: ``entity`` is their source."""
    choice = current(database, choice, "entity", "through")
    rows = _page(database, _Question(_STATEMENTS, "statements", "s", *_where(choice, "s", _statement_conditions(choice))), limit, cursor)
    chains = chains_of(database, [row[0] for row in rows])
    lines = tuple(_statement(database, row, chains.get(row[0], ())) for row in rows[:limit])
    return Page(lines, _cursor(lines[-1].day, lines[-1].key) if len(rows) > limit else None)


def events(database: Database, choice: Choice, limit: int = 20, cursor: str | None = None) -> Page[EventLine]:
    """Return the tellings of events that the choice picks."""
    choice = current(database, choice, "entity")
    rows = _page(database, _Question(_EVENTS, "events", "e", *_where(choice, "e", _event_conditions(choice))), limit, cursor)
    parties = _parties(database, [row[0] for row in rows])
    lines = tuple(_event(row, parties.get(row[0], ())) for row in rows[:limit])
    return Page(lines, _cursor(lines[-1].sort_day, lines[-1].key) if len(rows) > limit else None)


def current(database: Database, limits: Limits, *names: str) -> Limits:
    """Return limits with the ids that their entities have now; an id from before linking learnt more, or an analyst judged, is none of these."""
    given = {name: identity for name in names if (identity := getattr(limits, name)) is not None}
    ids = {name: current_id(database, identity) for name, identity in given.items() if not database.rows(_NAMED, (identity,))}
    return replace(limits, **ids) if ids else limits


def parties_of(database: Database, sources: Iterable[str], chain: Iterable[Hand] = ()) -> tuple[Party, ...]:
    """Return the sources of a statement, each an entity's id or an unnamed one as described (``<…>``), with their names, the unnamed by words of the chain."""
    words = (hand.name for hand in chain if hand.id is None and hand.name and hand.role not in ("agency", "outlet"))
    return tuple(_source(database, source, words) for source in sources)


def unnamed(described: str, words: str = "") -> Party:
    """Return somebody whom the record describes (``<military source>``), called by the report's own words where they are given."""
    return Party(None, words or described.strip("<>"), None, described.strip("<>"))


def parsed_cursor(cursor: str | None) -> tuple[str, int] | None:
    """Return the day and key that a cursor holds; None for one that is none, so that a broken address shows the first page."""
    day, dot, key = (cursor or "").rpartition(".")
    return (day, int(key)) if dot and key.isascii() and key.isdigit() and len(key) < 19 else None


def first_line(text: str) -> str:
    """Return the first line of a text that holds something, cut after ``BEGINS``."""
    return text[: 4 * BEGINS].strip().partition("\n")[0][:BEGINS].strip()


# the first day that a report can have been printed on, where it is not known to the day
EARLIEST = "CASE WHEN r.published IS NULL THEN r.first_day END"
_STATEMENTS = f"""
SELECT s.key, s.id, r.id, r.title, r.outlet, s.day, s.kind, s.stance, s.grade, p.start, p.stop,
       substr(t.text, p.start + 1, min(p.stop - p.start, :most)), s.source, s.force, s.inside, substr(t.text, 1, :begins), {EARLIEST}
FROM statements s JOIN passages p ON p.key = s.key JOIN reports r ON r.key = s.report_key JOIN records t ON t.report_key = s.report_key
"""  # noqa: S608 - fixed words
_EVENTS = f"""
SELECT e.key, e.id, r.id, r.title, r.outlet, r.published, e.type, e.mode, e.status, e.first_day, e.last_day, e.day, e.start, e.stop,
       substr(t.text, max(e.start - :before, 0) + 1, min(e.start, :before)), substr(t.text, e.start + 1, min(e.stop - e.start, :most)),
       substr(t.text, e.stop + 1, :after), e.inside, e.same_as, substr(t.text, 1, :begins),
       {EARLIEST}, CASE WHEN r.published IS NULL THEN r.last_day END, e.confidence
FROM events e JOIN reports r ON r.key = e.report_key JOIN records t ON t.report_key = e.report_key
"""  # noqa: S608 - fixed words
# what the bounds around an event leave of a word; a word that is longer stays as it is cut
_HALF_FIRST, _HALF_LAST = re.compile(r"^\S{0,30}\s+"), re.compile(r"\s+\S{0,30}$")
_NAMED = "SELECT 1 FROM entities WHERE id = ? AND n_reports > 0"
_ENTITY = "(SELECT key FROM entities WHERE id = :{})"
# the statements that came through somebody who does not say them
_HANDED = "SELECT passage_key FROM involvements WHERE entity_key = {0} AND part IN ('speaker', 'spokesperson', 'body', 'agency', 'outlet')"
THROUGH = _HANDED + " EXCEPT SELECT passage_key FROM involvements WHERE entity_key = {0} AND part = 'source'"  # noqa: S608 - fixed words


def _where(choice: Choice, table: str, conditions: list[str]) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions that statements and events share, and the values of all of them by name."""
    shared = {
        "outlet": "r.outlet = :outlet",
        "report": "r.id = :report",
        "since": f"{table}.day >= :since",
        "until": f"{table}.day <= :until AND {table}.day <> ''",
    }
    values = {name: getattr(choice, name) for name in Choice.__slots__ if getattr(choice, name) is not None}
    return conditions + [condition for name, condition in shared.items() if name in values], values


def _statement_conditions(choice: Choice) -> list[str]:
    tests = []
    if choice.entity is not None:
        tests.append(f"s.key IN (SELECT passage_key FROM involvements WHERE part = 'source' AND entity_key = {_ENTITY.format('entity')})")  # noqa: S608 - fixed words; values are bound
    if choice.through is not None:
        tests.append(f"s.key IN ({THROUGH.format(_ENTITY.format('through'))})")
    tests += [f"s.{name} = :{name}" for name in ("stance", "grade") if getattr(choice, name) is not None]
    return tests


def _event_conditions(choice: Choice) -> list[str]:
    tests = []
    if choice.entity is not None:
        part = " AND part = :part" if choice.part is not None else ""
        tests.append(f"e.key IN (SELECT event_key FROM parties WHERE entity_key = {_ENTITY.format('entity')}{part})")  # noqa: S608 - fixed words; values are bound
    tests += [f"e.{name} = :{name}" for name in ("type", "status") if getattr(choice, name) is not None]
    if choice.confidence is not None:
        tests.append("e.confidence >= :confidence")
    return tests


@dataclass(frozen=True, slots=True)
class _Question:
    select: str
    table: str
    short: str
    where: list[str]
    values: dict[str, Any]


def _page(database: Database, question: _Question, limit: int, cursor: str | None) -> list[Any]:
    """Return one row more than a page holds, so that one sees whether there is a next page.

    The page is picked first and its words are taken out of the texts then: that takes as long as the text, for each line that is sorted.
    """
    start = parsed_cursor(cursor)
    day, key, where, values = f"{question.short}.day", f"{question.short}.key", question.where, question.values
    if start is not None:
        where = [*where, f"({day}, {key}) < (:cursor_day, :cursor_key)"]
        values = {**values, "cursor_day": start[0], "cursor_key": start[1]}
    condition = " WHERE " + " AND ".join(where) if where else ""
    bounds = {"most": MOST_TEXT, "before": BEFORE, "after": AFTER + 1, "begins": BEGINS, "limit": limit + 1}
    order = f"ORDER BY {day} DESC, {key} DESC"
    picked = f"SELECT {key} FROM {question.table} {question.short} JOIN reports r ON r.key = {question.short}.report_key{condition} {order} LIMIT :limit"  # noqa: S608 - fixed words; values are bound
    return database.rows(f"{question.select} WHERE {key} IN ({picked}) {order}", {**values, **bounds})


def _cursor(day: str, key: int) -> str:
    return f"{day}.{key}"


def _statement(database: Database, row: Any, chain: tuple[Hand, ...]) -> StatementLine:
    *plain, source, force, inside, begins, earliest = row
    return StatementLine(*plain, parties_of(database, json.loads(source), chain), chain, force, inside, first_line(begins), earliest)  # type: ignore[call-arg]  # as many as are selected


def _event(row: Any, parties: Sequence[tuple[str, Party]]) -> EventLine:
    *plain, inside, same_as, begins, earliest, latest, confidence = row
    by_part = {part: tuple(party for of, party in parties if of == part) for part in ("actor", "recipient", "place")}
    parts = (by_part["actor"], by_part["recipient"], by_part["place"])
    line = EventLine(*plain, *parts, inside, same_as, first_line(begins), earliest, latest, confidence)  # type: ignore[call-arg]  # as many as are selected
    goes_on = line.start > len(line.before), len(line.after) > AFTER
    before = _HALF_FIRST.sub("", line.before, count=1) if goes_on[0] else line.before
    after = _HALF_LAST.sub("", line.after[:AFTER], count=1) if goes_on[1] else line.after
    return replace(line, before=before, after=after, cut_before=goes_on[0], cut_after=goes_on[1])


def _source(database: Database, source: str, words: Iterator[str]) -> Party:
    rows = database.rows("SELECT id, name, type FROM entities WHERE id = ?", (source,))
    return Party(*rows[0]) if rows else unnamed(source, next(words, ""))


def _marks(keys: Sequence[int]) -> str:
    return ",".join("?" * len(keys))


def chains_of(database: Database, keys: Sequence[int]) -> dict[int, tuple[Hand, ...]]:
    """Return the hands of statements by the statement's key, from mouth to paper."""
    rows = database.rows(
        f"SELECT c.statement_key, c.role, e.id, coalesce(e.name, c.text, '') FROM chain c LEFT JOIN entities e ON e.key = c.entity_key "  # noqa: S608 - only question marks are put in
        f"WHERE c.statement_key IN ({_marks(keys)}) ORDER BY c.statement_key, c.position",
        keys,
    )
    found: dict[int, tuple[Hand, ...]] = {}
    for key, role, identity, name in rows:
        found[key] = (*found.get(key, ()), Hand(role, identity, name))
    return found


def _parties(database: Database, keys: Sequence[int]) -> dict[int, list[tuple[str, Party]]]:
    rows = database.rows(
        f"SELECT p.event_key, p.part, e.id, coalesce(e.name, p.text, ''), e.type FROM parties p LEFT JOIN entities e ON e.key = p.entity_key "  # noqa: S608 - only question marks are put in
        f"WHERE p.event_key IN ({_marks(keys)}) ORDER BY p.event_key, p.part, p.position",
        keys,
    )
    found: dict[int, list[tuple[str, Party]]] = {}
    for key, part, identity, name, kind in rows:
        found.setdefault(key, []).append((part, Party(identity, name, kind) if identity is not None else unnamed(name)))
    return found
