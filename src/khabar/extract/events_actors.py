"""Who a noun phrase stands for: entities, countries behind their capitals and adjectives, unnamed people in English words, and the PLOVER sector of each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from khabar.extract.events_members import Members
from khabar.extract.events_scene import PEOPLE, UNKNOWN, WITHIN
from khabar.extract.events_seams import FIGHTERS
from khabar.extract.events_sectors import MOST_NAMES
from khabar.extract.events_sources import speakers
from khabar.extract.events_words import DUALS, PEER, PLURAL, bears_pronoun
from khabar.extract.offices import called
from khabar.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.extract.events_countries import Countries
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_sectors import Sectors
    from khabar.extract.events_words import Words
    from khabar.model import Mention, Role

STATE = "GOV"
_ANYBODY = "people"
STATE_FORCES = frozenset(("GOV", "MIL", "SPY"))  # with a nationality they are coded as the state
_NAMED = frozenset("MmPRrZ")  # letters of names, titles and bodies that a nationality behind them tells more of
_UNOWNED = frozenset(("متهم", "مشتبه", "طلبه"))  # what ends like a pronoun and is none
_folded = lru_cache(MOST_NAMES)(fold)
_THEIR_PEER = ("نظيرتها", "نظيرتيها", "نظيراتها")  # behind an organ of a state, that of another: البحرية الجزائرية ونظيرتها الإيطالية
_ORGANS = re.compile("السلطات|الشرطة|البحرية|القوات|الحكومة|الخارجية|الداخلية|الدفاع|الاستخبارات|المخابرات")
_NEAR = 60  # characters before such a peer within which the organ stands
_SOMEBODYS_PEER = "counterpart"  # the office of a peer of somebody whose own office the report does not tell: السيسي يستقبل نظيره الفرنسي
_SHARING = frozenset("افراد عناصر رجال اعضاء ابناء كوادر".split())  # people who are only told by whose they are: أفراد وأمناء الشرطة
_STATES = frozenset(("الاحتلال", "الكيان", "الدوله", "دوله", "المملكه", "الجمهوريه"))  # what a state is called by its adjective: الاحتلال الإسرائيلي
_GUARD = frozenset(("حراسه", "حمايه"))  # what others give to those who act
_WAYS = frozenset(("طريق", "اوتوستراد", "شارع", "جسر"))  # what a capital behind it is no state by: قطع محتجون طريق بيروت
_ADJECTIVES = frozenset("AOdj")  # letters of adjectives: several of nationality tell of several countries (مباحثات أردنية سورية)


class Actors:
    """Names the actors of one report, once it is cut into pieces."""

    def __init__(self, scene: Scene, words: Words, countries: Countries, sectors: Sectors) -> None:
        self._scene, self._words, self._countries, self._sectors = scene, words, countries, sectors
        self._forms, self._described_as, self._nationality = scene.tokens.forms, words.groups.values, words.countries.values
        self.line = "".join(scene.letters)  # of the whole report
        self._ids: dict[int, list[str]] = {}  # by piece
        self._by_words: dict[int, list[str]] = {}  # by piece, whoever was told before it
        self._members_of = Members(scene, words)
        self._speakers = speakers(scene)
        self._entities = {entity.id: entity for entity in scene.reading.entities}
        self._places = {_folded(entity.name): entity.id for entity in reversed(scene.reading.entities) if entity.type == "LOC"}
        self._groups: dict[str, str] = {}  # sector of each unnamed group, by its description
        self._sector_of: dict[str, str | None] = {}  # of everybody else
        self._country_ids: dict[str, str] = {}
        self._by_office: dict[tuple[str, str | None], str] = {}
        self._holders: dict[str, set[str]] = {}  # of each office, whatever it is of
        self._offices: dict[str, str] = {}
        self._states: dict[str, str] = {}
        self._bodies: dict[str, str] = {}  # the body or country that somebody's first office is of
        for role in scene.reading.roles:
            mention = scene.mentions.get(role.holder or "")
            if mention and mention.entity and role.office:
                self._by_office.setdefault((role.office, role.of), mention.entity)
                self._holders.setdefault(role.office, set()).add(mention.entity)
                self._offices.setdefault(mention.entity, role.office)
            who = mention.entity if mention and mention.entity else f"<{self._called(role.office, role.of)}>" if role.office else ""
            if who and role.of:
                self._bodies.setdefault(who, role.of)
                if self.is_country(role.of):
                    self._states.setdefault(who, role.of)

    def ids(self, at: int) -> list[str]:
        """Return who a piece of the scene stands for: ids of entities, or one description in angle brackets; none for places and things."""
        found = self._ids.get(at)
        if found is None:
            found = self._said_of(at)
            if found and found[0].startswith("<"):
                found = self._members_of.meant(at, found, self._said_of)
                found = self._as_speaking(at, found) if self._speakers and found[0].startswith("<") else found
            self._ids[at] = found
        return found

    def _said_of(self, at: int) -> list[str]:
        """Return who a piece stands for by its own words."""
        found = self._by_words.get(at)
        if found is None:
            found = self._by_words[at] = self._stands_for(at)
        return found

    def _as_speaking(self, at: int, found: list[str]) -> list[str]:
        """Return unnamed people as their statement calls them, where they are told as speaking: nobody has two names in a record."""
        speaker = next((self._speakers[i] for i in range(self._scene.firsts[at], self._scene.stops[at]) if i in self._speakers), found[0])
        if speaker.startswith("<"):
            self._groups.setdefault(speaker, self._groups[found[0]])
        return [speaker]

    def nations(self, first: int, stop: int) -> list[str]:
        """Return the countries whose adjectives stand in a range of tokens."""
        return [nation for token in range(first, stop) if self.line[token] in "AO" and (nation := self.nation(token))]

    def _stands_for(self, at: int) -> list[str]:
        scene, first, stop = self._scene, self._scene.firsts[at], self._scene.stops[at]
        letters = self.line[first:stop]
        if scene.kinds[at] == UNKNOWN and "A" not in letters:
            return []
        if scene.kinds[at] == WITHIN and scene.kinds[at - 1] == "b" and scene.tokens.keys[first] in _GUARD:
            return []  # اقتحم مستوطنون الباحات بحراسة الشرطة
        named = scene.named(at) if "M" in letters or "P" in letters else []
        if stop - first == 1 and scene.tokens.keys[first] in _SHARING and scene.kinds[at + 1 : at + 2] == "W" and self._shares(at + 2):
            return self.ids(at + 2)
        people = range(first, stop) if not PEOPLE.isdisjoint(letters) else ()
        group = next((i for i in people if self.line[i] in PEOPLE and not self._owned(i) and not self._qualifies(i, first)), None)
        if group is not None:
            return self._of_group(group, stop, named)
        if named and (stance := self._members_of.stance(first, stop, named)):
            told = (token for token in range(stop - 1, first, -1) if self._described_as[self._forms[token]] and self.line[token] in "XZ")
            return [self._described(next(told, first), stop, named, stance)]
        for mention in named:
            if mention.type in ("PER", "ORG") and mention.entity:
                return [mention.entity]
        role = next((scene.role_at[i] for i in range(first, stop) if i in scene.role_at), None) if "R" in letters else None
        if role is not None:
            collective = next((members for i in range(first, stop) if (members := self._members(i))), None)
            return collective or self._of_role(role)
        if named:
            located = scene.tokens.keys[first] in _WAYS or (first > 0 and self.line[first - 1] in "fph")
            state = next((self._second_of_two(at, country) for mention in named if not located and (country := self.country_of(mention))), [])
            meant = [] if state or located else self._members(stop - 1)  # آليات الاحتلال
            return state or meant or self._force_of(first, stop, named)
        if letters[0] == "K" and self._counts_things(at):
            return []
        if (
            letters == "K"
            and scene.kinds[at + 1] == "T"
            and not scene.tokens.light(stop - 1).startswith("ال")
            and (counted := self._described_as[self._forms[stop]])
            and counted.sector not in STATE_FORCES
        ):
            return [self._described(stop, scene.stops[at + 1], [])]  # مئات المحتجين
        found = self._of_head(first, stop)
        return self._second_of_two(at, found[0]) if len(found) == 1 and found[0] in self._countries.english else found

    def _counts_things(self, at: int) -> bool:
        """Tell whether a number without the article counts what stands right behind it, which is no people: عشرات أشجار الزيتون."""
        scene, first, stop = self._scene, self._scene.firsts[at], self._scene.stops[at]
        behind = next((token for token in range(first, stop) if self.line[token] != "K"), stop)
        if behind == len(self.line) or scene.tokens.light(behind - 1).startswith("ال") or scene.tokens.light(behind).endswith(PLURAL):
            return False
        if behind < stop:  # عشرات المنازل، عشرات المواقع
            return self.line[behind] in "dZ" and all(self._described_as[self._forms[token]] is None for token in range(behind, stop))
        return scene.kinds[at + 1] == UNKNOWN and self.line[behind] in "nd"

    def _shares(self, at: int) -> bool:
        """Tell whether a phrase begins with a word for people, without the article, and tells whose they are: أفراد وأمناء الشرطة."""
        first, stop = self._scene.firsts[at], self._scene.stops[at]
        return stop - first > 1 and self.line[first] in "GX" and not self._scene.tokens.light(first).startswith("ال") and self.line[first + 1] in "MGZX"

    def _force_of(self, first: int, stop: int, named: list[Mention]) -> list[str]:
        """Describe a force told by a place that is no country: قوات حرس الحدود."""
        group = self._described_as[self._forms[first]]
        return [self._described(first, stop, named)] if group is not None and group.sector in STATE_FORCES and self.line[first] == "X" else []

    def _of_group(self, group: int, stop: int, named: list[Mention]) -> list[str]:
        """Return who unnamed people are."""
        if members := self._members(group):
            return members
        if named and (stance := self._members_of.stance(group, stop, named)):
            return [self._described(group, stop, named, stance)]
        if self._belongs(group, named) or self._is_called(group, named):
            return [named[0].entity]
        return [self._described(group, stop, named)]

    def _members(self, token: int) -> list[str]:
        """Return the countries that a fixed collective stands for (الدول الضامنة)."""
        found = self._described_as[self._forms[token]]
        return [self.country(member) for member in found.members] if found else []

    def _owned(self, token: int) -> bool:
        """Tell whether a pronoun at its end leaves open whose people a word names (حلفاؤه، أنصارها)."""
        light = self._scene.tokens.light(token)
        return bears_pronoun(light) and light not in _UNOWNED

    def _qualifies(self, token: int, first: int) -> bool:
        """Tell whether a nationality in the plural qualifies people told before it in a phrase (الجنود الأمريكيين), and is not they."""
        counted = token > first + 1 and self.line[token - 2 : token] == "KX"  # سبعة جنود يمنيين
        return self.line[token] == "O" and token > first and (counted or self.line[token - 1] in _NAMED)

    def _belongs(self, group: int, named: list[Mention]) -> bool:
        """Tell whether unnamed fighters are told as those of a named body (إرهابيين من تنظيم الدولة)."""
        found = self._described_as[self._forms[group]]
        fighters = found is not None and found.sector in FIGHTERS
        return fighters and bool(named) and named[0].type == "ORG" and bool(named[0].entity)

    def _is_called(self, group: int, named: list[Mention]) -> bool:
        """Tell whether a word for people with the article tells what the person named behind it is (الضابط محمود), not whose people (أنصار محمود)."""
        person = bool(named) and named[0].type == "PER" and bool(named[0].entity)
        behind = group + 1
        while self.line[behind : behind + 1] == "d":
            behind += 1
        return person and self._scene.tokens.light(group).startswith("ال") and self._scene.mention_at.get(behind) is named[0]

    def place(self, at: int) -> list[str]:
        """Return the places that a piece names."""
        return [mention.entity for mention in self._scene.named(at) if mention.type == "LOC" and mention.entity]

    def country_of(self, mention: Mention) -> str | None:
        """Return the id of the country that a place name stands for when it acts: a country or a capital."""
        key = _folded(mention.text)
        found = self._countries.by_name.get(key) or self._countries.by_name.get("ا" + key)  # للسعودية
        if found:
            return mention.entity or self.country(found)
        if key.partition(" ")[0] in _STATES and self.is_country(mention.entity):
            return mention.entity
        capital = self._countries.by_capital.get(key)
        entity = self._entities.get(mention.entity)
        elsewhere = entity is not None and entity.country and self._countries.by_code.get(entity.country) != capital
        return self.country(capital) if capital and not elsewhere else None

    def country_around(self, entity: str) -> str | None:
        """Return the id of the country that a place lies in or is."""
        found = self._entities.get(entity)
        if found is None:
            return None
        key = _folded(found.name)
        country = self._countries.by_name.get(key) or self._countries.by_capital.get(key) or self._countries.by_code.get(found.country or "")
        return self.country(country) if country else None

    def country(self, identifier: str) -> str:
        """Return the id by which the report's entities know a country, or its own where they do not."""
        if identifier not in self._country_ids:
            names = self._countries.names.get(identifier, ())
            known = (self._places[name] for name in names if name in self._places)
            self._country_ids[identifier] = identifier if identifier in self._entities else next(known, identifier)
        return self._country_ids[identifier]

    def state_of(self, person: str) -> str | None:
        """Return the country that a person speaks for by office, None where no office of a country is known."""
        return self._states.get(person)

    def owns(self, at: int) -> bool:
        """Tell whether a piece names somebody's own country or people."""
        return any(self._words.own.values[self._forms[token]] for token in range(self._scene.firsts[at], self._scene.stops[at]))

    def own(self, at: int, speakers: Sequence[str]) -> list[str]:
        """Return whom speakers mean by their own country (بلاده) or people (قواته) in a piece: the state or the body that each speaks for, a body itself."""
        what = next((word for token in range(self._scene.firsts[at], self._scene.stops[at]) if (word := self._words.own.values[self._forms[token]])), "")
        if not what:
            return []
        if what == "country":
            return [state for speaker in speakers if (state := self.state_of(speaker))]
        if what == "people":
            return [self._of_theirs(at, whose) for whose in speakers[:1] if len(speakers) == 1]
        bodies = (speaker if speaker.startswith("org-") else self._bodies.get(speaker) for speaker in speakers)
        return [body for body in bodies if body]

    def _of_theirs(self, at: int, whose: str) -> str:
        """Describe people by whose they are: أنصاره."""
        group = self._described_as[self._forms[self._scene.firsts[at]]]
        described = f"<{group.english if group else _ANYBODY} of {self.english(whose).strip('<>')}>"
        self._groups.setdefault(described, group.sector if group else "CVL")
        return described

    def nation(self, token: int) -> str | None:
        """Return the id of the country that an adjective names."""
        found = self._nationality[self._forms[token]]
        return self.country(found) if found else None

    def is_country(self, entity: str) -> bool:
        """Tell whether an entity is a country."""
        found = self._entities.get(entity)
        return entity in self._countries.english or (found is not None and _folded(found.name) in self._countries.by_name)

    def sector(self, actor: str) -> str | None:
        """Return the PLOVER sector of an actor, None where nothing tells it."""
        if actor in self._groups:
            return self._groups[actor]
        if actor not in self._sector_of:
            self._sector_of[actor] = self._sector(actor)
        return self._sector_of[actor]

    def _sector(self, actor: str) -> str | None:
        if self.is_country(actor):
            return STATE
        if actor in self._offices:
            return self._sectors.of_office(self._offices[actor])
        entity = self._entities.get(actor)
        return self._sectors.of_name(entity) if entity is not None and entity.type == "ORG" else None

    def english(self, entity: str) -> str:
        """Return what English calls an entity, its Arabic name where no English one is known."""
        found = self._entities.get(entity)
        return self._countries.english.get(entity) or (found.name_en or found.name if found else entity)

    def _of_role(self, role: Role) -> list[str]:
        mention = self._scene.mentions.get(role.holder or "")
        if mention and mention.entity:
            return [mention.entity]
        if role.of and role.text.startswith(_THEIR_PEER) and _ORGANS.search(self._scene.reading.document.text, max(0, role.start - _NEAR), role.start):
            return [role.of]
        office = self._office(role)
        if not office:
            return []
        known = self._only_holder(role) if role.office else None  # a peer is another
        return [known] if known and (office, role.of) not in self._by_office else self._in_office(office, role.of)

    def _in_office(self, office: str, of: str | None) -> list[str]:
        """Return who holds an office of a country or body, described where nobody is named."""
        known = self._by_office.get((office, of))
        return [known] if known else self._unnamed(office, of)

    def _unnamed(self, office: str, of: str | None) -> list[str]:
        """Return the holder of an office described by it."""
        described = f"<{self._called(office, of)}>"
        self._groups[described] = self._sectors.of_office(office) or "UNK"
        return [described]

    def _called(self, office: str, of: str | None) -> str:
        """Return what English calls the holder of an office."""
        return called(office, of, self.english(of) if of else "")

    def by_title(self, at: int) -> list[str]:
        """Return who a piece stands for by the office it tells alone, whoever is named beside it."""
        role = self._scene.role_at.get(self._scene.firsts[at])
        office = role and self._office(role)
        return self._unnamed(office, role.of) if role is not None and office else []

    def _second_of_two(self, at: int, country: str) -> list[str]:
        """Return who holds the office of two for the second country: وزيرا خارجية قطر وتركيا؛ the country where no such title stands before."""
        scene = self._scene
        title = scene.role_at.get(scene.firsts[at - 2]) if at > 1 and scene.kinds[at - 1] == "W" else None
        dual = title is not None and scene.tokens.light(scene.firsts[at - 2]).endswith(DUALS)
        return self._in_office(title.office, country) if title is not None and dual and title.office and title.of else [country]

    def _only_holder(self, role: Role) -> str | None:
        """Return the one person whom the report calls by the office of a title that tells neither of what it is nor whose (المحافظ behind محافظ البصرة)."""
        holders = self._holders.get(role.office or "", ())
        return next(iter(holders)) if len(holders) == 1 and not role.of and role.text.startswith("ال") else None

    def _office(self, role: Role) -> str | None:
        """Return the office that a title tells, or that of him whose peer it tells of."""
        return role.office or self._counterpart(role)

    def _counterpart(self, role: Role) -> str | None:
        """Return the office of the last one named before whose peer of another country somebody is told to be (نظيره السنغالي), his peer where none is told."""
        if not role.of or not self._scene.reading.document.text.startswith(PEER, role.start):
            return None
        before = (other.office for other in reversed(self._scene.reading.roles) if other.office and other.start < role.start)
        return next(before, _SOMEBODYS_PEER)

    def _of_head(self, first: int, stop: int) -> list[str]:
        """Describe forces and bodies told by a common noun: القوات الروسية، السلطات."""
        nations = [nation for token in range(first, stop) if (nation := self.nation(token))]
        for token in range(first, stop):
            group = self._described_as[self._forms[token]]
            counted = self.line[max(first, token - 1)] == "K" and not self._scene.tokens.light(token).startswith("ال")  # سبعة جنود يمنيين are no state
            if group is not None and self.line[token] != "d" and not self._owned(token) and (counted or not (nations and group.sector in STATE_FORCES)):
                return [self._described(token, stop, [])]
        return nations if _ADJECTIVES.issuperset(self.line[first:stop]) else nations[:1]

    def _described(self, head: int, stop: int, named: list[Mention], stance: str = "") -> str:
        group = self._described_as[self._forms[head]]
        words = group.english if group else _ANYBODY
        where = [self.english(mention.entity) for mention in named if mention.entity]
        nations = [nation for i in range(head, stop) if (nation := self.nation(i))]
        if where:
            words += f" {stance or ('in' if named[0].type == 'LOC' else 'of')} {where[0]}"
        elif nations:
            words += " of " + self.english(nations[0])
        else:
            words += "".join(f" in {name}" for name in self._place_behind(stop))
        described = f"<{words}>"
        self._groups.setdefault(described, group.sector if group else "CVL")
        return described

    def _place_behind(self, stop: int) -> Iterator[str]:
        letters = self.line
        for at in (stop + 1, stop + 2):
            if stop < len(letters) and letters[stop] == "f" and at in self._scene.mention_at and letters[at] == "M":
                mention = self._scene.mention_at[at]
                if mention.type == "LOC" and mention.entity:
                    yield self.english(mention.entity)
                    return
