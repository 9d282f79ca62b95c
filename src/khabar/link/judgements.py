"""What analysts have judged: kept in a log, never overwritten, and stronger than every rule.

A judgement names entities by the ids that they had when it was made; ids from any time still mean what they meant, so judgements hold when reports
are read anew and a store is rebuilt.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Protocol

from khabar.errors import ConfigError
from khabar.link.clusters import Group, Node
from khabar.link.rejections import Place, without
from khabar.model import Entity, Published, Record
from khabar.read.checks import FIRST_YEAR, LAST_YEAR

KINDS = ("same", "different", "unsure", "rename", "retype", "reject", "date")
OF_ONE = ("rename", "retype")
OF_REPORTS = ("reject", "date")
TYPES = ("PER", "ORG", "LOC", "PROC")
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of the log. ``one`` and ``other`` are ids of entities, ``at`` is an ISO time, ``undone`` when it was taken back.

    ``value`` is the new name or type, or the name that is kept of two that are one. Of a report: ``reject`` has the place
    (``report#statement:90-180``) as ``one`` and the words that stood there as ``value``, ``date`` the report's id and its ISO day.
    """

    number: int
    kind: str
    one: str
    other: str | None = None
    value: str | None = None
    who: str = ""
    at: str = ""
    note: str | None = None
    undone: str | None = None

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the judgement as plain values."""
        return asdict(self)


def checked(judgement: Judgement) -> Judgement:
    """Return the judgement if it says something that can hold.

    Raises:
        ConfigError: an unknown kind or type, one entity where two are needed, or a new name that is empty.
    """
    kind, one, other, value = judgement.kind, judgement.one, judgement.other, judgement.value
    if kind not in KINDS:
        message = f"cannot judge '{kind}': expected one of {', '.join(KINDS)}"
    elif kind in {"same", "different", "unsure"} and (not other or other == one):
        message = f"cannot judge '{kind}' of {one} and {other or 'nothing'}: expected two entities"
    elif kind == "rename" and not (value or "").strip():
        message = f"cannot rename {one}: expected a name"
    elif kind == "retype" and value not in TYPES:
        message = f"cannot retype {one} as '{value}': expected one of {', '.join(TYPES)}"
    elif kind == "date" and not _is_day(value or ""):
        message = f"cannot date {one} '{value or ''}': expected a day as YYYY-MM-DD, from {FIRST_YEAR} to {LAST_YEAR}"
    else:
        if kind == "reject":
            Place.parsed(one)
        return judgement
    raise ConfigError(message)


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written and FIRST_YEAR <= int(written[:4]) <= LAST_YEAR
    except ValueError:
        return False


class Log(Protocol):
    """Where judgements are kept."""

    def all(self) -> list[Judgement]:
        """Return every judgement, those taken back included, oldest first."""

    def add(self, judgement: Judgement) -> Judgement:
        """Keep a judgement and return it with its number."""

    def undo(self, number: int, at: str) -> Judgement:
        """Take a judgement back and return it."""


def exported(judgements: Iterable[Judgement]) -> str:
    """Return judgements as JSON Lines, to be kept or handed on."""
    return "".join(_line(judgement) for judgement in judgements)


def _line(judgement: Judgement) -> str:
    """Return a judgement as one line of JSON for any reader: what ends lines outside of JSON too, or steers a terminal, is escaped."""
    written = json.dumps(judgement.to_dict(), ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"


def imported(lines: Iterable[str]) -> list[Judgement]:
    """Return the judgements of a file that ``exported`` wrote.

    Raises:
        ConfigError: a line is no judgement.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(checked(_typed(Judgement(**json.loads(line)))))
        except (ValueError, TypeError) as error:
            reason = "it is no JSON" if isinstance(error, ValueError) else "it has other fields or values than a judgement"
            message = f"cannot read the judgement in line {number}: {reason}. Expected the lines that khabar judgements --export writes"
            raise ConfigError(message) from error
    return found


def _typed(judgement: Judgement) -> Judgement:
    """Return a judgement whose values are of the types that a log has; raises TypeError."""
    words = (judgement.kind, judgement.one, judgement.who, judgement.at)
    maybe = (judgement.other, judgement.value, judgement.note, judgement.undone)
    if not (type(judgement.number) is int and all(isinstance(word, str) for word in words) and all(isinstance(word, str | None) for word in maybe)):
        raise TypeError
    return judgement


@dataclass(frozen=True, slots=True)
class Judgements:
    """The judgements that hold."""

    log: tuple[Judgement, ...] = ()

    def holding(self) -> list[Judgement]:
        """Return the judgements that were not taken back, oldest first; of two on one pair the later holds."""
        latest: dict[tuple[str, ...], Judgement] = {}
        for judgement in self.log:
            if judgement.undone is None:
                pair = tuple(sorted((judgement.one, judgement.other))) if judgement.other else (judgement.kind, judgement.one)
                latest.pop(pair, None)
                latest[pair] = judgement
        return list(latest.values())


class Judged:
    """What the judgements that hold make of ids, groups and records."""

    def __init__(self, judgements: Judgements) -> None:
        self._stands_for: dict[str, str] = {}
        self._apart: list[tuple[str, str]] = []
        self._names: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._pinned: set[str] = set()
        self._rejected: dict[str, dict[Place, str | None]] = {}
        self._days: dict[str, str] = {}
        for judgement in judgements.holding():
            self._take(judgement)

    def _take(self, judgement: Judgement) -> None:
        one, other, value = judgement.one, judgement.other, judgement.value
        if judgement.kind in {"same", "rename", "retype"}:
            self._pinned.update(filter(None, (one, other)))
        if judgement.kind == "same" and other:
            first, second = self.canonical(one), self.canonical(other)
            if first != second:
                self._stands_for[second] = first
            if value:
                self._names.setdefault(first, value)
        elif judgement.kind == "different" and other:
            self._apart.append((one, other))
        elif judgement.kind == "rename" and value:
            self._names[one] = value
        elif judgement.kind == "retype" and value:
            self._types[one] = value
        elif judgement.kind == "reject":
            place = Place.parsed(one)
            self._rejected.setdefault(place.report, {})[place] = value
        elif judgement.kind == "date" and value:
            self._days[one] = value

    def accepted(self, record: Record) -> Record:
        """Return a record as it was read without what analysts rejected in it, of the day that they gave it (basis ``analyst``)."""
        rejected, day = self._rejected.get(record.id), self._days.get(record.id)
        if rejected:
            record = without(record, rejected)
        if day:
            record = replace(record, published=Published(day, day, day, "analyst"))
        return record

    def name_of(self, entity: str) -> str | None:
        """Return the name that an analyst gave an entity, None where nobody did."""
        return self._names.get(entity)

    def day_of(self, report: str) -> str | None:
        """Return the day that an analyst gave a report, None where nobody did."""
        return self._days.get(report)

    def canonical(self, entity: str) -> str:
        """Return the id that an entity was judged to be, itself where nobody judged."""
        while entity in self._stands_for:
            entity = self._stands_for[entity]
        return entity

    def ids_of(self, groups: Sequence[Group]) -> list[str | None]:
        """Return for each group of a block the id of the entity in it that somebody judged, whatever spellings join it later; None for other groups.

        A judged id that no group holds (made where titles told more, or less) means the group most reported of the same name.
        """
        if not self._pinned:
            return [None] * len(groups)
        held = {node.id for group in groups for node in group.nodes}
        by_name: dict[str, str] = {}
        for entity in sorted(self._pinned - held):
            by_name.setdefault(_name_of(entity), entity)
        found: list[str | None] = [next((self.canonical(node.id) for node in group.nodes if node.id in self._pinned), None) for group in groups]
        for at in sorted(range(len(groups)), key=lambda at: -sum(node.n_reports for node in groups[at].nodes)):
            names = [_name_of(node.id) for node in groups[at].nodes]
            judged = next((by_name.pop(name) for name in names if name in by_name), None)
            if found[at] is None and judged is not None:
                found[at] = self.canonical(judged)
        return found

    def divided(self, groups: Sequence[Group]) -> list[Group]:
        """Return the groups with those divided that hold two entities judged to be different."""
        found = list(groups)
        for one, other in self._apart:
            found = [part for group in found for part in _divided(group, one, other)]
        return found

    def described(self, record: Record) -> Record:
        """Return the record with the names and types that analysts gave its entities."""
        if not self._names and not self._types:
            return record
        entities = tuple(self._described(entity) for entity in record.entities)
        types = {entity.id: entity.type for entity in entities}
        mentions = tuple(replace(m, type=types.get(m.entity, m.type)) for m in record.mentions)
        return replace(record, entities=entities, mentions=mentions)

    def _described(self, entity: Entity) -> Entity:
        name = self._names.get(entity.id)
        entity = replace(entity, type=self._types.get(entity.id, entity.type))
        if name is None or name == entity.name:
            return entity
        aliases = tuple(dict.fromkeys(alias for alias in (entity.name, *entity.aliases) if alias != name))
        return replace(entity, name=name, aliases=aliases, name_en=None, name_en_basis=None)  # the Latin name was that of the other


def _divided(group: Group, one: str, other: str) -> list[Group]:
    """Return a group in two where it holds both: each other node goes with the one whose name and country are nearer to its own."""
    ids = {node.id: node for node in group.nodes}
    first, second = ids.get(one), ids.get(other)
    if first is None or second is None:
        return [group]
    mine, theirs = [first], [second]
    for node in group.nodes:
        if node is not first and node is not second:
            (mine if _kinship(node, first) >= _kinship(node, second) else theirs).append(node)
    reasons = {node: f"{why}; an analyst judged {one} and {other} to be different" for node, why in group.reasons.items()}
    return [Group(tuple(sorted(part, key=lambda n: n.id)), reasons) for part in (mine, theirs)]


def _name_of(entity: str) -> str:
    """Return the part of an id that the name gives, without country and walk of life."""
    return entity.partition(".")[0]


def _kinship(node: Node, other: Node) -> tuple[int, int, int]:
    return (node.country == other.country, sum(part in other.parts for part in node.parts), len(node.companions & other.companions))
