"""Who is who in a store: the linker's index, the log of judgements, and moving what is stored when two become one or one becomes two."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from khabar.errors import ConfigError
from khabar.link.clusters import Node
from khabar.link.compare import Names
from khabar.link.entities import Change, Linked, Linker
from khabar.link.index import MOST_BLOCKS
from khabar.link.judgements import Judged, Judgement, Judgements
from khabar.link.written import well_written
from khabar.model import Record
from khabar.store.directory import folded_name
from khabar.tag.people import known_people
from khabar.tag.spelling import core

_MOST_REMEMBERED = 300_000


class StoreIndex:
    """The linker's index in a store's file; ``flush`` writes what has changed, inside the transaction that is open."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._blocks: dict[str, dict[str, Node]] = {}
        self._by_last: dict[str, set[str]] = {}  # the blocks of full names in memory, by the sound of their last part
        self._whole: set[str] = set()  # the sounds of which every block is in memory
        self._people: dict[str, str] = {}
        self._reasons: dict[str, str] = {}
        self._changed: dict[str, tuple[str, Node]] = {}

    def block(self, block: str) -> dict[str, Node]:
        """Return the nodes of a block by id."""
        found = self._blocks.get(block)
        if found is None:
            found = self._read("block = ?", (block,)).get(block, {})
            self._remember(block, found)
        return found

    def _remember(self, block: str, nodes: dict[str, Node]) -> None:
        self._blocks[block] = nodes
        first, _, last = block.partition("|")
        if first:
            self._by_last.setdefault(last, set()).add(block)

    def put(self, block: str, nodes: Iterable[Node]) -> None:
        """Keep nodes that are new or have changed."""
        known = self.block(block)
        for node in nodes:
            known[node.id] = node
            self._changed[node.id] = (block, node)

    def canonical(self, node: str) -> str | None:
        """Return the id of the person that a node stands for."""
        if node not in self._people:
            row = self.connection.execute("SELECT person FROM nodes WHERE id = ?", (node,)).fetchone()
            if row is None or row[0] is None:
                return None
            self._people[node] = row[0]
        return self._people[node]

    def stand_for(self, nodes: Mapping[str, str], reasons: Mapping[str, str]) -> None:
        """Keep which person each node stands for, and why."""
        self._people.update(nodes)
        self._reasons.update(reasons)
        for number in nodes:
            row = self.connection.execute("SELECT block FROM nodes WHERE id = ?", (number,)).fetchone()
            if number not in self._changed and row is not None:
                self._changed[number] = (row[0], self.block(row[0])[number])

    def fuller(self, last: str) -> list[tuple[str, Node]]:
        """Return the nodes of full names whose last part has that sound, each with the id of its person."""
        if last not in self._whole:
            for block, found in self._read("last = ? AND block != ?", (last, f"|{last}")).items():
                if block not in self._blocks:
                    self._remember(block, found)
            self._whole.add(last)
        blocks = self._by_last.get(last, set())
        if len(blocks) > MOST_BLOCKS:
            return []
        nodes = [node for block in sorted(blocks) for node in self._blocks[block].values()]
        return [(person, node) for node in nodes if (person := self.canonical(node.id))]

    def _read(self, condition: str, parameters: Sequence[str]) -> dict[str, dict[str, Node]]:
        found: dict[str, dict[str, Node]] = {}
        rows = self.connection.execute(f"SELECT id, block, name, country, sphere, companions, n_reports, person FROM nodes WHERE {condition}", parameters)  # noqa: S608 - our own conditions
        for number, block, name, country, sphere, companions, n_reports, person in rows.fetchall():
            found.setdefault(block, {})[number] = Node(number, name, core(name), country, sphere, set(companions.split()), n_reports)
            if person is not None:
                self._people.setdefault(number, person)
        return found

    def leave(self, report_key: int) -> None:
        """Take a report that will be deleted out of the counts."""
        for number, block in self.connection.execute("SELECT node, block FROM namings JOIN nodes ON id = node WHERE report_key = ?", (report_key,)).fetchall():
            node = self.block(block)[number]
            node.n_reports -= 1
            self.put(block, [node])

    def flush(self) -> None:
        """Write what has changed."""
        rows = [
            (
                *(node.id, block, block.partition("|")[2], node.name, node.country, node.sphere, " ".join(sorted(node.companions))),
                *(node.n_reports, self._people.get(node.id), self._reasons.get(node.id)),
            )
            for block, node in self._changed.values()
        ]
        self.connection.executemany(
            """
            INSERT INTO nodes (id, block, last, name, country, sphere, companions, n_reports, person, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, companions = excluded.companions, n_reports = excluded.n_reports, person = excluded.person,
                reason = coalesce(excluded.reason, reason)
            """,
            rows,
        )
        self._changed.clear()
        self._reasons.clear()
        if len(self._people) > _MOST_REMEMBERED:
            self._people.clear()
            self._blocks.clear()
            self._by_last.clear()
            self._whole.clear()


class People:
    """Links the records that are written into a store, batch after batch: ``begin``, ``linked`` for each, ``finish`` in the same transaction."""

    def __init__(self) -> None:
        self._names = Names()
        self._index: StoreIndex | None = None
        self._version = -1
        self._namings: list[tuple[str, str, str]] = []
        self._touched: set[str] = set()  # nodes of the reports that are being written

    def begin(self, connection: sqlite3.Connection) -> None:
        """Take up the work in a transaction; what another process wrote meanwhile is read anew."""
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        if self._index is None or version != self._version or self._index.connection is not connection:
            self._index, self._version = StoreIndex(connection), version
        log = Judgements(tuple(judgements(connection)))
        self._linker, self._judged = Linker(self._index, log, self._names), Judged(log)

    def forget(self) -> None:
        """Forget what may not be in the file."""
        self._index = None
        self._namings.clear()
        self._touched.clear()

    def linked(self, record: Record) -> Record:
        """Return the record with the ids of the store."""
        linked: Linked = self._linker.link(record)
        self._namings.extend((node, entity, record.id) for entity, node in linked.nodes.items())
        self._touched.update(linked.nodes.values())
        return linked.record

    def leave(self, report_key: int) -> None:
        """Take a report that will be deleted out of what is known of people."""
        if self._index is not None:
            self._index.leave(report_key)

    def finish(self) -> None:
        """Write down who is who, once the reports are written; what is stored under another id than it has now moves."""
        if self._index is None:
            return
        connection = self._index.connection
        connection.executemany("INSERT OR IGNORE INTO namings (report_key, node, entity) SELECT key, ?, ? FROM reports WHERE id = ?", self._namings)
        self._namings.clear()
        changes = self._linker.changes()
        self._index.flush()
        for change in changes:
            move(connection, change)
        persons = {person for node in self._touched if (person := self._index.canonical(node))}
        name_persons(connection, persons.union(*((change.old, change.new) for change in changes)), self._judged)
        self._touched.clear()


def name_persons(connection: sqlite3.Connection, persons: Iterable[str], judged: Judged) -> None:
    """Give persons the name that most reports give them, a full one before a last name alone, but for those whom an analyst named."""
    for person in sorted(persons):
        identity = judged.canonical(person)
        if judged.name_of(identity) is None:
            names = connection.execute("SELECT name, n_reports FROM nodes WHERE person = ? AND n_reports > 0", (person,)).fetchall()
            name = max(names, key=lambda found: (len(core(found[0])) > 1, found[1], well_written(found[0])), default=(None,))[0]
            if name is not None:
                latin, basis = known_people().latin(name)
                connection.execute(
                    "UPDATE entities SET name = ?, name_en = ?, name_en_basis = ? WHERE id = ? AND (name <> ? OR name_en IS NOT ?)",
                    (name, latin, basis, identity, name, latin),
                )


_BY_REPORT = (
    ("appearances", "entity_key", "report_key"),
    ("roles", "entity_key", "report_key"),
    ("roles", "of_key", "report_key"),
    ("labels", "named_key", "report_key"),
    ("labels", "namer_key", "report_key"),
)
_BY_PART = (
    ("involvements", "entity_key", "passage_key", "passages"),
    ("chain", "entity_key", "statement_key", "statements"),
    ("parties", "entity_key", "event_key", "events"),
)


def move(connection: sqlite3.Connection, change: Change) -> None:
    """Move what the reports of a node hold of one person to another."""
    reports = [row[0] for row in connection.execute("SELECT report_key FROM namings WHERE node = ?", (change.node,))]
    name = connection.execute("SELECT name FROM nodes WHERE id = ?", (change.node,)).fetchone()[0]
    move_reports(connection, change.old, change.new, reports, name)


def move_reports(connection: sqlite3.Connection, old: str, new: str, reports: Sequence[int], name: str) -> None:
    """Move what some reports hold of one entity, there written as ``name``, to another, made where there is none yet."""
    row = connection.execute("SELECT key FROM entities WHERE id = ?", (old,)).fetchone()
    if row is None or old == new or not reports:
        return
    target = _key(connection, old, new)
    for report in reports:
        for table, column, place in _BY_REPORT:
            connection.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE {column} = ? AND {place} = ?", (target, row[0], report))  # noqa: S608 - our own names
        for table, column, place, whole in _BY_PART:
            connection.execute(
                f"UPDATE OR REPLACE {table} SET {column} = ? WHERE {column} = ? AND {place} IN (SELECT key FROM {whole} WHERE report_key = ?)",  # noqa: S608 - as above
                (target, row[0], report),
            )
        quoted = (f'"{old}"', f'"{new}"', report)
        connection.execute("UPDATE statements SET source = replace(source, ?, ?) WHERE report_key = ?", quoted)
    _recount(connection, row[0], target)
    _move_spellings(connection, row[0], target, name)


def _key(connection: sqlite3.Connection, old: str, new: str) -> int:
    """Return the number of an entity, made like the old one where the store has none."""
    row = connection.execute("SELECT key FROM entities WHERE id = ?", (new,)).fetchone()
    if row is None:
        row = connection.execute(
            """
            INSERT INTO entities (id, type, name, name_en, name_en_basis, lat, lon, country, links)
            SELECT ?, type, name, name_en, name_en_basis, lat, lon, country, links FROM entities WHERE id = ? RETURNING key
            """,
            (new, old),
        ).fetchone()
    key: int = row[0]
    return key


def _recount(connection: sqlite3.Connection, *keys: int) -> None:
    for key in keys:
        count = connection.execute("SELECT count(*) FROM appearances WHERE entity_key = ?", (key,)).fetchone()[0]
        connection.execute("UPDATE entities SET n_reports = ? WHERE key = ?", (count, key))


def _move_spellings(connection: sqlite3.Connection, old: int, new: int, name: str) -> None:
    """Give an entity the spellings of one that no report holds any more, or the name that moved where some do."""
    if connection.execute("SELECT n_reports FROM entities WHERE key = ?", (old,)).fetchone()[0] == 0:
        connection.execute("UPDATE OR IGNORE spellings SET entity_key = ? WHERE entity_key = ?", (new, old))
        connection.execute("DELETE FROM spellings WHERE entity_key = ?", (old,))
    else:
        connection.execute("INSERT OR IGNORE INTO spellings (entity_key, folded, spelling) VALUES (?, ?, ?)", (new, folded_name(name), name))


def forget_spellings(connection: sqlite3.Connection, named: Sequence[str]) -> None:
    """Forget how entities are written, and the persons that nodes of these ids stand for; linking their reports anew finds it again."""
    for entity in named:
        connection.execute(
            "DELETE FROM spellings WHERE entity_key IN (SELECT key FROM entities WHERE id = ? OR id = (SELECT person FROM nodes WHERE nodes.id = ?))",
            (entity, entity),
        )


def judgements(connection: sqlite3.Connection) -> list[Judgement]:
    """Return every judgement of the log, oldest first."""
    rows = connection.execute("SELECT number, kind, one, other, value, who, at, note, undone FROM judgements ORDER BY number")
    return [Judgement(*row) for row in rows]


def current_ids(connection: sqlite3.Connection, report_key: int, record: Record, judged: Judged | None = None) -> dict[str, str]:
    """Return the ids that the entities of a record, as it was read, have in the store now, those that differ only."""
    judged = judged or Judged(Judgements(tuple(judgements(connection))))
    rows = connection.execute("SELECT entity, person FROM namings JOIN nodes ON id = node WHERE report_key = ?", (report_key,))
    ids = {entity: judged.canonical(person or entity) for entity, person in rows}
    for entity in record.entities:
        ids.setdefault(entity.id, judged.canonical(entity.id))
    return {old: new for old, new in ids.items() if old != new}


def keep(connection: sqlite3.Connection, judgement: Judgement) -> Judgement:
    """Write a judgement into the log and return it with its number."""
    row = connection.execute(
        "INSERT INTO judgements (kind, one, other, value, who, at, note, undone) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
        (judgement.kind, judgement.one, judgement.other, judgement.value, judgement.who, judgement.at, judgement.note, judgement.undone),
    ).fetchone()
    return replace(judgement, number=row[0])


def take_back(connection: sqlite3.Connection, number: int, at: str) -> Judgement:
    """Mark a judgement as undone and return it.

    Raises:
        ConfigError: the log has no such judgement, or it was undone before.
    """
    found = next((judgement for judgement in judgements(connection) if judgement.number == number), None)
    if found is None or found.undone is not None:
        message = f"cannot undo judgement {number}: {'it was undone before' if found else 'there is none of that number'}. See khabar judgements"
        raise ConfigError(message)
    connection.execute("UPDATE judgements SET undone = ? WHERE number = ?", (at, number))
    return replace(found, undone=at)
