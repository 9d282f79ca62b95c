"""Processes: talks and their rounds, truces, corridors, missions."""

from fastapi import APIRouter, HTTPException, Request, Response

from khabar.query.entities import entities
from khabar.query.processes import gathered, parties
from khabar.serve import links
from khabar.serve.desk import address_with, desk_of
from khabar.serve.kept import Kept
from khabar.serve.pages import asked

routes = APIRouter()

MOST_STAGES = 60
MOST_TOLD = 12  # places of reports that are shown for one stage


@routes.get("/processes")
def processes_page(request: Request) -> Response:
    """Return the processes that reports name, most reported first."""
    desk = desk_of(request)
    words = asked.value(request, "q") or ""
    found = entities(desk.database, words, "PROC", 40, asked.cursor(request))
    following = found.next and address_with(request, cursor=found.next)
    return desk.page(request, "processes.html", "processes", words=words, lines=found.lines, next=following, by_words=links.page("process", words))


@routes.get("/process")
@routes.get("/process/{name:path}")
def process_page(request: Request, name: str = "") -> Response:
    """Return what all reports tell of a process; its name in any spelling, or its id."""
    desk = desk_of(request)
    name = (name or request.query_params.get("id", ""))[: asked.MOST]
    kept: Kept = request.app.state.kept
    found = kept.answer(("process", name), lambda: gathered(desk.database, name)) if name.strip() else None
    if found is None:
        raise HTTPException(404)
    known = parties(desk.database, found)
    return desk.page(request, "process.html", "processes", it=found, stages=found.stages[:MOST_STAGES], known=known, most_told=MOST_TOLD)
