"""Which place a name means: known places by name, chosen by the countries that the report speaks of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from khabar.fold import fold
from khabar.model import Entity
from khabar.tag.countries import Countries, Country
from khabar.tag.gazetteer import Entry, Gazetteer
from khabar.tag.latin import slug
from khabar.tag.spelling import place_key

# parts of a place that are not the place: they keep an id of their own, near the place they are part of
_PARTS = frozenset("ريف محيط ضواحي شمال جنوب شرق غرب وسط مخيم مطار معبر جبل تل تله نهر وادي ميناء قاعده مدينه محافظه قضاء ناحيه بلده قريه حي".split())
_LARGE = 1_000_000
_SHARE = 0.1  # of the people of a capital: a place of that name with so many is not forgotten beside it
_KNOWN = 50_000  # a compiled place as populous may be meant where the tables have another of that name


class Places:
    """Resolves names of places."""

    def __init__(self, countries: Countries, gazetteer: Gazetteer) -> None:
        self._countries = countries
        self._known: dict[str, list[Entry]] = {}
        self._listed: dict[str, Entity] = {}
        self._numbers: dict[str, str] = {}  # GeoNames ids of the places of the tables
        all_places = [(keys, entry) for keys, entries in gazetteer.entries.items() for entry in entries if entry.type == "LOC"]
        around = _around(entry for _, entry in all_places if entry.list == "table")
        for keys, entry in all_places:
            kept = entry if entry.list == "table" else self._listed_twin(keys[0], entry, around)
            known = self._known.setdefault(place_key(" ".join(keys)), [])
            if kept not in known:
                known.append(kept)

    def _listed_twin(self, word: str, entry: Entry, around: Mapping[tuple[int, int], Sequence[Entry]]) -> Entry:
        """Return the place of the tables that a compiled one is (طرابلس beside طرابلس الشام), itself where it is none of them."""
        for other in around.get(_square(entry), ()):
            if other.country == entry.country and _near(entry, other) and word in fold(other.name).split():
                self._numbers.setdefault(other.id, entry.geonames)
                return replace(other, population=max(other.population, entry.population))
        return entry

    def candidates(self, name: str) -> Sequence[Entry]:
        """Return the known places of that name, the tables' first, then the most populous."""
        return self._known.get(place_key(name), ())

    def is_ambiguous(self, name: str) -> bool:
        """Tell whether the name of a country or capital means another place as well (طرابلس، عمان), so that it says nothing of where a report plays."""
        country, capital = self._countries.named(name), self._countries.by_capital.get(place_key(name))
        if country is not None or capital is None:
            return capital is not None and capital is not country
        candidates = self.candidates(name)
        least = max((entry.population for entry in candidates), default=0) * _SHARE
        return any(entry.country != capital.iso and entry.population > least for entry in candidates)

    def entity(self, name: str, countries: Counter[str]) -> Entity:
        """Return the place that a name means where ``countries`` (by ISO code) are spoken of; an unknown one gets an id from its name."""
        country = self._countries.named(name)
        if country is not None and not self._is_city(name, country, countries):
            return country.entity
        for part, whole in _readings(name):
            found = self._chosen(whole, countries)
            if found is not None:
                return self._entity(found) if part is None else _part(name, found)
        return Entity(f"loc-{slug(place_key(name))}", "LOC", name)

    def _is_city(self, name: str, country: Country, countries: Counter[str]) -> bool:
        """Tell whether the name of a country means the capital of another one that the report speaks of more: عمان of Jordan."""
        other = self._countries.by_capital.get(place_key(name))
        return other is not None and other is not country and countries[other.iso] > countries[country.iso]

    def _entity(self, entry: Entry) -> Entity:
        found = self._listed.get(entry.id)
        if found is None:
            number = entry.geonames or self._numbers.get(entry.id)
            basis = "list" if entry.name_en else None
            links = {"geonames": number} if number else {}
            found = Entity(entry.id, "LOC", entry.name, entry.name_en or None, basis, (), links, entry.lat, entry.lon, entry.country or None)
            self._listed[entry.id] = found
        return found

    def _chosen(self, name: str, countries: Counter[str]) -> Entry | None:
        """Return the candidate that fits the countries of the report best, None where none is near them and none is large."""
        candidates = self.candidates(name)
        listed = any(entry.list == "table" for entry in candidates)
        best, score = None, 0.0
        for number, entry in enumerate(candidates):
            if listed and entry.list != "table" and entry.population < _KNOWN:
                continue
            weight = 3.0 * min(countries.get(entry.country, 0), 5) if entry.country else 0.0
            weight += 4.0 if entry.list == "table" else 0.0
            weight += min(entry.population / _LARGE, 3.0) + 0.5 - 0.01 * number
            if weight > score:
                best, score = entry, weight
        if best is not None and (best.list == "table" or countries[best.country] or best.population > _LARGE / 4 or not countries):
            return best
        return None


def _readings(name: str) -> Iterator[tuple[str | None, str]]:
    """Yield the name itself, then the place that it is a part of."""
    yield None, name
    first, _, rest = name.partition(" ")
    if rest and place_key(first) in _PARTS:
        yield first, rest


def _square(entry: Entry) -> tuple[int, int]:
    return round((entry.lat or 0) * 4), round((entry.lon or 0) * 4)


def _around(entries: Iterable[Entry]) -> dict[tuple[int, int], list[Entry]]:
    """Return the entries by the squares of a quarter degree that they lie in or beside."""
    found: dict[tuple[int, int], list[Entry]] = {}
    for entry in dict.fromkeys(entries):
        if entry.lat is not None:
            north, east = _square(entry)
            for square in ((north + i, east + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
                found.setdefault(square, []).append(entry)
    return found


def _near(one: Entry, other: Entry) -> bool:
    """Tell whether two places lie within some 20 km of each other."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < 0.2 and abs(one.lon - other.lon) < 0.2


def _part(name: str, entry: Entry) -> Entity:
    """Return a place that is known by the place it belongs to: its country, and where that lies."""
    return Entity(f"loc-{slug(place_key(name))}", "LOC", name, None, None, (), {}, entry.lat, entry.lon, entry.country or None)
