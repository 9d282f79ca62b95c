"""``khabar process``: what all reports tell of talks, a truce, a mission, a resolution; ``khabar code``: events as the field's tables hold them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli.options import DEFAULT_STORE, AsJson, Confidence, StorePath

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.link.processes import Fact, ProcessPage, Stage
    from khabar.query.processes import ProcessLine

_MOST_FACTS = 6  # facts of one label that are printed
_MOST_TOLD = 8  # sentences that are printed of one stage


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("process")(process)
    app.command("code")(code)


def process(
    name: Annotated[str | None, typer.Argument(help="The process in any spelling: أستانا, astana, 'هدنة حلب', UNIFIL, 'القرار 1701'. Without: all.")] = None,
    store: StorePath = DEFAULT_STORE,
    *,
    as_json: AsJson = False,
) -> None:
    """Tell the rounds of talks, the truces, zones or corridors of a place, the steps of a mission or resolution: when, where, who, and who says so."""
    from khabar.cli import terminal  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.query.processes import gathered, listed  # noqa: PLC0415 - as above
    from khabar.store.database import Database  # noqa: PLC0415 - as above

    with Database(store, read_only=True) as database:
        page = gathered(database, name) if name else None
        known = () if name else listed(database)
    if page is None and name:
        terminal.note(f"no report tells of {name}")
        raise typer.Exit(1)
    if as_json:
        terminal.json_object(page or known)
        return
    for text in lines(page) if page else list_lines(known):
        terminal.line(text)


def code(
    form: Annotated[str, typer.Argument(help="plover (JSON Lines), gdelt (CSV) or ucdp (CSV).")],
    store: StorePath = DEFAULT_STORE,
    *,
    confidence: Confidence = None,
) -> None:
    """Write the events of all reports as PLOVER, GDELT or UCDP code them, to standard output."""
    from khabar.export.formats import coded  # noqa: PLC0415 - loads what writes, when it is needed
    from khabar.query.listing import Choice  # noqa: PLC0415 - as above
    from khabar.store.database import Database  # noqa: PLC0415 - as above

    with Database(store, read_only=True) as database:
        sys.stdout.writelines(coded(database, Choice(confidence=confidence), form))


def list_lines(known: Sequence[ProcessLine]) -> list[str]:
    """Return the processes of a store as plain lines: kind, reports, days of print, name."""
    return [f"{one.kind:<10} {one.n_reports:>5}  {one.first_day or '-':<10} to {one.last_day or '-':<10}  {one.name}" for one in known]


def lines(page: ProcessPage) -> list[str]:
    """Return the page of a process as plain lines."""

    def named(identifiers: tuple[str, ...]) -> str:
        return ", ".join(page.names.get(i, i) for i in identifiers)

    found = [f"{page.name} ({page.kind})"]
    found += [f"{one.label}: {named((one.value,))}  [{one.n} times, {one.told[0].report} {one.told[0].start}-{one.told[0].end}]" for one in top_facts(page)]
    for stage in page.stages:
        found += ["", _heading(stage, "  <- next" if stage is page.next else "")]
        found += [f"  announced for: {days.replace('/', ' to ')}" for days in stage.announced_for]
        found += [f"  {label}: {named(value)}" for label, value in (("places", stage.places), ("participants", stage.participants)) if value]
        found += [f"  agenda: {text}" for text in stage.agenda] + [f"  outcome: {text}" for text in stage.outcomes]
        for told in stage.told[:_MOST_TOLD]:
            by = f"said by {named(told.said_by)}" if told.said_by else ""
            where = [f"{told.report} {told.start}-{told.end}", told.published, told.outlet, by, told.status]
            found.append(f"  [{', '.join(filter(None, where))}] {told.text}")
        if len(stage.told) > _MOST_TOLD:
            found.append(f"  ... and {len(stage.told) - _MOST_TOLD} more (--json has all)")
    return found


def top_facts(page: ProcessPage) -> list[Fact]:
    """Return the facts of a page that most sentences tell, a few of each label."""
    return [fact for number, fact in enumerate(page.facts) if [one.label for one in page.facts[:number]].count(fact.label) < _MOST_FACTS]


def _heading(stage: Stage, mark: str) -> str:
    number = f"round {stage.number}, " if stage.number is not None else ""
    step = f"{stage.step}, " if stage.step else ""
    country = f"{stage.country}, " if stage.country else ""
    if stage.last_day and not stage.first_day:
        days = f"until {stage.last_day}"
    else:
        days = " to ".join(dict.fromkeys(day for day in (stage.first_day, stage.last_day) if day)) or "day not told"
    return f"{country}{number}{step}{days}, {stage.status}{mark}"
