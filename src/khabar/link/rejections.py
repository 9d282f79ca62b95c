"""What an analyst rejected in a report, told by where it stands, and the report's record without it."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self

from khabar.errors import ConfigError
from khabar.model import Event, Mention, Record, Role, Statement

MOST_WORDS = 200  # characters of what was rejected that a judgement keeps
_PLACE = re.compile(r"(.+)#(statement|event|mention):(\d{1,9})-(\d{1,9})", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement (first to last character of its content), an event (its trigger) or a mention of one report stands."""

    report: str
    kind: str
    start: int
    end: int

    @classmethod
    def parsed(cls, written: str) -> Self:
        """Return the place that is written ``report#statement:90-180``.

        Raises:
            ConfigError: it is no such place.
        """
        found = _PLACE.fullmatch(written)
        if not found or int(found[3]) >= int(found[4]):
            message = f"cannot read the place '{written}': expected REPORT#statement:START-END, REPORT#event:START-END or REPORT#mention:START-END"
            raise ConfigError(message)
        return cls(found[1], found[2], int(found[3]), int(found[4]))

    def __str__(self) -> str:
        return f"{self.report}#{self.kind}:{self.start}-{self.end}"

    def words(self, text: str) -> str:
        """Return the first words that stand there."""
        return text[self.start : min(self.end, self.start + MOST_WORDS)]


def place_of(report: str, part: Statement | Event | Mention) -> Place | None:
    """Return where a part of a report stands; None for a statement without content."""
    if isinstance(part, Statement):
        spans = part.content
        return Place(report, "statement", min(span.start for span in spans), max(span.end for span in spans)) if spans else None
    if isinstance(part, Event):
        return Place(report, "event", part.trigger.start, part.trigger.end)
    return Place(report, "mention", part.start, part.end)


def holds(record: Record, place: Place) -> bool:
    """Tell whether a record has a part at a place."""
    return any(place_of(record.id, part) == place for parts in (record.statements, record.events, record.mentions) for part in parts)


def without(record: Record, rejected: Mapping[Place, str | None]) -> Record:
    """Return the record without the parts at some places; nothing is rejected where other words stand now than were judged (the mapping's values)."""
    places = {place for place, words in rejected.items() if words is None or place.words(record.text) == words}
    if not places:
        return record
    record = _without_mentions(record, {m.id for m in record.mentions if place_of(record.id, m) in places})
    record = _without_statements(record, {s.id: s.within for s in record.statements if place_of(record.id, s) in places})
    gone = {event.id: event.same_as for event in record.events if place_of(record.id, event) in places}
    kept = _up(gone)
    return replace(record, events=tuple(replace(event, same_as=kept(event.same_as)) for event in record.events if event.id not in gone))


def _up(gone: Mapping[str, str | None]) -> Callable[[str | None], str | None]:
    """Return what leads from a rejected part to the one above it that is kept."""

    def kept(identity: str | None) -> str | None:
        seen: set[str] = set()
        while identity is not None and identity in gone:
            if identity in seen:  # a file from elsewhere may go in circles
                return None
            seen.add(identity)
            identity = gone[identity]
        return identity

    return kept


def _without_statements(record: Record, gone: Mapping[str, str | None]) -> Record:
    """Return the record without some statements; what stood in one stands in the statement around it, or in none."""
    if not gone:
        return record
    kept = _up(gone)
    return replace(
        record,
        statements=tuple(replace(s, within=kept(s.within)) for s in record.statements if s.id not in gone),
        labels=tuple(replace(label, statement=kept(label.statement)) for label in record.labels),
        events=tuple(
            replace(event, inside=kept(event.inside), figures=tuple(replace(f, counted_by=kept(f.counted_by)) for f in event.figures))
            for event in record.events
        ),
    )


def _without_mentions(record: Record, gone: Collection[str]) -> Record:
    """Return the record without some mentions, and without the entities that nothing else in it names."""
    if not gone:
        return record
    mentions = tuple(mention for mention in record.mentions if mention.id not in gone)
    lost = {mention.entity for mention in record.mentions} - {mention.entity for mention in mentions}
    roles = tuple(replace(role, holder=None) if role.holder in gone else role for role in record.roles)
    record = replace(record, mentions=mentions, roles=roles)
    return _without_entities(record, lost) if lost else record


def _without_entities(record: Record, lost: Collection[str]) -> Record:
    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(identity for identity in ids if identity not in lost)

    def known(identity: str | None) -> str | None:
        return None if identity in lost else identity

    def role(found: Role) -> Role:
        return replace(found, of=known(found.of))

    def statement(found: Statement) -> Statement:
        return replace(found, source=kept(found.source), chain=tuple(replace(link, entity=known(link.entity)) for link in found.chain))

    def event(found: Event) -> Event:
        sectors = {identity: sector for identity, sector in found.sectors.items() if identity not in lost}
        return replace(found, actors=kept(found.actors), recipients=kept(found.recipients), places=kept(found.places), sectors=sectors)

    return replace(
        record,
        entities=tuple(entity for entity in record.entities if entity.id not in lost),
        roles=tuple(map(role, record.roles)),
        statements=tuple(map(statement, record.statements)),
        events=tuple(map(event, record.events)),
        labels=tuple(replace(label, namer=known(label.namer), named=known(label.named)) for label in record.labels),
        declined=tuple(replace(declined, source=kept(declined.source)) for declined in record.declined),
    )
