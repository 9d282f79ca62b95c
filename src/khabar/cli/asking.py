"""``khabar search``, ``khabar show`` and ``khabar status``: questions to a store."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from khabar.cli.options import DEFAULT_STORE, AsJson, AsJsonl, Cursor, Limit, Since, StorePath, Until
from khabar.errors import StoreError
from khabar.model import EventType, Stance, Status

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.query.listing import Page
    from khabar.query.search import Hit
    from khabar.store.database import Database


_NAMESAKES = 5  # others of a name that are told of


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("search")(search)
    app.command("show")(show)
    app.command("status")(status)


def search(  # noqa: PLR0913 - a command has as many options as its question has parts
    words: Annotated[list[str] | None, typer.Argument(help='Words to find, in any spelling; "…" or «…» a phrase, word* a beginning.')] = None,
    store: StorePath = DEFAULT_STORE,
    *,
    kind: Annotated[Literal["title", "passage", "statement"] | None, typer.Option("--kind", help="What to find.")] = None,
    person: Annotated[str | None, typer.Option("--person", help="Name or id of somebody who is named there or speaks.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Name or id of who says it.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="Name or id of a place that is named there.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="The outlet that printed it.")] = None,
    through: Annotated[str | None, typer.Option("--through", help="Name or id of an agency, body or spokesman that it came through.")] = None,
    event: Annotated[EventType | None, typer.Option("--event", case_sensitive=False, help="A PLOVER type of event that is told there.")] = None,
    status: Annotated[Status | None, typer.Option("--status", help="How far that event is known.")] = None,
    stance: Annotated[Stance | None, typer.Option("--stance", help="What a statement does.")] = None,
    since: Since = None,
    until: Until = None,
    order: Annotated[Literal["relevance", "newest", "oldest"], typer.Option("--order", help="What comes first.")] = "relevance",
    limit: Limit = 10,
    cursor: Cursor = None,
    as_json: AsJson = False,
    as_jsonl: AsJsonl = False,
) -> None:
    """Find passages and statements by their words, with the words marked: by whom, through whom, where, when.

    Without words, all that the limits leave is found, newest first: --since 2017-10-20 --kind statement.
    """
    from khabar.cli import terminal  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.query import search as question  # noqa: PLC0415 - as above
    from khabar.query.outlets import known_outlet  # noqa: PLC0415 - as above
    from khabar.query.statements import known_id  # noqa: PLC0415 - as above
    from khabar.store.database import Database  # noqa: PLC0415 - as above
    from khabar.store.indexing import is_stale  # noqa: PLC0415 - as above

    if not words and not any((kind, person, source, place, outlet, through, event, status, stance, since, until)):
        message = "no words to find. Give some, or a limit such as --since 2017-10-20."
        raise typer.BadParameter(message)
    asked = findable(" ".join(words)) if words else ""
    with Database(store, read_only=True) as database:
        if is_stale(database):
            terminal.note(f"indexed by another version of khabar, which misses words. Bring it up to date once: khabar status --store {store}")
        ids = {name: known_id(database, given) for name, given in (("person", person), ("place", place), ("through", through), ("source", source))}
        printer = known_outlet(database, outlet)
        filters = question.Filters(kind, outlet=printer, since=since, until=until, event_type=event, status=status, stance=stance, **ids)
        page = question.search(database, asked, filters, order=order, limit=limit, cursor=cursor)
    _print(page, as_json=as_json, as_jsonl=as_jsonl)
    terminal.note(f"{len(page.lines)} shown" + (f"; more: --cursor {page.next}" if page.next else ""))


def findable(words: str) -> str:
    """Return what is searched for.

    Raises:
        StoreError: it holds no word, and would find everything.
    """
    from khabar.store.search import match  # noqa: PLC0415 - as above

    if not match(words).expression:
        message = f"cannot search for '{words}': it holds no word to find"
        raise StoreError(message)
    return words


def _print(page: "Page[Hit]", *, as_json: bool, as_jsonl: bool) -> None:
    from khabar.cli import terminal  # noqa: PLC0415 - as above
    from khabar.cli.views import hit_view  # noqa: PLC0415 - as above

    if as_json:
        terminal.json_object(page)
    elif as_jsonl:
        terminal.json_lines(page.lines)
    else:
        hit_view(page.lines)


def show(
    name: Annotated[str, typer.Argument(help="Id of a report, or id or name of a person, body, place or process.")],
    store: StorePath = DEFAULT_STORE,
    limit: Limit = 10,
    *,
    as_json: AsJson = False,
) -> None:
    """Show a report with its record, or what all reports tell of a person, body, place or process."""
    from khabar.cli import terminal, views  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.fold import fold  # noqa: PLC0415 - as above
    from khabar.query.answers import plain  # noqa: PLC0415 - as above
    from khabar.query.api import open_store  # noqa: PLC0415 - as above
    from khabar.query.reports import ReportView  # noqa: PLC0415 - as above

    with open_store(store, read_only=True) as opened:
        found = opened.show(name)
        if found is None:
            message = f"cannot show {name!r}: {store} has no report of this id and nobody of this name. Look for it: khabar search '{name}'"
            raise StoreError(message)
        if isinstance(found, ReportView):
            if as_json:
                terminal.json_object(found.record.to_dict())
            else:
                terminal.lines(found.record.text)
                terminal.line()
                views.record_view(found.record)
        elif as_json:
            terminal.json_object({**plain(found), "said": opened.said(found.id, limit=limit), "events": opened.events(found.id, limit=limit)})
        else:
            views.entity_view(found)
            others = [one for one in opened.entities(name, limit=_NAMESAKES + 1) if one.id != found.id and fold(one.name) == fold(found.name)]
            if others and name != found.id:
                terminal.note("of the same name: " + ", ".join(f"{one.id} ({terminal.counted(one.n_reports, 'report')})" for one in others[:_NAMESAKES]))
            views.statements_view(opened.said(found.id, limit=limit))
            views.events_view(opened.events(found.id, limit=limit))


def status(store: StorePath = DEFAULT_STORE, *, as_json: AsJson = False) -> None:
    """Tell how much a store holds."""
    from khabar.cli import terminal, views  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.query import reports  # noqa: PLC0415 - as above
    from khabar.store.indexing import bring_up_to_date  # noqa: PLC0415 - as above

    with _opened(store) as database:
        if not database.read_only and bring_up_to_date(database):
            terminal.note("indexed anew, as this version of khabar seeks words")
        found = reports.status(database)
    if as_json:
        terminal.json_object(found)
    else:
        views.status_view(found)


def _opened(store: "Path") -> "Database":
    """Return a store opened for writing, so that what another version made is brought up to date; one that is only to be read is opened to be read."""
    from khabar.store.database import Database  # noqa: PLC0415 - as above

    try:
        return Database(store, create=False)
    except StoreError as refused:
        try:
            return Database(store, read_only=True)
        except StoreError:
            raise refused from None
