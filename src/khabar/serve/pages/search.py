"""Search: one box for words and names, passages with the words marked, facets beside them."""

from collections.abc import Iterable

from fastapi import APIRouter, Request, Response

from khabar.model import Span
from khabar.query.listing import parties_of
from khabar.query.names import called
from khabar.query.reports import status
from khabar.query.search import ENTITY_FIELDS, Filters, facets, search
from khabar.serve.desk import address_with, desk_of
from khabar.serve.exports import list_exports
from khabar.serve.kept import Kept
from khabar.serve.pages import asked
from khabar.store.database import Database

routes = APIRouter()

ORDERS = ("relevance", "newest", "oldest")
# the list of facets -> the field of the form that it narrows
FACETS = {
    "kinds": "kind",
    "persons": "person",
    "bodies": "person",
    "places": "place",
    "outlets": "outlet",
    "agencies": "agency",
    "event_types": "event_type",
    "statuses": "status",
    "stances": "stance",
}
# the field of the form -> the family of words that names its values
FAMILIES = {"kind": "kind_of_hit", "event_type": "event"}


@routes.get("/")
def search_page(request: Request) -> Response:
    """Return what was found, newest or best first; without words, what is newest."""
    desk = desk_of(request)
    words, filters, cursor = asked.value(request, "q") or "", asked.filters(request), asked.cursor(request)
    kept: Kept = request.app.state.kept
    order = request.query_params.get("order", "")
    order = order if order in ORDERS and (words or order != "relevance") else "relevance" if words else "newest"
    found = search(desk.database, words, filters, order=order, cursor=cursor)
    return desk.page(
        request,
        "search.html",
        "search",
        words=words,
        order=order,
        orders=ORDERS,
        filters=filters,
        hits=[(hit, cut(hit.text, hit.marks)) for hit in found.lines],
        next=found.next and address_with(request, cursor=found.next),
        names=called(desk.database, words) if words and not cursor else (),
        facets=kept.answer(("facets", words, filters), lambda: facets(desk.database, words, filters)),
        groups=FACETS,
        families=FAMILIES,
        named=ENTITY_FIELDS,
        chosen=[(name, getattr(filters, name)) for name in Filters.__slots__ if getattr(filters, name)],
        without=lambda name: address_with(request, **{name: None, "cursor": None}),
        narrowed=lambda name, value: address_with(request, **{name: value, "cursor": None}),
        status=None if words else kept.answer("status", lambda: status(desk.database)),
        known=names_of(desk.database, filters),
        exports=list_exports("hits", request),
    )


def names_of(database: Database, filters: Filters) -> dict[str, str]:
    """Return the names of the entities that a search is limited to, by field."""
    chosen = {field: getattr(filters, field) for field in ENTITY_FIELDS if getattr(filters, field)}
    return {field: parties_of(database, [identity])[0].name for field, identity in chosen.items()}


def cut(text: str, marks: Iterable[Span]) -> list[tuple[str, bool]]:
    """Return a text in parts, each with whether it is marked."""
    parts, at = [], 0
    for span in marks:
        parts += [(text[at : span.start], False), (text[span.start : span.end], True)]
        at = span.end
    return [part for part in [*parts, (text[at:], False)] if part[0]]
