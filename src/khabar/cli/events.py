"""``khabar process``: what all reports tell of talks, a truce, a corridor; ``khabar code``: events as the field's tables hold them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli.options import DEFAULT_STORE, AsJson, StorePath

if TYPE_CHECKING:
    from khabar.link.processes import ProcessPage, Stage


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("process")(process)
    app.command("code")(code)


def process(
    name: Annotated[str, typer.Argument(help="The process in any spelling: أستانا, astana, 'هدنة حلب', 'Aleppo truce'.")],
    store: StorePath = DEFAULT_STORE,
    *,
    as_json: AsJson = False,
) -> None:
    """Tell the rounds of talks, the truces of a place or its corridors: when, where, who, what came of it, and who says so."""
    from khabar.cli import terminal  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.link.processes import process as page_of  # noqa: PLC0415 - as above
    from khabar.model import to_plain  # noqa: PLC0415 - as above
    from khabar.store.database import Database  # noqa: PLC0415 - as above
    from khabar.store.reading import records  # noqa: PLC0415 - as above

    with Database(store, read_only=True) as database:
        page = page_of(records(database), name)
    if page is None:
        terminal.note(f"no report tells of {name}")
        raise typer.Exit(1)
    if as_json:
        terminal.json_object(to_plain(page))
        return
    for text in lines(page):
        terminal.line(text)


def code(
    form: Annotated[str, typer.Argument(help="plover (JSON Lines), gdelt (CSV) or ucdp (CSV).")],
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Write the events of all reports as PLOVER, GDELT or UCDP code them, to standard output."""
    from khabar.export.events import lines as coded  # noqa: PLC0415 - loads what writes, when it is needed
    from khabar.store.database import Database  # noqa: PLC0415 - as above
    from khabar.store.reading import records  # noqa: PLC0415 - as above

    with Database(store, read_only=True) as database:
        sys.stdout.writelines(coded(records(database), form))


def lines(page: ProcessPage) -> list[str]:
    """Return the page of a process as plain lines."""

    def named(identifiers: tuple[str, ...]) -> str:
        return ", ".join(page.names.get(i, i) for i in identifiers)

    found = [f"{page.name} ({page.kind})"]
    if page.guarantors:
        found.append(f"guarantors: {named(page.guarantors)}")
    for stage in page.stages:
        found += ["", _heading(stage, "  <- next" if stage is page.next else "")]
        found += [f"  {label}: {named(value)}" for label, value in (("places", stage.places), ("participants", stage.participants)) if value]
        found += [f"  agenda: {text}" for text in stage.agenda] + [f"  outcome: {text}" for text in stage.outcomes]
        for told in stage.told:
            by = f", said by {named(told.said_by)}" if told.said_by else ""
            found.append(f"  [{told.report} {told.start}-{told.end}{by}, {told.status}] {told.text}")
    return found


def _heading(stage: Stage, mark: str) -> str:
    number = f"round {stage.number}, " if stage.number is not None else ""
    days = " to ".join(dict.fromkeys(day for day in (stage.first_day, stage.last_day) if day)) or "day not told"
    return f"{number}{days}, {stage.status}{mark}"
