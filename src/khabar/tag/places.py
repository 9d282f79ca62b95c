"""Which place a name means: known places by name, chosen by the countries that the report speaks of."""

from collections import Counter
from collections.abc import Iterator, Sequence

from khabar.model import Entity
from khabar.tag.countries import Countries
from khabar.tag.gazetteer import Entry, Gazetteer
from khabar.tag.spelling import place_key

# parts of a place that are not the place: they keep an id of their own, near the place they are part of
_PARTS = frozenset("ريف محيط ضواحي شمال جنوب شرق غرب وسط مخيم مطار معبر جبل تل تله نهر وادي ميناء قاعده مدينه محافظه قضاء ناحيه بلده قريه حي".split())
_LARGE = 1_000_000


class Places:
    """Resolves names of places."""

    def __init__(self, countries: Countries, gazetteer: Gazetteer) -> None:
        self._countries = countries
        self._known: dict[str, list[Entry]] = {}
        for keys, entries in gazetteer.entries.items():
            places = [entry for entry in entries if entry.type == "LOC"]
            if places:
                self._known.setdefault(place_key(" ".join(keys)), []).extend(places)

    def candidates(self, name: str) -> Sequence[Entry]:
        """Return the known places of that name, the tables' first, then the most populous."""
        return self._known.get(place_key(name), ())

    def entity(self, name: str, countries: Counter[str]) -> Entity:
        """Return the place that a name means where ``countries`` (by ISO code) are spoken of; an unknown one gets an id from its name."""
        country = self._countries.named(name)
        if country is not None:
            return country.entity
        for part, whole in _readings(name):
            found = self._chosen(whole, countries)
            if found is not None:
                return _entity(found) if part is None else _part(name, found)
        return Entity(f"loc-{place_key(name)}", "LOC", name)

    def _chosen(self, name: str, countries: Counter[str]) -> Entry | None:
        """Return the candidate that fits the countries of the report best, None where none is near them and none is large."""
        best, score = None, 0.0
        for number, entry in enumerate(self.candidates(name)):
            weight = 3.0 * min(countries[entry.country], 5) if entry.country else 0.0
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


def _entity(entry: Entry) -> Entity:
    links = {"geonames": entry.geonames} if entry.geonames else {}
    basis = "list" if entry.name_en else None
    return Entity(entry.id, "LOC", entry.name, entry.name_en or None, basis, (), links, entry.lat, entry.lon, entry.country or None)


def _part(name: str, entry: Entry) -> Entity:
    """Return a place that is known by the place it belongs to: its country, and where that lies."""
    return Entity(f"loc-{place_key(name)}", "LOC", name, None, None, (), {}, entry.lat, entry.lon, entry.country or None)
