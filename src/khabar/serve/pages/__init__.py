"""The pages: each module one part of the desk, each page an address that can be cited."""

from fastapi import APIRouter

from khabar.serve.pages import corrections, describing, entity, exports, lists, outlets, places, processes, report, search, timeline
from khabar.serve.settings import Settings


def router(settings: Settings) -> APIRouter:
    """Return the routes of all pages; those that change the store are there with ``--edit`` only."""
    routes = APIRouter()
    for part in (search, report, entity, lists, places, timeline, outlets, exports, processes, corrections, describing):
        routes.include_router(part.routes)
    if settings.edit:
        routes.include_router(corrections.edit_routes)
    return routes
