"""Events as the field's tables hold them: PLOVER JSON, a table like GDELT's, and UCDP's columns.

One row an event; its tellings in one report are one row with several places in the text. Nothing is added that the record does not hold.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from khabar.errors import ConfigError
from khabar.export.contexts import contexts
from khabar.model import Event, Record, Source, Span
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from khabar.model import Entity, Statement, Time

FORMS = ("plover", "gdelt", "ucdp")
# what PLOVER makes of a cooperative act told for the future, and of an act called for
_TO_COME = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_CALLED_FOR = {"AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet"}
_AUXILIARY = {"denied": "negation", "hypothetical": "hypothetical", "planned": "future"}
_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
# CAMEO's root code nearest to each PLOVER type, after the crosswalk of the PLOVER manual
_CAMEO = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "08", "REQUEST": "10",
    "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15", "SANCTION": "16", "COERCE": "17", "ASSAULT": "19",
}  # fmt: skip
# GDELT's kind of a place by UCDP's grade of how near it is told: a town, a province, a country; those of the United States have their own
_GEO_TYPES = {1: 4, 2: 4, 3: 4, 4: 5, 6: 1}
_GEO_TYPES_US = {4: 3, 5: 2}
_DEATHS = ("killed", "dead", "death", "deaths", "قتل", "martyred")


@dataclass(frozen=True, slots=True)
class _Told:
    """One event with its tellings, the first of them first, and what its ids stand for."""

    record: Record
    event: Event
    tellings: tuple[Event, ...]
    entities: dict[str, Entity]
    time: Time | None
    statement: Statement | None

    @property
    def id(self) -> str:
        """The id of the event, unique among all reports."""
        return f"{self.record.id}-{self.event.id}"

    @property
    def confidence(self) -> float | None:
        """The confidence of its surest telling."""
        return max((telling.confidence for telling in self.tellings if telling.confidence is not None), default=None)


def events_of(record: Record) -> Iterator[_Told]:
    """Yield the events of a record, each once, with all its tellings."""
    entities = {entity.id: entity for entity in record.entities}
    times = {time.id: time for time in record.times}
    statements = {statement.id: statement for statement in record.statements}
    tellings: dict[str, list[Event]] = {}
    for event in record.events:
        tellings.setdefault(event.same_as or event.id, []).append(event)
    for told in tellings.values():
        first = told[0]
        yield _Told(record, first, tuple(told), entities, times.get(first.time or ""), statements.get(first.inside or ""))


def plover_rows(record: Record) -> Iterator[dict[str, Any]]:
    """Yield a PLOVER object for each event; what is to come, called for, denied or only thought of is coded as the manual says."""
    for told in events_of(record):
        kind, mode, auxiliary = plover_code(told.event)
        yield {
            "id": told.id,
            "date": told.time.earliest if told.time else None,
            "date_end": told.time.latest if told.time else None,
            "published": record.published.value,
            "type": kind,
            "mode": mode,
            "auxiliary_modes": auxiliary,
            "contexts": list(dict.fromkeys(one for event in told.tellings for one in contexts(record.text, event))),
            "quad": _QUADS[kind],
            "coded_from": {"type": told.event.type, "mode": told.event.mode, "status": told.event.status},
            "actor": [_party(told, actor) for actor in told.event.actors],
            "recipient": [_party(told, actor) for actor in told.event.recipients],
            "location": [_place(told, place) for place in told.event.places],
            "location_precision": told.event.place_precision,
            "date_precision": told.event.time_precision,
            "confidence": told.confidence,
            "said_by": list(told.statement.source) if told.statement else [],
            "source": {"id": record.id, "outlet": record.source.outlet, "url": record.source.url, "title": record.source.title},
            "text": [{"start": e.trigger.start, "end": e.trigger.end, "text": record.text[e.trigger.start : e.trigger.end]} for e in told.tellings],
        }


def plover_code(event: Event) -> tuple[str, str | None, list[str]]:
    """Return PLOVER's type, mode and auxiliary modes of an event of a record."""
    if event.status == "called-for":
        return "REQUEST", _CALLED_FOR.get(event.type, "change"), []
    if event.status == "planned" and event.type in _TO_COME:
        return _TO_COME[event.type], None, []
    auxiliary = _AUXILIARY.get(event.status)
    return event.type, event.mode, [auxiliary] if auxiliary and event.status != "asserted" else []


def gdelt_rows(record: Record) -> Iterator[dict[str, Any]]:
    """Yield a row like GDELT's event table for each event that is told as having happened; days as YYYYMMDD, empty where not told."""
    for told in events_of(record):
        if told.event.status != "asserted":
            continue
        place = told.entities.get(told.event.places[0]) if told.event.places else None
        yield {
            "GLOBALEVENTID": told.id,
            **_gdelt_days(told.time),
            **_gdelt_actor("Actor1", told, told.event.actors),
            **_gdelt_actor("Actor2", told, told.event.recipients or told.event.actors[1:]),
            "IsRootEvent": int(told.statement is None),
            "EventRootCode": _CAMEO[told.event.type],
            "PloverType": told.event.type,
            "PloverMode": told.event.mode or "",
            "QuadClass": _QUADS[told.event.type],
            "NumMentions": len(told.tellings),
            "Confidence": "" if told.confidence is None else round(100 * told.confidence),
            "ActionGeo_Type": _geo_type(told.event.place_precision, place),
            "ActionGeo_FullName": (place.name_en or place.name) if place else "",
            "ActionGeo_CountryCode": _fips().get(place.country or "", "") if place else "",
            "ActionGeo_Lat": place.lat if place and place.lat is not None else "",
            "ActionGeo_Long": place.lon if place and place.lon is not None else "",
            "DATEADDED": (record.published.value or "").replace("-", ""),
            "SOURCEURL": record.source.url or record.source.path or record.id,
        }


def ucdp_rows(record: Record) -> Iterator[dict[str, Any]]:
    """Yield UCDP's columns for each act of violence told as having happened: sources, originals, precision, low, best and high of the dead."""
    for told in events_of(record):
        if told.event.type != "ASSAULT" or told.event.status != "asserted":
            continue
        place = told.entities.get(told.event.places[0]) if told.event.places else None
        low, best, high = _deaths(told)
        yield {
            "id": told.id,
            "source_article": record.source.title or record.source.url or record.id,
            "source_office": record.source.outlet or "",
            "source_date": record.published.value or "",
            "source_original": "; ".join(_name(told, source) for source in told.statement.source) if told.statement else "",
            "where_prec": told.event.place_precision or "",
            "where_coordinates": (place.name_en or place.name) if place else "",
            "latitude": place.lat if place and place.lat is not None else "",
            "longitude": place.lon if place and place.lon is not None else "",
            "country": iso3(place.country) if place else "",
            "date_prec": told.event.time_precision or "",
            "date_start": (told.time.earliest if told.time else "") or "",
            "date_end": (told.time.latest if told.time else "") or "",
            "side_a": "; ".join(_name(told, actor) for actor in told.event.actors),
            "side_b": "; ".join(_name(told, actor) for actor in told.event.recipients),
            "low": low,
            "best": best,
            "high": high,
            "evidence": "; ".join(f"{e.trigger.start}-{e.trigger.end}" for e in told.tellings),
        }


def lines(records: Iterable[Record], form: str, only: Container[str] | None = None) -> Iterator[str]:
    """Yield the lines of an export: JSON Lines for plover, CSV with a head, without an event too, for gdelt and ucdp.

    ``only`` holds the ids (``report-event``) of those that are written, None for all.

    Raises:
        ConfigError: ``form`` is none of these.
    """
    if form not in FORMS:
        message = f"cannot write events as {form!r}: expected one of {', '.join(FORMS)}"
        raise ConfigError(message)
    made = _MADE[form]
    if form != "plover":
        yield _csv(list(next(made(_SPECIMEN))))
    for row in (row for record in records for row in made(record) if only is None or row[_ID.get(form, "id")] in only):
        yield json.dumps(row, ensure_ascii=False) + "\n" if form == "plover" else _csv(list(row.values()))


_MADE = {"plover": plover_rows, "gdelt": gdelt_rows, "ucdp": ucdp_rows}
_ID = {"gdelt": "GLOBALEVENTID"}
_SPECIMEN = Record("", Source(), "", events=(Event("", "ASSAULT", None, Span(0, 0)),))  # for the names of the columns


@cache
def _codes() -> dict[str, str]:
    return {row["iso2"]: row["iso3"] for row in rows("events_countries.tsv")}


@cache
def _fips() -> dict[str, str]:
    return {row["iso2"]: row["fips"] for row in rows("events_countries.tsv")}


@cache
def _states() -> dict[str, str]:
    return {row["id"]: row["iso"] for row in rows("countries.tsv")}


def iso3(iso2: str | None) -> str:
    """Return the three letters of a country by its two, empty for none."""
    return _codes().get(iso2 or "", "")


def _name(told: _Told, identifier: str) -> str:
    entity = told.entities.get(identifier)
    return (entity.name_en or entity.name) if entity else identifier


def _country(told: _Told, identifier: str) -> str:
    """Return the country of an actor: its own code where it is a state, that of its entity else; empty where it is not known."""
    if identifier in _states():
        return iso3(_states()[identifier])
    entity = told.entities.get(identifier)
    return iso3(entity.country) if entity else ""


def _party(told: _Told, identifier: str) -> dict[str, Any]:
    return {"id": identifier, "name": _name(told, identifier), "country": _country(told, identifier) or None, "sector": told.event.sectors.get(identifier)}


def _place(told: _Told, identifier: str) -> dict[str, Any]:
    entity = told.entities.get(identifier)
    if entity is None:
        return {"id": identifier, "name": identifier}
    return {
        "id": identifier,
        "name": entity.name_en or entity.name,
        "country": iso3(entity.country) or None,
        "lat": entity.lat,
        "lon": entity.lon,
        "geonames": entity.links.get("geonames"),
    }


def _gdelt_days(time: Time | None) -> dict[str, str]:
    """Return the day, month and year of an event, each empty where its time leaves more than one."""
    first, last = (time.earliest or "", time.latest or "") if time else ("", "")
    lengths = {"SQLDATE": 10, "MonthYear": 7, "Year": 4}
    return {name: first[:length].replace("-", "") if first[:length] == last[:length] else "" for name, length in lengths.items()}


def _geo_type(precision: int | None, place: Entity | None) -> int | str:
    """Return GDELT's kind of a place, empty for a line, a sea and what is told of no place."""
    kind = _GEO_TYPES.get(precision or 0, "")
    return _GEO_TYPES_US.get(kind, kind) if isinstance(kind, int) and place and place.country == "US" else kind


def _gdelt_actor(label: str, told: _Told, actors: Sequence[str]) -> dict[str, str]:
    if not actors:
        return {f"{label}Code": "", f"{label}Name": "", f"{label}CountryCode": "", f"{label}Type1Code": ""}
    country, sector = _country(told, actors[0]), told.event.sectors.get(actors[0], "")
    return {f"{label}Code": country + sector, f"{label}Name": _name(told, actors[0]), f"{label}CountryCode": country, f"{label}Type1Code": sector}


def _deaths(told: _Told) -> tuple[Any, Any, Any]:
    """Return the lowest, best and highest number of dead that the tellings give, the best that of the last; empty where none does or one is open."""
    quantities = {quantity.id: quantity for quantity in told.record.quantities}
    figures = [quantities[figure.quantity] for event in told.tellings for figure in event.figures if figure.quantity in quantities]
    dead = [quantity for quantity in figures if any(word in (quantity.what or "") for word in _DEATHS)]
    lows = [quantity.low for quantity in dead if quantity.low is not None]
    highs = [quantity.high for quantity in dead if quantity.high is not None]
    bests = [quantity.best for quantity in dead if quantity.best is not None]
    return min(lows) if dead and len(lows) == len(dead) else "", bests[-1] if bests else "", max(highs) if dead and len(highs) == len(dead) else ""


def _csv(cells: Sequence[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@" and cell else cell for cell in cells])
    return out.getvalue()
