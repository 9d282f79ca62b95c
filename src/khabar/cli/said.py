"""``khabar said``: what somebody said, and through whom it came."""

from typing import Annotated

import typer

from khabar.cli.options import DEFAULT_STORE, AsJson, AsJsonl, Cursor, Limit, Since, StorePath, Until
from khabar.model import Stance


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("said")(said)


def said(  # noqa: PLR0913 - a command has as many options as its question has parts
    name: Annotated[str, typer.Argument(help="Name, in any spelling, or id of the person, body or place that said it.")],
    store: StorePath = DEFAULT_STORE,
    *,
    about: Annotated[str | None, typer.Option("--about", help="Words of what was said, in any spelling.")] = None,
    through: Annotated[str | None, typer.Option("--through", help="Name or id of an agency, body or spokesman that it came through.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="The outlet that printed it.")] = None,
    stance: Annotated[Stance | None, typer.Option("--stance", help="What the statement does.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    as_json: AsJson = False,
    as_jsonl: AsJsonl = False,
) -> None:
    """Tell what somebody said, newest first, each statement with the hands it came through."""
    from khabar.cli import terminal, views  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.cli.asking import findable  # noqa: PLC0415 - as above
    from khabar.query import statements  # noqa: PLC0415 - as above
    from khabar.query.outlets import known_outlet  # noqa: PLC0415 - as above
    from khabar.store.database import Database  # noqa: PLC0415 - as above

    with Database(store, read_only=True) as database:
        speaker, hand, printer = statements.known_id(database, name), statements.known_id(database, through), known_outlet(database, outlet)
        asked = statements.Asked(speaker, about, hand, printer, stance, since, until)
        hits = statements.said_about(database, asked, limit, cursor) if about is not None and findable(about) else None
        lines = statements.said(database, asked, limit, cursor) if hits is None else None
    page = hits or lines
    if page is None:
        return
    if as_json:
        terminal.json_object(page)
    elif as_jsonl:
        terminal.json_lines(page.lines)
    elif hits is not None:
        views.hit_view(hits.lines)
    elif lines is not None:
        views.statements_view(lines.lines)
    terminal.note(f"{len(page.lines)} shown" + (f"; more: --cursor {page.next}" if page.next else ""))
