"""The words of the house: what a report is and what its record holds.

All offsets are code points of ``Document.text``, half-open ``[start, end)``. The JSON names are the public
interface of the record; fields are added freely and never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar, dataclass_transform

from markupsafe import Markup

T = TypeVar("T")

Stance = Literal["asserts", "denies", "demands", "promises", "warns", "expects", "asks", "accuses", "thanks", "condemns"]
Grade = Literal["named", "office", "institution", "unnamed-official", "unnamed", "none"]  # of who says it
Status = Literal["asserted", "planned", "called-for", "denied", "hypothetical"]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]  # the sixteen of PLOVER, from the most friendly to the most hostile


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def part(cls: type[T]) -> type[T]:
    """Make a class a dataclass that nobody changes: type checkers hold it frozen. At run time it is not, for that makes each object five times as dear."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


@part
class Document:
    """One report as published, never edited. ``published`` is an ISO day or None; ``basis`` is where it comes from: metadata, page or analyst."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    path: str | None = None
    lang: str = "ar"
    basis: str = "metadata"


@part
class Span:
    """A stretch of the text."""

    start: int
    end: int


@part
class Evidence:
    """A stretch of the text with its characters."""

    start: int
    end: int
    text: str


@part
class Source:
    """Where a report came from, as the input tells it."""

    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    lang: str = "ar"


@part
class Published:
    """The day of publication: ISO days, None where it cannot be fixed. ``basis``: metadata, page, text, analyst or none."""

    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: str = "none"
    evidence: tuple[Evidence, ...] = ()
    conflict: str | None = None  # the day that the text gives where metadata says otherwise


@part
class Mention:
    """A stretch that names something. ``type``: PER, ORG, LOC or PROC; ``entity`` is empty until it is resolved."""

    id: str
    start: int
    end: int
    text: str
    type: str
    entity: str = ""


@part
class Entity:
    """A person, body, place or process. ``lat``, ``lon`` (degrees) and ``country`` (ISO 3166 alpha-2) are of places."""

    id: str
    type: str
    name: str
    name_en: str | None = None
    name_en_basis: str | None = None  # "list" where a source gives the Latin name, "rule" where khabar made it
    aliases: tuple[str, ...] = ()
    links: dict[str, str] = field(default_factory=dict)
    lat: float | None = None
    lon: float | None = None
    country: str | None = None


@part
class Role:
    """A title or office. ``holder`` is a mention's id or None; ``office`` of ``data/offices.tsv``; ``of`` an entity's id."""

    start: int
    end: int
    text: str
    holder: str | None = None
    office: str | None = None
    of: str | None = None


@part
class Time:
    """A time expression: TIMEX3 ``type``, ``value`` and ``mod``; the first and last day it can mean, None where it is no date."""

    id: str
    start: int
    end: int
    text: str
    type: str
    value: str | None = None
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None


@part
class Quantity:
    """A figure with its bounds; a plain number has ``low == best == high``, an open bound is None.

    ``value`` is the figure in short notation: ``4``, ``>200``, ``>=40``, ``~50``, ``20-30``, ``some``, ``many``.
    """

    id: str
    start: int
    end: int
    text: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str | None = None
    what: str | None = None
    value: str | None = None


@part
class ChainLink:
    """One hand that a statement went through. ``role``: speaker, spokesperson, body, agency or outlet; None spans for an outlet from metadata."""

    role: str
    entity: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None


@part
class Statement:
    """What somebody is reported to have said. ``source`` holds entity ids or one ``<…>``; ``chain`` runs from mouth to paper."""

    id: str
    kind: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[str, ...] = ()
    source_span: Span | None = None
    anonymous: bool = False
    stance: str = "asserts"
    chain: tuple[ChainLink, ...] = ()
    grade: str = "named"  # named, office, institution, unnamed-official, unnamed or none
    force: str | None = None  # commitment that the cue lends: neutral, claims, admits, reveals, hints, insists
    within: str | None = None  # the statement that reports this one


@part
class Declined:
    """Words withheld: who was asked and did not comment."""

    start: int
    end: int
    text: str
    source: tuple[str, ...] = ()


@part
class Label:
    """What somebody is called, by whom: ``namer`` is an entity or None for the reporter, ``named`` an entity or None."""

    start: int
    end: int
    text: str
    namer: str | None = None
    named: str | None = None
    statement: str | None = None


@part
class Figure:
    """A figure of an event: the id of the quantity, and the statement that counts it (None: the reporter)."""

    quantity: str
    counted_by: str | None = None


@part
class Event:
    """A political event, typed as in PLOVER. ``inside`` is the statement that tells it (``in`` in JSON)."""

    id: str
    type: str
    mode: str | None
    trigger: Span
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    time: str | None = None
    status: str = "asserted"
    inside: str | None = None
    same_as: str | None = None
    figures: tuple[Figure, ...] = ()
    place_precision: int | None = None  # UCDP: 1 exact … 7 international
    time_precision: int | None = None  # UCDP: 1 day … 5 more than a month
    sectors: dict[str, str] = field(default_factory=dict)  # PLOVER sector of each actor and recipient
    confidence: float | None = None  # chance, from 0 to 1, that its type and all its actors are right; None in records made before it was weighed


@part
class Record:
    """Everything that khabar read out of one report; the contract between its parts."""

    id: str
    source: Source
    text: str
    published: Published = Published()
    boilerplate: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    statements: tuple[Statement, ...] = ()
    declined: tuple[Declined, ...] = ()
    labels: tuple[Label, ...] = ()
    events: tuple[Event, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain lists and dictionaries, with the JSON names."""
        return _plain_fields(self)

    def _repr_html_(self) -> str:
        names = {entity.id: entity.name for entity in self.entities}
        rows = [
            (f"{s.kind}, {s.stance}", ", ".join(names.get(x, x) for x in s.source), " … ".join(self.text[c.start : c.end] for c in s.content))
            for s in self.statements
        ]
        rows += [(f"{e.type}, {e.status}", ", ".join(names.get(x, x) for x in e.actors), self.text[e.trigger.start : e.trigger.end]) for e in self.events]
        row = Markup('<tr><td dir="ltr">{}</td><td dir="auto">{}</td><td dir="auto">{}</td></tr>')
        head = Markup('<p dir="auto"><b>{}</b> <bdi>{}</bdi></p>').format(self.source.title or self.id, self.published.value or "")
        return str(head + Markup("<table>{}</table>").format(Markup().join(row.format(*r) for r in rows)))


_JSON_NAMES = {"inside": "in"}


def json_name(attribute: str) -> str:
    """Return the name that a field bears in JSON."""
    return _JSON_NAMES.get(attribute, attribute)


_PARTS = (Source, Span, Evidence, Published, Mention, Entity, Role, Time, Quantity, ChainLink, Statement, Declined, Label, Figure, Event, Record, Document)
_FIELDS: dict[type, tuple[tuple[str, str], ...]] = {part: tuple((f.name, json_name(f.name)) for f in fields(part)) for part in _PARTS}


def _plain_fields(value: Any) -> dict[str, Any]:
    return {name: to_plain(getattr(value, attribute)) for attribute, name in _FIELDS[type(value)]}


def to_plain(value: Any) -> Any:
    """Return any part of a record as JSON-ready values."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(v) for v in value]
    if isinstance(value, dict):
        return dict(value)
    if type(value) in _FIELDS:
        return _plain_fields(value)
    message = f"cannot write a {type(value).__name__} into a record"
    raise TypeError(message)
