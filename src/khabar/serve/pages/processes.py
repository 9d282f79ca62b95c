"""Processes: talks and their rounds, truces, zones, corridors, missions and resolutions."""

from fastapi import APIRouter, HTTPException, Request, Response

from khabar.fold import fold
from khabar.link.processes import Fact, ProcessPage
from khabar.query.processes import gathered, listed, parties
from khabar.serve import links
from khabar.serve.desk import desk_of
from khabar.serve.kept import Kept
from khabar.serve.pages import asked

routes = APIRouter()

MOST_STAGES = 60
MOST_FACTS = 6  # of one label
MOST_TOLD = 12  # places of reports that are shown for one stage


@routes.get("/processes")
def processes_page(request: Request) -> Response:
    """Return the processes of the store by kind, most reported first; those of a name where one is asked for."""
    desk = desk_of(request)
    words = asked.value(request, "q") or ""
    kept: Kept = request.app.state.kept
    lines = kept.answer("processes", lambda: listed(desk.database))
    wanted = fold(words).split()
    shown = [line for line in lines if all(word in fold(line.name) for word in wanted)]
    kinds = list(dict.fromkeys(line.kind for line in shown))
    return desk.page(request, "processes.html", "processes", words=words, kinds=kinds, lines=shown, by_words=links.page("process", words))


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
    return desk.page(request, "process.html", "processes", it=found, stages=found.stages[:MOST_STAGES], known=known, most_told=MOST_TOLD, facts=_facts(found))


def _facts(page: ProcessPage) -> list[tuple[str, list[Fact]]]:
    """Return the facts of a page by label, the most told first."""
    labels = dict.fromkeys(fact.label for fact in page.facts)
    return [(label, [fact for fact in page.facts if fact.label == label][:MOST_FACTS]) for label in labels]
