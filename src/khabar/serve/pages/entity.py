"""A person, a body, a place or a process: names, titles over time, what it said and did, with whom, what it is called."""

from fastapi import APIRouter, HTTPException, Request, Response

from khabar.query.entities import EntityView, entities, entity
from khabar.query.listing import events, statements
from khabar.query.places import near
from khabar.query.reports import reports
from khabar.serve.desk import address_with, desk_of
from khabar.serve.exports import list_exports
from khabar.serve.pages import asked

routes = APIRouter()

TYPES = ("PER", "ORG", "LOC", "PROC")
ON_PAGE = 8  # lines of each list on the first page of an entity
MOST_SPELLINGS = 40


@routes.get("/entities")
def entities_page(request: Request) -> Response:
    """Return the names of a store, most reported first, or those that words call."""
    desk = desk_of(request)
    words, kind = asked.value(request, "q") or "", asked.value(request, "type")
    kind = kind if kind in TYPES else None
    found = entities(desk.database, words, kind, 40, asked.cursor(request))
    return desk.page(
        request,
        "entities.html",
        "entities",
        words=words,
        kind=kind,
        kinds=TYPES,
        lines=found.lines,
        next=found.next and address_with(request, cursor=found.next),
        narrowed=lambda name, value: address_with(request, **{name: value, "cursor": None}),
        exports=list_exports("entities", request),
    )


@routes.get("/entity")
@routes.get("/entity/{identity:path}")
def entity_by_id(request: Request, identity: str = "") -> Response:
    """Return the page of a person, body, place or process."""
    desk = desk_of(request)
    identity = identity or request.query_params.get("id", "")
    found = entity(desk.database, identity)
    if found is None:
        raise HTTPException(404)
    database = desk.database
    return desk.page(
        request,
        "entity.html",
        "places" if found.type == "LOC" else "entities",
        it=found,
        spellings=[spelling for spelling in found.spellings if spelling != found.name][:MOST_SPELLINGS],
        said=statements(database, asked.choice(request, entity=identity, part=None), ON_PAGE),
        carried=statements(database, asked.choice(request, entity=None, through=identity), ON_PAGE) if found.n_carried else None,
        did=events(database, asked.choice(request, entity=identity, part="actor"), ON_PAGE),
        underwent=events(database, asked.choice(request, entity=identity, part="recipient"), ON_PAGE),
        there=events(database, asked.choice(request, entity=identity, part="place"), ON_PAGE) if found.n_there else None,
        reports=reports(database, asked.report_choice(request, entity=identity), ON_PAGE),
        nearby=neighbours(found, request),
        exports=list_exports("events", entity=identity),
        statement_exports=list_exports("statements", entity=identity),
    )


def neighbours(found: EntityView, request: Request) -> list[object]:
    """Return the places around one; nothing around what has no coordinates."""
    if found.lat is None or found.lon is None:
        return []
    return [line for line in near(desk_of(request).database, found.lat, found.lon, 80.0, 13) if line.id != found.id]
