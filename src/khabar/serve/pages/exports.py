"""Exports of any list of the desk, under an address that says what they hold."""

import tempfile
from collections.abc import Iterator
from itertools import islice

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from khabar.errors import ConfigError
from khabar.export import ftm, tables
from khabar.export.formats import FORMATS, check, export_text
from khabar.export.rows import Row
from khabar.export.selection import chosen_records, columns, hit_rows, rows
from khabar.query.entities import entities
from khabar.serve.desk import Desk, desk_of
from khabar.serve.pages import asked

routes = APIRouter()

MOST = 50_000  # lines that the desk hands out at once; more is the business of khabar export
MOST_HITS = 5_000
ENDINGS = {"ftm": "ftm.jsonl", "plover": "plover.jsonl", "gdelt": "gdelt.csv", "ucdp": "ucdp.csv"}


@routes.get("/export/{name}")
def export_page(request: Request, name: str) -> Response:
    """Return an export as a file, such as ``statements.csv``, ``events.geojson`` or ``record.ftm``."""
    desk = desk_of(request)
    kind, _, form = name.rpartition(".")
    kind = {"record": "records"}.get(kind, kind)
    if form not in FORMATS or (kind != "hits" and not fits(kind, form)) or (kind == "hits" and form not in {"csv", "jsonl", "parquet"}):
        raise HTTPException(404)
    headers = {"content-disposition": f'attachment; filename="khabar-{kind}.{ENDINGS.get(form, form)}"'}
    if form == "parquet":
        return Response(packed(lines(desk, request, kind), columns(kind)), headers=headers, media_type=FORMATS[form][1])
    return StreamingResponse(text(desk, request, kind, form), headers=headers, media_type=FORMATS[form][1])


def fits(kind: str, form: str) -> bool:
    """Whether a format can hold a kind of lines."""
    try:
        check(kind, form)
    except ConfigError:
        return False
    return True


def lines(desk: Desk, request: Request, kind: str) -> Iterator[Row]:
    """Return the lines that a list of the desk shows, all its pages together."""
    if kind == "hits":
        return hit_rows(desk.database, asked.value(request, "q") or "", asked.filters(request), request.query_params.get("order", "newest"), MOST_HITS)
    found = rows(desk.database, kind, asked.choice(request))
    if kind == "entities" and (listed := listed_entities(desk, request)) is not None:
        found = (row for row in found if row["entity_id"] in listed)
    return islice(found, MOST)


def listed_entities(desk: Desk, request: Request) -> set[str] | None:
    """Return the ids of the entities that the list of names shows for a name and a type; None where it shows all."""
    words, kind = asked.value(request, "q") or "", asked.value(request, "type")
    if not words and not kind:
        return None
    found, following = set(), None
    while True:
        page = entities(desk.database, words, kind, 200, following)
        found |= {line.id for line in page.lines}
        following = page.next
        if following is None:
            return found


def text(desk: Desk, request: Request, kind: str, form: str) -> Iterator[str]:
    """Return the text of an export, piece by piece."""
    if form == "ftm":
        return ftm.json_lines(islice(chosen_records(desk.database, asked.choice(request)), MOST))
    if form in {"geojson", "plover", "gdelt", "ucdp"}:
        return export_text(desk.database, kind, form, asked.choice(request))
    found = lines(desk, request, kind)
    return tables.csv_lines(found, columns(kind)) if form == "csv" else tables.json_lines(found)


def packed(found: Iterator[Row], names: list[str]) -> bytes:
    """Return the lines as a Parquet file."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        tables.parquet(found, file.name, names)
        return file.read()
