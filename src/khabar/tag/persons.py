"""Which mentions of persons in one report are one person."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.tag.latin import Latin, slug
from khabar.tag.parts import Nearness
from khabar.tag.spelling import core, skeleton

Parts = tuple[str, ...]
_MOST_TRIED = 40  # persons of one name tried for a mention: time stays linear in the length of the text


@dataclass(slots=True)
class Person:
    """One person of a report: the fullest form of the name, and the places in the list of names that mean it, in order."""

    parts: Parts
    name: str
    mentions: list[int] = field(default_factory=list)


class Persons:
    """Groups the names of persons in one report."""

    def __init__(self, latin: Latin) -> None:
        self._nearness = Nearness(latin)
        self._ids: dict[Parts, str] = {}

    def grouped(self, names: Sequence[str]) -> list[Person]:
        """Return the persons that the names of one report mean, in the order of their first mention; ``names`` in text order."""
        cores = [core(name) for name in names]
        persons: list[Person] = []
        by_sound: dict[str, list[Person]] = {}
        for i in sorted(range(len(names)), key=lambda i: (-len(cores[i]), i)):
            person = self._holder(by_sound.get(skeleton(cores[i][-1]), ()), cores[i], i)
            if person is None:
                person = Person(cores[i], names[i])
                persons.append(person)
                for sound in {skeleton(part): None for part in cores[i]}:
                    by_sound.setdefault(sound, []).append(person)
            at = bisect_left(person.mentions, i)
            person.mentions.insert(at, i)
        return sorted(persons, key=lambda person: person.mentions[0])

    def _holder(self, persons: Sequence[Person], parts: Parts, at: int) -> Person | None:
        """Return the person whom a form of a name means: among those it fits, the one named last before it, else first after it."""
        fitting = [person for person in persons[-_MOST_TRIED:] if self.fits(parts, person.parts)]
        if not fitting:
            return None
        exact = [person for person in fitting if len(person.parts) == len(parts)]
        return min(exact or fitting, key=lambda person: _distance(person, at))

    def fits(self, short: Parts, full: Parts) -> bool:
        """Tell whether a form of a name can be a shorter or other spelling of a fuller one: its parts are all in it, in order."""
        at = 0
        for part in short:
            while at < len(full) and not self._nearness.same(part, full[at]):
                at += 1
            if at == len(full):
                return False
            at += 1
        return True

    def id(self, parts: Parts) -> str:
        """Return the id of the person of that name: the same for the same parts, whatever spellings fold to them."""
        found = self._ids.get(parts)
        if found is None:
            if len(self._ids) > 100_000:
                self._ids.clear()
            found = self._ids[parts] = "per-" + (slug(" ".join(parts)) or "unknown")
        return found


def _distance(person: Person, at: int) -> tuple[bool, int, int]:
    """Return how far a person's mentions are from a place in the text: those before it first, then nearness."""
    before = bisect_left(person.mentions, at)
    return (not before, at - person.mentions[before - 1] if before else 0, person.mentions[0])
