"""The entities of a store: each id of a record with its number in the file."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from khabar.fold import fold
from khabar.link.written import full_name
from khabar.model import Entity, Record

_MOST_REMEMBERED = 100_000
# a Latin name from a list stands before one that khabar made, and then the longer one, whichever came first
_BETTER_LATIN = """excluded.name_en IS NOT NULL AND (name_en IS NULL
    OR (excluded.name_en_basis IS 'list', length(excluded.name_en), excluded.name_en) > (name_en_basis IS 'list', length(name_en), name_en))"""

_UPSERT = f"""
INSERT INTO entities (id, type, name, name_en, name_en_basis, lat, lon, country, links) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET type = excluded.type, name = excluded.name,
    name_en = CASE WHEN {_BETTER_LATIN} THEN excluded.name_en ELSE name_en END,
    name_en_basis = CASE WHEN {_BETTER_LATIN} THEN excluded.name_en_basis ELSE name_en_basis END,
    lat = coalesce(excluded.lat, lat), lon = coalesce(excluded.lon, lon), country = coalesce(excluded.country, country),
    links = CASE excluded.links WHEN '{{}}' THEN links ELSE excluded.links END
RETURNING key
"""  # noqa: S608 - our own condition; values are bound


class Directory:
    """Numbers of entities, remembered between batches. Good for one process that writes; call ``forget`` when a transaction fails."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        self._seen: dict[str, Entity] = {}
        self._spelt: set[tuple[int, str]] = set()

    def forget(self) -> None:
        """Forget what may not be in the file."""
        self._keys.clear()
        self._seen.clear()
        self._spelt.clear()

    def keys(self, connection: sqlite3.Connection, record: Record) -> dict[str, int]:
        """Return the number of each entity that the record names, those new to the store taken in."""
        if len(self._spelt) > _MOST_REMEMBERED:
            self.forget()
        keys = {entity.id: self._key(connection, entity) for entity in _entities(record)}
        spellings = dict.fromkeys((keys[identity], spelling) for identity, spelling in spellings_of(record))
        new = [spelling for spelling in spellings if spelling not in self._spelt]
        self._spelt.update(new)
        connection.executemany(
            "INSERT OR IGNORE INTO spellings (entity_key, folded, spelling) VALUES (?, ?, ?)", ((key, folded_name(name), name) for key, name in new)
        )
        return keys

    def _key(self, connection: sqlite3.Connection, entity: Entity) -> int:
        if self._seen.get(entity.id) == entity:
            return self._keys[entity.id]
        # what a later report leaves out stays; of persons, linking decides what they are called (store.entities.name_persons)
        name = self._name(connection, entity)
        place = (entity.lat, entity.lon, entity.country)
        row = connection.execute(_UPSERT, (entity.id, entity.type, name, entity.name_en, entity.name_en_basis, *place, _links(entity))).fetchone()
        key: int = row[0]
        self._keys[entity.id], self._seen[entity.id] = key, entity
        return key

    @staticmethod
    def _name(connection: sqlite3.Connection, entity: Entity) -> str:
        """Return the name that an entity is shown by: of what is on no list the fullest and best written that reports give, whichever came first."""
        known = None
        if entity.type != "PER" and entity.name_en_basis != "list":
            known = connection.execute("SELECT name FROM entities WHERE id = ?", (entity.id,)).fetchone()
        return max(entity.name, known[0], key=full_name) if known else entity.name


def spellings_of(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the id of each entity of a record with every way in which the record writes it.

    Of a name that a particle has cut short (لشرطة of للشرطة) that is the whole one.
    """
    whole: dict[str, set[str]] = {}
    for entity in record.entities:
        whole[entity.id] = {entity.name, *entity.aliases}
        yield from ((entity.id, name) for name in (entity.name, entity.name_en, *entity.aliases) if name)
    for mention in record.mentions:
        if mention.entity:
            text = " ".join(mention.text.split())
            if not (text.startswith("ل") and f"ا{text}" in whole.get(mention.entity, ())):
                yield mention.entity, text


def folded_name(name: str) -> str:
    """Return the key under which spellings of a name meet: folded words, one blank between."""
    return " ".join(fold(name).split())


def _entities(record: Record) -> Iterable[Entity]:
    """Yield the record's entities, and one made of its mention for each mention whose entity the record does not list."""
    listed = {entity.id for entity in record.entities}
    yield from record.entities
    for mention in record.mentions:
        if mention.entity and mention.entity not in listed:
            listed.add(mention.entity)
            yield Entity(mention.entity, mention.type, mention.text)


def _links(entity: Entity) -> str:
    return json.dumps(entity.links, ensure_ascii=False, sort_keys=True)
