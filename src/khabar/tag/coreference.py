"""Who is who inside one report: short forms, titles and spellings brought to one entity."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from khabar.model import Entity, Mention, Role
from khabar.reading import Reading
from khabar.tag import gazetteer as gazetteers
from khabar.tag.bodies import Bodies
from khabar.tag.body_groups import BodyGroups, ReportNames, whole_name
from khabar.tag.countries import Countries
from khabar.tag.gazetteer import Gazetteer
from khabar.tag.holders import Holders
from khabar.tag.latin import shared
from khabar.tag.persons import Persons
from khabar.tag.places import Places
from khabar.tag.spelling import core
from khabar.vocabulary import Vocabulary


@dataclass(slots=True)
class Resolved:
    """The mentions with their entities, the entities, and the titles with holder, office and body."""

    mentions: list[Mention]
    entities: list[Entity]
    roles: list[Role]


class Resolver:
    """Gives every mention its entity."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer | None = None) -> None:
        known = gazetteer or gazetteers.load(vocabulary)
        self.countries = Countries()
        self._latin = shared()
        self._places = Places(self.countries, known)
        self._bodies = Bodies(vocabulary, self.countries, known)
        self._persons = Persons(self._latin)
        self._holders = Holders()
        self._iso = vocabulary.column(self._iso_of_word)

    def _iso_of_word(self, light: str, key: str) -> str:  # noqa: ARG002 - the signature of a column
        country = self.countries.by_adjective.get(key) or self.countries.by_name.get(key) or self.countries.by_capital.get(key)
        return country.iso if country and not self._places.is_ambiguous(key) else ""

    def person_id(self, name: str) -> str:
        """Return the id that a person of that full name gets in a report."""
        return self._persons.id(core(name))

    def resolved(self, reading: Reading) -> Resolved:
        """Return the report's mentions, entities and titles resolved."""
        if not reading.mentions:
            return Resolved([], [], self._holders.resolved(reading.roles, []))
        countries = Counter(filter(None, self._iso.of(reading.tokens.forms)))
        names = [whole_name(reading.tokens, mention) for mention in reading.mentions]
        report = ReportNames(reading.tokens, reading.mentions, names, countries)
        self._resolve_persons(report)
        self._resolve_places(report)
        self._resolve_bodies(report)
        found = report.found
        mentions = [Mention(m.id, m.start, m.end, m.text, m.type, found[number].id) for number, m in enumerate(reading.mentions)]
        return Resolved(mentions, self._entities(report, mentions), self._holders.resolved(reading.roles, mentions))

    def _resolve_persons(self, report: ReportNames) -> None:
        places = [number for number, mention in enumerate(report.mentions) if mention.type == "PER"]
        for person in self._persons.grouped([report.names[number] for number in places]):
            entity = Entity(self._persons.id(person.parts), "PER", person.name)
            for index in person.mentions:
                report.found[places[index]] = entity

    def _resolve_places(self, report: ReportNames) -> None:
        for number, mention in enumerate(report.mentions):
            if mention.type == "LOC":
                report.found[number] = self._places.entity(report.names[number], report.countries)

    def _resolve_bodies(self, report: ReportNames) -> None:
        BodyGroups(self._bodies, self.countries, report).resolve()

    def _entities(self, report: ReportNames, mentions: Sequence[Mention]) -> list[Entity]:
        """Return the entities in the order of their first mention, with every spelling that the report prints."""
        spellings: dict[str, dict[str, None]] = {}
        first: dict[str, Entity] = {}
        for number, mention in enumerate(mentions):
            if mention.entity not in first:
                first[mention.entity] = report.found[number]
                spellings[mention.entity] = {}
            spellings[mention.entity][report.names[number]] = None
        return [self._described(entity, spellings[number]) for number, entity in first.items()]

    def _described(self, entity: Entity, spellings: Iterable[str]) -> Entity:
        name = entity.name or max(spellings, key=lambda text: (len(text), text))
        aliases = tuple(text for text in spellings if text != name)
        if entity.name_en is None and entity.type == "PER":
            name_en, basis = self._latin.name(name)
            return replace(entity, name=name, aliases=aliases, name_en=name_en, name_en_basis=basis)
        if entity.name_en is None and entity.type == "LOC":
            return replace(entity, name=name, aliases=aliases, name_en=self._latin.name(name)[0], name_en_basis="rule")
        return replace(entity, name=name, aliases=aliases)
