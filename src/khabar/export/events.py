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
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from khabar.model import Entity, Event, Record, Statement, Time

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
        day = (told.time.earliest or "" if told.time else "").replace("-", "")
        place = told.entities.get(told.event.places[0]) if told.event.places else None
        yield {
            "GLOBALEVENTID": told.id,
            "SQLDATE": day,
            "MonthYear": day[:6],
            "Year": day[:4],
            **_gdelt_actor("Actor1", told, told.event.actors),
            **_gdelt_actor("Actor2", told, told.event.recipients or told.event.actors[1:]),
            "IsRootEvent": int(told.statement is None),
            "EventRootCode": _CAMEO[told.event.type],
            "PloverType": told.event.type,
            "PloverMode": told.event.mode or "",
            "QuadClass": _QUADS[told.event.type],
            "NumMentions": len(told.tellings),
            "ActionGeo_Type": told.event.place_precision or "",
            "ActionGeo_FullName": (place.name_en or place.name) if place else "",
            "ActionGeo_CountryCode": iso3(place.country) if place else "",
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


def lines(records: Iterable[Record], form: str) -> Iterator[str]:
    """Yield the lines of an export: JSON Lines for plover, CSV with a head for gdelt and ucdp.

    Raises:
        ConfigError: ``form`` is none of these.
    """
    if form not in FORMS:
        message = f"cannot write events as {form!r}: expected one of {', '.join(FORMS)}"
        raise ConfigError(message)
    if form == "plover":
        yield from (json.dumps(row, ensure_ascii=False) + "\n" for record in records for row in plover_rows(record))
        return
    made = gdelt_rows if form == "gdelt" else ucdp_rows
    head = False
    for record in records:
        for row in made(record):
            if not head:
                yield _csv(list(row))
                head = True
            yield _csv(list(row.values()))


@cache
def _codes() -> dict[str, str]:
    return {row["iso2"]: row["iso3"] for row in rows("events_countries.tsv")}


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


def _gdelt_actor(label: str, told: _Told, actors: Sequence[str]) -> dict[str, str]:
    if not actors:
        return {f"{label}Code": "", f"{label}Name": "", f"{label}CountryCode": "", f"{label}Type1Code": ""}
    country, sector = _country(told, actors[0]), told.event.sectors.get(actors[0], "")
    return {f"{label}Code": country + sector, f"{label}Name": _name(told, actors[0]), f"{label}CountryCode": country, f"{label}Type1Code": sector}


def _deaths(told: _Told) -> tuple[Any, Any, Any]:
    """Return the lowest, best and highest number of dead that the tellings give, empty where none does; the best is that of the last telling."""
    quantities = {quantity.id: quantity for quantity in told.record.quantities}
    figures = [quantities[figure.quantity] for event in told.tellings for figure in event.figures if figure.quantity in quantities]
    dead = [quantity for quantity in figures if any(word in (quantity.what or "") for word in _DEATHS)]
    lows = [q.low for q in dead if q.low is not None]
    highs = [q.high for q in dead if q.high is not None]
    bests = [q.best for q in dead if q.best is not None]
    return min(lows, default=""), bests[-1] if bests else "", max(highs, default="")


def _csv(cells: Sequence[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@" and cell else cell for cell in cells])
    return out.getvalue()
