"""Who is who inside one report: short forms, titles and spellings brought to one entity."""

from dataclasses import dataclass

from khabar.model import Entity, Mention, Role
from khabar.reading import Reading
from khabar.vocabulary import Vocabulary


@dataclass(slots=True)
class Resolved:
    """The mentions with their entities, the entities, and the titles with holder, office and body."""

    mentions: list[Mention]
    entities: list[Entity]
    roles: list[Role]


class Resolver:
    """Gives every mention its entity."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def resolved(self, reading: Reading) -> Resolved:
        """Return the report's mentions, entities and titles resolved."""
        return Resolved(reading.mentions, [], reading.roles)
