"""Where a list can be taken home from: one address for each format that its lines fit."""

from starlette.requests import Request

from khabar.serve import links

# what is listed -> the formats that it can be had in
FORMATS = {
    "hits": ("csv", "jsonl", "parquet"),
    "statements": ("csv", "jsonl", "parquet"),
    "events": ("csv", "jsonl", "parquet", "geojson", "plover"),
    "entities": ("csv", "jsonl", "parquet"),
    "reports": ("csv", "jsonl", "parquet"),
    "record": ("jsonl", "ftm"),
    "places": ("csv", "jsonl", "parquet", "geojson"),
}
LABELS = {"csv": "CSV", "jsonl": "JSON Lines", "parquet": "Parquet", "geojson": "GeoJSON", "ftm": "FollowTheMoney", "plover": "PLOVER"}


def list_exports(what: str, request: Request | None = None, **values: str | None) -> list[tuple[str, str]]:
    """Return the name and address of each export of a list, limited as the page is."""
    asked = {name: value for name, value in (request.query_params.items() if request else ()) if name not in {"cursor", "lang"}}
    return [(LABELS.get(name, name), links.with_query(f"/export/{what}.{name}", **{**asked, **values})) for name in FORMATS[what]]
