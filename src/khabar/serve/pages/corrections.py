"""Corrections: what analysts judged otherwise than khabar, the log, and with ``--edit`` the forms."""

from fastapi import APIRouter, Request, Response

from khabar.serve.desk import desk_of

routes = APIRouter()


@routes.get("/corrections")
def corrections_page(request: Request) -> Response:
    """Return the log of corrections."""
    return desk_of(request).page(request, "corrections.html", "corrections", log=())
