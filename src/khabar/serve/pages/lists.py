"""Long lists on pages of their own: statements, events and reports, limited as the address says."""

from typing import Any

from fastapi import APIRouter, Request, Response

from khabar.query.listing import events, parties_of, statements
from khabar.query.reports import reports
from khabar.serve.desk import Desk, address_with, desk_of
from khabar.serve.exports import list_exports
from khabar.serve.pages import asked

routes = APIRouter()
_SURER = ("0.5", "0.7", "0.8")  # least confidences that a list of events offers


@routes.get("/statements")
def statements_page(request: Request) -> Response:
    """Return statements with their chains, newest first."""
    desk = desk_of(request)
    found = statements(desk.database, asked.choice(request), 20, asked.cursor(request))
    return desk.page(request, "list.html", "search", what="statements", page_of=found, **around(desk, request, found.next, "statements"))


@routes.get("/events")
def events_page(request: Request) -> Response:
    """Return tellings of events, newest first."""
    desk = desk_of(request)
    found = events(desk.database, asked.choice(request), 20, asked.cursor(request))
    return desk.page(request, "list.html", "search", what="events", page_of=found, **around(desk, request, found.next, "events"))


@routes.get("/reports")
def reports_page(request: Request) -> Response:
    """Return reports, newest first."""
    desk = desk_of(request)
    found = reports(desk.database, asked.report_choice(request), 20, asked.cursor(request))
    return desk.page(request, "list.html", "search", what="reports", page_of=found, **around(desk, request, found.next, "reports"))


def around(desk: Desk, request: Request, following: str | None, what: str) -> dict[str, Any]:
    """Return what stands around a list: what it is limited to, its next page, where it can be taken home from."""
    chosen = asked.choice(request)
    limits = [(name, str(getattr(chosen, name))) for name in type(chosen).__slots__ if getattr(chosen, name)]
    names = {name: parties_of(desk.database, [value])[0].name for name, value in limits if name in {"entity", "through"}}
    return {
        "limits": limits,
        "known": names,
        "next": following and address_with(request, cursor=following),
        "without": lambda name: address_with(request, **{name: None, "cursor": None}),
        "surer": [(least, address_with(request, confidence=least, cursor=None)) for least in _SURER] if what == "events" else [],
        "exports": list_exports(what, request),
    }
