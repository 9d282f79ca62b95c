"""A record with other ids for its entities."""

from collections.abc import Mapping
from dataclasses import replace

from khabar.model import Entity, Event, Record


def renamed(record: Record, ids: Mapping[str, str]) -> Record:
    """Return the record with every id of an entity that ``ids`` holds replaced, entities that become one joined. The same record where it holds none."""
    if not any(entity.id in ids for entity in record.entities):
        return record

    def new(entity: str | None) -> str | None:
        return ids.get(entity, entity) if entity is not None else None

    def several(entities: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids.get(entity, entity) for entity in entities))

    return replace(
        record,
        mentions=tuple(replace(m, entity=ids[m.entity]) if m.entity in ids else m for m in record.mentions),
        entities=_joined(record.entities, ids),
        roles=tuple(replace(role, of=new(role.of)) for role in record.roles),
        statements=tuple(
            replace(s, source=several(s.source), chain=tuple(replace(link, entity=new(link.entity)) for link in s.chain)) for s in record.statements
        ),
        declined=tuple(replace(d, source=several(d.source)) for d in record.declined),
        labels=tuple(replace(label, namer=new(label.namer), named=new(label.named)) for label in record.labels),
        events=tuple(_event(event, ids, several) for event in record.events),
    )


def _event(event: Event, ids: Mapping[str, str], several) -> Event:  # type: ignore[no-untyped-def]  # noqa: ANN001
    sectors = {ids.get(entity, entity): sector for entity, sector in event.sectors.items()}
    return replace(event, actors=several(event.actors), recipients=several(event.recipients), places=several(event.places), sectors=sectors)


def _joined(entities: tuple[Entity, ...], ids: Mapping[str, str]) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {}
    for entity in entities:
        number = ids.get(entity.id, entity.id)
        before = found.get(number)
        if before is None:
            found[number] = replace(entity, id=number)
        else:
            fuller = max(before, entity, key=lambda e: (len(e.name), e.name))
            aliases = dict.fromkeys(name for e in (before, entity) for name in (e.name, *e.aliases) if name != fuller.name)
            found[number] = replace(fuller, id=number, aliases=tuple(aliases))
    return tuple(found.values())
