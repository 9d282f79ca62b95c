"""What speaks for and against a name: marks of a word form, and marks of a place in a report.

A mark is a short string; the names model has a weight for each mark at each distance. Marks of a form depend on the form
alone and are looked at once a form; marks of a place come from known names, quotation marks and the report as a whole.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, pairwise

from khabar.fold import fold
from khabar.segment import Tokens
from khabar.tables import packed_lines, rows
from khabar.tag.gazetteer import Gazetteer, Hit, Keys
from khabar.vocabulary import Column, Vocabulary

OPENING, CLOSING = frozenset("«\"“(‘'”»"), frozenset("»\"”)’'“«")
MOST_QUOTED = 7
_PUNCTUATION_BELOW = "ء"
Name = tuple[int, int, str]  # tokens [first, stop) and the type


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
    names = {key: (int(first), int(later)) for key, first, later in _table("names-words.tsv.gz")}
    clusters = {row[0]: tuple(row[1:]) for row in _table("names-clusters.tsv.gz")}
    surnames = frozenset(fold(name.split()[-1]) for row in rows("names-people.tsv") for name in (row["name"], *row["aliases"].split("|")) if name)
    return Lists(counts, names, surnames, _classes(), clusters)


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


def _bin(count: float) -> int:
    """Return the order of magnitude of a count, in steps of four; 0 for none."""
    return 0 if count <= 0 else 1 + int(math.log(count, 4)) if count >= 1 else 1


class FormMarks:
    """The marks of a form: ``own`` for the token itself, ``near`` for tokens one or two away, ``far`` for three away."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def own(self, light: str, key: str) -> list[str]:
        """Return all marks of a form."""
        return [*self.near(light, key), *self.alone(light, key)]

    def alone(self, _light: str, key: str) -> list[str]:
        """Return the marks that tell of the form itself only."""
        if key[0] < _PUNCTUATION_BELOW:
            return []
        bare = key[2:] if key.startswith("ال") and len(key) > 4 else key
        marks = [f"p{n}={bare[:n]}" for n in (1, 2, 3) if len(bare) > n]
        marks += [f"s{n}={bare[-n:]}" for n in (1, 2, 3, 4) if len(bare) > n]
        counts = self._lists.counts
        alone, with_article = counts.get(bare, 0), counts.get("ال" + bare, 0)
        total = alone + with_article + 1
        enclitic = max(counts.get(bare + "ها", 0), counts.get(bare + "ه", 0))
        first, later = self._lists.names.get(bare, (0, 0))
        marks += [
            f"len={min(len(bare), 9)}",
            f"freq={_bin(counts.get(key, 0))}",
            f"article={round(4 * with_article / total)}{bare != key:d}",
            f"owned={_bin(enclitic)}",
            f"name={_bin(first)}.{_bin(later)}",
            f"c0={self._lists.clusters.get(key, '?')[0]}",
        ]
        if first + later:
            marks.append(f"nameness={_bin(16 * (first + later) / total)}")
        return marks

    def near(self, _light: str, key: str) -> list[str]:
        """Return the marks that tell of a neighbour."""
        if key[0] < _PUNCTUATION_BELOW:
            return ["w=0", f"digits={min(len(key), 5)}"] if key[0].isdigit() else [f"w={key}"] if len(key) == 1 else ["w=latin"]
        clusters = self._lists.clusters.get(key)
        marks = [f"w={key}"]
        if clusters:
            marks += [f"c1={clusters[1]}", f"c2={clusters[2]}"]
        else:
            marks.append("c1=?")
        first, later = self._lists.names.get(key.removeprefix("ال"), (0, 0))
        marks += [f"k={name}" for name in self._lists.classes.get(key, ())]
        if key in self._lists.surnames:
            marks.append("surname")
        if first + later > 2:
            marks.append(f"n={'F' if first > 2 * later else 'L' if later > 2 * first else 'B'}")
        return marks

    def far(self, _light: str, key: str) -> list[str]:
        """Return the marks that tell of a word further off."""
        if key[0] < _PUNCTUATION_BELOW:
            return ["p"] if len(key) == 1 else ["0"]
        clusters = self._lists.clusters.get(key)
        return [f"c1={clusters[1]}" if clusters else "c1=?", *(f"k={name}" for name in self._lists.classes.get(key, ()))]


class PlaceMarks:
    """The marks of places in a report that are no property of a form."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer, lists: Lists) -> None:
        self._gazetteer = gazetteer
        self._begins: Column[bool] = vocabulary.column(lambda _light, key: key in gazetteer.lengths)
        self._quotes: Column[bool] = vocabulary.column(lambda light, _key: light in OPENING)
        self._counts = lists.counts
        self._remembered: dict[Keys, list[tuple[int, str]]] = {}

    def hits(self, forms: Sequence[int], keys: Sequence[str]) -> list[Hit]:
        """Return the known names in a run of tokens."""
        return self._gazetteer.hits(keys, compress(count(), self._begins.of(forms)))

    def marks(self, tokens: Tokens, hits: Iterable[Hit] | None = None) -> list[tuple[int, str]]:
        """Return pairs of a token and a mark with its distance; ``hits`` are the known names of the report, looked up if not given."""
        found = self._known(self.hits(tokens.forms, tokens.keys) if hits is None else hits, len(tokens))
        found += [(first, "0|BOS") for first, _ in tokens.sentences]
        found += [(i, "0|glued") for i in compress(count(), tokens.glued)]
        found += self._quoted(tokens)
        return found

    def inner_marks(self, forms: Sequence[int], keys: Sequence[str], kind: str) -> list[tuple[int, str]]:
        """Return the same for the tokens of one name: ``kind`` is its type."""
        last = len(forms) - 1
        found = [(i + 1, mark) for i, mark in self._known(self.hits(forms[1:], keys[1:]), last)]
        found += [(i, f"0|in={kind}") for i in range(last + 1)]
        found += [(0, f"0|head={kind}"), (last, f"0|tail={kind}"), (1, f"0|second={kind}")]
        return found

    def _known(self, hits: Iterable[Hit], size: int) -> list[tuple[int, str]]:
        """Return the marks of known names in a run of ``size`` tokens, on them and beside them."""
        found: list[tuple[int, str]] = []
        for hit in hits:
            first = hit.first
            marks = self._remembered.get(hit.keys)
            if marks is None:
                marks = self._remembered[hit.keys] = self._marks_of(hit)
            found += [(first + i, mark) for i, mark in marks if 0 <= first + i < size]
        return found

    def _marks_of(self, hit: Hit) -> list[tuple[int, str]]:
        """Return the marks of a known name, by the distance from its first token."""
        tag, size = self._tag(hit), len(hit.keys)
        coarse = tag[: tag.find(".")] if "." in tag else tag[:-1] + "+"
        seats = [(i, "gI" if i else "gB") for i in range(size)]
        inside = [(i, f"0|{seat}{name}") for i, seat in seats for name in (tag, coarse)]
        return [*inside, (-1, f"1|g{tag}"), (size, f"-1|g{tag}")]

    def _tag(self, hit: Hit) -> str:
        entry = hit.entries[0]
        kinds = "".join(sorted({e.type[0] for e in hit.entries if e.list == entry.list}))
        if len(hit.keys) > 1:
            return f"{kinds}{entry.list[0]}{min(len(hit.keys), 3)}"
        return f"{kinds}{entry.list[0]}.{_bin(self._counts.get(hit.keys[0], 0))}"

    def _quoted(self, tokens: Tokens) -> Iterator[tuple[int, str]]:
        for left, right in pairwise(compress(count(), self._quotes.of(tokens.forms))):
            if 1 < right - left <= MOST_QUOTED:
                yield left + 1, "0|qB"
                for i in range(left + 1, right):
                    yield i, f"0|q{min(right - left - 1, 4)}"


def plain_forms(vocabulary: Vocabulary) -> Column[bool]:
    """Return which forms are words of two letters and more, no particles, marks or figures."""
    return vocabulary.column(lambda _light, key: len(key) > 1 and key[0] >= _PUNCTUATION_BELOW)


def again_marks(forms: Sequence[int], names: Sequence[Name], plain: Column[bool]) -> list[tuple[int, str]]:
    """Return the marks for a second reading of a report in which the first found ``names``."""
    return report_marks(forms, names, plain) + first_marks(names, len(forms))


def report_marks(forms: Sequence[int], names: Sequence[Name], plain: Column[bool]) -> list[tuple[int, str]]:
    """Return marks of what the rest of the report tells of each token's word: which names hold it elsewhere, and where in them.

    ``names`` are those of a first reading; ``plain`` tells the forms that are looked at (words, no particles or marks).
    """
    seats: dict[int, dict[str, int]] = {}
    held: dict[int, str] = {}
    looked = plain.values
    for first, stop, kind in names:
        for i in range(first, stop):
            form = forms[i]
            if looked[form]:
                seat = held[i] = kind + ("1" if stop - first == 1 else "F" if i == first else "L" if i == stop - 1 else "M")
                known = seats.setdefault(form, {})
                known[seat] = known.get(seat, 0) + 1
    places = [i for i, form in enumerate(forms) if form in seats]
    totals = Counter(map(forms.__getitem__, places))
    found: list[tuple[int, str]] = []
    for i in places:
        rest = totals[forms[i]] - 1
        if not rest:
            found.append((i, "0|only"))
            continue
        own = held.get(i)
        kinds: dict[str, int] = {}
        for seat, times in seats[forms[i]].items():
            others = times - (seat == own)
            if others:
                kinds[seat[:-1]] = kinds.get(seat[:-1], 0) + others
                found.append((i, f"0|seat={seat}"))
        best = max(kinds, key=lambda kind: (kinds[kind], kind)) if kinds else "O"
        found += [(i, f"0|else={best}{4 * sum(kinds.values()) // rest}"), (i, f"0|else={best}")]
        if i:
            found.append((i - 1, f"1|else={best}"))
        if i + 1 < len(forms):
            found.append((i + 1, f"-1|else={best}"))
    return found


def first_marks(names: Sequence[Name], size: int) -> list[tuple[int, str]]:
    """Return marks of what a first reading of the report took each token for, and its neighbours."""
    found: list[tuple[int, str]] = []
    for first, stop, kind in names:
        inside = f"0|was=I-{kind}"
        found.append((first, f"0|was=B-{kind}"))
        found += [(i, inside) for i in range(first + 1, stop)]
        if first:
            found.append((first - 1, f"1|was={kind}"))
        if stop < size:
            found.append((stop, f"-1|was={kind}"))
    return found
