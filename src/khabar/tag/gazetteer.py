"""Known names: bodies, places and processes by the sequence of their words.

Two kinds of lists: the tables that people keep (``data/bodies.tsv``, ``data/places.tsv``), and what
``scripts/build_gazetteer.py`` compiled from open lists (``data/gazetteer.tsv.gz``). Names are matched on folded keys,
token by token, with attached particles split off as in reports.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from khabar.fold import folded_key, light_form
from khabar.segment import TOKEN
from khabar.tables import packed_lines, rows
from khabar.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Entry:
    """One known name. ``list``: ``table`` for the tables people keep, ``geonames`` for compiled ones; ``aliases`` hold the other spellings."""

    id: str
    type: str
    name: str
    name_en: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    geonames: str = ""
    population: int = 0
    list: str = "table"


Keys = tuple[str, ...]
Known = tuple[Keys, tuple[Entry, ...], str]  # a name, what it may be, and its one type in the tables that people keep
PARTICLES = frozenset("وفبلك")


class Hit(NamedTuple):
    """A known name in a report: tokens ``[first, stop)``, their folded keys, what it may be, and the one type that the tables which people keep give it.

    ``type`` is "" where they give none or several.
    """

    first: int
    stop: int
    keys: Keys
    entries: tuple[Entry, ...]
    type: str


class Gazetteer:
    """Names by their words; ``entries`` has each name's keys with what it may be, ``begins`` the words that names begin with."""

    def __init__(self, names: Iterable[tuple[Keys, Entry]]) -> None:
        found: dict[Keys, list[Entry]] = {}
        for keys, entry in names:
            if keys:
                found.setdefault(keys, []).append(entry)
        self.entries: dict[Keys, tuple[Entry, ...]] = {keys: tuple(dict.fromkeys(known)) for keys, known in found.items()}
        self._known: dict[Keys, Known] = {keys: (keys, entries, _type(entries)) for keys, entries in self.entries.items()}
        # by their first word: the lengths of longer names by their second word, the longest first, and what the word is alone
        self._starts: dict[str, tuple[dict[str, list[int]], Known | None]] = {keys[0]: ({}, self._known.get(keys[:1])) for keys in self.entries}
        for keys in sorted(self.entries, key=len, reverse=True):
            if len(keys) > 1:
                lengths = self._starts[keys[0]][0].setdefault(keys[1], [])
                if len(keys) not in lengths:
                    lengths.append(len(keys))
        self.begins = self._starts.keys()

    def hits(self, keys: Sequence[str], starts: Iterable[int]) -> list[Hit]:
        """Return the longest known name at each of the starts that is not inside an earlier hit; ``keys`` are a report's folded keys."""
        found = []
        end, last = 0, len(keys) - 1
        for first in starts:
            start = self._starts.get(keys[first]) if first >= end else None
            if start:
                seconds, alone = start
                lengths = seconds.get(keys[first + 1]) if seconds and first < last else None
                known = (self._longest(keys, first, lengths) if lengths else None) or alone
                if known:
                    end = first + len(known[0])
                    found.append(Hit(first, end, *known))
        return found

    def _longest(self, keys: Sequence[str], first: int, lengths: Iterable[int]) -> Known | None:
        """Return the longest known name of one of the lengths, the longest length first, at a token."""
        for length in lengths:
            known = self._known.get(tuple(keys[first : first + length]))
            if known and len(known[0]) == length:
                return known
        return None

    def known(self, phrase: str, vocabulary: Vocabulary) -> tuple[Entry, ...]:
        """Return what a written name may be, empty where it is on no list."""
        return self.entries.get(keys_of(phrase, vocabulary), ())


def _type(entries: Iterable[Entry]) -> str:
    """Return the one type that the tables which people keep give a name, "" where they give none or several."""
    types = {entry.type for entry in entries if entry.list == "table"}
    return types.pop() if len(types) == 1 else ""


def keys_of(phrase: str, vocabulary: Vocabulary, *, cut: bool = False) -> Keys:
    """Return the folded keys of the tokens of a phrase, particles split off inside it as they are in reports; ``cut``: off its first word too."""
    keys: list[str] = []
    for number, word in enumerate(TOKEN.finditer(phrase)):
        light = light_form(word.group())
        particles, rest = vocabulary.split(light) if number or cut else ("", light)
        keys += [*particles, folded_key(rest)]
    return tuple(keys)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def table_entries() -> Iterator[Entry]:
    """Yield the entries of the tables that people keep."""
    for row in rows("countries.tsv"):
        names = row["names"].split(";")
        place = (_number(row["lat"]), _number(row["lon"]), row["geonames"])
        yield Entry(row["id"], "LOC", names[0], row["name_en"], row["iso"], tuple(names[1:]), *place)
    for row in rows("names-people.tsv"):
        yield Entry(row["id"], "PER", row["name"], row["name_en"], row["country"], tuple(filter(None, row["aliases"].split("|"))))
    for row in rows("bodies.tsv"):
        aliases = tuple(filter(None, row["aliases"].split("|")))
        yield Entry(row["id"], row["type"], row["name"], row["name_en"], row["country"], aliases)
    for row in rows("places.tsv"):
        aliases = tuple(filter(None, row["aliases"].split("|")))
        place = (_number(row["lat"]), _number(row["lon"]), row["geonames"])
        yield Entry(row["id"], "LOC", row["name"], row["name_en"], row["country"], aliases, *place)


def compiled_entries() -> Iterator[tuple[Keys, Entry]]:
    """Yield the names of ``data/gazetteer.tsv.gz`` with their keys, the most populous of one name first."""
    for line in packed_lines("gazetteer.tsv.gz"):
        keys, number, name, name_en, country, lat, lon, population = line.split("\t")
        entry = Entry(f"loc-gn-{number}", "LOC", name, name_en, country, (), float(lat), float(lon), number, int(population), "geonames")
        yield tuple(keys.split(" ")), entry


def load(vocabulary: Vocabulary) -> Gazetteer:
    """Return all known names: those of the tables first."""
    names: list[tuple[Keys, Entry]] = []
    for entry in table_entries():
        for spelling in (entry.name, *entry.aliases):
            keys = keys_of(spelling, vocabulary)
            names.append((keys, entry))
            if keys and keys[0][0] in PARTICLES and len(keys) > 1:  # بان كي مون is cut in reports as بأن would be
                names.append((keys_of(spelling, vocabulary, cut=True), entry))
    names.extend(compiled_entries())
    return Gazetteer(names)
