"""A number for every word form, and columns of what depends on the form alone.

Word forms repeat: ten thousand reports hold millions of words and some hundred thousand forms. Each form is looked at
once; a report is then an array of numbers, and every question about its words is a lookup in a column.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from khabar.chunks import Chunks, Cut
from khabar.fold import IGNORED, INVISIBLE, fold, folded_key, light_form
from khabar.tables import lines, packed_lines, rows

T = TypeVar("T")

# the most forms kept: past it, forms learnt from reports are forgotten between two reports (memory stays bounded)
MOST_FORMS = 400_000
_LETTERS_AFTER_PARTICLE = 2
_PARTICLES = frozenset("وفبلك")


class Rows(NamedTuple):
    """The forms of a report by their numbers, and what the columns with codes tell of them: a row a column, a place for each form."""

    numbers: NDArray[np.intp]
    codes: NDArray[np.uint16]


class Values(dict[int, T]):
    """The values of forms by their numbers, each worked out when it is first asked for: most columns are asked for few forms."""

    def __init__(self, value: Callable[[str, str], T], light: list[str], keys: list[str]) -> None:
        super().__init__()
        self._value = value
        self._light = light
        self._keys = keys

    def __missing__(self, form: int) -> T:
        found = self[form] = self._value(self._light[form], self._keys[form])
        return found


class Column(Generic[T]):
    """One value a form."""

    __slots__ = ("values",)

    def __init__(self, values: Values[T] | list[T]) -> None:
        self.values = values

    def clear(self) -> None:
        """Forget all values."""
        self.values.clear()


class Coded(Column[T]):
    """A column with a code for each value in the table that the vocabulary keeps for all such columns."""

    __slots__ = ("_code", "_value", "place")

    values: list[T]

    def __init__(self, value: Callable[[str, str], T], code: Callable[[T], int], place: int) -> None:
        super().__init__([])
        self._value = value
        self._code = code
        self.place = place

    def codes(self, light: Iterable[str], keys: Iterable[str]) -> list[int]:
        """Return the codes of the next forms, and keep their values."""
        new = list(map(self._value, light, keys))
        self.values += new
        return list(map(self._code, new))

    def having(self, rows: Rows) -> list[int]:
        """Return the places of the forms that have a value: a word, a thing, true."""
        found: list[int] = rows.codes[self.place].nonzero()[0].tolist()
        return found

    def sparse(self, rows: Rows, empty: T) -> list[T]:
        """Return the values of the forms, in their order, where most of them are ``empty``."""
        values, found = self.values, [empty] * len(rows.numbers)
        places = rows.codes[self.place].nonzero()[0]
        for i, form in zip(places.tolist(), rows.numbers.take(places).tolist(), strict=True):
            found[i] = values[form]
        return found

    def string(self: "Coded[str]", rows: Rows) -> str:
        """Return the class string: the values, one character each, joined."""
        return str(rows.codes[self.place], "utf-16")  # in the byte order of this machine, as NumPy writes it


class Vocabulary:
    """The forms seen so far. ``light`` and ``keys`` hold each form's light form and folded key, by its number.

    ``counts`` are the forms that are words of the press by their folded key, with how often a large body of
    reports prints them (``data/forms.tsv.gz``): they decide whether a first letter is an attached particle.
    ``whole`` are folded keys never to be cut, ``verbs`` those of verbs in the past (``data/verbs.txt.gz``),
    ``names`` those of words of names that the counts do not hold, or hold oftener behind و than alone.
    """

    def __init__(self, counts: Mapping[str, int] | None = None, whole: Iterable[str] = (), verbs: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        self._verbs = frozenset(verbs)
        self._names = frozenset(names)
        self._counts = counts or {}
        self._whole = frozenset(whole) | _WHOLE
        self._columns: dict[Callable[[str, str], object], Column[Any]] = {}
        self._coded: list[Coded[Any]] = []
        self._codes = np.empty((0, 0), np.uint16)  # a row a form, for what a report asks of a form then lies together
        self._known = 0  # forms that have their row
        self.age = 0  # times that it forgot what it had learnt
        self.light: list[str] = []
        self.keys: list[str] = []
        self._ids: dict[str, int] = {}
        self._cuts: dict[str, Cut] = {}  # words as written
        self.chunks = Chunks()

    def _clear(self) -> None:
        self.age += 1
        self.light.clear()
        self.keys.clear()
        self._ids.clear()
        self._cuts.clear()
        self.chunks.clear()
        self._known = 0
        for column in self._columns.values():
            column.clear()

    def __len__(self) -> int:
        return len(self.light)

    @property
    def counts(self) -> Mapping[str, int]:
        """How often the press prints each word form, by folded key."""
        return self._counts

    def column(self, value: Callable[[str, str], T]) -> Column[T]:
        """Return the column of a function, one for all who ask; ``value`` gets a form's light form and folded key, at most once a form."""
        column = self._columns.get(value)
        if column is None:
            column = self._columns[value] = Column(Values(value, self.light, self.keys))
        return column

    def letters(self, value: Callable[[str, str], str]) -> Coded[str]:
        """Return the column of a function that gives one character, to make class strings of."""
        return self._coded_column(value, ord)

    def marked(self, value: Callable[[str, str], T]) -> Coded[T]:
        """Return the column of a function that gives most forms nothing, to ask which have something."""
        return self._coded_column(value, bool)

    def _coded_column(self, value: Callable[[str, str], T], code: Callable[[T], int]) -> Coded[T]:
        column = self._columns.get(value)
        if not isinstance(column, Coded):
            column = self._columns[value] = Coded(value, code, len(self._coded))
            self._coded.append(column)
        return column

    def rows(self, numbers: NDArray[np.intp]) -> Rows:
        """Return what the columns with codes tell of forms; a column that is made later is not among them."""
        if self._known < len(self.light) or self._codes.shape[1] < len(self._coded):
            self._code()
        return Rows(numbers, self._codes.take(numbers, axis=0).T.copy())

    def _code(self) -> None:
        """Write the rows of new forms, those of all forms when there are new columns."""
        count, width = len(self.light), len(self._coded)
        if self._codes.shape[1] < width:
            self._codes, self._known = np.empty((0, width), np.uint16), 0
            for column in self._coded:
                column.clear()
        known = self._known
        if count > len(self._codes):
            self._codes = np.concatenate((self._codes[:known], np.empty((2 * count - known, width), np.uint16)))
        light, keys = self.light[known:], self.keys[known:]
        self._codes[known:count] = np.array([column.codes(light, keys) for column in self._coded], np.uint16).T
        self._known = count

    def form(self, light: str) -> int:
        """Return the number of a light form, taking it in if it is new."""
        number = self._ids.get(light)
        if number is None:
            number = self._ids[light] = len(self.light)
            self.light.append(light)
            self.keys.append(folded_key(light))
        return number

    def cut(self, surface: str) -> Cut:
        """Return the tokens of a written word, offsets in code points of ``surface``; none for marks without a letter."""
        found = self._cuts.get(surface)
        if found is None:
            found = self._cuts[surface] = self._cut(surface)
        return found

    def _cut(self, surface: str) -> Cut:
        light = light_form(surface)
        if not light:
            return ()
        first, stop = (0, len(surface)) if light == surface else _visible(surface)
        if len(surface) > 2 and _SPELT.search(surface):
            return self._one(first, stop, _SPELT.sub("", light))
        particles, rest = self.split(light)
        if not particles:
            return self._one(first, stop, light)
        ends = range(1, len(light) + 1) if light == surface else [match.end() for match in _LETTER.finditer(surface, first)]
        if len(ends) != len(light):  # an undone ligature: no letter of the text to cut at
            return self._one(first, stop, light)
        bounds = [first, *ends[: len(particles)], stop]
        return tuple((bounds[i], bounds[i + 1], self.form(word), i > 0) for i, word in enumerate((*particles, rest)))

    def _one(self, first: int, stop: int, light: str) -> Cut:
        return ((first, stop, self.form(light), False),)

    def trim(self) -> None:
        """Forget everything learnt if it has grown past the bound; call it between reports only."""
        if len(self.light) > MOST_FORMS or len(self._cuts) > 2 * MOST_FORMS or len(self.chunks) > 3 * MOST_FORMS:
            self._clear()

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

    def _is_verb(self, key: str) -> bool:
        """Tell whether a folded key is a past form in the third person."""
        return key in self._verbs or (key[-1] in "تا" and key[:-1] in self._verbs) or (key.endswith("وا") and key[:-2] in self._verbs)

    def _step(self, particles: str, light: str) -> str | None:
        """Return what stays when the first letter is a particle, None when it belongs to the word."""
        first, rest = light[0], light[1:]
        if len(rest) < _LETTERS_AFTER_PARTICLE or (particles and first in "وف"):
            return None
        if first == "ل" and rest[0] == "ل" and len(rest) > _LETTERS_AFTER_PARTICLE:
            if folded_key(light) in self._whole:
                return None
            name = folded_key(rest)
            is_bare = "ا" + name not in self._counts and "ال" + name not in self._counts and (name in self._counts or name in self._names)
            return rest if is_bare else "ا" + rest  # للبنان, للندن
        key, rest_key = folded_key(light), folded_key(rest)
        if key in self._whole or light in _WHOLE_AS_WRITTEN:
            return None
        if rest.startswith("ال") and len(rest) > 3:
            return rest
        whole, part = (self._counts.get(word, 0) or int(word in self._names) for word in (key, rest_key))
        if first in "وف" and rest[0] in "بلك":  # two particles: the word behind both tells, though the pair may be rare
            part = max(part, self._counts.get(rest_key[1:], 0) // _SECOND_PARTICLE)
        if rest in _FUNCTION_WORDS and whole < 50 * part and not (first == "ف" and self._is_verb(key)):  # فتحت is she opened
            return rest
        if first == "و" and rest_key in self._names and rest_key in self._counts:
            return rest  # وبعلبك, which the counts hold oftener than the town alone
        if self._counts.get("ال" + key, 0) > whole / _SLIP and whole * 3 > part:
            return None  # a word that takes the article begins with this letter
        if first in "وف" and self._is_verb(rest_key) and not self._is_verb(key):
            return rest  # وأضاف and وتابع are commoner than the verb alone
        if first in "بلك" and key[-1] == "ت" and part <= whole and key[:-1] in self._verbs and rest_key[:-1] in self._verbs:
            return None  # بحثت: no preposition stands before a verb
        if first in "بلكف" and rest[0] in _PARTICLES and not part:
            return None
        if first in "وبل" and part >= _COMMON and len(rest) > _LETTERS_AFTER_PARTICLE:
            return rest if part * _JOINED > whole else None
        return rest if part > whole * _RATIO[first] else None


# a particle and its word are rarer than the word alone; a first letter of the word itself is not. Chosen on the spans of
# the annotated names of the training reports: the share of right splits is highest near these.
_SECOND_PARTICLE = 40
_COMMON = 15  # a word this common is known well enough
_JOINED = 8  # times that a common word may be printed joined for each time alone (لتفريق)
_SLIP = 200  # the article before a particle is a slip of the pen, this rare
# words that begin with a particle's letter and whose rest happens to be a common word
_WHOLE = frozenset(
    map(
        fold,
        "كان كانت كانوا كانا كادت كادوا كادا كما كذلك كل كلا بعد بعض بين بل لكن لكي كي لدى لدي لله كأن وفق "
        "وفقا واحد واحدا باخرة بواخر بقرة بليون بندا بندين بيوتا فتى فتية فدانا فردا فتحت فجرت فرصا فوجين كتل كلم وفدان فالداي وعدت وعدوا فاتح "
        "وكر وكرا والده والدها والدهم والدهما والدته والدتها والدتهم والدتي والديه والديها والداه والداها والدان والدا".split(),
    )
)
_WHOLE_AS_WRITTEN = frozenset(("والي", "وادي"))  # a governor of the Maghreb and the Sudan, a valley; and to, and led to are written والى and وأدى
_RATIO = {"و": 0.7, "ف": 2.0, "ب": 1.2, "ل": 1.5, "ك": 6.0}
_FUNCTION_WORDS = frozenset(
    "قد لم لن لا ما من في على إلى عن مع أن إن هو هي هم كان كانت هذا هذه ذلك تلك بعد قبل ثم كما حيث هنا لدى عند بين منذ خلال أي كل غير أنه أنها إنه إنها "
    "كذلك لكن له لها لهم فيه فيها عليه عليها منه منها به بها بهم إذا لو حتى عبر حول دون فوق تحت نحو ضد أمام ليس ليست سوف بعض أحد عدم الذي التي الذين".split()
)


_SPELT = re.compile(r"(?<=[\u0620-\u06ff])[ ._](?=[\u0620-\u06ff])")  # the gaps of a word spelt letter by letter
_LETTER = re.compile(f"[{IGNORED}]*[^{IGNORED}][{IGNORED}]*")  # a letter and the marks on it
_EDGES = re.compile(f"[{INVISIBLE}]*(.*?)[{INVISIBLE}]*", re.DOTALL)


def _visible(surface: str) -> tuple[int, int]:
    """Return where the surface begins and ends without the invisible marks around it."""
    edges = _EDGES.fullmatch(surface)
    return edges.span(1) if edges else (0, len(surface))


def form_counts() -> dict[str, int]:
    """Return how often the press prints each word form, by folded key (``data/forms.tsv.gz``)."""
    return {key: int(count) for key, _, count in (line.partition("\t") for line in packed_lines("forms.tsv.gz"))}


def press_vocabulary() -> Vocabulary:
    """Return a new vocabulary that cuts particles as the press writes them."""
    months = (fold(word) for row in rows("times.tsv") if row["class"] in {"MONTH", "CAREFUL"} for word in row["words"].split())  # ودجنبر, بأفريل
    return Vocabulary(form_counts(), lines("names-whole.txt"), packed_lines("verbs.txt.gz"), chain(lines("names-rare.txt"), months))
