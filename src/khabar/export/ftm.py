"""FollowTheMoney entities: the model that investigative databases share (https://followthemoney.tech), as JSON lines.

A report is an Article, a person a Person, a body an Organization, a place an Address; an event and a process are Events, a statement is a
Note. Each points at its Article (``proof``) and says in ``notes`` which code points of it speak, and by which chain.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from khabar.export.rows import event_rows, statement_rows
from khabar.model import Entity, Record

FtM = dict[str, Any]
SCHEMATA = {"PER": "Person", "ORG": "Organization", "LOC": "Address", "PROC": "Event"}
_PLAIN_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_QID = re.compile(r"Q\d+")
MOST_WORDS = 2_000  # code points of a statement that a Note holds


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield the entities of the records as JSON lines; a name that several reports share comes once for each, to be merged by its id."""
    for record in records:
        for entity in entities(record):
            yield json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n"


def entities(record: Record) -> Iterator[FtM]:
    """Yield the entities of one record: the article first, then whom it names, what is said and what happens."""
    article = ftm_id("report", record.id)
    yield _article(record, article)
    titles: dict[str, list[str]] = {}
    holders = {mention.id: mention.entity for mention in record.mentions}
    for role in record.roles:
        titles.setdefault(holders.get(role.holder or "", ""), []).append(role.text)
    known = {entity.id: entity for entity in record.entities}
    for entity in record.entities:
        yield _named(entity, article, titles.get(entity.id, []))
    for mention in {(m.entity, m.text): m for m in record.mentions if m.entity in known}.values():
        schema = SCHEMATA[known[mention.entity].type]
        if schema in {"Person", "Organization"}:
            where = ftm_id("mention", f"{record.id}/{mention.id}")
            yield _entity(where, "Mention", document=article, resolved=_id_of(mention.entity), detectedSchema=schema, name=mention.text)
    yield from (_note(row, article, known) for row in statement_rows(record))
    yield from (_event(row, article, known) for row in event_rows(record))


def ftm_id(kind: str, identity: str) -> str:
    """Return an id that FollowTheMoney takes: the same for the same thing in every export."""
    return f"khabar-{kind}-{hashlib.sha1(identity.encode('utf-8', 'replace'), usedforsecurity=False).hexdigest()[:20]}"


def _id_of(identity: str) -> str:
    return f"khabar-{identity}" if _PLAIN_ID.fullmatch(identity) else ftm_id("entity", identity)


def _entity(identity: str, schema: str, **properties: Any) -> FtM:
    """Return an entity with those properties that hold something; every value of FollowTheMoney is a list of texts."""
    held: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = [str(v).strip() for v in (value if isinstance(value, list | tuple) else [value]) if v is not None and str(v).strip()]
        if values:
            held[name] = list(dict.fromkeys(values))
    return {"id": identity, "schema": schema, "properties": held}


def _article(record: Record, identity: str) -> FtM:
    source = record.source
    url = source.url if source.url and source.url.startswith(("http://", "https://")) else None
    return _entity(
        identity,
        "Article",
        title=source.title,
        name=source.title or record.id,
        publisher=source.outlet,
        sourceUrl=url,
        publishedAt=_day(record.published.value),
        date=_day(record.published.value),
        language="ara" if source.lang == "ar" else None,
        bodyText=record.text,
        fileName=record.id,
    )


def _named(entity: Entity, article: str, titles: list[str]) -> FtM:
    schema = SCHEMATA[entity.type]
    wikidata = entity.links.get("wikidata", "")
    shared: dict[str, Any] = {
        "name": entity.name,
        "alias": [entity.name_en, *entity.aliases],
        "country": (entity.country or "").lower() or None,
        "wikidataId": wikidata if _QID.fullmatch(wikidata) else None,
        "proof": article,
    }
    if schema == "Person":
        shared["position"] = titles
    if schema == "Address":
        shared |= {"full": entity.name, "latitude": entity.lat, "longitude": entity.lon}
    return _entity(_id_of(entity.id), schema, **shared)


def _note(row: dict[str, Any], article: str, known: dict[str, Entity]) -> FtM:
    speakers = [_id_of(identity) for identity in row["source"] if identity in known]
    return _entity(
        ftm_id("statement", f"{row['report']}/{row['statement_id']}"),
        "Note",
        name=f"{', '.join(row['source_names'])}: {row['text'][:80]}",
        description=row["text"][:MOST_WORDS],
        entity=speakers,
        proof=article,
        notes=[_where(row), _chain(row), f"kind: {row['kind']}; stance: {row['stance']}"],
    )


def _event(row: dict[str, Any], article: str, known: dict[str, Entity]) -> FtM:
    people = [identity for identity in row["actors"] + row["recipients"] if identity in known and known[identity].type in {"PER", "ORG"}]
    doers = [identity for identity in row["actors"] if identity in people]
    places = [identity for identity in row["places"] if identity in known]
    return _entity(
        ftm_id("event", f"{row['report']}/{row['event_id']}"),
        "Event",
        name=f"{row['type']}{' / ' + row['mode'] if row['mode'] else ''}: {row['text'][:80]}",
        summary=f"{', '.join(row['actor_names'])} → {', '.join(row['recipient_names'])}",
        involved=[_id_of(identity) for identity in people],
        organizer=[_id_of(identity) for identity in doers],
        location=row["place_names"],
        addressEntity=[_id_of(identity) for identity in places if known[identity].type == "LOC"],
        startDate=_day(row["first_day"]),
        endDate=_day(row["last_day"]),
        proof=article,
        recordId=f"{row['report']}/{row['event_id']}",
        notes=[_where(row), _chain(row), f"status: {row['status']}"],
    )


def _where(row: dict[str, Any]) -> str:
    return f"{row['report']} [{row['start']}-{row['stop']}]"


def _chain(row: dict[str, Any]) -> str | None:
    return " > ".join(f"{hand['role']}: {hand['name'] or ''}".strip() for hand in row["chain"]) or None


def _day(value: str | None) -> str | None:
    """Return a day, month or year that FollowTheMoney can read, or None."""
    found = _DAY.match(value or "")
    return found[0] if found else None
