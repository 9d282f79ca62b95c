"""Countries as reports name them: by name, by adjective of nationality, by the city of the government."""

from collections.abc import Mapping
from dataclasses import dataclass

from khabar.fold import fold
from khabar.model import Entity
from khabar.tables import rows
from khabar.tag.spelling import place_key
from khabar.tag.titles import adjective_forms


@dataclass(frozen=True, slots=True)
class Country:
    """One country; ``entity`` is what stands for it in records."""

    entity: Entity
    iso: str
    adjectives: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


def country_entity(row: Mapping[str, str]) -> Entity:
    """Return what stands for a country in records, from its row of ``data/countries.tsv``."""
    links = {name: row[name] for name in ("geonames", "wikidata") if row[name]}
    lat, lon = (float(row[name]) if row[name] else None for name in ("lat", "lon"))
    return Entity(row["id"], "LOC", row["names"].split(";")[0], row["name_en"], "list", (), links, lat, lon, row["iso"])


class Countries:
    """The countries of ``data/countries.tsv``. ``by_name`` and ``by_capital`` are keyed by ``place_key``, ``by_adjective`` by folded word."""

    def __init__(self) -> None:
        self.by_id: dict[str, Country] = {}
        self.by_iso: dict[str, Country] = {}
        self.by_name: dict[str, Country] = {}
        self.by_adjective: dict[str, Country] = {}
        self.by_capital: dict[str, Country] = {}
        self._named: dict[str, Country | None] = {}
        for row in rows("countries.tsv"):
            self._take(row)

    def _take(self, row: dict[str, str]) -> None:
        names, entity = row["names"].split(";"), country_entity(row)
        adjectives, capitals = (tuple(filter(None, row[cell].split(";"))) for cell in ("adjectives", "capitals"))
        country = Country(entity, row["iso"], adjectives, capitals)
        self.by_id[entity.id] = self.by_iso[country.iso] = country
        for name in names:
            self.by_name.setdefault(place_key(name), country)
        for capital in capitals:
            self.by_capital.setdefault(place_key(capital), country)
        for adjective in adjectives:
            for form in adjective_forms(adjective):
                self.by_adjective.setdefault(fold(form), country)

    def of_side(self, country: Country, after: str) -> Country:
        """Return the country that an adjective means before a folded word: الكورية الشمالية is of another Korea than الكورية."""
        return self.by_iso[_NORTHERN[country.iso]] if country.iso in _NORTHERN and after.startswith(_NORTH) else country

    def is_side(self, country: Country, word: str) -> bool:
        """Tell whether a folded word belongs to the adjective of a country that is named by its side (الكورية الجنوبية)."""
        return country.iso in _SIDED and word.startswith((_NORTH, "الجنوبي"))

    def named(self, name: str) -> Country | None:
        """Return the country that a place's name names, None where it names none; a state by its adjective counts (الاحتلال الإسرائيلي)."""
        if name not in self._named:
            if len(self._named) > _MOST_REMEMBERED:
                self._named.clear()
            self._named[name] = self._find(name)
        return self._named[name]

    def _find(self, name: str) -> Country | None:
        found = self.by_name.get(place_key(name))
        if found is None:
            words = fold(name).split()
            if len(words) == 2 and words[0] in _STATES:
                found = self.by_adjective.get(words[1])
        return found


_NORTH = "الشمالي"
_NORTHERN = {"KR": "KP"}
_SIDED = frozenset(("KR", "KP"))
_MOST_REMEMBERED = 50_000
_STATES = frozenset({"الاحتلال", "الكيان", "الاراضي", "الدوله", "المملكه", "الجمهوريه", "البلاد"})
