"""What speaks for and against a name: marks of a word form, and marks of a place in a report.

A mark is a short string; the names model has a weight for each mark at each distance. Marks of a form depend on the form
alone and are looked at once a form; marks of a place come from known names, quotation marks and the report as a whole.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, pairwise
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from khabar.fold import fold
from khabar.segment import Tokens
from khabar.tables import packed_lines, rows
from khabar.tag.gazetteer import Gazetteer, Hit, Keys
from khabar.tag.person_words import person_words
from khabar.vocabulary import Column, Vocabulary

OPENING, CLOSING = frozenset("«\"“(‘'”»″"), frozenset("»\"”)’'“«″")
MOST_QUOTED = 7
_PUNCTUATION_BELOW = "ء"
_KINDS = ("PER", "ORG", "LOC", "PROC")
# the seats of words in names: the only word, the first, one in the middle, the last; a letter for each
_SEATS = {kind: tuple("abcdefghijklmnop"[4 * number :][:4]) for number, kind in enumerate(_KINDS)}
_NAMES_OF_SEATS = {letter: kind + seat for kind, letters in _SEATS.items() for letter, seat in zip(letters, "1FML", strict=True)}
MOST_REMEMBERED = 50_000  # ways in which a word may stand in a report
T = TypeVar("T")
Name = tuple[int, int, str]  # tokens [first, stop) and the type
Numbers = NDArray[np.intp]  # of forms


def _table(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in packed_lines(name))


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists behind the marks, all by folded key.

    ``counts`` of the press; ``names``: words of personal names (names that begin with it, that hold it later); ``surnames`` of known
    persons; ``classes``: what a word tells of its neighbours; ``clusters`` of words that stand beside the same words.
    """

    counts: Mapping[str, int]
    names: Mapping[str, tuple[int, int]]
    surnames: Collection[str]
    classes: Mapping[str, tuple[str, ...]]
    clusters: Mapping[str, tuple[str, ...]]


def load_lists(counts: Mapping[str, int]) -> Lists:
    """Return the lists that ship with khabar; ``counts`` are those of the press."""
    clusters = {row[0]: tuple(row[1:]) for row in _table("names-clusters.tsv.gz")}
    people = [row for row in rows("names-people.tsv") if row["family"] != "no"]
    surnames = frozenset(fold(name.split()[-1]) for row in people for name in (row["name"], *row["aliases"].split("|")) if name)
    return Lists(counts, person_words(), surnames, _classes(), clusters)


def _classes() -> dict[str, tuple[str, ...]]:
    """Return the classes of each word that tells what stands beside it; nationalities are one."""
    found: dict[str, tuple[str, ...]] = {}
    words = [(row["class"], row["words"].split()) for row in rows("names-classes.tsv")]
    for row in rows("countries.tsv"):
        adjectives = [a for a in row["adjectives"].split(";") if a]
        words.append(("NATION", [article + a + ending for a in adjectives for article in ("", "ال") for ending in ("", "ة", "ين", "ون", "تين")]))
    for name, members in words:
        for key in map(fold, members):
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), name)))
    return found


def _bin(count: int) -> int:
    """Return the order of magnitude of a count, in steps of four; 0 for none."""
    return (count.bit_length() + 1) // 2


def opens_quotation(light: str, _key: str) -> bool:
    """Tell whether a form is a mark that opens a quotation: one column for all who ask."""
    return light in OPENING


class KindsOfMarks(NamedTuple):
    """The marks of a form: ``near`` for its own token and tokens one or two away, ``alone`` for its own token only, ``far`` for tokens three away."""

    near: list[str]
    alone: list[str]
    far: list[str]

    @property
    def every(self) -> list[str]:
        """Each mark once."""
        return [*self.near, *self.alone, *(mark for mark in self.far if mark not in self.near)]


class FormMarks:
    """Tells the marks of forms by their folded keys."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def of(self, key: str) -> KindsOfMarks:
        """Return the marks of a form."""
        if key[0] < _PUNCTUATION_BELOW:
            near = ["w=0", f"digits={min(len(key), 5)}"] if key[0].isdigit() else [f"w={key}"] if len(key) == 1 else ["w=latin"]
            return KindsOfMarks(near, [], ["p"] if len(key) == 1 else ["0"])
        clusters = self._lists.clusters.get(key)
        classes = [f"k={name}" for name in self._lists.classes.get(key, ())]
        if clusters:
            cluster, *around = (f"c{number}={name}" for number, name in enumerate(clusters))
        else:
            cluster, around = "c0=?", ["c1=?"]
        near = [f"w={key}", *around, *classes]
        if key in self._lists.surnames:
            near.append("surname")
        first, later = self._lists.names.get(key.removeprefix("ال"), (0, 0))
        if first + later > 2:
            near.append(f"n={'F' if first > 2 * later else 'L' if later > 2 * first else 'B'}")
        return KindsOfMarks(near, [*self._alone(key), cluster], [around[0], *classes])

    def _alone(self, key: str) -> list[str]:
        """Return the marks that tell of the form itself only."""
        bare = key[2:] if key.startswith("ال") and len(key) > 4 else key
        shorter = len(bare) - 1
        count = self._lists.counts.get
        alone, with_article = count(bare, 0), count("ال" + bare, 0)
        total = alone + with_article + 1
        enclitic = max(count(bare + "ها", 0), count(bare + "ه", 0))
        first, later = self._lists.names.get(bare, (0, 0))
        marks = [
            *(f"p1={bare[:1]}", f"p2={bare[:2]}", f"p3={bare[:3]}")[:shorter],
            *(f"s1={bare[-1:]}", f"s2={bare[-2:]}", f"s3={bare[-3:]}", f"s4={bare[-4:]}")[:shorter],
            f"len={min(len(bare), 9)}",
            f"freq={_bin(alone if bare == key else with_article)}",
            f"article={round(4 * with_article / total)}{bare != key:d}",
            f"owned={_bin(enclitic)}",
            f"name={_bin(first)}.{_bin(later)}",
        ]
        if first + later:
            marks.append(f"nameness={_bin(16 * (first + later) // total) or 1}")
        return marks


Placed = tuple[list[int], list[T]]  # tokens, and a mark for each


class PlaceMarks(Generic[T]):
    """The marks of places in a report that are no property of a form; ``number`` gives each mark with its distance the form in which it is wanted.

    Marks may fall before the first token (-1) or behind the last: they tell nothing.
    """

    def __init__(self, gazetteer: Gazetteer, lists: Lists, number: Callable[[str], T]) -> None:
        self._gazetteer = gazetteer
        self._counts = lists.counts
        self._number = number
        self._begin, self._glued, self._opens = map(number, ("0|BOS", "0|glued", "0|qB"))
        self._quoted = [number(f"0|q{size}") for size in range(5)]
        self._remembered: dict[Keys, Placed[T]] = {}

    def marks(self, tokens: Tokens, hits: Iterable[Hit], quotes: Iterable[int]) -> Placed[T]:
        """Return the marks of the places of a report: ``hits`` are its known names, ``quotes`` the tokens that open or close a quotation."""
        places, marks = self._known(hits)
        places += [first for first, _ in tokens.sentences]
        marks += [self._begin] * len(tokens.sentences)
        glued = list(compress(count(), tokens.glued))
        places += glued
        marks += [self._glued] * len(glued)
        for left, right in pairwise(quotes):
            if 1 < right - left <= MOST_QUOTED:
                places += [left + 1, *range(left + 1, right)]
                marks += [self._opens, *[self._quoted[min(right - left - 1, 4)]] * (right - left - 1)]
        return places, marks

    def inner_marks(self, keys: Sequence[str], kind: str) -> Placed[T]:
        """Return the same for the tokens of one name: ``kind`` is its type."""
        last = len(keys) - 1
        known = zip(*self._known(self._gazetteer.hits(keys[1:], range(last))), strict=True)
        found = [(i + 1, mark) for i, mark in known if 0 <= i < last]
        found += [(i, self._number(f"0|in={kind}")) for i in range(last + 1)]
        found += [(i, self._number(f"0|{seat}={kind}")) for i, seat in ((0, "head"), (last, "tail"), (1, "second"))]
        return [i for i, _ in found], [mark for _, mark in found]

    def _known(self, hits: Iterable[Hit]) -> Placed[T]:
        """Return the marks of known names, on them and beside them."""
        places: list[int] = []
        marks: list[T] = []
        for hit in hits:
            first, keys = hit.first, hit.keys
            found = self._remembered.get(keys)
            if found is None:
                found = self._remembered[keys] = self._marks_of(hit)
            places += [first + i for i in found[0]]
            marks += found[1]
        return places, marks

    def _marks_of(self, hit: Hit) -> Placed[T]:
        """Return the marks of a known name, by the distance from its first token."""
        tag, size = self._tag(hit), len(hit.keys)
        coarse = tag[: tag.find(".")] if "." in tag else tag[:-1] + "+"
        seats = [(i, "gI" if i else "gB") for i in range(size)]
        inside = [(i, f"0|{seat}{name}") for i, seat in seats for name in (tag, coarse)]
        found = [(-1, f"1|g{tag}"), *inside, (size, f"-1|g{tag}")]
        return [i for i, _ in found], [self._number(mark) for _, mark in found]

    def _tag(self, hit: Hit) -> str:
        entry = hit.entries[0]
        kinds = "".join(sorted({e.type[0] for e in hit.entries if e.list == entry.list}))
        if len(hit.keys) > 1:
            return f"{kinds}{entry.list[0]}{min(len(hit.keys), 3)}"
        return f"{kinds}{entry.list[0]}.{_bin(self._counts.get(hit.keys[0], 0))}"


class AgainMarks(Generic[T]):
    """The marks for a second reading of a report in which the first found names; ``number`` as for ``PlaceMarks``."""

    def __init__(self, vocabulary: Vocabulary, number: Callable[[str], T]) -> None:
        self._plain: Column[bool] = vocabulary.column(lambda _light, key: len(key) > 1 and key[0] >= _PUNCTUATION_BELOW)  # no particles, marks or figures
        self._number = number
        self._only = number("0|only")
        self._was = {kind: [number(mark) for mark in (f"1|was={kind}", f"0|was=B-{kind}", f"0|was=I-{kind}", f"-1|was={kind}")] for kind in _KINDS}
        self._remembered: dict[tuple[str, str, int], list[T]] = {}

    def marks(self, forms: Sequence[int], names: Sequence[Name]) -> Placed[T]:
        """Return the marks of a report, given the names of its first reading."""
        places, marks = self._of_words(forms, names)
        for first, stop, kind in names:
            places += range(first - 1, stop + 1)
            before, begin, inside, behind = self._was[kind]
            marks += [before, begin, *[inside] * (stop - first - 1), behind]
        return places, marks

    def _of_words(self, forms: Sequence[int], names: Sequence[Name]) -> Placed[T]:
        """Return marks of what the rest of the report tells of each token's word: which names hold it elsewhere, and where in them."""
        own = self._seats_of(names)
        plain = self._plain.values
        seats: dict[int, str] = {}
        for i, seat in own.items():
            form = forms[i]
            if plain[form]:
                seats[form] = seats.get(form, "") + seat
        there = [i for i, form in enumerate(forms) if form in seats]
        words = [forms[i] for i in there]
        totals = Counter(words)
        places: list[int] = []
        marks: list[T] = []
        for i, form in zip(there, words, strict=True):
            if totals[form] == 1:
                places.append(i)
                marks.append(self._only)
            else:
                told = self._told(seats[form], own.get(i, ""), totals[form] - 1)
                places += [i - 1, i + 1, *[i] * (len(told) - 2)]
                marks += told
        return places, marks

    def _seats_of(self, names: Sequence[Name]) -> dict[int, str]:
        """Return the seat in its name of each token."""
        found: dict[int, str] = {}
        for first, stop, kind in names:
            only, begin, middle, end = _SEATS[kind]
            if stop - first == 1:
                found[first] = only
            else:
                for i in range(first + 1, stop - 1):
                    found[i] = middle
                found[first], found[stop - 1] = begin, end
        return found

    def _told(self, seats: str, own: str, rest: int) -> list[T]:
        """Return what the other places of a word tell of the token before one place, of the one behind it and of the word there.

        ``seats`` has those of the word in the whole report, ``own`` is its seat in this place, ``rest`` counts the other places.
        """
        found = self._remembered.get((seats, own, rest))
        if found is None:
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[seats, own, rest] = list(map(self._number, _told(seats, own, rest)))
        return found


def _told(seats: str, own: str, rest: int) -> list[str]:
    marks = []
    kinds: Counter[str] = Counter()
    for seat, times in Counter(seats.replace(own, "", 1)).items():
        kinds[_NAMES_OF_SEATS[seat][:-1]] += times
        marks.append(f"0|seat={_NAMES_OF_SEATS[seat]}")
    best = max(kinds, key=lambda kind: (kinds[kind], kind)) if kinds else "O"
    return [f"1|else={best}", f"-1|else={best}", *marks, f"0|else={best}{4 * sum(kinds.values()) // rest}", f"0|else={best}"]
