"""A number for every word form, and columns of what depends on the form alone.

Word forms repeat: ten thousand reports hold millions of words and some hundred thousand forms. Each form is looked at
once; a report is then an array of numbers, and every question about its words is a lookup in a column.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from khabar.fold import IGNORED, folded_key, light_form

T = TypeVar("T")

# the most forms kept: past it, forms learnt from reports are forgotten between two reports (memory stays bounded)
MOST_FORMS = 400_000
_LETTERS_AFTER_PARTICLE = 2
_PARTICLES = frozenset("وفبلك")


class Column(Generic[T]):
    """One value a form, filled as forms are first seen."""

    __slots__ = ("_value", "values")

    def __init__(self, value: Callable[[str, str], T]) -> None:
        self._value = value
        self.values: list[T] = []

    def add(self, light: str, key: str) -> None:
        """Take in one form more."""
        self.values.append(self._value(light, key))

    def of(self, forms: Iterable[int]) -> list[T]:
        """Return the values of the forms, in their order."""
        return list(map(self.values.__getitem__, forms))

    def string(self: "Column[str]", forms: Iterable[int]) -> str:
        """Return the class string: the values, one character each, joined."""
        return "".join(map(self.values.__getitem__, forms))


class Vocabulary:
    """The forms seen so far. ``light`` and ``keys`` hold each form's light form and folded key, by its number.

    ``counts`` are the forms that are words of the press by their folded key, with how often a large body of
    reports prints them (``data/forms.tsv.gz``): they decide whether a first letter is an attached particle.
    """

    def __init__(self, counts: Mapping[str, int] | None = None, whole: Iterable[str] = ()) -> None:
        self._counts = counts or {}
        self._whole = frozenset(whole)
        self._columns: list[Column[object]] = []
        self._clear()

    def _clear(self) -> None:
        self.light: list[str] = []
        self.keys: list[str] = []
        self._ids: dict[str, int] = {}
        self._words: dict[str, tuple[tuple[int, int, int], ...]] = {}
        for column in self._columns:
            column.values.clear()

    def __len__(self) -> int:
        return len(self.light)

    def column(self, value: Callable[[str, str], T]) -> Column[T]:
        """Return a new column; ``value`` gets a form's light form and folded key, once a form."""
        column = Column(value)
        for light, key in zip(self.light, self.keys, strict=True):
            column.add(light, key)
        self._columns.append(column)  # type: ignore[arg-type]
        return column

    def form(self, light: str) -> int:
        """Return the number of a light form, taking it in if it is new."""
        number = self._ids.get(light)
        if number is None:
            number = self._ids[light] = len(self.light)
            key = folded_key(light)
            self.light.append(light)
            self.keys.append(key)
            for column in self._columns:
                column.add(light, key)
        return number

    def words(self, surface: str) -> tuple[tuple[int, int, int], ...]:
        """Return the segments of a written word: (start, end, form), offsets in code points of ``surface``."""
        found = self._words.get(surface)
        if found is None:
            found = self._words[surface] = self._segments(surface)
        return found

    def trim(self) -> None:
        """Forget everything learnt if it has grown past the bound; call it between reports only."""
        if len(self.light) > MOST_FORMS or len(self._words) > 2 * MOST_FORMS:
            self._clear()

    def _segments(self, surface: str) -> tuple[tuple[int, int, int], ...]:
        light = light_form(surface)
        particles, rest = self.split(light)
        if not particles or not _aligns(surface, light):
            return ((0, len(surface), self.form(light)),)
        found, at = [], 0
        for particle in particles:
            end = _after_letter(surface, at)
            found.append((at, end, self.form(particle)))
            at = end
        found.append((at, len(surface), self.form(rest)))
        return tuple(found)

    def split(self, light: str) -> tuple[str, str]:
        """Return the particles attached to a light form, and the word itself: ``("ول", "سورية")``, ``("", "وليد")``.

        ``لل`` is ``ل`` and a word with its article (``("ل", "الكرملين")``).
        """
        particles = ""
        rest = light
        while len(particles) < 3 and rest and rest[0] in _PARTICLES:
            step = self._step(particles, rest)
            if step is None:
                break
            particles, rest = particles + rest[0], step
            if rest.startswith("ال") and particles[-1] in "بلك":
                break
        return particles, rest

    def _step(self, particles: str, light: str) -> str | None:
        """Return what stays when the first letter is a particle, None when it belongs to the word."""
        first, rest = light[0], light[1:]
        if len(rest) < _LETTERS_AFTER_PARTICLE or (particles and first in "وف"):
            return None
        if first == "ل" and rest[0] == "ل" and len(rest) > _LETTERS_AFTER_PARTICLE:
            return None if folded_key(light) in self._whole else "ا" + rest
        key, rest_key = folded_key(light), folded_key(rest)
        if key in self._whole:
            return None
        if rest.startswith("ال") and len(rest) > 3:
            return rest
        whole, part = self._counts.get(key, 0), self._counts.get(rest_key, 0)
        if rest in _FUNCTION_WORDS and whole < 50 * part:
            return rest
        if self._counts.get("ال" + key, 0) > 0 and whole * 3 > part:
            return None
        if first in "بلكف" and rest[:1] in _PARTICLES and not part:
            return None
        return rest if part > whole * _RATIO[first] else None


# a particle and its word are rarer than the word alone; a first letter of the word itself is not. Chosen on the spans of
# the annotated names of the training reports: the share of right splits is highest near these.
_RATIO = {"و": 0.7, "ف": 2.0, "ب": 1.2, "ل": 1.5, "ك": 6.0}
_FUNCTION_WORDS = frozenset(
    "قد لم لن لا ما من في على إلى عن مع أن إن هو هي هم كان كانت هذا هذه ذلك تلك بعد قبل ثم كما حيث هنا لدى عند بين منذ خلال أي كل غير أنه أنها إنه إنها "
    "كذلك لكن له لها لهم فيه فيها عليه عليها منه منها به بها بهم إذا لو حتى عبر حول دون فوق تحت نحو ضد أمام ليس ليست سوف بعض أحد عدم الذي التي الذين".split()
)


_LETTER = re.compile(f"[{IGNORED}]*.[{IGNORED}]*", re.DOTALL)


def _aligns(surface: str, light: str) -> bool:
    """Tell whether the letters of the surface are those of the light form one by one (no ligature was undone)."""
    return len(_LETTER.findall(surface)) == len(light)


def _after_letter(surface: str, at: int) -> int:
    """Return the offset behind the letter at ``at`` and the marks on it."""
    letter = _LETTER.match(surface, at)
    return letter.end() if letter else len(surface)
