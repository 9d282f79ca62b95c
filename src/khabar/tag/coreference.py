"""Who is who inside one report: short forms, titles and spellings brought to one entity."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from khabar.fold import fold
from khabar.model import Entity, Mention, Role
from khabar.reading import Reading
from khabar.tag import gazetteer as gazetteers
from khabar.tag.bodies import Bodies
from khabar.tag.body_groups import BodyGroups, ReportNames
from khabar.tag.countries import Countries
from khabar.tag.gazetteer import Gazetteer
from khabar.tag.holders import Title, holder_of, words_of
from khabar.tag.latin import Latin
from khabar.tag.persons import Persons
from khabar.tag.places import Places
from khabar.tag.titles import TitleWords
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
        self._latin = Latin()
        self._places = Places(self.countries, known)
        self._bodies = Bodies(vocabulary, self.countries, known)
        self._persons = Persons(self._latin)
        self._titles = TitleWords()
        self._adjectives = frozenset(self._titles.nationalities)
        self._iso = vocabulary.column(self._iso_of_word)

    def _iso_of_word(self, light: str, key: str) -> str:  # noqa: ARG002 - the signature of a column
        country = self.countries.by_adjective.get(key) or self.countries.by_name.get(key) or self.countries.by_capital.get(key)
        return country.iso if country else ""

    def resolved(self, reading: Reading) -> Resolved:
        """Return the report's mentions, entities and titles resolved."""
        if not reading.mentions:
            return Resolved([], [], [self._with_country(role, {}) for role in reading.roles])
        countries = Counter(filter(None, self._iso.of(reading.tokens.forms)))
        report = ReportNames(reading.tokens, reading.mentions, countries)
        self._resolve_persons(report)
        self._resolve_places(report)
        self._resolve_bodies(report)
        mentions = [replace(mention, entity=report.found[number].id) for number, mention in enumerate(reading.mentions)]
        return Resolved(mentions, self._entities(report, mentions), self._roles(reading.roles, mentions))

    def _resolve_persons(self, report: ReportNames) -> None:
        places = [number for number, mention in enumerate(report.mentions) if mention.type == "PER"]
        for person in self._persons.grouped([report.mentions[number].text for number in places]):
            entity = Entity(self._persons.id(person.parts), "PER", person.name)
            for index in person.mentions:
                report.found[places[index]] = entity

    def _resolve_places(self, report: ReportNames) -> None:
        for number, mention in enumerate(report.mentions):
            if mention.type == "LOC":
                report.found[number] = self._places.entity(mention.text, report.countries)

    def _resolve_bodies(self, report: ReportNames) -> None:
        BodyGroups(self._bodies, self.countries, report).resolve()

    def _entities(self, report: ReportNames, mentions: Sequence[Mention]) -> list[Entity]:
        """Return the entities in the order of their first mention, with every spelling that the report prints."""
        spellings: dict[str, Counter[str]] = {}
        first: dict[str, Entity] = {}
        for number, mention in enumerate(mentions):
            first.setdefault(mention.entity, report.found[number])
            spellings.setdefault(mention.entity, Counter())[mention.text] += 1
        return [self._described(entity, spellings[number]) for number, entity in first.items()]

    def _described(self, entity: Entity, spellings: Counter[str]) -> Entity:
        name = entity.name or max(spellings, key=lambda text: (len(text), text))
        aliases = tuple(text for text in spellings if text != name)
        if entity.name_en is None and entity.type == "PER":
            name_en, basis = self._latin.name(name)
            return replace(entity, name=name, aliases=aliases, name_en=name_en, name_en_basis=basis)
        if entity.name_en is None and entity.type == "LOC":
            return replace(entity, name=name, aliases=aliases, name_en=self._latin.name(name)[0], name_en_basis="rule")
        return replace(entity, name=name, aliases=aliases)

    def _roles(self, roles: Sequence[Role], mentions: Sequence[Mention]) -> list[Role]:
        """Return the titles with what they are of, and with holders where they stand alone and the report decides it."""
        inner = {role.start: self._inner(role, mentions) for role in roles}
        roles = [self._with_country(role, inner) for role in roles]
        entity_of = {mention.id: mention.entity for mention in mentions}
        mention_of: dict[str, list[Mention]] = {}
        for mention in mentions:
            mention_of.setdefault(mention.entity, []).append(mention)
        titles = [self._title(number, role, entity_of) for number, role in enumerate(roles)]
        held = [title for title in titles if title.holder is not None]
        found = []
        for role, title in zip(roles, titles, strict=True):
            holder = holder_of(title, held) if role.holder is None and title.head else None
            if holder is None:
                found.append(role)
            else:
                nearest = min(mention_of[holder], key=lambda mention: (mention.start > role.start, abs(mention.start - role.start)))
                found.append(replace(role, holder=nearest.id))
        return found

    def _inner(self, role: Role, mentions: Sequence[Mention]) -> str | None:
        inside = [mention for mention in mentions if role.start <= mention.start and mention.end <= role.end]
        bodies = [mention.entity for mention in inside if mention.type == "ORG"]
        return next(iter(bodies or [mention.entity for mention in inside]), None)

    def _with_country(self, role: Role, inner: dict[int, str | None]) -> Role:
        body = inner.get(role.start)
        if body is None or body.startswith("loc-"):
            for word in fold(role.text).split():
                if word.startswith("ال") and word in self._adjectives:
                    return replace(role, of=self._titles.nationalities[word])
        return replace(role, of=body)

    def _title(self, number: int, role: Role, entity_of: dict[str, str]) -> Title:
        head, words = words_of(role.text, self._titles.heads, self._adjectives)
        of = next((self._titles.nationalities[word] for word in fold(role.text).split() if word in self._adjectives), None)
        return Title(number, role.start, head, words, of, entity_of.get(role.holder) if role.holder else None)
