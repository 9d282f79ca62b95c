"""Places on a map, with what happened there."""

from fastapi import APIRouter, Request, Response

from khabar.query.places import places
from khabar.serve.desk import desk_of
from khabar.serve.exports import list_exports
from khabar.serve.kept import Kept

routes = APIRouter()

LISTED = 60


@routes.get("/places")
def places_page(request: Request) -> Response:
    """Return the map of a store, and its places as a list."""
    desk = desk_of(request)
    kept: Kept = request.app.state.kept
    found = kept.answer("places", lambda: places(desk.database, LISTED))
    return desk.page(request, "places.html", "places", lines=found, exports=list_exports("places"))
