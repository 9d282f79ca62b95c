"""The HTTP API: the queries of a store as JSON, a page at a time, described by OpenAPI.

What a question may ask is checked here; what it means is said by ``khabar.query``. Ids are those that records print.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from khabar.errors import ConfigError
from khabar.link.judgements import Judgement
from khabar.model import EventType, Grade, Stance, Status
from khabar.query import entities, listing, moments, names, outlets, places, processes, reports, search
from khabar.query.moments import Companion, Moment, Month, Tie
from khabar.serve.desk import desk_of
from khabar.serve.kept import Kept
from khabar.store.database import Database
from khabar.store.judging import Judging


def database_of(request: Request) -> Database:
    """Return the store that a request asks."""
    return desk_of(request).database


Store = Annotated[Database, Depends(database_of)]
Id = Annotated[str, Path(min_length=1, max_length=500)]
Word = Annotated[str | None, Field(max_length=500)]
Words = Annotated[str, Field(max_length=500, description='Words in any spelling; "…" a phrase, -word not this, word* a beginning.')]


def a_day(given: str | None) -> str | None:
    """Return an ISO day; raises ValueError for what only looks like one."""
    return None if given is None else date.fromisoformat(given).isoformat()


Day = Annotated[
    str | None,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="An ISO day, included.", json_schema_extra={"format": "date"}),
    AfterValidator(a_day),
]
Name = Annotated[str | None, Field(max_length=500, description="The id of an entity.")]
MISSING: dict[int | str, dict[str, Any]] = {404: {"description": "The store has none of that id."}}

REFUSED: dict[int | str, dict[str, Any]] = {400: {"description": "It says nothing that can hold."}, 403: {"description": "Sent from another site."}}

routes = APIRouter()
edit_routes = APIRouter()
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Network:
    """Who stands in the same events as an entity, and in which of them together; ``beside``: who is named in the same reports."""

    companions: tuple[Companion, ...]
    ties: tuple[Tie, ...]
    beside: tuple[entities.Companion, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened, in the order of happening; and how much each month of the whole time holds."""

    moments: tuple[Moment, ...]
    months: tuple[Month, ...]


class Asked(BaseModel):
    """What an address asks; a name that no question has is refused, for what it should limit would come unlimited."""

    model_config = ConfigDict(extra="forbid")


class Paging(Asked):
    """How long a page is and where it starts."""

    limit: Annotated[int, Field(ge=1, le=200, description="The most lines of one page.")] = 20
    cursor: Annotated[str | None, Field(max_length=120, description="The `next` of the page before; one that is none shows the first page.")] = None


class Filtering(Asked):
    """What a search is limited to: the fields of ``Filters``, checked."""

    q: Words = ""
    kind: Literal["title", "passage", "statement"] | None = None
    person: Name = None
    place: Name = None
    outlet: Word = None
    agency: Name = None
    source: Name = None
    since: Day = None
    until: Day = None
    event_since: Day = None
    event_until: Day = None
    event_type: EventType | None = None
    status: Status | None = None
    stance: Stance | None = None
    report: Word = None
    through: Name = None

    def filters(self) -> search.Filters:
        """Return them as the query takes them."""
        return search.Filters(**{name: getattr(self, name) for name in search.Filters.__slots__})


class Searching(Filtering, Paging):
    """A search: words, limits, order and page."""

    order: Literal["relevance", "newest", "oldest"] = "relevance"


class Choosing(Paging):
    """What a list of statements or events is limited to: the fields of ``Choice``, checked."""

    entity: Name = None
    part: Literal["actor", "recipient", "place"] | None = None
    through: Name = None
    outlet: Word = None
    report: Word = None
    type: EventType | None = None
    status: Status | None = None
    stance: Stance | None = None
    grade: Grade | None = None
    since: Day = None
    until: Day = None
    confidence: Annotated[float | None, Field(ge=0, le=1)] = None

    def choice(self) -> listing.Choice:
        """Return it as the query takes it."""
        return listing.Choice(**{name: getattr(self, name) for name in listing.Choice.__slots__})


class ReportChoosing(Paging):
    """What a list of reports is limited to: the fields of ``ReportChoice``, checked."""

    entity: Name = None
    outlet: Word = None
    since: Day = None
    until: Day = None


class EntityChoosing(Paging):
    """Which entities: of a name in any spelling, of a type."""

    name: Words = ""
    type: Literal["PER", "ORG", "LOC", "PROC"] | None = None


class Judged(BaseModel):
    """A judgement to be made: ``other`` is an entity (same, different, unsure), ``value`` the new name, type or day (rename, retype, date).

    ``one`` is an entity, the id of a report (date), or a place in one (reject): ``report#statement:90-180``, ``#event:…`` or ``#mention:…``.
    """

    kind: Literal["same", "different", "unsure", "rename", "retype", "reject", "date"]
    one: Annotated[str, Field(min_length=1, max_length=600)]
    other: Name = None
    value: Annotated[str | None, Field(max_length=200)] = None
    who: Annotated[str, Field(max_length=60)] = "api"
    note: Annotated[str | None, Field(max_length=500)] = None


@routes.get("/status")
def store_status(store: Store) -> dict[str, Any]:
    """Return how much the store holds."""
    found = reports.status(store)
    return {name: getattr(found, name) for name in type(found).__slots__ if name != "path"}  # where the file lies is the owner's business


@routes.get("/search")
def search_hits(store: Store, question: Annotated[Searching, Query()]) -> listing.Page[search.Hit]:
    """Return titles, passages and statements that hold the words."""
    return search.search(store, question.q, question.filters(), order=question.order, limit=question.limit, cursor=question.cursor)


@routes.get("/search/facets")
def search_facets(store: Store, question: Annotated[Filtering, Query()]) -> search.Facets:
    """Return what the hits of a search are like."""
    return search.facets(store, question.q, question.filters())


@routes.get("/reports")
def report_lines(store: Store, chosen: Annotated[ReportChoosing, Query()]) -> listing.Page[reports.ReportLine]:
    """Return reports, newest first."""
    return reports.reports(store, reports.ReportChoice(chosen.entity, chosen.outlet, chosen.since, chosen.until), chosen.limit, chosen.cursor)


@routes.get("/reports/{identity}", responses=MISSING)
def report_record(store: Store, identity: Id) -> dict[str, Any]:
    """Return a report's record, as `khabar extract --jsonl` prints it."""
    return found(reports.report(store, identity)).record.to_dict()


@routes.get("/reports/{identity}/versions", responses=MISSING)
def report_versions(store: Store, identity: Id) -> tuple[reports.Version, ...]:
    """Return what a report said before, the oldest first."""
    found(reports.report(store, identity))
    return reports.versions(store, identity)


@routes.get("/entities")
def entity_lines(store: Store, chosen: Annotated[EntityChoosing, Query()]) -> listing.Page[entities.EntityLine]:
    """Return persons, bodies, places and processes of a name, or all of them, most reported first."""
    return entities.entities(store, chosen.name, chosen.type, chosen.limit, chosen.cursor)


@routes.get("/entities/{identity}", responses=MISSING)
def entity_view(store: Store, identity: Id) -> entities.EntityView:
    """Return what all reports tell of an entity."""
    return found(entities.entity(store, identity))


@routes.get("/entities/{identity}/timeline", responses=MISSING)
def entity_timeline(store: Store, identity: Id, since: Day = None, until: Day = None, limit: Annotated[int, Query(ge=1, le=1000)] = 300) -> Timeline:
    """Return what an entity did, underwent and said, or what happened there, in the order of happening."""
    now = found(names.known(store, identity)).id or identity
    return Timeline(tuple(moments.moments(store, now, since, until, limit)), tuple(moments.months(store, now)))


@routes.get("/entities/{identity}/network", responses=MISSING)
def entity_network(store: Store, identity: Id) -> Network:
    """Return who stands in the same events as an entity, and who in the same reports."""
    beside = found(entities.entity(store, identity, most=24)).companions
    return Network(tuple(moments.companions(store, identity)), tuple(moments.ties(store, identity)), tuple(one for one in beside if one.type in {"PER", "ORG"}))


@routes.get("/statements")
def statement_lines(store: Store, chosen: Annotated[Choosing, Query()]) -> listing.Page[listing.StatementLine]:
    """Return statements with their chains, newest first."""
    return listing.statements(store, chosen.choice(), chosen.limit, chosen.cursor)


@routes.get("/events")
def event_lines(store: Store, chosen: Annotated[Choosing, Query()]) -> listing.Page[listing.EventLine]:
    """Return tellings of events, newest first."""
    return listing.events(store, chosen.choice(), chosen.limit, chosen.cursor)


@routes.get("/places")
def place_lines(request: Request, store: Store, limit: Annotated[int, Query(ge=1, le=2000)] = 1000) -> list[places.PlaceLine]:
    """Return the places that have coordinates, those with most events first."""
    kept: Kept = request.app.state.kept
    return kept.answer(("places", limit), lambda: places.places(store, limit))


@routes.get("/places/near")
def places_near(
    store: Store,
    lat: Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)],
    lon: Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)],
    km: Annotated[float, Query(gt=0, le=1000, allow_inf_nan=False)] = 50.0,
) -> list[places.PlaceLine]:
    """Return the places around a point, the nearest first."""
    return places.near(store, lat, lon, km)


@routes.get("/outlets")
def outlet_lines(store: Store) -> list[outlets.OutletLine]:
    """Return the outlets, those with most reports first."""
    return outlets.outlets(store)


@routes.get("/agencies")
def agency_lines(store: Store) -> list[outlets.AgencyLine]:
    """Return the agencies and papers that statements came through."""
    return outlets.agencies(store)


@routes.get("/carriages")
def carriage_lines(store: Store, outlet: Word = None, agency: Name = None) -> list[outlets.Carriage]:
    """Return who carries whom."""
    return outlets.carriages(store, outlet, agency)


@routes.get("/processes", responses=MISSING)
def process_told(store: Store, name: Annotated[str, Query(min_length=1, max_length=300, description="In any spelling, or an id.")]) -> processes.ProcessPage:
    """Return the rounds of talks, the truces, zones or corridors of a place, the steps of a mission or resolution: when, where, who, and who says so."""
    return found(processes.gathered(store, name))


@routes.get("/processes/known")
def process_lines(store: Store) -> tuple[processes.ProcessLine, ...]:
    """Return the processes of the store by kind, most reported first; the name of each asks for its page."""
    return processes.listed(store)


@routes.get("/judgements")
def judgement_lines(store: Store) -> list[Judgement]:
    """Return every judgement of the analysts, those taken back included, oldest first."""
    return Judging(store, "").all()


@edit_routes.post("/judgements", status_code=201, responses=REFUSED)
def judge(request: Request, store: Store, given: Judged) -> Judgement:
    """Judge two entities to be the same or different, give one another name or type, reject a part of a report or date it; takes effect at once."""
    second = given.other if given.kind in {"same", "different", "unsure"} else given.value
    try:
        kept = Judging(store, given.who).judge(given.kind, given.one, second or "", given.note)
    except ConfigError as error:
        raise HTTPException(400, str(error)) from error
    request.app.state.kept.clear()
    return kept


@edit_routes.post("/judgements/{number}/undo", responses=REFUSED)
def undo(request: Request, store: Store, number: Annotated[int, Path(ge=1, le=2**53)]) -> Judgement:
    """Take a judgement back."""
    try:
        taken = Judging(store, "").undo(number)
    except ConfigError as error:
        raise HTTPException(400, str(error)) from error
    request.app.state.kept.clear()
    return taken


def found(answer: Answer | None) -> Answer:
    """Return an answer that is there; 404 where there is none."""
    if answer is None:
        raise HTTPException(404, "The store has none of that id.")
    return answer
