"""Processes: talks and their rounds, truces, corridors, missions."""

from fastapi import APIRouter, Request, Response

from khabar.query.entities import entities
from khabar.serve.desk import address_with, desk_of
from khabar.serve.pages import asked

routes = APIRouter()


@routes.get("/processes")
def processes_page(request: Request) -> Response:
    """Return the processes that reports name, most reported first."""
    desk = desk_of(request)
    found = entities(desk.database, asked.value(request, "q") or "", "PROC", 40, asked.cursor(request))
    return desk.page(request, "processes.html", "processes", lines=found.lines, next=found.next and address_with(request, cursor=found.next))
