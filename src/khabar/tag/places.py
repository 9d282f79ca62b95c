"""Which place a name means: known places by name, chosen by the countries that the report speaks of."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from khabar.fold import fold
from khabar.model import Entity
from khabar.tag.countries import Countries, Country
from khabar.tag.gazetteer import Entry, Gazetteer
from khabar.tag.latin import slug
from khabar.tag.spelling import folded, place_key

# parts of a place that are not the place: they keep an id of their own, near the place they are part of
_PARTS = frozenset(
    "ريف محيط ضواحي شمال جنوب شرق غرب وسط مخيم مطار معبر جبل تل تله نهر وادي ميناء قاعده مدينه محافظه قضاء ناحيه بلده"
    " قريه حي سجن استاد ملعب برج قلعه كورنيش بندر مركز منفذ ضاحيه".split()
)
_ANY_TOWN = frozenset({"المدينه"})  # سجن المدينة is hardly in Medina
_BORDER = frozenset({"الحدود", "حدود"})
_SIDES = frozenset("القديمه القديم البلد المحتله الكبري الشرقيه الغربيه الشماليه الجنوبيه العمومي المركزي".split())  # حمص القديمة
_INTERNATIONAL = re.compile(r"^(?:مطار|ميناء|معبر|منفذ|ستاد|[إأا]ستاد) .*( ال(?:دول|بر|بحر|جو)[يى])$")  # said or left out of one place
_KINGDOM, _KINGDOMS = place_key("المملكة"), ("SA", "JO", "MA", "BH")
_OCCUPATION, _OCCUPIED = place_key("الاحتلال"), ("IL", "PS")
_DISPUTED: tuple[set[str], ...] = ({"IL", "PS"}, {"IL", "SY"}, {"RU", "UA"}, {"MA", "EH"})
_LARGE = 1_000_000
_SHARE = 0.1  # of the people of a capital: a place of that name with so many is not forgotten beside it
_TOWN = 20_000
_SMALL = 200_000
_KNOWN = 50_000  # a compiled place as populous may be meant where the tables have another of that name


class Places:
    """Resolves names of places."""

    def __init__(self, countries: Countries, gazetteer: Gazetteer) -> None:
        self._countries = countries
        self._known: dict[str, list[Entry]] = {}
        self._listed: dict[tuple[str, str], Entity] = {}  # by id and name: compiled places have several names
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
            if _one_land(other.country, entry.country) and _near(entry, other) and word in fold(other.name).split():
                self._numbers.setdefault(other.id, entry.geonames)
                return replace(other, population=max(other.population, entry.population))
        return entry

    def candidates(self, name: str) -> Sequence[Entry]:
        """Return the known places of that name, the tables' first, then the most populous."""
        return self._known.get(place_key(name), ())

    def countries_of(self, name: str) -> set[str]:
        """Return the countries (ISO codes) of the places of that name in the tables, of the compiled ones where the tables have none."""
        candidates = self.candidates(name)
        listed = [entry for entry in candidates if entry.list == "table"]
        return {entry.country for entry in listed or candidates if entry.country}

    def is_ambiguous(self, name: str) -> bool:
        """Tell whether the name of a country or capital means another place as well (طرابلس، عمان), so that it says nothing of where a report plays."""
        country, capital = self._countries.named(name), self._countries.by_capital.get(place_key(name))
        if country is not None or capital is None:
            return capital is not None and capital is not country
        candidates = self.candidates(name)
        least = max((entry.population for entry in candidates), default=0) * _SHARE
        return any(entry.country != capital.iso and entry.population > least for entry in candidates)

    def is_sure(self, name: str, least: int | None) -> bool:
        """Tell whether the name is that of a country, of a capital, or of a city of at least so many people (None: of no city)."""
        if self._countries.named(name) is not None or place_key(name) in self._countries.by_capital:
            return True
        return least is not None and any(entry.list == "table" and entry.population >= least for entry in self.candidates(name))

    def entity(self, name: str, countries: Counter[str]) -> Entity:
        """Return the place that a name means where ``countries`` (by ISO code) are spoken of; an unknown one gets an id from its name."""
        country = self._countries.named(name) or self._kingdom(name, countries) or self._occupier(name, countries)
        if country is not None and not self._is_city(name, country, countries):
            return country.entity
        name = self._without_international(name)
        for part, whole in _readings(name):
            found = self._chosen(whole, countries)
            if found is not None:
                return self._entity(found) if part is None else _part(name, found)
        return Entity(f"loc-{slug(place_key(name))}", "LOC", name, country=self._of_border(name))

    def _of_border(self, name: str) -> str | None:
        """Return the country whose border a name says it is (الحدود التركية), None for other names and for the border of two."""
        first, _, rest = folded(name).partition(" ")
        country = self._countries.by_adjective.get(rest) if first in _BORDER else None
        return country.iso if country else None

    def _without_international(self, name: str) -> str:
        """Return the name of an airport, port or crossing without the adjective that reports leave out, where no list has it whole."""
        match = _INTERNATIONAL.match(name) if name.endswith(("ي", "ى")) else None
        return name[: match.start(1)] if match and not self.candidates(name) else name

    def english(self, name: str) -> str | None:
        """Return the English name that the tables have for a place, or lists for a town; None where they have none."""
        country = self._countries.named(name)
        if country is not None:
            return country.entity.name_en
        border = self._of_border(name)
        if border is not None:
            return f"border of {self._countries.by_iso[border].entity.name_en}"
        meant = (e for e in self.candidates(name) if e.name_en and (place_key(e.name) == place_key(name) if e.list == "table" else e.population >= _TOWN))
        return next((_plain(entry.name_en) for entry in meant), None)

    def _kingdom(self, name: str, countries: Counter[str]) -> Country | None:
        """Return the kingdom that a report speaks of most, for a name that says no more than that it is one (المملكة); None for others, and where two lead."""
        if place_key(name) != _KINGDOM:
            return None
        ranked = sorted(_KINGDOMS, key=countries.__getitem__, reverse=True)
        return self._countries.by_iso[ranked[0]] if countries[ranked[0]] > countries[ranked[1]] else None

    def _occupier(self, name: str, countries: Counter[str]) -> Country | None:
        """Return the country that the press calls the occupation (الاحتلال), if the report does not speak of other countries alone."""
        is_meant = place_key(name) == _OCCUPATION and (not countries or any(countries[iso] for iso in _OCCUPIED))
        return self._countries.by_iso[_OCCUPIED[0]] if is_meant else None

    def _is_city(self, name: str, country: Country, countries: Counter[str]) -> bool:
        """Tell whether the name of a country means the capital of another one that the report speaks of more: عمان of Jordan."""
        other = self._countries.by_capital.get(place_key(name))
        return other is not None and other is not country and countries[other.iso] > countries[country.iso]

    @staticmethod
    def _are_small_namesakes(candidates: Sequence[Entry]) -> bool:
        """Tell whether the tables have small places of one name in several countries: where a report speaks of neither, it means another one."""
        listed = [entry for entry in candidates if entry.list == "table"]
        return len({entry.country for entry in listed}) > 1 and all(entry.population < _SMALL for entry in listed)

    def _entity(self, entry: Entry) -> Entity:
        found = self._listed.get((entry.id, entry.name))
        if found is None:
            number = entry.geonames or self._numbers.get(entry.id)
            basis = "list" if entry.name_en else None
            links = {"geonames": number} if number else {}
            found = Entity(entry.id, "LOC", entry.name, _plain(entry.name_en) or None, basis, (), links, entry.lat, entry.lon, entry.country or None)
            self._listed[entry.id, entry.name] = found
        return found

    def _chosen(self, name: str, countries: Counter[str]) -> Entry | None:
        """Return the candidate that fits the countries of the report best, None where none is near them and none is large."""
        candidates = self.candidates(name)
        listed = [countries[entry.country] for entry in candidates if entry.list == "table"]
        if countries and not any(listed) and self._are_small_namesakes(candidates):
            return None
        best, score = None, 0.0
        for number, entry in enumerate(candidates):
            if listed and entry.list != "table" and entry.population < _KNOWN and (any(listed) or not countries[entry.country]):
                continue
            weight = 3.0 * min(countries.get(entry.country, 0), 5) if entry.country else 0.0
            weight += 4.0 if entry.list == "table" else 0.0
            weight += min(entry.population / _LARGE, 3.0) + 0.5 - 0.01 * number
            if weight > score:
                best, score = entry, weight
        if best is not None and (best.list == "table" or countries[best.country] or best.population > _LARGE / 4 or not countries):
            return best
        return None


def _one_land(country: str, other: str) -> bool:
    """Tell whether lists may give one place these countries: the same, or two that dispute it."""
    return country == other or {country, other} in _DISPUTED


def _readings(name: str) -> Iterator[tuple[str | None, str]]:
    """Yield the name itself, then the place that it is a part of."""
    yield None, name
    first, _, rest = name.partition(" ")
    if rest and place_key(first) in _PARTS and folded(rest) not in _ANY_TOWN:
        yield first, rest
    front, _, last = name.rpartition(" ")
    if front and folded(last) in _SIDES:
        yield last, front


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


def _plain(name_en: str) -> str:
    """Return an English name without the diacritics and half rings of transcription: Maţāy is Matay."""
    if name_en.isascii():
        return name_en
    return "".join(mark for mark in unicodedata.normalize("NFKD", name_en) if not unicodedata.combining(mark) and mark not in "ʿʾ‘’")


def _part(name: str, entry: Entry) -> Entity:
    """Return a place that is known by the place it belongs to: its country, and where that lies."""
    return Entity(f"loc-{slug(place_key(name))}", "LOC", name, None, None, (), {}, entry.lat, entry.lon, entry.country or None)
