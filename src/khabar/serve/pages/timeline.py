"""The timeline of a person, place or process, in the order of happening."""

from fastapi import APIRouter, HTTPException, Request, Response

from khabar.query.entities import entities
from khabar.query.moments import moments
from khabar.query.names import known
from khabar.serve.desk import desk_of
from khabar.serve.pages import asked

routes = APIRouter()

LISTED = 200


@routes.get("/timeline")
@routes.get("/timeline/{identity:path}")
def timeline_page(request: Request, identity: str = "") -> Response:
    """Return the timeline of an entity; without one, a choice of those most reported."""
    desk = desk_of(request)
    identity = identity or request.query_params.get("id", "")
    since, until = asked.value(request, "since"), asked.value(request, "until")
    if not identity:
        words = asked.value(request, "q") or ""
        return desk.page(request, "timelines.html", "timeline", words=words, lines=entities(desk.database, words, limit=40).lines)
    found = known(desk.database, identity)
    if found is None or found.id is None:
        raise HTTPException(404)
    shown = moments(desk.database, found.id, since, until, LISTED)
    return desk.page(request, "timeline.html", "timeline", it=found, moments=shown, since=since, until=until, listed=LISTED)
