"""Search by words and facets: passages and statements with the words marked, by whom, where and when."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from khabar.model import Span
from khabar.query.listing import EARLIEST, THROUGH, Hand, Page, Party, chains_of, current, first_line, parties_of
from khabar.store.database import Database
from khabar.store.search import Match, marks, match

MOST_TEXT = 700  # code points of a hit that are shown
COUNTED = 1000  # hits that facets are counted over where there are more
MOST_RANKED = 25_000  # hits up to which they are ranked: it takes some 2 µs a hit, and says little of words that stand everywhere
RANKED = 5000  # hits up to which the counted ones are the best ones; past it those added last, for ranking takes long
KINDS = ("title", "passage", "statement")
ORDERS = ("relevance", "newest", "oldest")
ENTITY_FIELDS = ("person", "place", "agency", "source", "through")  # of Filters, that hold ids of entities


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits are limited to; None leaves a field open. Entities are ids, days ISO days, both included.

    ``person`` is named in the passage or statement, or its source; ``place`` likewise; ``agency`` is an agency or paper of the statement's chain,
    ``through`` any hand of it who does not say the statement: an agency, a body, a spokesman.
    ``since`` and ``until`` are days of print, ``event_since`` and ``event_until`` bound the day of an event told there.
    """

    kind: str | None = None
    person: str | None = None
    place: str | None = None
    outlet: str | None = None
    agency: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    event_since: str | None = None
    event_until: str | None = None
    event_type: str | None = None
    status: str | None = None
    stance: str | None = None
    report: str | None = None
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A title, passage or statement found, with the words that hold it.

    ``text`` is ``[start, stop)`` of the report (of its title for a title), cut around the first mark where it is long; ``marks`` are offsets
    in ``text``. ``cut_before`` and ``cut_after`` tell that more stands there. Statements have an id, sources and a chain.
    ``day`` is the day of print, or the last that it can be where the report bounds it only; ``earliest`` is then the first.
    """

    key: int
    kind: str
    report: str
    title: str | None
    outlet: str | None
    day: str
    start: int
    stop: int
    text: str
    marks: tuple[Span, ...] = ()
    cut_before: bool = False
    cut_after: bool = False
    statement: str | None = None
    stance: str | None = None
    sources: tuple[Party, ...] = ()
    chain: tuple[Hand, ...] = ()
    begins: str = ""
    earliest: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits have a value; ``name`` is what a reader sees, ``value`` what a filter takes."""

    value: str
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What the hits of a search are like. ``total`` is exact; the lists are counted over ``counted`` of the hits, most frequent first.

    ``sample`` tells which hits were counted: all of them, or the best, those last added or those newest by day of print.
    """

    total: int
    counted: int
    kinds: tuple[Count, ...] = ()
    persons: tuple[Count, ...] = ()
    bodies: tuple[Count, ...] = ()
    places: tuple[Count, ...] = ()
    outlets: tuple[Count, ...] = ()
    agencies: tuple[Count, ...] = ()
    event_types: tuple[Count, ...] = ()
    stances: tuple[Count, ...] = ()
    statuses: tuple[Count, ...] = ()
    months: tuple[Count, ...] = ()
    sample: str = "all"


def search(database: Database, words: str, filters: Filters = Filters(), *, order: str = "relevance", limit: int = 20, cursor: str | None = None) -> Page[Hit]:
    """Return what holds all the words, in any spelling (``"…"`` a phrase, ``-word`` not this, ``word*`` a beginning), the best first.

    Without words everything that the filters leave; this, and what more than ``MOST_RANKED`` passages hold, comes newest first.
    A passage is left out where all its marks stand in statements on the same page.
    """
    question = match(words)
    if words.strip() and not question.expression:
        return Page(())
    filters = current(database, filters, *ENTITY_FIELDS)
    by_rank = bool(question.expression) and order == "relevance" and _total(database, question, *_conditions(question, filters)) <= MOST_RANKED
    sorting = "relevance" if by_rank else "oldest" if order == "oldest" else "newest"
    rows = database.rows(*_question(question, filters, sorting, limit, cursor))
    shown = rows[:limit]
    following = _cursor(shown[-1], by_rank=by_rank) if len(rows) > limit else None
    return Page(_once(_hits(database, shown, question)), following)


def facets(database: Database, words: str, filters: Filters = Filters(), most: int = 12) -> Facets:
    """Return what the hits of a search are like: how many there are of each kind, person, place, outlet…, ``most`` of each."""
    question = match(words)
    if words.strip() and not question.expression:
        return Facets(0, 0)
    conditions, values = _conditions(question, current(database, filters, *ENTITY_FIELDS))
    where = " AND ".join(conditions) or "1"
    total = _total(database, question, conditions, values)
    sample = ("best" if total <= RANKED else "added") if question.expression else "newest"
    ordered = _SAMPLES[sample]
    rows = database.rows(f"SELECT p.key FROM {_from(question)} WHERE {where} ORDER BY {ordered} LIMIT {COUNTED}", values)  # noqa: S608 - fixed words; values are bound
    keys = json.dumps([row[0] for row in rows])

    def counts(sql: str) -> tuple[Count, ...]:
        return tuple(Count(*row) for row in database.rows(sql, {"keys": keys, "most": most}))

    def entities(kind: str) -> tuple[Count, ...]:
        return counts(_ENTITIES.format(condition=f"e.type = '{kind}'"))

    return Facets(
        total,
        len(rows),
        counts(_PLAIN.format(value="p.kind", more="")),
        entities("PER"),
        entities("ORG"),
        entities("LOC"),
        counts(_PLAIN.format(value="r.outlet", more="JOIN reports r ON r.key = p.report_key")),
        counts(_ENTITIES.format(condition="i.part = 'agency'")),
        counts(_EVENTS.format(value="type")),
        counts(_PLAIN.format(value="s.stance", more="JOIN statements s ON s.key = p.key")),
        counts(_EVENTS.format(value="status")),
        counts(_PLAIN.format(value="substr(p.day, 1, 7)", more="")),
        sample if total > len(rows) else "all",
    )


_SAMPLES = {"best": "w.rank", "added": "w.rowid DESC", "newest": "p.day DESC, p.key DESC"}


def _total(database: Database, question: Match, conditions: list[str], values: dict[str, Any]) -> int:
    alone = len(conditions) == 1 and question.expression
    source = "words" if alone else _from(question)
    total: int = database.rows(f"SELECT count(*) FROM {source} WHERE {' AND '.join(conditions) or '1'}", values)[0][0]  # noqa: S608 - fixed words; values are bound
    return total


_HITS = "json_each(:keys) h JOIN passages p ON p.key = h.value"
_PLAIN = f"SELECT {{value}} AS v, {{value}}, count(*) AS n FROM {_HITS} {{more}} WHERE v <> '' GROUP BY v ORDER BY n DESC, v LIMIT :most"  # noqa: S608 - fixed words
_ENTITIES = f"""
SELECT e.id, e.name, count(DISTINCT p.key) AS n FROM {_HITS} JOIN involvements i ON i.passage_key = p.key JOIN entities e ON e.key = i.entity_key
WHERE {{condition}} GROUP BY e.key ORDER BY n DESC, e.id LIMIT :most
"""  # noqa: S608 - fixed words
# a hit that tells several events of a type is one hit
_EVENTS = """
SELECT v, v, count(*) AS n FROM (
    SELECT e.{value} AS v, h.value AS hit FROM json_each(:keys) h JOIN events e ON e.passage_key = h.value
    UNION SELECT e.{value}, h.value FROM json_each(:keys) h JOIN events e ON e.statement_key = h.value
) GROUP BY v ORDER BY n DESC, v LIMIT :most
"""


def _from(question: Match) -> str:
    return "words w JOIN passages p ON p.key = w.rowid" if question.expression else "passages p"


def _question(question: Match, filters: Filters, order: str, limit: int, cursor: str | None) -> tuple[str, dict[str, Any]]:
    """Return the SQL of a page, one row more than it holds, and its values."""
    conditions, values = _conditions(question, filters)
    by_rank = order == "relevance"
    sort, direction = ("w.rank", "ASC") if by_rank else ("p.day", "ASC" if order == "oldest" else "DESC")
    start = _start(cursor, by_rank=by_rank)
    if start is not None:
        conditions.append(f"({sort}, p.key) {'>' if direction == 'ASC' else '<'} (:cursor_sort, :cursor_key)")
        values |= {"cursor_sort": start[0], "cursor_key": start[1]}
    rank = "w.rank" if by_rank else "0.0"
    where = " AND ".join(conditions) or "1"
    sql = f"""
        SELECT p.key, p.kind, p.report_key, p.start, p.stop, p.day, {rank} AS rank
        FROM {_from(question)} WHERE {where} ORDER BY {sort} {direction}, p.key {direction} LIMIT :limit
    """  # noqa: S608 - fixed words; values are bound
    return sql, {**values, "limit": limit + 1}


def _conditions(question: Match, filters: Filters) -> tuple[list[str], dict[str, Any]]:
    tests = [_TESTS[name] for name in Filters.__slots__ if name in _TESTS and getattr(filters, name) is not None]
    inside = [test for name, test in _EVENT_TESTS.items() if getattr(filters, name) is not None]
    if inside:
        both = " AND ".join(inside)
        tests.append(f"p.key IN (SELECT passage_key FROM events e WHERE {both} UNION SELECT statement_key FROM events e WHERE {both})")  # noqa: S608 - fixed words
    if question.expression:
        tests.append("words MATCH :match")
    values = {name: getattr(filters, name) for name in Filters.__slots__ if getattr(filters, name) is not None}
    return tests, {**values, "match": question.expression} if question.expression else values


_INVOLVED = "p.key IN (SELECT passage_key FROM involvements WHERE entity_key = (SELECT key FROM entities WHERE id = :{0}){1})"
_TESTS = {
    "kind": "p.kind = :kind",
    "person": _INVOLVED.format("person", ""),
    "place": _INVOLVED.format("place", ""),
    "agency": _INVOLVED.format("agency", " AND part IN ('agency', 'outlet')"),
    "source": _INVOLVED.format("source", " AND part = 'source'"),
    "through": f"p.key IN ({THROUGH.format('(SELECT key FROM entities WHERE id = :through)')})",  # noqa: S608 - fixed words
    "outlet": "p.report_key IN (SELECT key FROM reports WHERE outlet = :outlet)",
    "report": "p.report_key = (SELECT key FROM reports WHERE id = :report)",
    "since": "p.day >= :since",
    "until": "p.day <= :until AND p.day <> ''",
    "stance": "p.key IN (SELECT key FROM statements WHERE stance = :stance)",
}
_EVENT_TESTS = {
    "event_type": "e.type = :event_type",
    "status": "e.status = :status",
    "event_since": "e.last_day >= :event_since",
    "event_until": "e.first_day <= :event_until",
}


def _once(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the hits without the passages whose marks all stand in statements that are hits of their own."""
    said: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        if hit.kind == "statement":
            said.setdefault(hit.report, []).append((hit.start, hit.stop))

    def told(hit: Hit) -> bool:
        spans = [(hit.start + mark.start, hit.start + mark.end) for mark in hit.marks]
        spoken = said.get(hit.report, ())
        return hit.kind == "passage" and bool(spans) and all(any(start <= first and end <= stop for start, stop in spoken) for first, end in spans)

    return tuple(hit for hit in hits if not told(hit))


def _hits(database: Database, rows: Sequence[Any], question: Match) -> tuple[Hit, ...]:
    hands = chains_of(database, [row["key"] for row in rows if row["kind"] == "statement"])
    return tuple(_hit(database, row, question, hands.get(row["key"], ())) for row in rows)


_REPORT = f"SELECT r.id, r.title, r.outlet, t.text, {EARLIEST} AS earliest FROM reports r JOIN records t ON t.report_key = r.key WHERE r.key = ?"  # noqa: S608 - fixed words


def _hit(database: Database, row: Any, question: Match, chain: tuple[Hand, ...]) -> Hit:
    report = database.rows(_REPORT, (row["report_key"],))[0]
    begins, earliest = first_line(report["text"]), report["earliest"]
    whole = report["title"] if row["kind"] == "title" else report["text"]
    text = whole[row["start"] : row["stop"]]
    found = marks(text, question)
    begin = _window(text, found)
    shown = text[begin : begin + MOST_TEXT]
    inside = tuple(Span(span.start - begin, span.end - begin) for span in found if begin <= span.start and span.end <= begin + MOST_TEXT)
    start = row["start"] + begin
    where = (row["key"], row["kind"], report["id"], report["title"], report["outlet"], row["day"], start, start + len(shown))
    if row["kind"] != "statement":
        return Hit(*where, shown, inside, begin > 0, begin + MOST_TEXT < len(text), begins=begins, earliest=earliest)
    said = database.rows("SELECT id, stance, source FROM statements WHERE key = ?", (row["key"],))[0]
    sources = parties_of(database, json.loads(said["source"]), chain)
    return Hit(*where, shown, inside, begin > 0, begin + MOST_TEXT < len(text), said["id"], said["stance"], sources, chain, begins, earliest)


def _window(text: str, found: Sequence[Span]) -> int:
    """Return where the shown part of a text begins: at its start where all of it, or the first mark, fits."""
    if len(text) <= MOST_TEXT or not found or found[0].end <= MOST_TEXT:
        return 0
    return min(found[0].start - MOST_TEXT // 3, len(text) - MOST_TEXT)


def _cursor(row: Any, *, by_rank: bool) -> str:
    return f"{float(row['rank']).hex()}~{row['key']}" if by_rank else f"{row['day']}~{row['key']}"


def _start(cursor: str | None, *, by_rank: bool) -> tuple[float | str, int] | None:
    """Return the place that a cursor holds; None for one that is none, so that a broken address shows the first page."""
    sort, tilde, key = (cursor or "").rpartition("~")
    if not (tilde and key.isascii() and key.isdigit() and len(key) < 19):
        return None
    try:
        return (float.fromhex(sort) if by_rank else sort), int(key)
    except (ValueError, OverflowError):
        return None
