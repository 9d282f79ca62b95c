"""Who is who inside one report: short forms, titles and spellings brought to one entity."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khabar.model import Entity, Mention, Role
from khabar.reading import Reading
from khabar.tag import gazetteer as gazetteers
from khabar.tag.bodies import Bodies
from khabar.tag.body_groups import BodyGroups
from khabar.tag.body_words import BodyWords
from khabar.tag.common_places import CommonPlaces
from khabar.tag.countries import Countries
from khabar.tag.gazetteer import Gazetteer
from khabar.tag.holders import Holders
from khabar.tag.latin import mark, shared, slug
from khabar.tag.people import known_people
from khabar.tag.persons import Before, Persons, joined
from khabar.tag.place_words import PlaceWords
from khabar.tag.places import Places
from khabar.tag.renamed import renamed
from khabar.tag.report_names import ReportNames
from khabar.tag.signs import Signs
from khabar.tag.spelling import core, place_key
from khabar.tag.spoken_of import Outlets, SpokenOf
from khabar.vocabulary import Vocabulary

_MARKED = {"JO": "عمّان", "OM": "عُمان"}  # the marks tell which of the two is meant


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
        self._place_words = PlaceWords(self._places.english, lambda name: self._latin.name(name)[0])
        self._bodies = Bodies(vocabulary, self.countries, known)
        self._people = known_people()
        self._body_words = BodyWords(self._bodies, self._places.english)
        self._persons = Persons(self._latin, self._people)
        self._holders = Holders()
        self._signs = Signs(vocabulary, self.countries, self._bodies, self._places.is_ambiguous)
        self._outlets = Outlets()
        self._common_places = CommonPlaces(vocabulary, self._places)

    def person_id(self, name: str) -> str:
        """Return the id that a person of that full name gets in a report."""
        return self._persons.id(core(name))

    def resolved(self, reading: Reading) -> Resolved:
        """Return the report's mentions, entities and titles resolved."""
        if not reading.mentions:
            return Resolved([], [], self._holders.resolved(reading.roles, []))
        home = self._outlets.home(reading.document)
        report = self._report(reading, home)
        self._resolve_persons(report)
        self._resolve_places(report, home)
        self._resolve_bodies(report, home)
        found = report.found
        mentions = [Mention(m.id, m.start, m.end, m.text, m.type, found[number].id) for number, m in enumerate(report.mentions)]
        return Resolved(mentions, self._entities(report, mentions), self._holders.resolved(reading.roles, mentions))

    def _report(self, reading: Reading, home: str | None) -> ReportNames:
        """Return what is gathered of a report, without the mentions that are no names."""
        report = ReportNames(reading.document.id, reading.tokens, reading.mentions, reading.roles, reading.ranges)
        report.countries = self._signs.counts(report)
        words = self._common_places.among(report, home)
        if words:
            kept = [number for number in range(len(report.mentions)) if number not in words]
            mentions = [report.mentions[number] for number in kept]
            report = ReportNames(report.id, report.tokens, mentions, report.roles, [report.ranges[number] for number in kept])
            report.countries = self._signs.counts(report)
        for iso, capital in _MARKED.items():
            report.countries[iso] += sum(mention.text == capital for mention in report.mentions)
        return report

    def _resolve_persons(self, report: ReportNames) -> None:
        places = [number for number, mention in enumerate(report.mentions) if mention.type == "PER"]
        persons = self._persons.grouped([report.names[number] for number in places], [_before(report, number) for number in places])
        at = {number: index for index, number in enumerate(places)}
        pairs = [(at[one], at[other]) for one, other in renamed(report, "PER")]
        for person in joined(persons, pairs):
            entity = Entity(self._persons.id_of(person, report.id), "PER", person.name)
            for index in person.mentions:
                report.found[places[index]] = entity

    def _resolve_places(self, report: ReportNames, home: str | None) -> None:
        spoken_of = report.countries + Counter(filter(None, (home,)))  # a quarter is named without its country at home only
        for number, mention in enumerate(report.mentions):
            if mention.type == "LOC":
                if self.countries.named(mention.text) is not None:
                    report.names[number] = mention.text  # للبنان is ل and لبنان, no البنان
                found = self._places.entity(report.names[number], spoken_of)
                if self._place_words.is_bare(report.names[number]):
                    found = Entity(f"loc-{slug(place_key(report.names[number]))}-{mark(report.id)}", "LOC", report.names[number])
                report.found[number] = found

    def _resolve_bodies(self, report: ReportNames, home: str | None) -> None:
        report.holders = self._countries_of_holders(report)
        spoken_of = SpokenOf(self._signs.of(report), report.tokens.sentences, home)
        BodyGroups(self._bodies, self.countries, report, spoken_of).resolve()

    def _countries_of_holders(self, report: ReportNames) -> dict[int, str]:
        """Return for the mentions that stand in the title of a well-known person that person's country."""
        number_of = {mention.id: number for number, mention in enumerate(report.mentions)}
        starts = [mention.start for mention in report.mentions]
        found = {}
        for role in report.roles:
            holder = number_of.get(role.holder or "")
            country = self._signs.person(report.found[holder]) if holder is not None and holder in report.found else None
            if country:
                inside = range(bisect_left(starts, role.start), bisect_left(starts, role.end))
                found.update(dict.fromkeys(inside, country))
        return found

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
        name_en, basis = entity.name_en, entity.name_en_basis
        if entity.name and name_en is not None and aliases == entity.aliases:
            return entity
        if name_en is None and entity.type == "PER":
            name_en, basis = self._people.latin(name)
        elif name_en is None and entity.type == "LOC":
            name_en, basis = self._place_words.english(name), "rule"
        elif name_en is None and entity.type == "ORG":
            name_en = self._body_words.english(name)
            basis = "rule" if name_en else None
        return Entity(entity.id, entity.type, name, name_en, basis, aliases, entity.links, entity.lat, entity.lon, entity.country)


_KIN = frozenset("نجل نجله نجلها ابن ابنه ابنها ابنته ابنتها شقيق شقيقه شقيقها شقيقته والد والده والدها زوج زوجه زوجته زوجها حفيد حفيده ارمله كريمته".split())
_DEATH = frozenset("اغتيال باغتيال اغتيل مقتل بمقتل استشهاد استشهد مصرع وفاه رحيل الراحل المرحوم جثمان ضريح تشييع تمثال".split())
_INITIAL_BEHIND = 2  # marks between a name and an initial
_KIN_BEFORE, _DEATH_BEFORE = 3, 6  # tokens looked at before a name


def _before(report: ReportNames, number: int) -> Before:
    """Return what stands before the name of a person."""
    first, _ = report.ranges[number]
    begin = report.tokens.sentences[report.tokens.sentence_of(first)][0] if first < len(report.tokens) else first
    keys = report.tokens.keys[max(begin, first - _DEATH_BEFORE) : first]
    title = keys[-1] if keys and keys[-1].startswith("ال") else ""
    return Before(title, not _KIN.isdisjoint(keys[-_KIN_BEFORE:]), not _DEATH.isdisjoint(keys), _has_initials(report, number))


def _has_initials(report: ReportNames, number: int) -> bool:
    """Tell whether a name of one word is followed by letters alone: محمد. ع، «محمد».ط."""
    first, stop = report.ranges[number]
    if stop - first > 1:
        return False
    behind = slice(stop, stop + _INITIAL_BEHIND + 2)  # with the initial and what may be glued to it
    keys, glued = report.tokens.keys[behind], report.tokens.glued[behind]
    marks = next((i for i, key in enumerate(keys) if key.isalnum()), len(keys))
    if not 0 < marks <= _INITIAL_BEHIND or marks == len(keys) or "." not in keys[:marks]:
        return False
    if "\n" in report.tokens.text[report.mentions[number].end : report.tokens.starts[stop + marks]]:
        return False
    return len(keys[marks]) == 1 and keys[marks].isalpha() and keys[marks] != "و" and not any(glued[marks + 1 : marks + 2])
