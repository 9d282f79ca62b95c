"""``khabar same``, ``different``, ``unsure``, ``rename``, ``retype``, ``reject``, ``date``, ``why`` and ``judgements``: what an analyst knows better."""

import getpass
import os
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.options import DEFAULT_STORE, AsJson, StorePath

One = Annotated[str, typer.Argument(help="Id or name of a person, body, place or process.")]
Other = Annotated[str, typer.Argument(help="Id or name of another one.")]
Who = Annotated[str | None, typer.Option("--who", help="Who judges; the login name where none is given.", envvar="KHABAR_WHO")]
Note = Annotated[str | None, typer.Option("--note", help="Why.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (same, different, unsure, rename, retype, reject, date, why, judgements):
        app.command(command.__name__)(command)


def same(one: One, other: Other, store: StorePath = DEFAULT_STORE, *, who: Who = None, note: Note = None) -> None:
    """Judge two entities to be one; it keeps the id of the first."""
    _judge(store, who, "same", (one, other), note)


def different(one: One, other: Other, store: StorePath = DEFAULT_STORE, *, who: Who = None, note: Note = None) -> None:
    """Judge two entities, or two lines of ``khabar why``, to be different."""
    _judge(store, who, "different", (one, other), note)


def unsure(one: One, other: Other, store: StorePath = DEFAULT_STORE, *, who: Who = None, note: Note = None) -> None:
    """Write down that it stays open whether two entities are one."""
    _judge(store, who, "unsure", (one, other), note)


def rename(
    one: One, name: Annotated[str, typer.Argument(help="The new name.")], store: StorePath = DEFAULT_STORE, *, who: Who = None, note: Note = None
) -> None:
    """Give an entity the name that it is shown by."""
    _judge(store, who, "rename", (one, name), note)


def retype(
    one: One, kind: Annotated[str, typer.Argument(help="PER, ORG, LOC or PROC.")], store: StorePath = DEFAULT_STORE, *, who: Who = None, note: Note = None
) -> None:
    """Give an entity another type."""
    _judge(store, who, "retype", (one, kind), note)


def reject(
    place: Annotated[str, typer.Argument(help="REPORT#statement:START-END, REPORT#event:START-END or REPORT#mention:START-END.")],
    store: StorePath = DEFAULT_STORE,
    *,
    who: Who = None,
    note: Note = None,
) -> None:
    """Reject a statement, an event or a mention of a report: it is no longer found."""
    _judge(store, who, "reject", (place, ""), note)


def date(
    report: Annotated[str, typer.Argument(help="Id of a report.")],
    day: Annotated[str, typer.Argument(help="YYYY-MM-DD.")],
    store: StorePath = DEFAULT_STORE,
    *,
    who: Who = None,
    note: Note = None,
) -> None:
    """Give a report its day of publication."""
    _judge(store, who, "date", (report, day), note)


def why(one: One, store: StorePath = DEFAULT_STORE, *, as_json: AsJson = False) -> None:
    """Tell which mentions are one person, and why."""
    from khabar.cli import terminal  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.store.database import Database  # noqa: PLC0415 - as above
    from khabar.store.judging import Judging  # noqa: PLC0415 - as above

    with Database(store, read_only=True) as database:
        found = Judging(database, "").reasons(one)
    if as_json:
        terminal.json_object(found)
        return
    for reason in found:
        terminal.line(f"{reason.node}\t{reason.name}\t{terminal.counted(reason.n_reports, 'report')}\t{reason.reason or 'the name itself'}")


def judgements(
    store: StorePath = DEFAULT_STORE,
    *,
    undo: Annotated[int | None, typer.Option("--undo", help="Take back the judgement of this number.")] = None,
    take: Annotated[Path | None, typer.Option("--import", help="Take over judgements from a file that --export wrote.")] = None,
    export: Annotated[bool, typer.Option("--export", help="Print the judgements as JSON, one a line, for --import.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what was judged, by whom and when; take a judgement back; hand judgements on and take them over."""
    from khabar.cli import terminal  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.link.judgements import exported, imported  # noqa: PLC0415 - as above
    from khabar.store.database import Database  # noqa: PLC0415 - as above
    from khabar.store.judging import Judging  # noqa: PLC0415 - as above

    reading = undo is None and take is None
    with Database(store, read_only=reading, create=False) as database:
        judging = Judging(database, "")
        if undo is not None:
            taken = judging.undo(undo)
            terminal.note(f"taken back: {taken.number}\t{taken.kind}\t{taken.one}\t{taken.other or taken.value}")
        if take is not None:
            terminal.note(f"{judging.add(imported(_lines(take)))} taken over")
        found = judging.all()
    if export:
        for line in exported(found).splitlines():
            terminal.line(line)
    elif as_json:
        terminal.json_object(found)
    elif reading:
        for judgement in found:
            what = " ".join(filter(None, (judgement.one, judgement.other, judgement.value)))
            undone = f" (undone {judgement.undone})" if judgement.undone else ""
            terminal.line(f"{judgement.number}\t{judgement.kind}\t{what}\t{judgement.who}\t{judgement.at}{undone}")


def _lines(path: Path) -> list[str]:
    from khabar.errors import ReadError  # noqa: PLC0415 - loaded when it is needed

    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot read {path}: {error}. Expected a file that khabar judgements --export wrote"
        raise ReadError(message) from error


def _login() -> str:
    """Return the login name; in a container whose user has none, the number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def _judge(store: Path, who: str | None, kind: str, given: tuple[str, str], note: str | None) -> None:
    from khabar.cli import terminal  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.store.database import Database  # noqa: PLC0415 - as above
    from khabar.store.judging import Judging  # noqa: PLC0415 - as above

    with Database(store, create=False) as database:
        judging = Judging(database, who or _login())
        judgement = judging.judge(kind, *given, note)
    terminal.line(f"{judgement.number}\t{judgement.kind}\t{judgement.one}\t{judgement.other or judgement.value}")
