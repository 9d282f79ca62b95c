"""Records of one line for tests of linking: a person, a title, companions."""

from khabar.knowledge import shared
from khabar.model import Entity, Mention, Record, Role, Source


def report(number: str, name: str, title: str | None, of: str | None, companions: tuple[str, ...] = ()) -> Record:
    """Return the record of a report that names a person, with a title where one is given, and others beside."""
    persons = [name, *companions]
    head = f"قال {title} " if title else "قال "
    text = f"{head}{name} ذلك. وحضر {' و '.join(companions)}" if companions else f"{head}{name} ذلك."
    resolver = shared().resolver
    mentions, entities, at = [], [], 0
    for index, person in enumerate(persons):
        start = text.index(person, at)
        at = start + len(person)
        mentions.append(Mention(f"m{index}", start, at, person, "PER", resolver.person_id(person)))
        entities.append(Entity(resolver.person_id(person), "PER", person))
    roles = (Role(4, 4 + len(title), title, "m0", None, of),) if title else ()
    return Record(number, Source(), text, mentions=tuple(mentions), entities=tuple(entities), roles=roles)
