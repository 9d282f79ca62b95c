"""One entity in all reports.

Bodies, places and countries have the same id in every report from the tables and their names alone. Persons are linked here: what a
report says of a person makes a *node* (name, country and walk of life that the titles tell); nodes that are one person get one id. Which nodes are
one is a function of all nodes of a block, so that the order in which reports come does not matter; what an analyst has judged wins over it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from khabar.link.clusters import Group, Node, block_of, groups
from khabar.link.compare import Names
from khabar.link.evidence import Namesake, Spheres, namesakes
from khabar.link.index import Index, MemoryIndex
from khabar.link.judgements import Judged, Judgements
from khabar.link.renaming import renamed
from khabar.link.written import well_written
from khabar.model import Record
from khabar.tag.people import known_people

_COMPANIONS_KEPT = 30
# a last name alone means a person of the store who is reported so often, and so many times oftener than the next of that name
_LEAST_REPORTS, _TIMES_OFTENER = 2, 3


@dataclass(frozen=True, slots=True)
class Change:
    """A node that stands for another person than before: what is stored of it moves from ``old`` to ``new``."""

    node: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A record with the ids of all reports; ``nodes`` has the node of each of its persons by the id that reading the report alone gave."""

    record: Record
    nodes: dict[str, str]


class Linker:
    """Links the persons of records, one record after another. ``changes`` tells what new reports changed in what was linked before."""

    def __init__(self, index: Index | None = None, judgements: Judgements | None = None, names: Names | None = None, *, steady: bool = False) -> None:
        """``steady`` keeps the ids that earlier records were given, for records that are handed on one by one: their ids then depend on the order."""
        self._steady = steady
        self._index: Index = index if index is not None else MemoryIndex()
        self._names = names or Names()
        self._spheres = Spheres()
        self._people = known_people()
        self._judged = Judged(judgements or Judgements())
        self._changes: list[Change] = []
        self._waiting: dict[str, None] = {}  # blocks to settle when the batch is known
        self._touched: dict[str, None] = {}  # sounds of last names that new reports hold

    def linked(self, record: Record) -> Record:
        """Return the record with the ids that its entities have in all reports, and the names and types that an analyst gave them."""
        return self.link(record).record

    def link(self, record: Record) -> "Linked":
        """Return the record linked, without what analysts rejected in it, and under which node each of its persons was gathered."""
        record = self._judged.accepted(record)
        found = namesakes(record, self._spheres)
        ids = {person.id: self._person(person) for person in sorted(found, key=lambda person: (-len(person.parts), person.id))}
        for entity in record.entities:
            if entity.type != "PER":
                ids[entity.id] = self._judged.canonical(entity.id)
        ids = {old: new for old, new in ids.items() if old != new}
        return Linked(self._judged.described(renamed(record, ids)), {person.id: person.node for person in found})

    def changes(self) -> list[Change]:
        """Return what has changed since the last call, in order; whom last names alone mean is decided here, when the reports of a batch are known."""
        for block in self._waiting:
            self._settle(block)
        self._waiting.clear()
        for last in self._touched:
            if self._index.block(f"|{last}"):
                self._settle(f"|{last}")
        self._touched.clear()
        found, self._changes = self._changes, []
        return found

    def resolved(self, entity: str) -> str:
        """Return the id that an id from any time stands for now."""
        return self._judged.canonical(self._index.canonical(entity) or entity)

    def _person(self, person: Namesake) -> str:
        if person.is_anybody:
            return self._alone(person)
        block = block_of(person.parts)
        nodes = self._index.block(block)
        node = nodes.get(person.node)
        new = node is None
        if node is None:
            country = person.country or (person.home if len(person.parts) == 1 else None)
            node = Node(person.node, person.name, person.parts, country, person.sphere)
        node.name = max(node.name, person.name, key=well_written)
        node.n_reports += 1
        node.companions.update(person.companions)
        if len(node.companions) > _COMPANIONS_KEPT:
            node.companions = set(sorted(node.companions)[:_COMPANIONS_KEPT])  # the same ones, whatever came first
        self._index.put(block, [node])
        self._touched[block.partition("|")[2]] = None
        if new:
            self._settle(block)
        elif len(nodes) > 1:
            self._waiting[block] = None  # counts and companions may decide otherwise now
        return self._judged.canonical(self._index.canonical(node.id) or node.id)

    def _alone(self, person: Namesake) -> str:
        """Return the id of somebody whose name tells nothing to other reports: there is nobody to compare them with."""
        self._index.put(f"|{person.id}", [Node(person.node, person.name, person.parts, None, person.sphere, set(person.companions), 1)])
        self._index.stand_for({person.node: person.id}, {})
        return self._judged.canonical(person.id)

    def _settle(self, block: str) -> None:
        """Decide anew which nodes of a block are one person."""
        nodes = self._index.block(block)
        stands: dict[str, str] = {}
        reasons: dict[str, str] = {}
        found = self._judged.divided(groups(nodes.values(), self._names))
        for group, judged in zip(found, self._judged.ids_of(found), strict=True):
            person = judged or self._id(group)
            if block.startswith("|") and judged is None:
                person = self._fuller(block[1:], max(group.nodes, key=lambda node: (node.n_reports, node.id))) or person
            stands |= {node.id: person for node in group.nodes}
            reasons |= group.reasons
        moved = {node: person for node, person in stands.items() if self._index.canonical(node) != person}
        for node, person in sorted(moved.items()):
            old = self._index.canonical(node)
            if old is not None:
                self._changes.append(Change(node, old, person))
        if moved:
            self._index.stand_for(moved, {node: why for node, why in reasons.items() if node in moved})

    def _id(self, group: Group) -> str:
        """Return the id of a group: in a steady run that of its node most reported so far."""
        if self._steady:
            used = [(node.n_reports, person) for node in group.nodes if (person := self._index.canonical(node.id))]
            if used:
                return max(used)[1]
        return group.id

    def _fuller(self, last: str, node: Node) -> str | None:
        """Return the person of the store whom a last name alone means in reports on one country, None where none stands out."""
        counts: dict[str, int] = {}
        known: set[str] = set()  # persons whom everybody knows in that country
        common = self._names.is_common(node.parts[0])
        for person, other in self._index.fuller(last):
            same_land = other.country is None or node.country is None or other.country == node.country
            if same_land and node.sphere in {None, other.sphere} and self._names.same_alone(node.parts[0], other.parts[-1]):
                counts[person] = counts.get(person, 0) + other.n_reports
                if common and self._people.country(other.parts) == node.country:
                    known.add(person)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if ranked and ranked[0][1] >= _LEAST_REPORTS and (len(ranked) == 1 or ranked[0][1] >= _TIMES_OFTENER * ranked[1][1]):
            return ranked[0][0] if not common or ranked[0][0] in known else None
        return None


def linked(records: Iterable[Record]) -> list[Record]:
    """Return all the records with the ids that hold for all of them together."""
    kept = list(records)
    linker = Linker()
    for record in kept:
        linker.linked(record)
    linker.changes()
    return [replace(record) if not record.entities else _settled(linker, record) for record in kept]


def _settled(linker: Linker, record: Record) -> Record:
    spheres = linker._spheres  # noqa: SLF001 - the same module
    ids = {person.id: linker.resolved(person.node) for person in namesakes(record, spheres)}
    return renamed(record, {old: new for old, new in ids.items() if old != new})
