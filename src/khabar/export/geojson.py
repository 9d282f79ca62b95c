"""GeoJSON (RFC 7946): events where they happened and places where they lie; longitude first, WGS 84."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from khabar.export.rows import Row


def feature_collection(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the text of a FeatureCollection: one feature for each line with coordinates, its other columns as properties.

    Lines without coordinates are left out, for GeoJSON has no place for what is nowhere; ``left_out`` at the end tells how many.
    """
    yield '{"type":"FeatureCollection","features":[\n'
    comma, left_out = "", 0
    for row in rows:
        if row.get("lat") is None or row.get("lon") is None:
            left_out += 1
            continue
        yield comma + json.dumps(feature(row), ensure_ascii=False, separators=(",", ":"))
        comma = ",\n"
    yield f'\n],"left_out":{left_out}}}\n'


def feature(row: Row) -> dict[str, Any]:
    """Return the feature of a line; its coordinates are in degrees."""
    properties = {name: value for name, value in row.items() if name not in {"lat", "lon"}}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]}, "properties": properties}
