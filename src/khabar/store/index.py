"""The rows that a record becomes: what the tables of ``schema.sql`` hold, from the record alone."""

import json
import sqlite3
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from khabar.fold import fold
from khabar.model import Event, Record, Role, Span, Statement, Time
from khabar.store.directory import Directory
from khabar.store.passages import passages
from khabar.store.terms import Terms, Words

Row = tuple[Any, ...]
# in the order in which they are written: each refers to those before it only
_TABLES = ("reports", "records", "appearances", "passages", "words", "statements", "chain", "involvements", "events", "parties", "roles", "labels")
_COLUMNS = {"words": " (rowid, stems)"}
_NUMBERED = ("reports", "passages", "events", "roles", "labels")


@dataclass(frozen=True, slots=True)
class Written:
    """What the store keeps of a report beside what its record tells: the record packed, the report's digest, and when it came."""

    packed: bytes
    digest: bytes
    at: str


@dataclass(slots=True)
class _Place:
    """Where the rows of one report go: its number and day, the numbers of its entities, its words, passages and mentions by where they stand."""

    report: int
    day: str
    keys: dict[str, int]
    words: Words
    starts: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    statements: dict[str, int] = field(default_factory=dict)

    def named(self, span: Span) -> set[int]:
        """Return the numbers of the entities whose mentions start inside a span."""
        first, stop = bisect_left(self.mentions, (span.start, 0)), bisect_left(self.mentions, (span.end, 0))
        return {key for _, key in self.mentions[first:stop]}

    def passage(self, at: int) -> int | None:
        """Return the number of the passage that a character stands in, or the one before it."""
        found = bisect_right(self.starts, at) - 1
        return self.numbers[found] if found >= 0 else None


class Rows:
    """The rows of several records, gathered and then written table by table, inside one transaction."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory, terms: Terms) -> None:
        self._connection = connection
        self._directory = directory
        self._terms = terms
        self._rows: dict[str, list[Row]] = {table: [] for table in _TABLES}
        self._next = {table: connection.execute(f"SELECT max(key) FROM {table}").fetchone()[0] or 0 for table in _NUMBERED}  # noqa: S608 - our own table names

    def take(self, record: Record, written: Written) -> None:
        """Gather the rows of one record."""
        published, source = record.published, record.source
        day = published.value or published.latest or ""
        place = _Place(self._number("reports"), day[:10], self._directory.keys(self._connection, record), self._terms.words(record.text))
        self._rows["reports"].append(
            (
                *(place.report, record.id, source.title, source.lang, source.outlet, source.url, source.path),
                *(published.value, published.earliest, published.latest, published.basis, place.day, written.digest, written.at),
            )
        )
        self._rows["records"].append((place.report, record.text, written.packed))
        counts = Counter(mention.entity for mention in record.mentions if mention.entity)
        self._rows["appearances"].extend((key, place.report, counts[entity]) for entity, key in place.keys.items())
        place.mentions = sorted((mention.start, place.keys[mention.entity]) for mention in record.mentions if mention.entity)
        self._passages(record, place)
        for statement in record.statements:
            self._statement(statement, place)
        times = {time.id: time for time in record.times}
        for event in record.events:
            self._event(event, times.get(event.time or ""), place)
        self._names(record, place)

    def insert(self) -> None:
        """Write what was gathered."""
        named = Counter(row[0] for row in self._rows["appearances"])
        self._connection.executemany("UPDATE entities SET n_reports = n_reports + ? WHERE key = ?", [(n, key) for key, n in named.items()])
        for table, rows in self._rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._connection.executemany(f"INSERT INTO {table}{_COLUMNS.get(table, '')} VALUES ({marks})", rows)  # noqa: S608 - our own table names
                rows.clear()

    def _number(self, table: str) -> int:
        self._next[table] += 1
        number: int = self._next[table]
        return number

    def _passage(self, place: _Place, kind: str, span: Span, stems: str) -> int:
        number = self._number("passages")
        self._rows["passages"].append((number, place.report, kind, span.start, span.end, place.day))
        self._rows["words"].append((number, stems))
        return number

    def _passages(self, record: Record, place: _Place) -> None:
        title = record.source.title
        if title:
            self._passage(place, "title", Span(0, len(title)), self._terms.stems(title))
        for span in passages(record.text, record.boilerplate):
            place.starts.append(span.start)
            place.numbers.append(self._passage(place, "passage", span, place.words.between(span.start, span.end)))
        named = {(key, "mention", place.passage(at)) for at, key in place.mentions}
        self._rows["involvements"].extend(sorted(row for row in named if row[2] is not None))

    def _statement(self, statement: Statement, place: _Place) -> None:
        spans = statement.content
        if not spans:
            return
        hull = Span(min(span.start for span in spans), max(span.end for span in spans))
        number = self._passage(place, "statement", hull, statement_stems(place.words, statement))
        place.statements[statement.id] = number
        self._rows["statements"].append(
            (
                *(number, place.report, statement.id, statement.kind, statement.stance, statement.force, statement.grade),
                *(int(statement.anonymous), json.dumps(statement.source, ensure_ascii=False), statement.within, place.day),
            )
        )
        keys = place.keys
        self._rows["chain"].extend((number, position, link.role, keys.get(link.entity or ""), link.text) for position, link in enumerate(statement.chain))
        parts = {(keys.get(entity), "source") for entity in statement.source}
        parts |= {(keys.get(link.entity or ""), link.role) for link in statement.chain}
        parts |= {(key, "mention") for key in place.named(hull)}
        self._rows["involvements"].extend((key, part, number) for key, part in sorted(_known(parts)))

    def _event(self, event: Event, time: Time | None, place: _Place) -> None:
        number = self._number("events")
        first, last = (time.earliest, time.latest) if time else (None, None)
        self._rows["events"].append(
            (
                *(
                    number,
                    place.report,
                    place.passage(event.trigger.start),
                    place.statements.get(event.inside or ""),
                    event.id,
                    event.type,
                    event.mode,
                    event.status,
                ),
                *(event.trigger.start, event.trigger.end, first, last, (first or place.day)[:10], event.inside, event.same_as, event.confidence),
            )
        )
        for part, who in (("actor", event.actors), ("recipient", event.recipients), ("place", event.places)):
            for position, entity in enumerate(who):
                key = place.keys.get(entity)
                self._rows["parties"].append((number, part, position, key, None if key else entity))

    def _names(self, record: Record, place: _Place) -> None:
        holders = {mention.id: place.keys.get(mention.entity) for mention in record.mentions}
        for role in record.roles:
            holder = holders.get(role.holder or "")
            if holder is not None:
                of = place.keys.get(role.of or "")
                title = _title(record.text, role)
                self._rows["roles"].append((self._number("roles"), place.report, holder, role.start, role.end, title, role.office, of, place.day))
        for label in record.labels:
            named, namer = place.keys.get(label.named or ""), place.keys.get(label.namer or "")
            span = (label.start, label.end, label.text, fold(label.text), label.statement, place.day)
            self._rows["labels"].append((self._number("labels"), place.report, named, namer, *span))


def _title(text: str, role: Role) -> str:
    """Return a title as it is written alone: with the article that ل takes in (للدكتور)."""
    taken_in = role.start > 0 and text[role.start - 1] == "ل" and role.text.startswith("ل") and not role.text.startswith(("لواء", "لاعب"))
    return f"ا{role.text}" if taken_in else role.text


def statement_stems(words: Words, statement: Statement) -> str:
    """Return the stems of what was said, the words between its parts left out."""
    return " ".join(words.between(span.start, span.end) for span in statement.content)


def packed(record: Record) -> bytes:
    """Return what the column ``record`` holds: the record's JSON without its text, compressed."""
    plain = record.to_dict()
    del plain["text"]
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpacked(text: str, packed_record: bytes) -> dict[str, Any]:
    """Return the JSON object of a record from its two columns."""
    plain: dict[str, Any] = json.loads(zlib.decompress(packed_record))
    return {"id": plain.pop("id"), "source": plain.pop("source"), "text": text, **plain}


def delete_report(connection: sqlite3.Connection, key: int) -> None:
    """Delete a report and every row made from it; entities stay."""
    connection.execute("UPDATE entities SET n_reports = n_reports - 1 WHERE key IN (SELECT entity_key FROM appearances WHERE report_key = ?)", (key,))
    connection.execute("DELETE FROM words WHERE rowid IN (SELECT key FROM passages WHERE report_key = ?)", (key,))
    connection.execute("DELETE FROM reports WHERE key = ?", (key,))


def _known(parts: Iterable[tuple[int | None, str]]) -> list[tuple[int, str]]:
    return [(key, part) for key, part in parts if key is not None]
