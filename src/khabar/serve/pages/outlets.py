"""Outlets and agencies: who prints, who carries whom."""

from fastapi import APIRouter, HTTPException, Request, Response

from khabar.query.entities import namings
from khabar.query.outlets import agencies, carriages, outlets, quoted
from khabar.query.reports import ReportChoice, reports
from khabar.serve.desk import desk_of
from khabar.serve.kept import Kept

routes = APIRouter()

MOST = 40


@routes.get("/outlets")
def outlets_page(request: Request) -> Response:
    """Return the outlets and agencies of a store, and who carries whom."""
    desk = desk_of(request)
    kept: Kept = request.app.state.kept
    return desk.page(
        request,
        "outlets.html",
        "outlets",
        outlets=kept.answer("outlets", lambda: outlets(desk.database, MOST)),
        agencies=kept.answer("agencies", lambda: agencies(desk.database, MOST)),
        carriages=kept.answer("carriages", lambda: carriages(desk.database, limit=80)),
    )


@routes.get("/outlet")
@routes.get("/outlet/{name:path}")
def outlet_page(request: Request, name: str = "") -> Response:
    """Return an outlet's page: its reports, whom it quotes and whom it carries."""
    desk = desk_of(request)
    name = name or request.query_params.get("id", "")
    printed = reports(desk.database, ReportChoice(outlet=name), 12)
    if not printed.lines:
        raise HTTPException(404)
    kept: Kept = request.app.state.kept
    return desk.page(
        request,
        "outlet.html",
        "outlets",
        name=name,
        printed=printed,
        quoted=kept.answer(("quoted", name), lambda: quoted(desk.database, name)),
        carriages=kept.answer(("carriages", name), lambda: carriages(desk.database, outlet=name, limit=MOST)),
        namings=namings,
    )
