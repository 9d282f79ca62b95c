"""Where things happened: the places of a store on a map, and what lies near a point."""

from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt

from khabar.store.database import Database

EARTH_KM = 6371.0
DEGREE_KM = 111.2  # of latitude


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place with coordinates. ``n_events`` happened there, ``n_reports`` name it; ``km`` from the point asked for, None where none was."""

    id: str
    name: str
    name_en: str | None
    country: str | None
    lat: float
    lon: float
    n_events: int
    n_reports: int
    km: float | None = None


def places(database: Database, limit: int = 1000) -> list[PlaceLine]:
    """Return the places that have coordinates, those with most events first, then those that most reports name."""
    rows = database.rows(
        """
        SELECT e.id, e.name, e.name_en, e.country, e.lat, e.lon,
               (SELECT count(*) FROM parties p WHERE p.entity_key = e.key AND p.part = 'place') AS n, e.n_reports
        FROM entities e WHERE e.lat IS NOT NULL AND e.lon IS NOT NULL AND e.n_reports > 0
        ORDER BY n DESC, e.n_reports DESC, e.id LIMIT ?
        """,
        (limit,),
    )
    return [PlaceLine(*row) for row in rows]


def near(database: Database, lat: float, lon: float, km: float = 50.0, limit: int = 30) -> list[PlaceLine]:
    """Return the places within ``km`` of a point, the nearest first."""
    high = km / DEGREE_KM
    wide = high / max(cos(radians(lat)), 0.01)
    rows = database.rows(
        """
        SELECT e.id, e.name, e.name_en, e.country, e.lat, e.lon,
               (SELECT count(*) FROM parties p WHERE p.entity_key = e.key AND p.part = 'place'), e.n_reports
        FROM entities e WHERE e.n_reports > 0 AND e.lat BETWEEN ? AND ? AND e.lon BETWEEN ? AND ?
        """,
        (lat - high, lat + high, lon - wide, lon + wide),
    )
    found = [replace(PlaceLine(*row), km=kilometres((lat, lon), (row[4], row[5]))) for row in rows]
    return sorted((line for line in found if line.km is not None and line.km <= km), key=lambda line: (line.km or 0.0, line.id))[:limit]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points in degrees (latitude, longitude) along the earth, to the tenth."""
    (lat, lon), (lat2, lon2) = [(radians(a), radians(b)) for a, b in (one, other)]
    chord = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return round(2 * EARTH_KM * asin(min(1.0, sqrt(chord))), 1)
