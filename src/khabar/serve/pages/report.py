"""A report: its text as printed with what was read in it, its record beside it, and what it said before."""

from fastapi import APIRouter, HTTPException, Request, Response

from khabar.query import reports
from khabar.serve.called import Called
from khabar.serve.desk import address_with, desk_of, language_for
from khabar.serve.differences import differences
from khabar.serve.exports import list_exports
from khabar.serve.pages import asked
from khabar.serve.reading_view import rejected_places, report_page

routes = APIRouter()


@routes.get("/report")
@routes.get("/report/{identity:path}")
def report_by_id(request: Request, identity: str = "") -> Response:
    """Return a report's page."""
    desk = desk_of(request)
    found = reports.report(desk.database, identity or request.query_params.get("id", ""))
    if found is None:
        raise HTTPException(404)
    called = Called(desk.database, language_for(request))
    page = report_page(found.record, asked.place(request), asked.number(request, "from"), rejected_places(found.judged), called)
    return desk.page(
        request,
        "report.html",
        "search",
        record=found.record,
        added_at=found.added_at,
        n_versions=found.n_versions,
        page_of=page,
        judged=found.judged,
        with_from=lambda start: address_with(request, **{"from": str(start), "at": None}),
        exports=list_exports("record", report=found.record.id),
    )


@routes.get("/versions")
@routes.get("/versions/{identity:path}")
def versions_by_id(request: Request, identity: str = "") -> Response:
    """Return what a report said before, each version with what changed after it."""
    desk = desk_of(request)
    identity = identity or request.query_params.get("id", "")
    found = reports.report(desk.database, identity)
    if found is None:
        raise HTTPException(404)
    older = reports.versions(desk.database, identity)
    texts = [version.text for version in older] + [found.record.text]
    changes = [(version, differences(version.text, later)) for version, later in zip(older, texts[1:], strict=True)]
    return desk.page(request, "versions.html", "search", record=found.record, changes=changes[::-1])
