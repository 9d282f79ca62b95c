"""Which mentions of persons in one report are one person."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from khabar.tag.latin import Latin, slug
from khabar.tag.spelling import core, skeleton

Parts = tuple[str, ...]


@dataclass(slots=True)
class Person:
    """One person of a report: the fullest form of the name, and the places in the list of names that mean it."""

    parts: Parts
    name: str
    mentions: list[int] = field(default_factory=list)


class Persons:
    """Groups the names of persons in one report."""

    def __init__(self, latin: Latin) -> None:
        self._latin = latin

    def grouped(self, names: Sequence[str]) -> list[Person]:
        """Return the persons that the names of one report mean, in the order of their first mention; ``names`` in text order."""
        cores = [core(name) for name in names]
        persons: list[Person] = []
        by_length = sorted(range(len(names)), key=lambda i: (-len(cores[i]), i))
        for i in by_length:
            person = self._holder(persons, cores[i], i)
            if person is None:
                person = Person(cores[i], names[i])
                persons.append(person)
            person.mentions.append(i)
            person.mentions.sort()
        return sorted(persons, key=lambda person: person.mentions[0])

    def _holder(self, persons: Sequence[Person], parts: Parts, at: int) -> Person | None:
        """Return the person whom a form of a name means: among those it fits, the one named last before it, else first after it."""
        fitting = [person for person in persons if self.fits(parts, person.parts)]
        if not fitting:
            return None
        exact = [person for person in fitting if len(person.parts) == len(parts)]
        return min(exact or fitting, key=lambda person: _distance(person, at))

    def fits(self, short: Parts, full: Parts) -> bool:
        """Tell whether a form of a name can be a shorter or other spelling of a fuller one: its parts are all in it, in order."""
        at = 0
        for part in short:
            while at < len(full) and not self.same_part(part, full[at]):
                at += 1
            if at == len(full):
                return False
            at += 1
        return True

    def same_part(self, one: str, other: str) -> bool:
        """Tell whether two parts of names are spellings of one."""
        if one == other:
            return True
        if min(len(one), len(other)) < 4 or one[0] != other[0]:
            return False
        if self._latin.is_arabic(one) and self._latin.is_arabic(other):
            return False
        return skeleton(one) == skeleton(other) or (min(len(one), len(other)) > 5 and Levenshtein.distance(one, other, score_cutoff=1) <= 1)

    def key(self, parts: Parts) -> str:
        """Return the key that all spellings of a full name share as far as rules can tell: Arab names letter by letter, foreign ones by their consonants."""
        return " ".join(part if self._latin.is_arabic(part) else skeleton(part) for part in parts)

    def id(self, parts: Parts) -> str:
        """Return the id of the person of that name."""
        return "per-" + (slug(self.key(parts)) or "unknown")


def _distance(person: Person, at: int) -> tuple[bool, int, int]:
    """Return how far a person's mentions are from a place in the text: those before it first, then nearness."""
    before = [at - i for i in person.mentions if i < at]
    return (not before, min(before, default=0), person.mentions[0])
