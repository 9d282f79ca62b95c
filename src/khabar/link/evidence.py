"""What one report tells of a person beside the name: country and walk of life from titles, who is named with whom."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from khabar.fold import fold
from khabar.model import Entity, Record, Role
from khabar.tables import rows
from khabar.tag.latin import mark, shared
from khabar.tag.spelling import core

_COMPANIONS = 8
PRESS = "press"  # the walk of life of who signs reports
_BYLINES, _BYLINE = 250, 70  # characters from the beginning of a report, and of a line
_WROTE = re.compile(r"\s*(?:كتب|كتبت|كتبوا|إعداد|تقرير|متابعة|تحرير|بقلم)\b")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Namesake:
    """A person as one report tells of them. ``id`` is the id that reading the report alone gave; ``home`` the country that the report speaks of most."""

    id: str
    name: str
    parts: tuple[str, ...]
    country: str | None
    sphere: str | None
    home: str | None
    companions: tuple[str, ...]
    is_anybody: bool = False  # another person in every report: a given name alone

    @property
    def node(self) -> str:
        """The id under which mentions that say the same of a person are gathered."""
        if self.is_anybody:
            return self.id
        country = self.country or (self.home if len(self.parts) == 1 else None)
        marks = [mark.lower() for mark in (country, self.sphere) if mark]
        return ".".join([self.id, *marks])


class Spheres:
    """Walks of life by the words of titles (``data/offices-spheres.tsv``)."""

    def __init__(self) -> None:
        self._words = {fold(word): row["sphere"] for row in rows("offices-spheres.tsv") for word in row["words"].split()}

    def of(self, role: Role) -> str | None:
        """Return the walk of life that a title tells, None where it tells none."""
        return self._words.get(fold(role.text).partition(" ")[0].removeprefix("ال"))


def namesakes(record: Record, spheres: Spheres) -> list[Namesake]:
    """Return the persons of a record with what it tells of them, in the order of their entities."""
    persons = [entity for entity in record.entities if entity.type == "PER"]
    if not persons:
        return []
    entity_of = {mention.id: mention.entity for mention in record.mentions}
    known = {entity.id: entity for entity in record.entities}
    titles: dict[str, list[Role]] = {}
    for role in record.roles:
        if role.holder in entity_of:
            titles.setdefault(entity_of[role.holder], []).append(role)
    home = _home(record, known)
    full = [entity.id for entity in persons if len(core(entity.name)) > 1]
    here = "-" + mark(record.id)
    found = [_namesake(entity, titles.get(entity.id, ()), spheres, home, full) for entity in persons]
    writers = _writers(record)
    return [replace(person, is_anybody=len(person.parts) == 1 and person.id.endswith(here), sphere=person.sphere or writers.get(person.id)) for person in found]


def _writers(record: Record) -> dict[str, str]:
    """Return the walk of life of those with common names who sign the report: of that name, whoever is reported of is rather somebody else."""
    found = {}
    early = [mention for mention in record.mentions if mention.start <= _BYLINES]
    for mention in early:
        if mention.type == "PER" and mention.entity and len(core(mention.text)) > 1 and all(map(shared().is_common, core(mention.text))):
            start = record.text.rfind("\n", 0, mention.start) + 1
            stop = record.text.find("\n", mention.end)
            line = record.text[start : stop if stop >= 0 else len(record.text)]
            alone = not _LETTER.search(line.replace(mention.text, "")) and sum(other.entity == mention.entity for other in record.mentions) == 1
            if len(line) <= _BYLINE and (alone or _WROTE.match(line)):  # who stands under a picture is named in the text as well
                found[mention.entity] = PRESS
    return found


def _namesake(entity: Entity, titles: Sequence[Role], spheres: Spheres, home: str | None, full: Sequence[str]) -> Namesake:
    countries = Counter(country for role in titles if (country := _country(role)))
    walks = Counter(sphere for role in titles if (sphere := spheres.of(role)))
    companions = tuple(other for other in full if other != entity.id)[:_COMPANIONS]
    return Namesake(entity.id, entity.name, core(entity.name), _most(countries), _most(walks), home, companions)


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _country(role: Role) -> str | None:
    """Return the country (ISO code) that a title names; that of a body is a guess where the report does not name it."""
    return _ISO.get(role.of or "")


_ISO = {row["id"]: row["iso"] for row in rows("countries.tsv")}


def _home(record: Record, known: dict[str, Entity]) -> str | None:
    counts = Counter(known[mention.entity].country or "" for mention in record.mentions if mention.entity in known)
    del counts[""]
    return _most(counts)
