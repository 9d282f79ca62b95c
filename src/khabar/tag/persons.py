"""Which mentions of persons in one report are one person."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from khabar.fold import fold
from khabar.tables import rows
from khabar.tag.latin import Latin, mark, slug
from khabar.tag.parts import Nearness
from khabar.tag.people import GIVEN, KnownPeople
from khabar.tag.spelling import core, skeleton

Parts = tuple[str, ...]
_LEFT_OUT = "محمد"  # the first of two names of one person: محمد جواد ظريف is جواد ظريف
_MOST_TRIED = 40  # persons of one name tried for a mention: time stays linear in the length of the text


class Before(NamedTuple):
    """What stands before a name: a title in one word (الشيخ), a word for kin (نجل), one for a death (اغتيال); behind it: initials (محمد. ع)."""

    title: str = ""
    kin: bool = False
    death: bool = False
    initials: bool = False


@dataclass(slots=True)
class Person:
    """One person of a report: the fullest form of the name, the places in the list of names that mean it, in order, and what stands before them."""

    parts: Parts
    name: str
    mentions: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    kin: bool = False
    death: bool = False
    initials: bool = False


class Persons:
    """Groups the names of persons in one report."""

    def __init__(self, latin: Latin, people: KnownPeople) -> None:
        self._people = people
        self._nearness = Nearness(latin)
        self._latin = latin
        self._ids: dict[Parts, str] = {}
        self._known = {core(name) for row in rows("names-people.tsv") for name in (row["name"], *row["aliases"].split("|")) if name}

    def grouped(self, names: Sequence[str], before: Sequence[Before]) -> list[Person]:
        """Return the persons that the names of one report mean, in the order of their first mention; ``names`` in text order."""
        cores = [core(name) for name in names]
        persons: list[Person] = []
        by_sound: dict[str, list[Person]] = {}
        for i in sorted(range(len(names)), key=lambda i: (-len(cores[i]), i)):
            person = self._holder(by_sound.get(skeleton(cores[i][-1]), ()), cores[i], i, before[i])
            if person is None:
                person = Person(cores[i], names[i], initials=before[i].initials)
                persons.append(person)
                for sound in {skeleton(part): None for part in cores[i]}:
                    by_sound.setdefault(sound, []).append(person)
            at = bisect_left(person.mentions, i)
            person.mentions.insert(at, i)
            if len(cores[i]) == len(person.parts):
                person.titles.update(filter(None, [before[i].title]))
                person.kin = person.kin or before[i].kin
                person.death = person.death or before[i].death
        return sorted(persons, key=lambda person: person.mentions[0])

    def _holder(self, persons: Sequence[Person], parts: Parts, at: int, before: Before) -> Person | None:
        """Return the person whom a form of a name means: among those it fits, the one that what stands before it fits, then the one named last."""
        fitting = [person for person in persons[-_MOST_TRIED:] if (before.initials or not person.initials) and self.fits(parts, person.parts)]
        fitting = [person for person in fitting if not _is_father(parts, person)]
        exact = [person for person in fitting if len(person.parts) == len(parts)]
        if exact:
            return min(exact, key=lambda person: _distance(person, at))
        if before.initials:
            return None  # whose name is withheld is nobody who is named in full
        if len(parts) == 1:
            if parts[0] in GIVEN:
                fitting = [person for person in fitting if person.parts not in self._known or parts[0] == person.parts[-1]]
            fitting = [person for person in fitting if not (person.kin and self._is_inside(parts, person.parts))]
            return min(fitting, key=lambda person: (*self._strangeness(parts, person, before), *_distance(person, at)), default=None)
        return min(fitting, key=lambda person: _distance(person, at), default=None)

    def _is_inside(self, parts: Parts, full: Parts) -> bool:
        """Tell whether a part of a name is neither the first nor the last of a fuller one: a father's name, more likely than a short form."""
        return not self._nearness.same(parts[0], full[0]) and not self._nearness.same(parts[0], full[-1])

    def _strangeness(self, parts: Parts, person: Person, before: Before) -> tuple[bool, ...]:
        """Return what speaks against a person of that last name, the worst first: of two of one family the report means the one it calls so (الشيخ),
        rather not the one it calls somebody's son, and the dead one where it tells of a death (اغتيال).
        """  # noqa: D205 - the examples belong to the sentence
        return (
            self._is_inside(parts, person.parts),
            bool(before.title) and before.title not in person.titles,
            person.kin,
            person.death != before.death,
        )

    def fits(self, short: Parts, full: Parts) -> bool:
        """Tell whether a form of a name can be a shorter or other spelling of a fuller one: its parts are all in it, in order."""
        if len(short) > 1 and not self._may_open(short, full):
            return False
        at = 0
        for part in short:
            while at < len(full) and not self._nearness.same(part, full[at]):
                at += 1
            if at == len(full):
                return False
            at += 1
        return True

    def _may_open(self, short: Parts, full: Parts) -> bool:
        """Tell whether a form in two or more parts can leave out the first one of a fuller name: of an Arab name that would be the name of the father."""
        first = full[0]
        return self._nearness.same(short[0], first) or first == _LEFT_OUT or not self._latin.is_arabic(first) or full in self._known

    def id_of(self, person: Person, report: str) -> str:
        """Return the id of a person of a report: that of the name, but of the report too where the name is nobody's in particular (محمد، «أحمد. م»)."""
        found = self.id(person.parts)
        return f"{found}-{mark(report)}" if self._people.is_anybody(person.parts) or (person.initials and len(person.parts) == 1) else found

    def id(self, parts: Parts) -> str:
        """Return the id of the person of that name: the same for the same parts, whatever spellings fold to them."""
        found = self._ids.get(parts)
        if found is None:
            if len(self._ids) > 100_000:
                self._ids.clear()
            found = self._ids[parts] = "per-" + (slug(" ".join(parts)) or "unknown")
        return found


def _is_father(parts: Parts, person: Person) -> bool:
    """Tell whether a form in several parts without the first one is the name of the father: سلمان بن فهد beside محمد بن سلمان بن فهد."""
    return len(parts) > 1 and parts[0] != person.parts[0] == _LEFT_OUT and fold(person.name).split()[1:2] in (["بن"], ["ابن"])


def joined(persons: Sequence[Person], pairs: Iterable[tuple[int, int]]) -> list[Person]:
    """Return the persons with those joined whom a report calls by another name: ``pairs`` are the places of a name and of the other name beside it."""
    found = list(persons)
    for one, other in pairs:
        full = next(person for person in found if one in person.mentions)
        called = next(person for person in found if other in person.mentions)
        if full is not called and len(called.parts) <= len(full.parts):
            full.mentions = sorted([*full.mentions, *called.mentions])
            found.remove(called)
    return sorted(found, key=lambda person: person.mentions[0])


def _distance(person: Person, at: int) -> tuple[bool, int, int]:
    """Return how far a person's mentions are from a place in the text: those before it first, then nearness."""
    before = bisect_left(person.mentions, at)
    return (not before, at - person.mentions[before - 1] if before else 0, person.mentions[0])
