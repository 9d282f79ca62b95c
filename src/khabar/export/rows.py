"""The lines of an export: a record flattened into statements, events, names and the like, each with its evidence.

Every line names its report and the code points ``start``-``stop`` of its text, so that it can be checked without khabar.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from khabar.model import ChainLink, Entity, Event, Record, Span, Statement

Row = dict[str, Any]


def record_rows(record: Record) -> Iterator[Row]:
    """Yield the record itself, as ``khabar extract --jsonl`` prints it."""
    yield record.to_dict()


def report_rows(record: Record) -> Iterator[Row]:
    """Yield one line for the report: where it is from, when it was printed, how much was read in it."""
    published = record.published
    yield {
        **_report(record),
        "published_earliest": published.earliest,
        "published_latest": published.latest,
        "published_basis": published.basis,
        "path": record.source.path,
        "lang": record.source.lang,
        "n_statements": len(record.statements),
        "n_events": len(record.events),
        "n_entities": len(record.entities),
        "text": record.text,
    }


def statement_rows(record: Record, only: frozenset[str] | None = None) -> Iterator[Row]:
    """Yield one line a statement, or those of the ids in ``only``."""
    names = _names(record)
    for statement in record.statements:
        if statement.content and (only is None or statement.id in only):
            hull = Span(min(span.start for span in statement.content), max(span.end for span in statement.content))
            yield {
                **_report(record),
                "statement_id": statement.id,
                "start": hull.start,
                "stop": hull.end,
                "text": " … ".join(record.text[span.start : span.end] for span in statement.content),
                "content": [_span(span) for span in statement.content],
                "cue": [_span(span) | {"text": record.text[span.start : span.end]} for span in statement.cue],
                "kind": statement.kind,
                "stance": statement.stance,
                "force": statement.force,
                "grade": statement.grade,
                "anonymous": statement.anonymous,
                "source": list(statement.source),
                "source_names": [_name(identity, names) for identity in statement.source],
                "source_start": statement.source_span.start if statement.source_span else None,
                "source_stop": statement.source_span.end if statement.source_span else None,
                "within": statement.within,
                "chain": _chain(statement.chain, names),
            }


def event_rows(record: Record, only: frozenset[str] | None = None) -> Iterator[Row]:
    """Yield one line a telling of an event, or those of the ids in ``only``; ``chain`` is that of the statement that tells it."""
    names = _names(record)
    statements = {statement.id: statement for statement in record.statements}
    for event in record.events:
        if only is None or event.id in only:
            yield _report(record) | _event(record, event, names, statements)


def entity_rows(record: Record) -> Iterator[Row]:
    """Yield one line an entity of the report, with where it is first named."""
    first: dict[str, Any] = {}
    counts: dict[str, int] = {}
    for mention in record.mentions:
        first.setdefault(mention.entity, mention)
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    for entity in record.entities:
        named = first.get(entity.id)
        yield {
            **_report(record),
            "entity_id": entity.id,
            "type": entity.type,
            "name": entity.name,
            "name_en": entity.name_en,
            "name_en_basis": entity.name_en_basis,
            "aliases": list(entity.aliases),
            "links": [f"{name}:{value}" for name, value in entity.links.items()],
            "lat": entity.lat,
            "lon": entity.lon,
            "country": entity.country,
            "n_mentions": counts.get(entity.id, 0),
            "start": named.start if named else None,
            "stop": named.end if named else None,
        }


def part_rows(part: str, record: Record) -> Iterator[Row]:
    """Yield one line for each mention, role, time, quantity or label: the fields of the record, with its report."""
    for item in record.to_dict()[part]:
        row = {("stop" if name == "end" else name): value for name, value in item.items()}
        yield _report(record) | {("label_id" if name == "id" else name): value for name, value in row.items()}


ROWS: dict[str, Callable[[Record], Iterator[Row]]] = {
    "records": record_rows,
    "reports": report_rows,
    "statements": statement_rows,
    "events": event_rows,
    "entities": entity_rows,
    **{part: partial(part_rows, part) for part in ("mentions", "roles", "times", "quantities", "labels")},
}


def _report(record: Record) -> Row:
    source = record.source
    return {"report": record.id, "title": source.title, "outlet": source.outlet, "url": source.url, "published": record.published.value}


def _names(record: Record) -> dict[str, Entity]:
    return {entity.id: entity for entity in record.entities}


def _name(identity: str, names: dict[str, Entity]) -> str:
    return names[identity].name if identity in names else identity.strip("<>")


def _span(span: Span) -> Row:
    return {"start": span.start, "stop": span.end}


def _chain(links: Sequence[ChainLink], names: dict[str, Entity]) -> list[Row]:
    return [
        {
            "role": link.role,
            "entity": link.entity,
            "name": _name(link.entity, names) if link.entity else link.text,
            "start": link.start,
            "stop": link.end,
        }
        for link in links
    ]


def _event(record: Record, event: Event, names: dict[str, Entity], statements: dict[str, Statement]) -> Row:
    time = next((time for time in record.times if time.id == event.time), None)
    teller = statements.get(event.inside or "")
    place = next((names[identity] for identity in event.places if identity in names and names[identity].lat is not None), None)
    figures = {quantity.id: quantity for quantity in record.quantities}
    return {
        "event_id": event.id,
        "start": event.trigger.start,
        "stop": event.trigger.end,
        "text": record.text[event.trigger.start : event.trigger.end],
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "actors": list(event.actors),
        "actor_names": [_name(identity, names) for identity in event.actors],
        "recipients": list(event.recipients),
        "recipient_names": [_name(identity, names) for identity in event.recipients],
        "places": list(event.places),
        "place_names": [_name(identity, names) for identity in event.places],
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "sectors": [f"{identity}: {sector}" for identity, sector in event.sectors.items()],
        "place_precision": event.place_precision,
        "time": time.value if time else event.time,
        "time_text": time.text if time else None,
        "first_day": time.earliest if time else None,
        "last_day": time.latest if time else None,
        "time_precision": event.time_precision,
        "within": event.inside,
        "same_as": event.same_as,
        "confidence": event.confidence,
        "figures": [_figure(figures[figure.quantity], figure.counted_by) for figure in event.figures if figure.quantity in figures],
        "chain": _chain(teller.chain, names) if teller else [],
    }


def _figure(quantity: Any, counted_by: str | None) -> Row:
    return {
        "what": quantity.what,
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "unit": quantity.unit,
        "counted_by": counted_by,
        "start": quantity.start,
        "stop": quantity.end,
    }
