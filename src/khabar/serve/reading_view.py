"""A report's record as a page shows it: the marks in its text and the cards beside it, all with names in place of ids."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from khabar.link.judgements import Judgement
from khabar.link.rejections import Place, place_of
from khabar.model import Entity, Event, Record, Role, Span, Statement, Time
from khabar.query.listing import Hand, Party, unnamed
from khabar.serve import links
from khabar.serve.marks import Mark, Paragraph, paragraphs

WINDOW = 40_000  # code points of a text on one page
MOST_MARKS = 6_000
MOST_CARDS = 150
MOST_MENTIONS = 12  # of one entity that the page offers to reject
MOST_WORDS = 800  # code points of a statement on its card


@dataclass(frozen=True, slots=True)
class StatementCard:
    """A statement beside the text; ``target`` is the anchor of its mark there, ``place`` what a judgement calls it."""

    id: str
    target: str
    place: str
    start: int
    stop: int
    kind: str
    stance: str
    grade: str
    text: str
    sources: tuple[Party, ...]
    chain: tuple[Hand, ...]


@dataclass(frozen=True, slots=True)
class EventCard:
    """A telling of an event beside the text; ``inside`` is the anchor of the card of the statement that tells it, ``place`` what a judgement calls it."""

    id: str
    target: str
    place: str
    start: int
    stop: int
    trigger: str
    type: str
    mode: str | None
    status: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Party, ...]
    time: Time | None
    inside: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class NameCard:
    """An entity of the report: how often it is named, what it is written as, which titles it has; what judgements call its first mentions, with their words."""

    id: str
    name: str
    type: str
    n_mentions: int
    start: int
    titles: tuple[str, ...]
    mentions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One window of a report; ``left_out`` counts cards that the page does not hold.

    ``previous`` and ``next`` are where the neighbouring windows start, None where there is none.
    """

    paragraphs: tuple[Paragraph, ...]
    statements: tuple[StatementCard, ...]
    events: tuple[EventCard, ...]
    names: tuple[NameCard, ...]
    times: tuple[Time, ...]
    start: int
    stop: int
    previous: int | None
    next: int | None
    left_out: int


def rejected_places(judged: Iterable[Judgement]) -> tuple[Place, ...]:
    """Return where the parts stand that analysts rejected in a report."""
    return tuple(Place.parsed(judgement.one) for judgement in judged if judgement.kind == "reject")


def _by_name(_identity: str | None, name: str) -> str:
    return name


def report_page(
    record: Record, at: Span | None = None, start: int = 0, rejected: Iterable[Place] = (), called: Callable[[str | None, str], str] = _by_name
) -> ReportPage:
    """Return the window of a report that holds ``at``, or that begins with ``start``, with what is marked in it, what was rejected too.

    ``called`` tells what a name that stands for somebody is explained with.
    """
    place = at.start if at else start
    first = max(0, min(place, len(record.text) - 1) // WINDOW * WINDOW)
    stop = min(first + WINDOW, len(record.text))
    names = {entity.id: entity for entity in record.entities}
    struck = (Mark(place.start, place.end, "rejected") for place in rejected)
    found = list(islice(_inside(chain(struck, _marks(record, at, names, called)), first, stop), MOST_MARKS))
    statements = [_statement(record, item, names) for item in record.statements if item.content and first <= item.content[0].start < stop]
    times = {time.id: time for time in record.times}
    events = [_event(record, item, names, times) for item in record.events if first <= item.trigger.start < stop]
    cards = _names(record, first, stop)
    return ReportPage(
        tuple(paragraphs(record.text, found, first, stop)),
        tuple(statements[:MOST_CARDS]),
        tuple(events[:MOST_CARDS]),
        tuple(cards[:MOST_CARDS]),
        tuple(islice((time for time in record.times if first <= time.start < stop), MOST_CARDS)),
        first,
        stop,
        first - WINDOW if first else None,
        stop if stop < len(record.text) else None,
        sum(max(0, len(of) - MOST_CARDS) for of in (statements, events, cards)),
    )


def _inside(marks: Iterable[Mark], start: int, stop: int) -> Iterable[Mark]:
    return (mark for mark in marks if mark.start < stop and mark.end > start)


def _marks(record: Record, at: Span | None, names: Mapping[str, Entity], called: Callable[[str | None, str], str]) -> Iterable[Mark]:
    """Yield every mark of a record, the place that was asked for first."""
    if at:
        yield Mark(at.start, max(at.end, at.start + 1), "here", target="at")
    yield from (Mark(span.start, span.end, "boilerplate") for span in record.boilerplate)
    for statement in record.statements:
        card = f"#card-{statement.id}"
        for number, span in enumerate(statement.content):
            yield Mark(span.start, span.end, "said", target=f"text-{statement.id}" if number == 0 else None)
        yield from (Mark(span.start, span.end, "cue", href=card) for span in statement.cue)
    for event in record.events:
        yield Mark(event.trigger.start, event.trigger.end, "event", href=f"#card-{event.id}", target=f"text-{event.id}", hint=event.type)
    for mention in record.mentions:
        entity = names.get(mention.entity)
        address = links.page("entity", mention.entity) if mention.entity else None
        name = called(entity.id, entity.name) if entity else mention.text
        yield Mark(mention.start, mention.end, "name", mention.type, address, hint=name if name != mention.text else None)
    yield from (Mark(role.start, role.end, "role") for role in record.roles)
    yield from (Mark(time.start, time.end, "time", hint=_when(time)) for time in record.times)
    yield from (Mark(quantity.start, quantity.end, "quantity") for quantity in record.quantities)
    yield from (Mark(label.start, label.end, "label") for label in record.labels)


def _when(time: Time) -> str | None:
    return time.value if time.earliest in {None, time.value} else f"{time.earliest} – {time.latest}" if time.latest != time.earliest else time.earliest


def _party(identity: str, names: Mapping[str, Entity], words: str = "") -> Party:
    entity = names.get(identity)
    return Party(identity, entity.name, entity.type) if entity else unnamed(identity, words)


def _parties(ids: Iterable[str], names: Mapping[str, Entity]) -> tuple[Party, ...]:
    return tuple(_party(identity, names) for identity in ids)


def _statement(record: Record, statement: Statement, names: Mapping[str, Entity]) -> StatementCard:
    chain = []
    for link in statement.chain:
        entity = names.get(link.entity or "")
        chain.append(Hand(link.role, entity.id if entity else None, entity.name if entity else link.text or ""))
    place = place_of(record.id, statement) or Place(record.id, "statement", 0, 0)
    words = " … ".join(record.text[span.start : min(span.end, span.start + MOST_WORDS)] for span in statement.content[:5])
    span = statement.source_span
    spoken = iter(
        [hand.name for hand in chain if hand.id is None and hand.role not in ("agency", "outlet")] or ([record.text[span.start : span.end]] if span else [])
    )
    parties = tuple(_party(source, names, "" if source in names else next(spoken, "")) for source in statement.source)
    return StatementCard(
        statement.id,
        f"text-{statement.id}",
        str(place),
        place.start,
        place.end,
        statement.kind,
        statement.stance,
        statement.grade,
        words[:MOST_WORDS],
        parties,
        tuple(chain),
    )


def _event(record: Record, event: Event, names: Mapping[str, Entity], times: Mapping[str, Time]) -> EventCard:
    return EventCard(
        event.id,
        f"text-{event.id}",
        str(place_of(record.id, event)),
        event.trigger.start,
        event.trigger.end,
        record.text[event.trigger.start : min(event.trigger.end, event.trigger.start + 80)],
        event.type,
        event.mode,
        event.status,
        _parties(event.actors, names),
        _parties(event.recipients, names),
        _parties(event.places, names),
        times.get(event.time or ""),
        f"card-{event.inside}" if event.inside else None,
        event.confidence,
    )


def _names(record: Record, start: int, stop: int) -> list[NameCard]:
    holders: dict[str, list[Role]] = {}
    for role in record.roles:
        holders.setdefault(role.holder or "", []).append(role)
    counted: dict[str, int] = {}
    first: dict[str, int] = {}
    titles: dict[str, dict[str, None]] = {}
    places: dict[str, list[tuple[str, str]]] = {}
    for mention in record.mentions:
        if mention.entity and start <= mention.start < stop:
            counted[mention.entity] = counted.get(mention.entity, 0) + 1
            first.setdefault(mention.entity, mention.start)
            if counted[mention.entity] <= MOST_MENTIONS:
                places.setdefault(mention.entity, []).append((str(place_of(record.id, mention)), mention.text))
        titles.setdefault(mention.entity, {}).update(dict.fromkeys(role.text for role in holders.get(mention.id, ())))
    entities = [entity for entity in record.entities if entity.id in counted]
    cards = [NameCard(e.id, e.name, e.type, counted[e.id], first[e.id], tuple(islice(titles.get(e.id, ()), 4)), tuple(places[e.id])) for e in entities]
    return sorted(cards, key=lambda card: (-card.n_mentions, card.start))
