"""A person, a body, a place or a process: names, titles over time, what it said and did, with whom, what it is called."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from khabar.query.entities import EntityView, entities, entity
from khabar.query.listing import Choice, events, statements
from khabar.query.places import PlaceLine, near
from khabar.query.reports import ReportChoice, reports
from khabar.serve.desk import address_with, desk_of
from khabar.serve.exports import list_exports
from khabar.serve.kept import Kept
from khabar.serve.pages import asked
from khabar.store.database import Database

routes = APIRouter()

TYPES = ("PER", "ORG", "LOC", "PROC")
ON_PAGE = 8  # lines of each list on the first page of an entity
MOST_SPELLINGS = 40
MOST_TITLES, MOST_SELDOM = 12, 60  # titles that are shown at once, the ones that most reports give, and those that are folded away


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
    kept: Kept = request.app.state.kept
    told = kept.answer(("entity", identity), lambda: everything(desk.database, identity))
    if told is None:
        raise HTTPException(404)
    found: EntityView = told["it"]
    often = set(sorted(found.offices, key=lambda office: -office.n_reports)[:MOST_TITLES])
    return desk.page(
        request,
        "entity.html",
        "places" if found.type == "LOC" else "entities",
        spellings=[spelling for spelling in found.spellings if spelling != found.name][:MOST_SPELLINGS],
        often=[office for office in found.offices if office in often],
        seldom=[office for office in found.offices if office not in often][:MOST_SELDOM],
        exports=list_exports("events", entity=found.id),
        statement_exports=list_exports("statements", entity=found.id),
        **told,
    )


def everything(database: Database, identity: str) -> dict[str, Any] | None:
    """Return what the page of an entity tells, by its name in the template; None where the store has none of that id."""
    found = entity(database, identity)
    if found is None:
        return None
    identity = found.id  # an id from before linking or judging leads to the entity it stands for now
    return {
        "it": found,
        "said": statements(database, Choice(entity=identity), ON_PAGE) if found.n_said else None,
        "carried": statements(database, Choice(through=identity), ON_PAGE) if found.n_carried else None,
        "did": events(database, Choice(entity=identity, part="actor"), ON_PAGE) if found.n_did else None,
        "underwent": events(database, Choice(entity=identity, part="recipient"), ON_PAGE) if found.n_underwent else None,
        "there": events(database, Choice(entity=identity, part="place"), ON_PAGE) if found.n_there else None,
        "reports": reports(database, ReportChoice(entity=identity), ON_PAGE),
        "nearby": neighbours(database, found),
    }


def neighbours(database: Database, found: EntityView) -> list[PlaceLine]:
    """Return the places around one; nothing around what has no coordinates."""
    if found.lat is None or found.lon is None:
        return []
    return [line for line in near(database, found.lat, found.lon, 80.0, 13) if line.id != found.id]
