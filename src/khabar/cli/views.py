"""Answers as plain lines for people: a report's record, an entity, hits of a search."""

from collections.abc import Iterable, Sequence

from khabar.cli import terminal
from khabar.cli.terminal import counted, line, line_with_marks, one_line
from khabar.model import Event, Record, Statement
from khabar.query.entities import EntityView, Naming
from khabar.query.listing import EventLine, Hand, Party, StatementLine, first_line
from khabar.query.reports import Status
from khabar.query.search import Hit

_LISTED = 12  # lines of a list of what is known of somebody
_MOST = 200  # code points of a content that a list shows


def record_view(record: Record) -> None:
    """Print what was read out of a report."""
    names = {entity.id: entity.name for entity in record.entities}
    line(record.source.title or first_line(record.text))
    line("  " + " · ".join(filter(None, [record.id, record.source.outlet, _published(record), counted(len(record.text.split()), "word")])))
    for kind, title in (("PER", "persons"), ("ORG", "bodies"), ("LOC", "places"), ("PROC", "processes")):
        found = [entity.name for entity in record.entities if entity.type == kind]
        if found:
            line(f"  {title}: {'، '.join(found)}")
    for statement in record.statements:
        line("  " + _statement(record, statement, names))
    times = {time.id: time.value or time.text for time in record.times}
    for event in record.events:
        line("  " + _event(record, event, names, times))
    line()


def _published(record: Record) -> str:
    published = record.published
    window = f"{published.earliest}/{published.latest}" if published.earliest and published.latest else ""
    return f"{published.value or window} ({published.basis})" if published.value or window else "undated"


def _statement(record: Record, statement: Statement, names: dict[str, str]) -> str:
    content = one_line(" … ".join(record.text[span.start : span.end] for span in statement.content))
    hands = [names.get(link.entity or "", link.text or link.entity or "") for link in statement.chain]
    words = record.text[statement.source_span.start : statement.source_span.end] if statement.source_span else ""
    who = _arrows(hands) or "، ".join(names.get(source, words or source) for source in statement.source) or "?"
    return f"{statement.id} {statement.kind}, {statement.stance}: {who}: {_short(content)}"


def _event(record: Record, event: Event, names: dict[str, str], times: dict[str, str]) -> str:
    actors, recipients, places = ("، ".join(names.get(who, who) for who in group) for group in (event.actors, event.recipients, event.places))
    told = f" [{event.inside}]" if event.inside else ""
    trigger = record.text[event.trigger.start : event.trigger.end]
    when = times.get(event.time or "", event.time or "")
    what = [f"{event.id} {event.type}", event.status + told, trigger, _arrows([actors, recipients]), places, when, _sure(event.confidence)]
    return " · ".join(filter(None, what))


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"confidence {confidence:.2f}"


def hit_view(hits: Sequence[Hit]) -> None:
    """Print the hits of a search with the words marked."""
    for number, hit in enumerate(hits, 1):
        where = f"{hit.report}:{hit.statement}" if hit.statement else hit.report
        line(f"{number}. " + " · ".join(filter(None, [hit.kind, hit.stance, _printed(hit.earliest, hit.day), hit.outlet, where])))
        if hit.title and hit.kind != "title":
            line(f"   {one_line(hit.title)}")
        if hit.kind == "statement":
            line(f"   {chain_line(hit.chain, hit.sources)}")
        text = terminal.marked(hit.text, hit.marks)
        line_with_marks(f"   {'… ' if hit.cut_before else ''}{text}{' …' if hit.cut_after else ''}")
        line()


def chain_line(chain: Iterable[Hand], sources: Iterable[Party]) -> str:
    """Return the hands of a statement from mouth to paper, or its sources where it has none."""
    return _arrows([hand.name for hand in chain]) or "، ".join(party.name for party in sources) or "?"


def statements_view(lines: Iterable[StatementLine]) -> None:
    """Print statements with their chains."""
    for said in lines:
        line(" · ".join(filter(None, [_printed(said.earliest, said.day), said.outlet, f"{said.kind}, {said.stance}", f"{said.report}:{said.id}"])))
        line(f"   {chain_line(said.chain, said.sources)}")
        line(f"   {one_line(said.text)}")


def events_view(lines: Iterable[EventLine]) -> None:
    """Print tellings of events."""
    for told in lines:
        actors, recipients, places = ("، ".join(party.name for party in group) for group in (told.actors, told.recipients, told.places))
        when = told.first_day or f"({_printed(told.earliest, told.sort_day) or 'undated'})"
        what = [when, told.type, told.mode, told.status, _arrows([actors, recipients]), places, _sure(told.confidence), f"{told.report}:{told.id}"]
        line(" · ".join(filter(None, what)))
        words = one_line(f"{told.before}\ue000{told.trigger}\ue001{told.after}")
        line_with_marks(f"   {'… ' if told.cut_before else ''}{words}{' …' if told.cut_after else ''}")


def entity_view(view: EntityView) -> None:
    """Print what a store knows of a person, body, place or process."""
    where = f"{view.lat:.2f}, {view.lon:.2f}" if view.lat is not None and view.lon is not None else None
    line(" · ".join(filter(None, [view.name, view.name_en, view.type, view.country, where, view.id])))
    line(f"  {counted(view.n_reports, 'report')}, {view.first_day or '?'} to {view.last_day or '?'}")
    line(f"  said {view.n_said:,} · carried {view.n_carried:,} · did {view.n_did:,} · underwent {view.n_underwent:,} · there {view.n_there:,}")
    written = sorted(view.spellings, key=str.isascii)  # Latin ones last: khabar's own are among them
    line(f"  written: {'، '.join(map(one_line, written[:_LISTED]))}")
    told = sorted(view.offices, key=lambda office: -office.n_reports)[:_LISTED]
    for office in (office for office in view.offices if office in told):
        of = f" ({office.of.name})" if office.of else ""
        line(f"  {office.first_day or '?'} to {office.last_day or '?'}: {one_line(office.text)}{of}, {counted(office.n_reports, 'report')}")
    if view.companions:
        line(f"  with: {'، '.join(f'{companion.name} {companion.n_reports}' for companion in view.companions[:_LISTED])}")
    for naming in view.called[:8]:
        line(f"  called {_naming(naming)}")


def _naming(naming: Naming) -> str:
    by = naming.namer.name if naming.namer else naming.outlet or "?"
    return f"{naming.text} by {by} ({naming.n_times})"


def status_view(status: Status) -> None:
    """Print how much a store holds."""
    line(f"{status.path}: {status.n_size / 1e6:,.1f} MB, version {status.version}")
    line(f"  {status.n_reports:,} reports from {status.n_outlets:,} outlets, {status.first_day or '?'} to {status.last_day or '?'} ({status.n_dated:,} dated)")
    line(f"  {status.n_statements:,} statements, {status.n_events:,} tellings of events, {status.n_versions:,} older versions")
    line(f"  {status.n_persons:,} persons, {status.n_bodies:,} bodies, {status.n_places:,} places, {status.n_processes:,} processes")
    line(f"  last added {status.last_added_at or 'never'}")


def _printed(earliest: str | None, day: str) -> str:
    """Return the day of print, or the days that it lies between."""
    return f"{earliest}/{day}" if earliest and earliest != day else day


def _arrows(names: Iterable[str]) -> str:
    """Return the names with an arrow between; a writer's line runs from right to left, so the arrow points left."""
    return " ← ".join(filter(None, names))


def _short(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST] + "…"
